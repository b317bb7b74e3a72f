package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.XmlTags;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code web.config} of IIS: {@code httpPlatform} with its process and variables, or wfastcgi with
 * {@code WSGI_HANDLER} among the app settings.
 */
final class WebConfig {
  private static final String KIND = "azure";

  private WebConfig() {}

  static void read(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    Environment.Builder set = new Environment.Builder(Environment.EMPTY);
    Text.Known process = null;
    Text.Known arguments = null;
    Text.Known handler = null;
    for (XmlTags.Tag tag : XmlTags.parse(file)) {
      String name = tag.name().toLowerCase(Locale.ROOT);
      if (name.equals("httpplatform")) {
        process = tag.attribute("processPath");
        arguments = tag.attribute("arguments");
      } else if (name.equals("environmentvariable") || name.equals("add")) {
        Text.Known key = tag.attribute(name.equals("add") ? "key" : "name");
        Text.Known value = tag.attribute("value");
        if (key != null && value != null) {
          set.with(key.value(), value);
          handler = key.value().equals("WSGI_HANDLER") ? value : handler;
        }
      }
    }
    Environment variables = set.build();
    Roles.Told told = Roles.of(path, List.of(), KIND, List.of());
    String folder = ImagePath.folder(path);
    if (process != null) {
      List<Text> words = new ArrayList<>();
      String program = process.value().replace('\\', '/');
      String last = program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      words.add(
          new Text.Known(
              last.endsWith(".exe") ? last.substring(0, last.length() - 4) : last, process.span()));
      if (arguments != null) {
        for (Text word : Hosted.split(arguments)) {
          boolean decided = word instanceof Text.Known known && known.value().indexOf('%') >= 0;
          words.add(
              decided
                  ? new Text.Unknown("is filled in by IIS", "HTTP_PLATFORM_PORT", word.span())
                  : word);
        }
      }
      Target target =
          new Target(
              KIND, path, "site", told, arguments == null ? process.span() : arguments.span());
      hosted.words(target, words, folder, variables);
    } else if (handler != null) {
      String value = handler.value().replace("()", "");
      hosted.words(
          new Target(KIND, path, "site", told, handler.span()),
          AppEngineReader.lambda(new Text.Known(value, handler.span())),
          folder,
          variables);
    }
  }
}

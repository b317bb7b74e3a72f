package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Apache with mod_wsgi: each {@code WSGIScriptAlias}. {@code SetEnv} reaches the request and not
 * {@code os.environ} (documented), so it is left out.
 */
final class ApacheReader implements DeploymentReader {
  private static final String KIND = "apache";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path :
        discovery.matching(
            name ->
                name.endsWith(".conf")
                    || name.contains(".conf.")
                    || name.endsWith(".vhost")
                    || name.contains("apache")
                    || name.equals(".htaccess"))) {
      if (discovery.repository().mayContain(path, "WSGIScriptAlias", "PassengerStartupFile")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
    discovery.each(
        discovery.named("passenger_wsgi.py"),
        path -> {
          Span place = new Span(path, 0, 0);
          Target target =
              new Target(
                  "passenger",
                  path,
                  "main",
                  Roles.of(path, List.of(), "passenger", List.of()),
                  place);
          hosted.words(
              target,
              List.of(
                  new Text.Known("passenger", place), new Text.Known(ImagePath.name(path), place)),
              ImagePath.folder(path),
              Environment.EMPTY);
        });
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    int start = 0;
    int number = 0;
    while (start < file.text().length()) {
      int feed = file.text().indexOf('\n', start);
      int end = feed < 0 ? file.text().length() : feed;
      String line = file.text().substring(start, end).strip();
      if (line.toLowerCase(Locale.ROOT).startsWith("wsgiscriptalias")) {
        Text.Known whole = new Text.Known(line, file.span(start, end));
        List<Text> words = Hosted.split(whole);
        if (words.size() > 2 && words.get(2) instanceof Text.Known script) {
          number++;
          int at = file.text().indexOf(script.value(), start, end);
          Span span =
              at < 0 || at > end ? whole.span() : file.span(at, at + script.value().length());
          alias(hosted, path, siblings, new Text.Known(script.value(), span), number);
        }
      }
      start = end + 1;
    }
  }

  private static void alias(
      Hosted hosted, String path, List<String> siblings, Text.Known script, int number) {
    List<Text> words = new ArrayList<>();
    words.add(new Text.Known("mod_wsgi-express", script.span()));
    words.add(new Text.Known("start-server", script.span()));
    words.add(script);
    HostFiles.Host host =
        HostFiles.of(hosted.discovery().repository(), path, null, List.of(script));
    String folder =
        script.value().startsWith("/") ? PosixPath.parent(script.value()) : host.mount();
    Target target =
        new Target(
            KIND,
            path,
            number == 1 ? "wsgi" : "wsgi-" + number,
            Roles.of(path, List.of(), KIND, siblings),
            script.span());
    ProcessStart start =
        new ProcessStart(
            words,
            folder,
            Environment.EMPTY,
            null,
            List.of(new Fact(script.span(), "mod_wsgi loads " + script.value(), true)));
    if (host.files().presence(PosixPath.resolve(folder, script.value())) == Presence.FILE) {
      hosted.host(target, start, host.files());
    }
  }
}

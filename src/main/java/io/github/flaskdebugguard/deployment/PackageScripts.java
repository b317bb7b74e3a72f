package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scripts of {@code package.json} (executed: npm 11): each runs in its own shell, so what {@code
 * prestart} exports is lost, and {@code .env} is not read.
 */
final class PackageScripts {
  private final ProcessStart start;
  private final String runner;
  private @Nullable String script;
  private @Nullable String folder;
  private List<Text> arguments = List.of();

  private PackageScripts(ProcessStart start, String runner) {
    this.start = start;
    this.runner = runner;
    this.folder = start.folder();
  }

  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name, OverlayFiles files) {
    return new PackageScripts(start, name).started(files);
  }

  /** Reads the command line; false when it runs no script. */
  private boolean options() {
    List<Text> words = start.arguments();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      String next = i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (word == null) {
        return false;
      }
      if (word.equals("--prefix")
          || word.equals("-C")
          || word.equals("--cwd")
          || word.equals("--dir")) {
        folder = next == null ? null : Paths.resolve(folder, next);
        i++;
      } else if (word.startsWith("-") || word.equals("run") || word.equals("run-script")) {
        if (word.equals("--")) {
          return false;
        }
      } else {
        script = word;
        List<Text> rest = words.subList(i + 1, words.size());
        int separator = Wrappers.separator(rest, 0);
        arguments =
            runner.equals("npm")
                ? separator < 0 ? List.of() : rest.subList(separator + 1, rest.size())
                : separator == 0 ? rest.subList(1, rest.size()) : rest;
        return true;
      }
    }
    return false;
  }

  private @Nullable List<ProcessStart> started(OverlayFiles files) {
    if (!options()) {
      return List.of();
    }
    String path = Paths.resolve(folder, "package.json");
    SourceFile file = path == null ? null : files.read(path);
    YamlMap root = file == null ? null : JsonFile.parse(file).map();
    YamlMap scripts = root == null ? null : root.map("scripts");
    String name = script;
    if (root == null || name == null) {
      return null;
    }
    if (scripts == null || scripts.scalar(name) == null) {
      return List.of();
    }
    Environment environment = environment(root);
    List<ProcessStart> result = new ArrayList<>();
    for (String each : List.of("pre" + name, name, "post" + name)) {
      YamlScalar text = scripts.scalar(each);
      if (text != null) {
        Environment own =
            environment.with("npm_lifecycle_event", new Text.Known(each, text.span()));
        result.addAll(scripts(each, text, each.equals(name) ? arguments : List.of(), own));
      }
    }
    return result;
  }

  private Environment environment(YamlMap root) {
    Environment.Builder environment = new Environment.Builder(start.environment());
    YamlMap config = root.map("config");
    if (config != null) {
      for (YamlEntry entry : config.entries()) {
        String name = entry.name();
        if (name != null && entry.value() instanceof YamlScalar value) {
          environment.with("npm_package_config_" + name, value.value());
        }
      }
    }
    return environment.build();
  }

  /** A script that a template generator fills in starts what one of its alternatives says. */
  private List<ProcessStart> scripts(
      String name, YamlScalar text, List<Text> extra, Environment environment) {
    List<ProcessStart> result = new ArrayList<>();
    for (TemplateText.Alternative alternative : TemplateText.alternatives(text.text())) {
      Text line =
          alternative.condition() == null
              ? text.value()
              : TemplateText.of(alternative.text(), text.span());
      String condition =
          alternative.condition() == null ? start.condition() : alternative.condition();
      result.add(script(name, line, extra, environment, condition));
    }
    return result;
  }

  private ProcessStart script(
      String name,
      Text text,
      List<Text> extra,
      Environment environment,
      @Nullable String condition) {
    Span span = text.span();
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(span, runner + " runs the script " + name, true));
    Text line = text;
    if (!extra.isEmpty() && line instanceof Text.Known known) {
      line = new Text.Known(known.value() + " \"$@\"", span);
    }
    List<Text> words =
        new ArrayList<>(List.of(new Text.Known("sh", span), new Text.Known("-c", span), line));
    if (!extra.isEmpty()) {
      words.add(new Text.Known("sh", span));
      words.addAll(extra);
    }
    return new ProcessStart(words, folder, environment, condition, trail, start.absent());
  }
}

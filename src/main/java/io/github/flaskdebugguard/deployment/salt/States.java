package io.github.flaskdebugguard.deployment.salt;

import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.deployment.provision.WrittenText;
import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What states of Salt do to a minion (by the documentation of its state modules). */
final class States {
  private static final String PREFIX = "salt://";

  private final Repository repository;
  private final ManagedHost host;
  private final String file;
  private final Function<String, @Nullable Data> names;

  States(
      Repository repository,
      ManagedHost host,
      String file,
      Function<String, @Nullable Data> names) {
    this.repository = repository;
    this.host = host;
    this.file = file;
    this.names = names;
  }

  /** Runs the functions that stand below an id. */
  void state(String id, Data body) {
    if (!(body instanceof Data.Dict functions)) {
      return;
    }
    functions
        .entries()
        .forEach(
            (name, arguments) -> {
              Map<String, Data> all = new LinkedHashMap<>();
              String function = arguments(name, arguments, all);
              run(function, all, new Data.Str(id, body.span()), arguments.span());
            });
  }

  /** {@return the function's name; {@code file: [managed, ...]} is {@code file.managed} */
  private static String arguments(String name, Data arguments, Map<String, Data> all) {
    String function = name;
    switch (arguments) {
      case Data.Seq seq -> {
        for (Data item : seq.items()) {
          if (item instanceof Data.Dict dict) {
            all.putAll(dict.entries());
          } else if (item instanceof Data.Str str && name.indexOf('.') < 0) {
            function = name + "." + str.text();
          }
        }
      }
      case Data.Dict dict -> all.putAll(dict.entries());
      case Data.Str str -> function = name.indexOf('.') < 0 ? name + "." + str.text() : name;
      default -> {}
    }
    return function;
  }

  private static @Nullable String text(@Nullable Data data) {
    return data != null && shown(data) instanceof Text.Known known ? known.value() : null;
  }

  /** A text in which Jinja left an expression is not known. */
  private static Text shown(Data data) {
    return data instanceof Data.Str str ? TemplateText.of(str.text(), str.span()) : data.shown();
  }

  private void run(String function, Map<String, Data> arguments, Data id, Span place) {
    Data name = arguments.getOrDefault("name", id);
    switch (function) {
      case "file.managed" -> managed(name, arguments);
      case "file.append",
          "file.prepend",
          "file.replace",
          "file.blockreplace",
          "file.line",
          "file.serialize",
          "ini.options_present" -> {
        String path = text(name);
        host.write(path == null ? "" : path, null);
      }
      case "file.recurse" -> {
        String path = text(name);
        String source = source(arguments.get("source"));
        if (path != null && source != null) {
          host.mount(path, source);
        }
      }
      case "git.latest", "git.cloned", "git.detached", "hg.latest" -> {
        String path = text(arguments.get("target"));
        host.mount(path == null ? "" : path, "");
      }
      case "cmd.run", "cmd.wait" -> {
        Data all = arguments.get("names");
        for (Data line : all instanceof Data.Seq seq ? seq.items() : List.of(name)) {
          command(id, line, arguments, line.span().equals(id.span()) ? place : line.span());
        }
      }
      case "docker_container.running", "dockerng.running", "docker.running" ->
          container(name, arguments);
      default -> {}
    }
  }

  private void command(Data id, Data line, Map<String, Data> arguments, Span place) {
    String said = text(id);
    host.start(
        new ManagedHost.Started(
            said == null ? "cmd" : said,
            List.of(shown(line)),
            true,
            null,
            variables(arguments.get("env")),
            text(arguments.get("cwd")),
            place));
  }

  /** Values that are no strings are written as Python writes them. */
  private static Map<String, Text> variables(@Nullable Data data) {
    Map<String, Text> result = new LinkedHashMap<>();
    switch (data) {
      case Data.Dict dict -> dict.entries().forEach((name, item) -> result.put(name, shown(item)));
      case Data.Seq seq ->
          seq.items()
              .forEach(
                  item ->
                      result.putAll(
                          item instanceof Data.Dict ? variables(item) : Values.variables(item)));
      case null, default -> {}
    }
    return result;
  }

  private void container(Data name, Map<String, Data> arguments) {
    Data image = arguments.get("image");
    if (image == null) {
      return;
    }
    Data command =
        arguments.containsKey("command") ? arguments.get("command") : arguments.get("cmd");
    String said = text(name);
    host.start(
        new ManagedHost.Started(
            said == null ? "container" : said,
            Values.words(command),
            false,
            shown(image),
            variables(arguments.get("environment")),
            text(arguments.get("working_dir")),
            image.span()));
  }

  private void managed(Data name, Map<String, Data> arguments) {
    String path = text(name);
    if (path == null) {
      return;
    }
    Data contents = arguments.get("contents");
    String key = text(arguments.get("contents_pillar"));
    if (key != null && names.apply("pillar") instanceof Data.Dict pillar) {
      Data found = pillar;
      for (String part : key.split(":")) {
        found = found instanceof Data.Dict dict ? dict.entries().get(part) : null;
      }
      contents = found == null ? contents : found;
    }
    if (contents instanceof Data.Str str) {
      host.write(path, WrittenText.of(repository, str.span(), str.text()));
      return;
    }
    if (contents instanceof Data.Seq lines) {
      StringBuilder all = new StringBuilder();
      lines.items().forEach(line -> all.append(Values.part(line)).append('\n'));
      host.write(path, WrittenText.of(repository, lines.span(), all.toString()));
      return;
    }
    String source = source(arguments.get("source"));
    SourceFile text = source == null ? null : repository.read(source);
    if (text == null || arguments.get("template") == null) {
      host.write(path, text);
      return;
    }
    Map<String, Data> own = new LinkedHashMap<>();
    for (String given : List.of("defaults", "context")) {
      if (arguments.get(given) instanceof Data.Dict dict) {
        own.putAll(dict.entries());
      } else if (arguments.get(given) instanceof Data.Seq seq) {
        seq.items()
            .forEach(item -> own.putAll(item instanceof Data.Dict d ? d.entries() : Map.of()));
      }
    }
    host.write(
        path,
        StateRun.filled(
            text, known -> own.containsKey(known) ? own.get(known) : names.apply(known)));
  }

  private @Nullable String source(@Nullable Data source) {
    List<Data> all =
        source instanceof Data.Seq seq ? seq.items() : source == null ? List.of() : List.of(source);
    for (Data each : all) {
      String text = text(each);
      String found =
          text != null && text.startsWith(PREFIX)
              ? find(repository, file, text.substring(PREFIX.length()))
              : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** {@return a file or folder of the file server, whose root is some folder above a state file} */
  static @Nullable String find(Repository repository, String near, String path) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    String bare = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    for (int slash = near.lastIndexOf('/');
        slash >= -1;
        slash = slash < 0 ? -2 : near.lastIndexOf('/', slash - 1)) {
      String candidate = near.substring(0, slash + 1) + bare;
      if (repository.isFile(candidate) || repository.isFolder(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}

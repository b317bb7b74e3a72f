package io.github.flaskdebugguard.deployment.chef;

import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Embedded;
import io.github.flaskdebugguard.deployment.manifest.Names;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.deployment.provision.WrittenText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What resources of Chef, and of the cookbooks docker, supervisor, poise-service and runit, do to
 * the host (by their documentation).
 */
final class Resources {
  private final Repository repository;
  private final String cookbook;
  private final ManagedHost host;

  Resources(Repository repository, String cookbook, ManagedHost host) {
    this.repository = repository;
    this.cookbook = cookbook;
    this.host = host;
  }

  void resource(String type, Data title, Map<String, Data> properties, Span place, Names names) {
    if (isStopped(properties.get("action"))) {
      return;
    }
    String name = plain(title);
    switch (type) {
      case "execute" -> start(name, first(properties, title, "command"), true, properties, place);
      case "bash", "script", "sh", "ksh", "csh" ->
          start(name, properties.get("code"), true, properties, place);
      case "supervisor_service", "poise_service" ->
          start(name, properties.get("command"), type.startsWith("poise"), properties, place);
      case "runit_service" -> runit(name, properties, place, names);
      case "systemd_unit" -> unit(name, properties.get("content"));
      case "file" -> content(path(properties, title), properties.get("content"));
      case "template" -> template(path(properties, title), properties, names);
      case "cookbook_file" -> {
        String path = path(properties, title);
        String source = text(properties.get("source"));
        write(path, found("files", source == null ? base(path) : source));
      }
      case "remote_directory" -> {
        String source = text(properties.get("source"));
        String path = path(properties, title);
        host.mount(path, cookbook + "files/default/" + (source == null ? base(path) : source));
      }
      case "git", "deploy", "deploy_revision", "subversion", "application" -> {
        String path = text(first(properties, title, "destination", "deploy_to", "path"));
        host.mount(path == null ? "" : type.startsWith("deploy") ? path + "/current" : path, "");
      }
      case "docker_container" -> container(name, title, properties, place);
      default -> {}
    }
  }

  private static boolean isStopped(@Nullable Data action) {
    String said = action == null ? null : text(action);
    return said != null && List.of("delete", "stop", "disable", "remove", "mask").contains(said);
  }

  private static @Nullable String text(@Nullable Data data) {
    return data != null && Values.text(data) instanceof Text.Known known ? known.value() : null;
  }

  private static String plain(Data title) {
    String text = text(title);
    return text == null || text.isBlank() ? "resource" : text;
  }

  private static Data first(Map<String, Data> properties, Data title, String... names) {
    for (String name : names) {
      Data value = properties.get(name);
      if (value != null) {
        return value;
      }
    }
    return title;
  }

  private static String path(Map<String, Data> properties, Data title) {
    String path = text(first(properties, title, "path"));
    return path == null ? "" : path;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void start(
      String name,
      @Nullable Data command,
      boolean shell,
      Map<String, Data> properties,
      Span place) {
    if (command == null) {
      return;
    }
    Data settings = first(properties, new Data.Null(place), "environment", "env");
    String folder = text(first(properties, new Data.Null(place), "cwd", "directory"));
    List<Text> words = Values.words(command);
    host.start(
        new ManagedHost.Started(
            name,
            words,
            shell && words.size() == 1,
            null,
            Values.variables(settings),
            folder == null || folder.isEmpty() ? null : folder,
            command instanceof Data.Str && command.span().start() > place.start()
                ? command.span()
                : place));
  }

  /** A service of runit is the script that a template of a fixed name writes. */
  private void runit(String name, Map<String, Data> properties, Span place, Names names) {
    String template = text(properties.get("run_template_name"));
    SourceFile file = found("templates", "sv-" + (template == null ? name : template) + "-run.erb");
    if (file == null) {
      return;
    }
    Data options = properties.get("options");
    Names inside = new TemplateNames(options, names);
    String path = "/etc/sv/" + name + "/run";
    SourceFile script = Embedded.render(file, Dialect.RUBY, inside);
    host.write(path, script);
    host.start(
        new ManagedHost.Started(
            name,
            List.of(new Text.Known(path, script.span(0, 0))),
            false,
            null,
            Values.variables(properties.get("env")),
            null,
            place));
  }

  /** The content of a unit is its text, or a mapping of sections. */
  private void unit(String name, @Nullable Data content) {
    String path = "/etc/systemd/system/" + name;
    if (!(content instanceof Data.Dict sections)) {
      content(path, content);
      return;
    }
    StringBuilder text = new StringBuilder();
    sections
        .entries()
        .forEach(
            (section, entries) -> {
              text.append('[').append(section).append("]\n");
              if (entries instanceof Data.Dict dict) {
                dict.entries().forEach((key, value) -> setting(text, key, value));
              }
            });
    write(path, unitFile(text.toString(), sections));
  }

  private SourceFile unitFile(String text, Data.Dict sections) {
    List<Integer> origins = new ArrayList<>();
    for (String line : text.split("(?<=\n)")) {
      Span span = sections.span();
      int equals = line.indexOf('=');
      if (sections.entries().get("Service") instanceof Data.Dict service && equals > 0) {
        Data value = service.entries().get(line.substring(0, equals));
        span = value == null ? span : value.span();
      }
      for (int i = 0; i < line.length(); i++) {
        origins.add(span.start());
      }
    }
    return SourceFile.written(
        sections.span().path(), text, origins.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void setting(StringBuilder text, String key, Data value) {
    switch (value) {
      case Data.Seq seq -> seq.items().forEach(item -> setting(text, key, item));
      case Data.Dict dict ->
          dict.entries()
              .forEach(
                  (name, item) ->
                      text.append(key)
                          .append("=\"")
                          .append(name)
                          .append('=')
                          .append(Values.part(item))
                          .append("\"\n"));
      default -> text.append(key).append('=').append(Values.part(value)).append('\n');
    }
  }

  private void content(String path, @Nullable Data content) {
    Data value = content instanceof Data.Null ? null : content;
    if (value == null) {
      return;
    }
    write(
        path,
        value instanceof Data.Str str ? WrittenText.of(repository, str.span(), str.text()) : null);
  }

  private void write(String path, @Nullable SourceFile text) {
    host.write(path, text);
  }

  private void template(String path, Map<String, Data> properties, Names names) {
    String source = text(properties.get("source"));
    SourceFile file = found("templates", source == null ? base(path) + ".erb" : source);
    Names inside = new TemplateNames(properties.get("variables"), names);
    write(path, file == null ? null : Embedded.render(file, Dialect.RUBY, inside));
  }

  private @Nullable SourceFile found(String kind, String name) {
    for (String folder : List.of("/default/", "/", "/ubuntu/", "/debian/")) {
      String path = cookbook + kind + folder + name;
      if (repository.isFile(path)) {
        return repository.read(path);
      }
    }
    return null;
  }

  private void container(String name, Data title, Map<String, Data> properties, Span place) {
    Data image = first(properties, title, "repo", "image");
    String tag = text(properties.get("tag"));
    Text said = Values.text(image);
    if (said instanceof Text.Known known && tag != null && known.value().indexOf(':') < 0) {
      said = new Text.Known(known.value() + ":" + tag, known.span());
    }
    Data command = properties.get("command");
    host.start(
        new ManagedHost.Started(
            name,
            Values.words(command),
            false,
            said,
            Values.variables(properties.get("env")),
            text(properties.get("working_dir")),
            place));
  }

  /** Names within a template: {@code @debug} is a variable of its resource. */
  private record TemplateNames(@Nullable Data variables, Names outer) implements Names {
    @Override
    public @Nullable Data value(String name) {
      if (!name.startsWith("@")) {
        return name.equals("node") ? outer.value(name) : null;
      }
      String bare = name.substring(1);
      if (bare.equals("node") || bare.equals("options")) {
        return bare.equals("node") ? outer.value(bare) : variables;
      }
      Data found = variables instanceof Data.Dict dict ? dict.entries().get(bare) : null;
      boolean known = variables == null || variables instanceof Data.Dict;
      return found != null || !known || variables == null ? found : new Data.Null(variables.span());
    }
  }
}

package io.github.flaskdebugguard.deployment.puppet;

import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.deployment.provision.WrittenText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What resources of Puppet, and of the modules systemd, supervisord, docker, vcsrepo and python, do
 * to a host (by their documentation).
 */
final class Resources {
  private static final String MODULES = "puppet:///modules/";

  private final Catalog catalog;

  Resources(Catalog catalog) {
    this.catalog = catalog;
  }

  void resource(String type, Data title, Map<String, Data> attributes, Span place) {
    String name = Values.part(title);
    if ("absent".equals(text(attributes.get("ensure")))) {
      return;
    }
    switch (type) {
      case "exec" -> {
        Data command = attributes.getOrDefault("command", title);
        start(name, command, command instanceof Data.Str, attributes, place);
      }
      case "file" -> file(text(attributes.getOrDefault("path", title)), attributes);
      case "systemd::unit_file", "::systemd::unit_file" ->
          file("/etc/systemd/system/" + name, attributes);
      case "systemd::manage_unit" -> unit(name, attributes, place);
      case "supervisord::program",
          "supervisor::program",
          "supervisor::service",
          "supervisor::app" ->
          start(name, attributes.get("command"), false, attributes, place);
      case "docker::run", "::docker::run" -> container(name, attributes, place);
      case "vcsrepo" -> {
        String path = text(attributes.getOrDefault("path", title));
        catalog.host().mount(path == null ? "" : path, "");
      }
      case "python::gunicorn", "gunicorn::instance" -> gunicorn(name, attributes, place);
      case "file_line", "ini_setting", "augeas", "concat", "concat::fragment" -> {
        String path =
            text(attributes.getOrDefault("target", attributes.getOrDefault("path", title)));
        catalog.host().write(path == null ? "" : path, null);
      }
      default -> {}
    }
  }

  private static @Nullable String text(@Nullable Data data) {
    return data != null && Values.text(data) instanceof Text.Known known ? known.value() : null;
  }

  private static @Nullable Data first(Map<String, Data> attributes, String... names) {
    for (String name : names) {
      Data value = attributes.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private void start(
      String name,
      @Nullable Data command,
      boolean shell,
      Map<String, Data> attributes,
      Span place) {
    if (command == null) {
      return;
    }
    String folder = text(first(attributes, "cwd", "directory", "working_dir"));
    Data settings = first(attributes, "environment", "program_environment", "env");
    Span span = command.span().path().equals(place.path()) ? command.span() : place;
    catalog
        .host()
        .start(
            new ManagedHost.Started(
                name,
                Values.words(command),
                shell,
                null,
                Values.variables(settings),
                folder,
                span.end() > span.start() ? span : place));
  }

  private void gunicorn(String name, Map<String, Data> attributes, Span place) {
    Data module = first(attributes, "appmodule", "app_module");
    if (module == null) {
      return;
    }
    catalog
        .host()
        .start(
            new ManagedHost.Started(
                name,
                List.of(new Text.Known("gunicorn", place), Values.text(module)),
                false,
                null,
                Values.variables(first(attributes, "env", "envs")),
                text(first(attributes, "dir", "chdir")),
                place));
  }

  private void container(String name, Map<String, Data> attributes, Span place) {
    Data image = attributes.get("image");
    if (image == null) {
      return;
    }
    catalog
        .host()
        .start(
            new ManagedHost.Started(
                name,
                Values.words(attributes.get("command")),
                false,
                Values.text(image),
                Values.variables(attributes.get("env")),
                null,
                place));
  }

  private void file(@Nullable String path, Map<String, Data> attributes) {
    if (path == null || "link".equals(text(attributes.get("ensure")))) {
      return;
    }
    Data content = attributes.get("content");
    if (content instanceof Data.Str str) {
      SourceFile template = catalog.origin(str.text());
      catalog
          .host()
          .write(
              path,
              template != null
                  ? template
                  : WrittenText.of(catalog.repository(), str.span(), str.text()));
      return;
    }
    String source = text(attributes.get("source"));
    String found =
        source != null && source.startsWith(MODULES)
            ? catalog.modulePath("files", source.substring(MODULES.length()))
            : null;
    if (found != null && catalog.repository().isFolder(found)) {
      catalog.host().mount(path, found);
    } else if (found != null) {
      catalog.host().write(path, catalog.repository().read(found));
    } else if (content != null || source != null) {
      catalog.host().write(path, null);
    }
  }

  /** The sections of a unit as mappings of its settings. */
  private void unit(String name, Map<String, Data> attributes, Span place) {
    StringBuilder text = new StringBuilder();
    for (String section : List.of("Unit", "Service", "Install")) {
      if (attributes.get(section.toLowerCase(Locale.ROOT) + "_entry")
          instanceof Data.Dict entries) {
        text.append('[').append(section).append("]\n");
        entries.entries().forEach((key, value) -> setting(text, key, value));
      }
    }
    Span span =
        attributes.containsKey("service_entry") ? attributes.get("service_entry").span() : place;
    catalog
        .host()
        .write(
            "/etc/systemd/system/" + name,
            WrittenText.of(catalog.repository(), span, text.toString()));
  }

  private static void setting(StringBuilder text, String key, Data value) {
    if (value instanceof Data.Seq seq) {
      seq.items().forEach(item -> setting(text, key, item));
    } else {
      text.append(key).append('=').append(Values.part(value)).append('\n');
    }
  }
}

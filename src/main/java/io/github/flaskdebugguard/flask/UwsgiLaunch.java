package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.UwsgiOptions;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.repository.FileView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What uWSGI loads and how (facts C2; executed with 2.0.21). */
final class UwsgiLaunch {
  private UwsgiLaunch() {}

  static @Nullable Launch of(ProcessStart start, FileView files) {
    UwsgiOptions options = UwsgiOptions.of(start, files);
    UwsgiOptions.Option run = options.last("pyrun");
    if (run != null && run.value() instanceof Text.Known file) {
      return new Launch.Script(file.value(), List.of());
    }
    Text application = application(options);
    if (application == null) {
      return null;
    }
    UwsgiOptions.Option callable = options.last("callable");
    String attribute =
        callable != null && callable.value() instanceof Text.Known known
            ? known.value()
            : "application";
    UwsgiOptions.Option reload =
        options.last("py-autoreload", "python-autoreload", "py-auto-reload", "python-auto-reload");
    boolean reloads =
        options.isOn("py-autoreload", "python-autoreload", "py-auto-reload", "python-auto-reload");
    UwsgiOptions.Option shows = options.last("catch-exceptions");
    String folder = options.folder();
    String from = folder == null ? "/" : folder;
    return new Launch.Wsgi(
        "uwsgi",
        application,
        attribute,
        folder,
        searchPath(options, from),
        settings(options, start.environment()),
        null,
        reload != null && reloads ? reload.span() : null,
        shows != null && options.isOn("catch-exceptions") ? shows.span() : null,
        false,
        false,
        null,
        arguments(options),
        own(options),
        false,
        null);
  }

  private static List<Text> arguments(UwsgiOptions options) {
    UwsgiOptions.Option words = options.last("pyargv");
    List<Text> arguments = new ArrayList<>();
    if (words != null && words.value() instanceof Text.Known known) {
      for (String word : known.value().strip().split("\\s+")) {
        arguments.add(new Text.Known(word, known.span()));
      }
    }
    return arguments;
  }

  /** {@return what {@code uwsgi.opt} holds: all options, and the keys of {@code set}} */
  private static Map<String, String> own(UwsgiOptions options) {
    Map<String, String> own = new TreeMap<>();
    for (UwsgiOptions.Option option : options.options()) {
      if (option.value() instanceof Text.Known known) {
        int equals = known.value().indexOf('=');
        boolean set = option.name().equals("set") && equals > 0;
        own.put(
            set ? known.value().substring(0, equals) : option.name(),
            set ? known.value().substring(equals + 1) : known.value());
      }
    }
    return own;
  }

  private static @Nullable Text application(UwsgiOptions options) {
    UwsgiOptions.Option option =
        options.last("module", "wsgi", "wsgi-file", "file", "mount", "w", "python-wsgi");
    if (option == null) {
      return null;
    }
    if (!(option.value() instanceof Text.Known known)) {
      return option.value();
    }
    int equals = known.value().indexOf('=');
    return option.name().equals("mount") && equals >= 0
        ? new Text.Known(known.value().substring(equals + 1), known.span())
        : known;
  }

  private static List<String> searchPath(UwsgiOptions options, String folder) {
    List<String> path = new ArrayList<>();
    for (UwsgiOptions.Option option : options.options()) {
      boolean search = List.of("pythonpath", "python-path", "pp").contains(option.name());
      if (search && option.value() instanceof Text.Known known) {
        path.add(Paths.absolute(known.value(), folder));
      }
    }
    return path;
  }

  /** {@return the variables that uWSGI's own options set} */
  private static List<Launch.Setting> settings(UwsgiOptions options, Environment before) {
    List<Launch.Setting> settings = new ArrayList<>();
    options
        .environment()
        .variables()
        .forEach(
            (name, variable) -> {
              Text value = variable.value();
              Environment.Variable known = before.variable(name);
              boolean same = known != null && Objects.equals(known.value(), value);
              if (value != null && !same) {
                settings.add(new Launch.Setting(name, value));
              }
            });
    return settings;
  }
}

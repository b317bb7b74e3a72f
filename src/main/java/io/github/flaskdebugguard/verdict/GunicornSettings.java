package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ListObj;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What gunicorn's Python configuration file sets (facts C1; executed with 20.1.0 and 26.1.0). The
 * file is taken from the start folder, whatever {@code --chdir} says.
 *
 * @param file absolute path, null when there is none
 * @param raw {@code raw_env}
 * @param variables its items, null when they are not known
 */
record GunicornSettings(
    @Nullable String file,
    @Nullable String application,
    @Nullable String folder,
    List<String> searchPath,
    @Nullable Value raw,
    @Nullable List<Value> variables,
    @Nullable Value reload) {
  static final GunicornSettings NONE =
      new GunicornSettings(null, null, null, List.of(), null, null, null);

  static GunicornSettings read(Interpreter run, Launch.Wsgi wsgi, String folder) {
    String path = path(wsgi, folder);
    if (path != null
        && wsgi.configuration() != null
        && run.input().files().presence(path) == FileView.Presence.ABSENT) {
      throw run.raise("RuntimeError", path + " doesn't exist", run.input().launch());
    }
    ModuleObj module = path == null ? null : execute(run, path);
    if (path == null || module == null) {
      return NONE;
    }
    List<String> search = new ArrayList<>();
    String pythonPath = text(run, module, "pythonpath");
    if (pythonPath != null) {
      for (String each : pythonPath.split(",")) {
        search.add(Paths.absolute(each, folder));
      }
    }
    Value raw = run.slot(module, "raw_env");
    String change = text(run, module, "chdir");
    checked(run, run.slot(module, "preload_app"));
    return new GunicornSettings(
        path,
        text(run, module, "wsgi_app"),
        change == null ? null : Paths.absolute(change, folder),
        search,
        raw,
        raw == null ? null : run.items(raw, run.input().launch()),
        checked(run, run.slot(module, "reload")));
  }

  /**
   * Sets what {@code raw_env} names. Of an item that is not known the code mostly tells the name
   * ({@code f"NAME={value}"}); else any variable may be meant.
   */
  void setVariables(Interpreter run) {
    Value set = raw;
    if (set == null || set instanceof Value.None) {
      return;
    }
    List<Value> items = variables;
    if (items == null) {
      Span place = set.origin().span();
      run.environment().doubt("raw_env of gunicorn's configuration is not known", place);
      return;
    }
    for (Value item : items) {
      String text = item instanceof Value.Str known ? known.value() : written(run, item);
      int equals = text.indexOf('=');
      Span span = item.origin().span();
      if (equals > 0) {
        Value value =
            item instanceof Value.Str known
                ? new Value.Str(known.value().substring(equals + 1), known.origin())
                : Value.Unknown.of("comes from raw_env of gunicorn", span, item.origin());
        run.environment().set(text.substring(0, equals), value, span);
      } else if (!(item instanceof Value.Str)) {
        run.environment().doubt("an item of gunicorn's raw_env is not known", span);
      }
    }
  }

  /** {@return what the code of an item tells: its name and an equals sign, or an empty text} */
  private String written(Interpreter run, Value item) {
    String whole = written(run, item.origin().span());
    return whole.isEmpty() && item instanceof Value.Unknown unknown
        ? written(run, unknown.span())
        : whole;
  }

  private String written(Interpreter run, Span span) {
    SourceFile source = file == null ? null : run.input().files().read(file);
    if (source == null
        || !source.path().equals(span.path())
        || span.end() > source.text().length()) {
      return "";
    }
    String code = source.text().substring(span.start(), span.end());
    int from = code.startsWith("f") ? 1 : 0;
    int equals = code.indexOf('=');
    if (equals < 0 || !(code.startsWith("\"", from) || code.startsWith("'", from))) {
      return "";
    }
    String name = code.substring(from + 1, equals);
    return name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c)) ? name + "=" : "";
  }

  private static @Nullable String path(Launch.Wsgi wsgi, String folder) {
    Text named = wsgi.configuration();
    if (named instanceof Text.Known known) {
      String name = known.value();
      if (name.startsWith("python:")) {
        return Paths.absolute(name.substring(7).replace('.', '/') + ".py", folder);
      }
      return Paths.absolute(name.startsWith("file:") ? name.substring(5) : name, folder);
    }
    return named == null ? Paths.absolute("gunicorn.conf.py", folder) : null;
  }

  private static @Nullable ModuleObj execute(Interpreter run, String path) {
    if (run.input().files().presence(path) != FileView.Presence.FILE) {
      return null;
    }
    SourceFile file = run.input().files().read(path);
    return file == null ? null : run.executeFile("__config__", file, path);
  }

  private static @Nullable String text(Interpreter run, ModuleObj module, String name) {
    Value value = run.slot(module, name);
    if (value != null && (isOther(value) || value instanceof Value.Bool)) {
      throw run.raise("TypeError", "Not a string", value.origin().span());
    }
    return value instanceof Value.Str text ? text.value() : null;
  }

  /** Runs the file for its effects. {@return its module, or null} */
  @Nullable ModuleObj apply(Interpreter run) {
    String path = file;
    return path == null ? null : execute(run, path);
  }

  /** Calls what the file defines to be called before a worker loads the application. */
  static void beforeLoading(Interpreter run, @Nullable ModuleObj module, Span span) {
    Value server = Value.Unknown.of("gunicorn's own object", span);
    for (String hook : List.of("on_starting", "when_ready", "pre_fork", "post_fork")) {
      boolean one = hook.equals("on_starting") || hook.equals("when_ready");
      call(run, module, hook, one ? Arguments.of(server) : Arguments.of(server, server), span);
    }
  }

  /** Calls what the file defines to be called after a worker has loaded the application. */
  static void afterLoading(Interpreter run, @Nullable ModuleObj module, Value app, Span span) {
    Models models = new Models(run, "gunicorn");
    Instance worker = Models.object(models.type("Worker").open().make(), Origin.at(span));
    Instance base = Models.object(models.type("Application").open().make(), Origin.at(span));
    run.setSlot(base, "callable", app);
    run.setSlot(worker, "app", base);
    run.setSlot(worker, "wsgi", app);
    call(run, module, "post_worker_init", Arguments.of(worker), span);
  }

  private static void call(
      Interpreter run, @Nullable ModuleObj module, String hook, Arguments arguments, Span span) {
    if (module != null && run.slot(module, hook) instanceof FunctionObj function) {
      run.call(function, arguments, span);
    }
  }

  /** {@return whether the file has the application loaded before workers are made} */
  static boolean preloads(Interpreter run, @Nullable ModuleObj module) {
    Value set = module == null ? null : checked(run, run.slot(module, "preload_app"));
    return set != null && run.truth(set) == Truth.TRUE;
  }

  /**
   * {@return a switch as gunicorn reads it: a truth value or the text of one; anything else ends
   * the start (read: config.py of 20.1.0, validate_bool)}
   */
  private static @Nullable Value checked(Interpreter run, @Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.Str text -> {
        String word = text.value().strip().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
          throw run.raise("ValueError", "Invalid boolean: " + text.value(), value.origin().span());
        }
        yield new Value.Bool(word.equals("true"), text.origin());
      }
      default -> {
        if (isOther(value)) {
          throw run.raise("TypeError", "Invalid type for casting", value.origin().span());
        }
        yield value;
      }
    };
  }

  /** {@return whether a value is known to be neither a truth value nor a text nor None} */
  private static boolean isOther(Value value) {
    return value instanceof Value.Int
        || value instanceof Value.Real
        || value instanceof Value.Bytes
        || value instanceof Value.Tuple
        || value instanceof ListObj
        || value instanceof DictObj;
  }

  /** {@return whether the file switches the reloader on} */
  Truth reloads(Interpreter run) {
    Value value = reload;
    return value == null ? Truth.FALSE : run.truth(value);
  }
}

package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The module {@code dotenv} (facts A4; executed: 0.21.0, 1.2.2; {@code get_key} and {@code set_key}
 * read: main.py of 1.2).
 */
final class DotenvModule {
  private static final String NAME = "dotenv";
  private static final String WRITTEN = " written ";
  private static final Set<String> YES = Set.of("1", "true", "t", "yes", "y");

  private DotenvModule() {}

  static ModuleObj module(Interpreter run) {
    return new Models(run, NAME)
        .function(
            "load_dotenv",
            "dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True,"
                + " encoding='utf-8'",
            DotenvModule::loadDotenv)
        .function(
            "find_dotenv",
            "filename='.env', raise_error_if_not_found=False, usecwd=False",
            DotenvModule::findDotenv)
        .function(
            "dotenv_values",
            "dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding='utf-8'",
            DotenvModule::values)
        .function("get_key", "dotenv_path, key_to_get, encoding='utf-8'", DotenvModule::getKey)
        .function(
            "set_key", "dotenv_path, key_to_set, value_to_set, *args, **kwargs", call -> put(call))
        .function("unset_key", "dotenv_path, key_to_unset, *args, **kwargs", call -> put(call))
        .module();
  }

  /** {@return whether PYTHON_DOTENV_DISABLED stops {@code load_dotenv()}, as it does since 1.2} */
  static boolean disabled(Interpreter run, Span span) {
    return run.environment().consult("PYTHON_DOTENV_DISABLED", DotenvModule::seen, span)
            instanceof Value.Str text
        && disables(text.value())
        && Releases.PYTHON_DOTENV.atLeast(run, span, 1, 2);
  }

  private static boolean disables(String text) {
    return YES.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean seen(@Nullable Text value) {
    return value instanceof Text.Known known && disables(known.value());
  }

  /** {@return what the code has written into a dotenv file, by name, or null} */
  static @Nullable DictObj written(Interpreter run, String path) {
    return run.modules().get(NAME) instanceof ModuleObj module
            && run.slot(module, WRITTEN + path) instanceof DictObj all
        ? all
        : null;
  }

  /** {@return the file that a call means; python-dotenv searches from the caller's folder up} */
  private static @Nullable String path(Call call) {
    Interpreter run = call.interpreter();
    Value given = call.get("dotenv_path");
    boolean empty = given instanceof Value.Str text && text.value().isEmpty();
    if (empty && Releases.PYTHON_DOTENV.atLeast(run, call.span(), 0, 19)) {
      return null;
    }
    if (!empty && !(given instanceof Value.None)) {
      return FileModel.path(run, given, call.span());
    }
    return Dotenv.find(run, ".env", callerFolder(call));
  }

  private static String callerFolder(Call call) {
    Interpreter run = call.interpreter();
    String file = run.input().files().pathOf(call.span().path());
    return file == null ? run.input().folder() : Paths.parent(file);
  }

  private static Value loadDotenv(Call call) {
    Interpreter run = call.interpreter();
    String path = path(call);
    boolean loaded =
        path != null
            && !disabled(run, call.span())
            && Dotenv.load(run, path, run.truth(call.get("override")) == Truth.TRUE, call.span());
    return new Value.Bool(loaded, call.origin());
  }

  private static Value findDotenv(Call call) {
    String name = call.text("filename");
    boolean current = call.interpreter().truth(call.get("usecwd")) == Truth.TRUE;
    String folder = current ? call.interpreter().input().folder() : callerFolder(call);
    String path = name == null ? null : Dotenv.find(call.interpreter(), name, folder);
    return new Value.Str(path == null ? "" : path, call.origin());
  }

  private static Value values(Call call) {
    Interpreter run = call.interpreter();
    String path = path(call);
    DictObj result = run.dict(Map.of(), call.span());
    if (path != null) {
      Value.Unknown reason = unread(call, path);
      if (reason != null) {
        return reason;
      }
      Dotenv.entries(run, path, call.span())
          .forEach((name, value) -> run.setSlot(result, name, value));
    }
    return result;
  }

  private static Value.@Nullable Unknown unread(Call call, String path) {
    return call.interpreter().input().files().presence(path) == FileView.Presence.UNKNOWN
        ? Value.Unknown.of("the content of " + path + " is not known", call.span())
        : null;
  }

  private static Value getKey(Call call) {
    Interpreter run = call.interpreter();
    String path = FileModel.path(run, call.get("dotenv_path"), call.span());
    String key = call.text("key_to_get");
    if (path == null || key == null) {
      return call.unknown("a key of a dotenv file whose name is not known");
    }
    Value.Unknown reason = unread(call, path);
    if (reason != null) {
      return reason;
    }
    Value value = Dotenv.entries(run, path, call.span()).get(key);
    return value == null ? call.none() : value;
  }

  /** Writes a key or, without a value, drops it; the environment stays as it is. */
  private static Value put(Call call) {
    Interpreter run = call.interpreter();
    String path = FileModel.path(run, call.get("dotenv_path"), call.span());
    boolean sets = call.given("value_to_set");
    Value value = sets ? call.get("value_to_set") : new Value.Unbound(call.origin());
    String key = call.text(sets ? "key_to_set" : "key_to_unset");
    if (path == null || key == null || !(run.modules().get(NAME) instanceof ModuleObj module)) {
      return call.unknown("a key of a dotenv file whose name is not known");
    }
    DictObj all = written(run, path);
    if (all == null) {
      all = run.dict(Map.of(), call.span());
      run.setSlot(module, WRITTEN + path, all);
    }
    run.setSlot(all, key, value);
    Value name = new Value.Str(key, call.origin());
    Value done = new Value.Bool(true, call.origin());
    return new Value.Tuple(sets ? List.of(done, name, value) : List.of(done, name), call.origin());
  }
}

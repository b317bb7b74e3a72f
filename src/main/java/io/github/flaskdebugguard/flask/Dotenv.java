package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.EnvFileLoader;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flask's own loading of dotenv files, and python-dotenv (facts A4; executed). */
public final class Dotenv {
  private Dotenv() {}

  /** {@return whether python-dotenv can be imported; where no file tells, it is taken to be} */
  static boolean installed(Interpreter run) {
    return !run.input().packages().complete()
        || run.input().packages().requirements().containsKey("python-dotenv");
  }

  /** {@return how models of settings libraries read a dotenv file} */
  static EnvFileLoader loader() {
    return Dotenv::load;
  }

  /** Loads {@code .env} and {@code .flaskenv} from the working folder upwards, as Flask does. */
  public static void loadDefaults(Interpreter run, Span span) {
    loadDefaults(run, ".flaskenv", span);
  }

  /** Loads {@code .env} and another file in the same way. */
  public static void loadDefaults(Interpreter run, String own, Span span) {
    if (!installed(run)) {
      for (String name : new String[] {".env", own}) {
        String path = find(run, name, run.input().folder());
        SourceFile file = path == null ? null : run.input().files().read(path);
        if (file != null) {
          run.effect(
              new Ignored(name + " is not loaded: python-dotenv is not installed"),
              file.span(0, file.text().length()));
        }
      }
      return;
    }
    for (String name : new String[] {".env", own}) {
      String path = find(run, name, run.input().folder());
      if (path != null) {
        load(run, path, false, span);
      }
    }
  }

  /** {@return the nearest file of a name in a folder or above, or null} */
  static @Nullable String find(Interpreter run, String name, String folder) {
    String at = folder;
    while (true) {
      String path = Paths.absolute(name, at);
      if (run.input().files().presence(path) == FileView.Presence.FILE) {
        return path;
      }
      if (at.equals("/")) {
        return null;
      }
      at = Paths.parent(at);
    }
  }

  /** Reads a dotenv file into the environment. */
  public static boolean load(Interpreter run, String path, boolean override, Span span) {
    SourceFile file = run.input().files().read(path);
    if (file == null) {
      return false;
    }
    EnvFile parsed = parse(run, file, span);
    Map<String, EnvFile.Entry> last = new LinkedHashMap<>();
    for (EnvFile.Entry entry : parsed.entries()) {
      last.put(entry.name(), entry);
    }
    for (EnvFile.Entry entry : last.values()) {
      Text value = entry.value();
      if (value != null && (override || run.environment().consult(entry.name(), span) == null)) {
        run.environment().set(entry.name(), value(value, entry), entry.span());
      }
    }
    run.effect(new EnvFileLoaded(file.span(0, file.text().length())), span);
    return true;
  }

  private static EnvFile parse(Interpreter run, SourceFile file, Span span) {
    return EnvFile.parse(
        file,
        EnvFile.Reader.PYTHON_DOTENV,
        name ->
            switch (run.environment().consult(name, span)) {
              case null -> null;
              case Value.Str text -> new Text.Known(text.value(), text.origin().span());
              case Value.Unknown unknown -> new Text.Unknown(unknown.reason(), name, span);
              default -> new Text.Unknown(name + " is not known", name, span);
            });
  }

  private static Value value(Text text, EnvFile.Entry entry) {
    return switch (text) {
      case Text.Known known -> new Value.Str(known.value(), Origin.at(entry.span()));
      case Text.Unknown unknown ->
          new Value.Unknown(
              unknown.reason(),
              unknown.span(),
              unknown.variable(),
              Truth.DEPENDS,
              Origin.at(entry.span()));
    };
  }

  /** The module {@code dotenv}. */
  static ModuleObj module(Interpreter run) {
    return new Models(run, "dotenv")
        .function(
            "load_dotenv",
            "dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True,"
                + " encoding='utf-8'",
            Dotenv::loadDotenv)
        .function(
            "find_dotenv",
            "filename='.env', raise_error_if_not_found=False, usecwd=False",
            Dotenv::findDotenv)
        .function(
            "dotenv_values",
            "dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding='utf-8'",
            Dotenv::values)
        .module();
  }

  /** {@return the file that a call means; python-dotenv searches from the caller's folder up} */
  private static @Nullable String path(Call call) {
    Interpreter run = call.interpreter();
    Value given = call.get("dotenv_path");
    boolean named =
        !(given instanceof Value.None)
            && !(given instanceof Value.Str text && text.value().isEmpty());
    if (named) {
      return FileModel.path(run, given, call.span());
    }
    return find(run, ".env", callerFolder(call));
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
            && run.input().files().presence(path) == FileView.Presence.FILE
            && load(run, path, run.truth(call.get("override")) == Truth.TRUE, call.span());
    return new Value.Bool(loaded, call.origin());
  }

  private static Value findDotenv(Call call) {
    String name = call.text("filename");
    boolean current = call.interpreter().truth(call.get("usecwd")) == Truth.TRUE;
    String folder = current ? call.interpreter().input().folder() : callerFolder(call);
    String path = name == null ? null : find(call.interpreter(), name, folder);
    return new Value.Str(path == null ? "" : path, call.origin());
  }

  private static Value values(Call call) {
    Interpreter run = call.interpreter();
    String path = path(call);
    DictObj result = run.dict(Map.of(), call.span());
    SourceFile file = path == null ? null : run.input().files().read(path);
    if (file != null) {
      for (EnvFile.Entry entry : parse(run, file, call.span()).entries()) {
        Text value = entry.value();
        run.setSlot(result, entry.name(), value == null ? call.none() : value(value, entry));
      }
    }
    return result;
  }
}

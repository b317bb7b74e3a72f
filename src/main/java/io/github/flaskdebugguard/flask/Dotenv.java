package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.EnvFileLoader;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Reading;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loading of dotenv files (facts A4; executed). */
public final class Dotenv {
  private Dotenv() {}

  /** {@return whether python-dotenv can be imported; where no file tells, it is taken to be} */
  public static boolean installed(Interpreter run) {
    return !run.input().packages().complete()
        || run.input().packages().requirements().containsKey("python-dotenv");
  }

  /** {@return how models of settings libraries read a dotenv file} */
  static EnvFileLoader loader() {
    return Dotenv::load;
  }

  /**
   * Loads {@code .env} and {@code .flaskenv} from the working folder upwards, as Flask does: before
   * 3.1 one after the other by {@code load_dotenv()}, which can be disabled; since then both are
   * read before any is set (read: cli.py of 2.2.2 and 3.1.3).
   *
   * @param named a file that the command names, which counts before the others, or null
   */
  public static void loadFlask(
      Interpreter run, Version flask, boolean defaults, @Nullable String named, Span span) {
    if (!flask.atLeast(3, 1)) {
      if (defaults) {
        loadDefaults(run, ".flaskenv", span);
      }
      if (named != null && installed(run) && !DotenvModule.disabled(run, span)) {
        load(run, named, false, span);
      }
      return;
    }
    List<String> paths = new ArrayList<>();
    if (defaults) {
      for (String name : new String[] {".flaskenv", ".env"}) {
        String path = find(run, name, run.input().folder());
        if (path != null) {
          paths.add(path);
        }
      }
    }
    if (named != null) {
      paths.add(named);
    }
    if (!installed(run)) {
      paths.forEach(path -> notLoaded(run, path));
      return;
    }
    Map<String, Value> all = new LinkedHashMap<>();
    for (String path : paths) {
      all.putAll(entries(run, path, span));
      loaded(run, path, span);
    }
    for (var entry : all.entrySet()) {
      set(run, entry.getKey(), entry.getValue(), false, span);
    }
  }

  /** Loads {@code .env} and another file by {@code load_dotenv()}. */
  public static void loadDefaults(Interpreter run, String own, Span span) {
    boolean disabled = DotenvModule.disabled(run, span);
    for (String name : new String[] {".env", own}) {
      String path = find(run, name, run.input().folder());
      if (path != null && !installed(run)) {
        notLoaded(run, path);
      } else if (path != null && !disabled) {
        load(run, path, false, span);
      }
    }
  }

  private static void notLoaded(Interpreter run, String path) {
    SourceFile file = run.input().files().read(path);
    if (file != null) {
      run.effect(
          new Ignored(Paths.name(path) + " is not loaded: python-dotenv is not installed"),
          file.span(0, file.text().length()));
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

  /** Reads a dotenv file into the environment. {@return whether there was one} */
  public static boolean load(Interpreter run, String path, boolean override, Span span) {
    if (run.input().files().read(path) == null && DotenvModule.written(run, path) == null) {
      return false;
    }
    entries(run, path, span).forEach((name, value) -> set(run, name, value, override, span));
    loaded(run, path, span);
    return true;
  }

  private static void set(Interpreter run, String name, Value value, boolean override, Span span) {
    if (!(value instanceof Value.None)
        && (override || run.environment().consult(name, Reading.PRESENCE, span) == null)) {
      run.environment().set(name, value, value.origin().span());
    }
  }

  private static void loaded(Interpreter run, String path, Span span) {
    SourceFile file = run.input().files().read(path);
    if (file != null) {
      run.effect(new EnvFileLoaded(file.span(0, file.text().length())), span);
    }
  }

  /** {@return the variables of a dotenv file, {@code None} for a bare name; empty without one} */
  static Map<String, Value> entries(Interpreter run, String path, Span span) {
    Map<String, Value> all = new LinkedHashMap<>();
    SourceFile file = run.input().files().read(path);
    if (file != null) {
      for (EnvFile.Entry entry : parse(run, file, span).entries()) {
        Text value = entry.value();
        all.put(
            entry.name(),
            value == null ? new Value.None(Origin.at(entry.span())) : value(value, entry));
      }
    }
    DictObj written = DotenvModule.written(run, path);
    if (written != null) {
      for (String name : run.textKeys(written)) {
        Value value = run.slot(written, name);
        if (value == null || value instanceof Value.Unbound) {
          all.remove(name);
        } else {
          all.put(name, value);
        }
      }
    }
    return all;
  }

  private static EnvFile parse(Interpreter run, SourceFile file, Span span) {
    run.chargeParsing(file.text().length());
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
}

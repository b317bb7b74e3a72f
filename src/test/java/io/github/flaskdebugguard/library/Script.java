package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Inherited;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ListObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.RunInput;
import io.github.flaskdebugguard.python.Trees;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A small program that a test evaluates: files below {@code /app}, of which one is the script. */
public final class Script {
  private static final Span LAUNCH = new Span("Dockerfile", 0, 0);

  private final Map<String, String> files = new TreeMap<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, Packages.Requirement> packages = new LinkedHashMap<>();
  private Environment environment = Environment.EMPTY;
  private List<Effect> effects = List.of();
  private boolean deferring;

  private Script(String text) {
    files.put("main.py", text);
    arguments.add("main.py");
  }

  /** {@return a program of one file} */
  public static Script of(String text) {
    return new Script(text);
  }

  /** Adds a file. */
  public Script file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Runs modules only when a name from them is used. */
  public Script deferring() {
    deferring = true;
    return this;
  }

  /** Sets a variable. */
  public Script variable(String name, String value) {
    environment = environment.with(name, new Text.Known(value, LAUNCH));
    return this;
  }

  /** Adds words to the command line. */
  public Script arguments(String... words) {
    arguments.addAll(List.of(words));
    return this;
  }

  /** Adds an installed package. */
  public Script installed(String name, String version) {
    packages.put(name, new Packages.Requirement(name, "==" + version, version, LAUNCH));
    return this;
  }

  /** {@return what the script leaves in {@code result}, how it ends otherwise} */
  public String result() {
    FileView view = new View();
    List<Text> words = new ArrayList<>();
    arguments.forEach(word -> words.add(new Text.Known(word, LAUNCH)));
    Packages installed = new Packages("3.12", packages, false);
    RunInput input =
        new RunInput(
            view,
            "/app",
            words,
            List.of("/app"),
            new Inherited(environment, Set.of()),
            false,
            deferring,
            installed,
            Map.of(),
            true,
            LAUNCH);
    Interpreter run = new Interpreter(input, new Trees(), new FlaskLibrary(Versions.of(installed)));
    String end = "";
    try {
      SourceFile main = view.read("/app/main.py");
      if (main != null) {
        run.runScript(main, "/app/main.py", null);
      }
    } catch (PathEnd served) {
      end = "ends";
    } catch (Raised raised) {
      end =
          "raises "
              + (raised.exception() instanceof Instance instance
                  ? instance.type().name()
                  : "something");
    }
    effects = List.copyOf(run.effects());
    Value module = run.modules().get("__main__");
    Value result = module == null ? null : run.attributeOrNull(module, "result", LAUNCH);
    return result == null || !end.isEmpty() ? end : shown(run, result);
  }

  /** {@return what the run recorded; after {@link #result()}} */
  public <T extends Effect.Payload> List<T> effects(Class<T> type) {
    return effects.stream().map(Effect::payload).filter(type::isInstance).map(type::cast).toList();
  }

  /** {@return a value in words} */
  public static String shown(Interpreter run, Value value) {
    return switch (value) {
      case Value.None v -> "None";
      case Value.Bool v -> v.value() ? "True" : "False";
      case Value.Int v -> Long.toString(v.value());
      case Value.Real v -> Double.toString(v.value());
      case Value.Str v -> "'" + v.value() + "'";
      case Value.Tuple v -> "(" + all(run, v.items()) + ")";
      case ListObj v -> {
        List<Value> items = run.items(v, LAUNCH);
        yield items == null ? "[?]" : "[" + all(run, items) + "]";
      }
      case Value.Choice v ->
          "one of " + all(run, v.alternatives().stream().map(a -> a.value()).toList());
      case Value.Unknown v -> "?";
      case Instance v -> "<" + v.type().name() + ">";
      default -> value.getClass().getSimpleName();
    };
  }

  private static String all(Interpreter run, List<Value> values) {
    return String.join(", ", values.stream().map(v -> shown(run, v)).toList());
  }

  private final class View implements FileView {
    @Override
    public Presence presence(String path) {
      if (read(path) != null) {
        return Presence.FILE;
      }
      String prefix = path.equals("/") ? "/" : path + "/";
      return files.keySet().stream().anyMatch(file -> ("/app/" + file).startsWith(prefix))
          ? Presence.FOLDER
          : Presence.ABSENT;
    }

    @Override
    public @Nullable SourceFile read(String path) {
      String text = path.startsWith("/app/") ? files.get(path.substring(5)) : null;
      return text == null ? null : new SourceFile(path.substring(5), text);
    }

    @Override
    public List<String> list(String path) {
      TreeSet<String> names = new TreeSet<>();
      for (String file : files.keySet()) {
        if (("/app/" + file).startsWith(path + "/")) {
          names.add(("/app/" + file).substring(path.length() + 1).split("/")[0]);
        }
      }
      return List.copyOf(names);
    }

    @Override
    public @Nullable String pathOf(String path) {
      return files.containsKey(path) ? "/app/" + path : null;
    }
  }
}

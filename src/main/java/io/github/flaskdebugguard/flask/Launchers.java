package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.Programs;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a command line which program serves and what it loads. */
public final class Launchers {
  /** Modules that prepare or check, and never serve. */
  private static final Set<String> TOOLS =
      Set.of(
          "venv",
          "virtualenv",
          "pip",
          "ensurepip",
          "compileall",
          "build",
          "pytest",
          "unittest",
          "coverage",
          "zipfile",
          "json.tool",
          "pipenv",
          "poetry",
          "site",
          "py_compile");

  /** Options of the interpreter that take a value in the next word. */
  private static final Set<String> PYTHON_FLAGS =
      Set.of(
          "-u", "-B", "-b", "-d", "-E", "-i", "-I", "-O", "-OO", "-P", "-q", "-s", "-S", "-v", "-x",
          "-bb", "-R", "-3", "-t", "-tt");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh");

  private Launchers() {}

  /** {@return how a process serves, or null when its program is no server of Python apps} */
  public static @Nullable Launch of(ProcessStart start, FileView files) {
    if (start.arguments().isEmpty()) {
      return null;
    }
    Text program = start.arguments().getFirst();
    return switch (program) {
      case Text.Unknown unknown -> new Launch.Unreadable(unknown.reason(), unknown.span());
      case Text.Known known ->
          isUwsgi(name(known.value()))
              ? UwsgiLaunch.of(start, files)
              : program(
                  name(known.value()),
                  start,
                  start.arguments().subList(1, start.arguments().size()));
    };
  }

  private static boolean isUwsgi(String name) {
    return name.equals("uwsgi") || name.startsWith("uwsgi_python") || name.equals("uwsgi-core");
  }

  private static String name(String program) {
    return Programs.name(program);
  }

  private static @Nullable Launch program(String name, ProcessStart start, List<Text> arguments) {
    if (isPython(name)) {
      return python(arguments, start);
    }
    return switch (name) {
      case "flask" -> new Launch.FlaskCommand(arguments);
      case "functions-framework", "functions-framework-python", "functions_framework", "ff" ->
          new Launch.LibraryCommand("functions-framework", arguments);
      case "connexion" -> new Launch.LibraryCommand(name, arguments);
      case "quart" -> new Launch.QuartCommand(arguments);
      default -> {
        Launch server = WsgiServers.of(name, start, arguments);
        yield server != null ? server : script(start, name, arguments);
      }
    };
  }

  private static boolean isPython(String name) {
    if (!name.startsWith("python") && !name.startsWith("pypy")) {
      return false;
    }
    for (int i = name.startsWith("python") ? 6 : 4; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** {@return a launch of a Python file that is run by its own name} */
  private static @Nullable Launch script(ProcessStart start, String name, List<Text> arguments) {
    if (!(start.arguments().getFirst() instanceof Text.Known file)) {
      return null;
    }
    if (name.endsWith(".py")) {
      return new Launch.Script(file.value(), arguments);
    }
    // Shells and their scripts were followed as far as they are here.
    Text.Known script =
        name.endsWith(".sh")
            ? file
            : SHELLS.contains(name)
                    && !arguments.isEmpty()
                    && arguments.getFirst() instanceof Text.Known first
                    && !first.value().startsWith("-")
                ? first
                : null;
    return script == null
        ? null
        : new Launch.Unreadable(
            "the script " + script.value() + " is not in the repository", script.span());
  }

  private static @Nullable Launch python(List<Text> arguments, ProcessStart start) {
    for (int i = 0; i < arguments.size(); i++) {
      if (!(arguments.get(i) instanceof Text.Known word)) {
        Text.Unknown unknown = (Text.Unknown) arguments.get(i);
        return new Launch.Unreadable(unknown.reason(), unknown.span());
      }
      List<Text> rest = arguments.subList(i + 1, arguments.size());
      String text = word.value();
      if (text.equals("-m") && !rest.isEmpty()) {
        return module(rest.getFirst(), rest.subList(1, rest.size()), start);
      }
      if (text.startsWith("-m") && text.length() > 2) {
        return module(new Text.Known(text.substring(2), word.span()), rest, start);
      }
      if (text.endsWith("m") && text.startsWith("-") && text.length() == 3 && !rest.isEmpty()) {
        return module(rest.getFirst(), rest.subList(1, rest.size()), start);
      }
      if (text.equals("-c")) {
        return rest.isEmpty() || !(rest.getFirst() instanceof Text.Known code)
            ? null
            : new Launch.Code(code.value(), code.span(), rest.subList(1, rest.size()));
      }
      if (text.equals("-W") || text.equals("-X")) {
        i++;
      } else if (!text.startsWith("-")) {
        return new Launch.Script(text, rest);
      } else if (!PYTHON_FLAGS.contains(text) && !text.startsWith("-W") && !text.startsWith("-X")) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Launch module(Text name, List<Text> arguments, ProcessStart start) {
    if (!(name instanceof Text.Known known)) {
      Text.Unknown unknown = (Text.Unknown) name;
      return new Launch.Unreadable(unknown.reason(), unknown.span());
    }
    if (known.value().equals("flask")) {
      return new Launch.FlaskCommand(arguments);
    }
    if (known.value().equals("functions_framework")) {
      return new Launch.LibraryCommand("functions-framework", arguments);
    }
    if (known.value().equals("connexion")) {
      return new Launch.LibraryCommand("connexion", arguments);
    }
    if (known.value().equals("quart")) {
      return new Launch.QuartCommand(arguments);
    }
    if (known.value().equals("werkzeug.serving")) {
      return new Launch.LibraryCommand(known.value(), arguments);
    }
    if (TOOLS.contains(known.value())) {
      return null;
    }
    Launch server = WsgiServers.of(known.value(), start, arguments);
    return server != null ? server : new Launch.Module(known.value(), arguments);
  }
}

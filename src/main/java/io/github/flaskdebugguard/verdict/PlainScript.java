package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.StandardLibrary;
import io.github.flaskdebugguard.python.syntax.Alias;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.python.syntax.Walk;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells files that need nothing but Python itself: without a library nothing serves a Flask app. To
 * evaluate such a script may cost more than an app does, for all that it does is its own code.
 */
final class PlainScript {
  /** Modules that start other programs, import by name, or serve. */
  private static final Set<String> MORE =
      Set.of(
          ("asyncio builtins code codeop commands concurrent ctypes http imp importlib"
                  + " multiprocessing pkgutil popen2 pty runpy site socketserver subprocess"
                  + " wsgiref xmlrpc zipimport")
              .split(" "));

  /** What code that does one of these without such a module has in it, or with an app it got. */
  private static final String[] ACTS = {
    "__import__",
    "exec",
    "eval",
    "spawn",
    "popen",
    "system",
    "startfile",
    "modules",
    "globals",
    "debug=",
    "host=",
    "port=",
    "threaded=",
    "use_reloader",
    "use_debugger"
  };

  private PlainScript() {}

  /** {@return whether a file imports only modules of the standard library that serve nothing} */
  static boolean is(Repository repository, String path, List<Statement> body) {
    if (repository.mayContain(path, ACTS)) {
      return false;
    }
    Set<String> names = new HashSet<>();
    if (!names(body, names)) {
      return false;
    }
    for (String name : names) {
      if (!StandardLibrary.contains(name) || MORE.contains(name)) {
        return false;
      }
    }
    for (String name : names) {
      if (isHidden(repository, path, name)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether it is known what a file imports} */
  private static boolean names(List<Statement> body, Set<String> into) {
    Deque<List<Statement>> open = new ArrayDeque<>(List.of(body));
    boolean[] known = {true};
    while (!open.isEmpty()) {
      Walk.statements(
          open.pop(),
          statement -> {
            switch (statement) {
              case Statement.FunctionDefinition function -> open.push(function.body());
              case Statement.ClassDefinition type -> open.push(type.body());
              case Statement.Import imports -> {
                for (Alias alias : imports.names()) {
                  into.add(top(alias.name()));
                }
              }
              case Statement.ImportFrom from -> {
                String module = from.module();
                known[0] &= module != null && from.level() == 0;
                into.add(module == null ? "" : top(module));
              }
              case Statement.Broken broken -> known[0] = false;
              case Statement.Legacy legacy -> known[0] = false;
              default -> {}
            }
          });
    }
    return known[0];
  }

  private static String top(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }

  /** {@return whether an import may find a file of the repository before the module of Python} */
  private static boolean isHidden(Repository repository, String script, String name) {
    if (repository.mayContain(script, "sys.path")) {
      String file = "/" + name + ".py";
      String folder = "/" + name + "/__init__.py";
      return repository.files().stream()
          .map(path -> "/" + path)
          .anyMatch(path -> path.endsWith(file) || path.endsWith(folder));
    }
    String own = script.substring(0, script.lastIndexOf('/') + 1);
    return Stream.of(own, "", "src/")
        .anyMatch(
            place ->
                repository.isFile(place + name + ".py")
                    || repository.isFile(place + name + "/__init__.py"));
  }
}

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.Served;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds applications as the flask command does (read: flask.cli of 3.1.3, quart.cli of 0.18.3). */
final class AppFinder {
  private final Interpreter run;

  AppFinder(Interpreter run) {
    this.run = run;
  }

  /** {@return the application that {@code module:name}, a module or a file names} */
  Value find(String reference, Span span) {
    int colon = reference.indexOf(':');
    String name = colon < 0 ? reference : reference.substring(0, colon);
    String module = prepared(name);
    Value found;
    try {
      found = run.importModule(module, span);
    } catch (PathEnd end) {
      if (run.effects().stream().noneMatch(each -> each.payload() instanceof Served)) {
        throw run.raise("SystemExit", "the code ends the process", span);
      }
      return Value.Unknown.of("the application serves by itself", span);
    }
    if (!(found instanceof ModuleObj known) || hidden(known)) {
      String file = Paths.absolute(module.replace('.', '/') + ".py", run.input().folder());
      boolean there = run.input().files().presence(file) == FileView.Presence.FILE;
      if (there || !module.equals(module.strip())) {
        // NOTE: Python's own modules hide a file of their name.
        throw run.raise("NoAppException", "could not import '" + module + "'", span);
      }
      return Value.Unknown.of("the module " + module + " is not in the repository", span);
    }
    return colon < 0 ? best(known, span) : named(known, reference.substring(colon + 1), span);
  }

  /** {@return whether a module is not one of the repository, of which nothing is known} */
  private static boolean hidden(ModuleObj module) {
    return module.source() == null && module.file() == null;
  }

  /** {@return the module that a path or dotted name means; packages are found upwards} */
  private String prepared(String name) {
    if (!name.contains("/") && !name.endsWith(".py")) {
      return name;
    }
    String path = Paths.absolute(name, run.input().folder());
    if (path.endsWith(".py")) {
      path = path.substring(0, path.length() - 3);
    }
    if (path.endsWith("/__init__")) {
      path = Paths.parent(path);
    }
    List<String> parts = new ArrayList<>(List.of(Paths.name(path)));
    String folder = Paths.parent(path);
    while (!folder.equals("/")
        && run.input().files().presence(folder + "/__init__.py") == FileView.Presence.FILE) {
      parts.addFirst(Paths.name(folder));
      folder = Paths.parent(folder);
    }
    if (!folder.equals(run.input().folder())) {
      Value first = new Value.Str(folder, Origin.at(run.input().launch()));
      Value insert = run.attribute(run.searchPath(), "insert", run.input().launch());
      Value zero = new Value.Int(0, Origin.at(run.input().launch()));
      run.call(insert, Arguments.of(zero, first), run.input().launch());
    }
    return String.join(".", parts);
  }

  /** {@return the application of a module as Flask looks for it (flask.cli.find_best_app)} */
  private Value best(ModuleObj module, Span span) {
    for (String name : List.of("app", "application")) {
      if (run.slot(module, name) instanceof Instance instance && isFlask(instance)) {
        return instance;
      }
    }
    List<Value> apps = new ArrayList<>();
    for (Value value : run.slotValues(module)) {
      if (value instanceof Instance instance && isFlask(instance) && !apps.contains(instance)) {
        apps.add(instance);
      }
    }
    if (apps.size() == 1) {
      return apps.getFirst();
    }
    for (String name : List.of("create_app", "make_app")) {
      if (run.slot(module, name) instanceof FunctionObj factory) {
        return run.call(factory, Arguments.NONE, span);
      }
    }
    String reason = module.name() + " holds no single application";
    boolean known = module.open() == null;
    for (Value value : run.slotValues(module)) {
      known &= !(value instanceof Value.Unknown) && !(value instanceof Value.Choice);
    }
    if (known) {
      throw run.raise("NoAppException", reason, span);
    }
    return Value.Unknown.of(reason, span);
  }

  private static boolean isFlask(Instance instance) {
    ClassObj type = instance.type();
    return type.inherits("Flask") || type.inherits("Quart");
  }

  private Value named(ModuleObj module, String expression, Span span) {
    if (expression.contains("(")) {
      return run.evaluate(new SourceFile("", expression), module);
    }
    Value found = run.attributeOrNull(module, expression.strip(), span);
    if (found == null) {
      throw run.raise(
          "NoAppException", "no attribute '" + expression + "' in " + module.name(), span);
    }
    return found instanceof FunctionObj factory ? run.call(factory, Arguments.NONE, span) : found;
  }
}

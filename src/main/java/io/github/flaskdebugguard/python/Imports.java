package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Alias;
import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds, runs and binds modules. */
final class Imports {

  private final Interpreter run;
  private final Slots table = new Slots(Slots.SOME);
  private final ListObj path;
  private final List<SourceFile> sources = new ArrayList<>();
  private int loaded;

  /** The folders that {@code sys.path} names, and the items of which they were made. */
  private List<String> folders = List.of();

  private @Nullable List<Value> searched;

  Imports(Interpreter run) {
    this.run = run;
    Origin origin = Origin.at(run.input.launch());
    List<Value> folders = new ArrayList<>();
    for (String folder : run.input.searchPath()) {
      folders.add(new Value.Str(folder, origin));
    }
    path = new ListObj(false, origin);
    run.heap.put(path.slots, ListObj.ITEMS, new Value.Tuple(folders, origin));
  }

  /** {@return {@code sys.path}} */
  ListObj path() {
    return path;
  }

  /** {@return the files that were run, also those that failed} */
  List<SourceFile> sources() {
    return sources;
  }

  Map<String, ModuleObj> modules() {
    Map<String, ModuleObj> modules = new LinkedHashMap<>();
    table
        .values()
        .forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof ModuleObj module) {
                modules.put(name, module);
              }
            });
    return modules;
  }

  Completion runMain(SourceFile file, String absolutePath, @Nullable String packageName) {
    ModuleObj main = module("__main__", absolutePath, file);
    if (packageName != null) {
      run.heap.put(
          main.slots, "__package__", new Value.Str(packageName, Origin.at(file.span(0, 0))));
    }
    run.heap.put(table, "__main__", main);
    return execute(main, file);
  }

  /** Runs a file in a module of its own that no import finds. */
  ModuleObj executeFile(String name, SourceFile file, String absolutePath) {
    ModuleObj made = module(name, absolutePath, file);
    run.branches.value(execute(made, file), file.span(0, 0));
    return made;
  }

  Value evaluate(SourceFile file, ModuleObj module) {
    ModuleTree tree = run.trees.tree(file);
    ModuleObj scope = new ModuleObj(module.name(), module.file(), file, module.origin());
    module.slots.values().forEach((key, value) -> run.heap.put(scope.slots, key, value));
    Frame frame = Frame.of(scope);
    Value last = new Value.None(Origin.at(run.input.launch()));
    for (Statement statement : tree.body()) {
      if (statement instanceof Statement.ExpressionStatement expression) {
        last = run.expressions.value(expression.value(), frame);
      }
    }
    return last;
  }

  private ModuleObj module(String name, String absolutePath, SourceFile file) {
    Origin origin = Origin.at(file.span(0, 0));
    ModuleObj module = run.heap.made(new ModuleObj(name, absolutePath, file, origin));
    run.heap.put(module.slots, "__name__", new Value.Str(name, origin));
    run.heap.put(module.slots, "__file__", new Value.Str(absolutePath, origin));
    run.heap.put(module.slots, "__doc__", new Value.None(origin));
    boolean isPackage = absolutePath.endsWith("/__init__.py");
    int dot = name.lastIndexOf('.');
    String parent = isPackage ? name : dot < 0 ? "" : name.substring(0, dot);
    run.heap.put(module.slots, "__package__", new Value.Str(parent, origin));
    return module;
  }

  private Completion execute(ModuleObj module, SourceFile file) {
    if (++loaded > Limits.MODULES) {
      throw new LimitReached("modules");
    }
    sources.add(file);
    run.heap.changed();
    ModuleTree tree = run.trees.tree(file);
    Branches.Mark mark = run.branches.mark();
    Completion completion = run.statements.block(tree.body(), Frame.of(module));
    if (run.heap.height() == 0) {
      run.branches.leave(mark);
    }
    return completion;
  }

  /** {@return the module of a dotted name, or null when nothing is known of it} */
  @Nullable Value load(String name, Span span) {
    if (name.length() > Limits.PATH_BYTES) {
      throw new LimitReached("the name of a module");
    }
    Value known = run.heap.get(table, name);
    if (known != null && !(known instanceof Value.Unbound)) {
      return run.expressions.bound(known, span);
    }
    int dot = name.lastIndexOf('.');
    Value parent = dot < 0 ? null : load(name.substring(0, dot), span);
    if (dot >= 0 && parent == null) {
      return modelled(name, name.substring(0, dot), span);
    }
    Value found = find(name, parent, span);
    if (found == null && parent instanceof ModuleObj module && module.open() != null) {
      found = Value.Unknown.of(module.open().reason(), span);
    }
    if (found != null && parent instanceof ModuleObj module) {
      run.heap.put(module.slots, name.substring(dot + 1), found);
    }
    return found;
  }

  /** {@return the model of a part of a library of which nothing else is known, or null} */
  private @Nullable Value modelled(String name, String parentName, Span span) {
    ModuleObj model = run.library.module(run, name);
    if (model == null) {
      return null;
    }
    ModuleObj parent = new ModuleObj(parentName, null, null, Origin.at(span));
    parent.open(Value.Unknown.of("the library " + parentName + " is not evaluated", span));
    run.heap.put(table, parentName, parent);
    run.heap.put(table, name, model);
    run.heap.put(parent.slots, name.substring(parentName.length() + 1), model);
    return model;
  }

  private @Nullable Value find(String name, @Nullable Value parent, Span span) {
    int dot = name.lastIndexOf('.');
    String last = name.substring(dot + 1);
    List<String> folders = StandardLibrary.builtIn(name) ? List.of() : folders(parent);
    for (int i = 0; i < folders.size(); i++) {
      String base = inside(folders.get(i), last);
      String init = base + "/__init__.py";
      if (run.input.files().presence(init) == FileView.Presence.FILE) {
        return load(name, init, span);
      }
      String file = base + ".py";
      if (run.input.files().presence(file) == FileView.Presence.FILE) {
        return load(name, file, span);
      }
    }
    ModuleObj model = run.library.module(run, name);
    if (model != null) {
      run.heap.put(table, name, model);
      return model;
    }
    String namespace = StandardLibrary.contains(name) ? null : namespace(folders, last);
    if (namespace != null) {
      ModuleObj made = new ModuleObj(name, namespace + "/__init__.py", null, Origin.at(span));
      run.heap.put(table, name, made);
      return made;
    }
    return null;
  }

  private @Nullable String namespace(List<String> folders, String name) {
    for (String folder : folders) {
      String path = inside(folder, name);
      if (run.input.files().presence(path) == FileView.Presence.FOLDER) {
        return path;
      }
    }
    return null;
  }

  private static String inside(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  private List<String> folders(@Nullable Value parent) {
    if (parent instanceof ModuleObj module) {
      String file = module.file();
      return file != null && file.endsWith("/__init__.py")
          ? List.of(file.substring(0, file.length() - "/__init__.py".length()))
          : List.of();
    }
    List<Value> written = run.operators.containers().of(path);
    if (written != searched) {
      List<String> all = new ArrayList<>(written.size());
      for (Value each : written) {
        if (each instanceof Value.Str folder) {
          all.add(Paths.absolute(folder.value(), run.input.folder()));
        }
      }
      folders = all;
      searched = written;
    }
    return folders;
  }

  private @Nullable Value load(String name, String absolutePath, Span span) {
    SourceFile file = run.input.files().read(absolutePath);
    if (file == null) {
      ModuleObj unread = new ModuleObj(name, absolutePath, null, Origin.at(span));
      unread.open(Value.Unknown.of(absolutePath + " could not be read", span));
      run.heap.put(table, name, unread);
      return unread;
    }
    ModuleObj module = module(name, absolutePath, file);
    run.heap.put(table, name, module);
    Completion completion = execute(module, file);
    if (completion.is(Completion.Kind.RAISE)) {
      run.heap.put(table, name, null);
    }
    run.branches.value(completion, span);
    return module;
  }

  /** {@return a part of a module that need not be imported by name, or null} */
  @Nullable Value submodule(ModuleObj module, String name, Span span) {
    if (module.source() != null) {
      return null;
    }
    String full = module.name() + "." + name;
    Value known = run.heap.get(table, full);
    if (known != null) {
      return known;
    }
    ModuleObj model = run.library.module(run, full);
    if (model != null) {
      run.heap.put(table, full, model);
    }
    return model;
  }

  void statement(Alias alias, Frame frame, Span span) {
    Value module = required(alias.name(), span);
    String as = alias.asName();
    if (as != null) {
      run.statements.targets().bind(as, module, frame);
      return;
    }
    int dot = alias.name().indexOf('.');
    String first = dot < 0 ? alias.name() : alias.name().substring(0, dot);
    Value top = dot < 0 ? module : run.heap.get(table, first);
    run.statements.targets().bind(first, top == null ? module : top, frame);
  }

  /** {@return a module, or a library that nothing is known of; raises where the import fails} */
  private Value required(String name, Span span) {
    Value found = load(name, span);
    if (found != null) {
      return found;
    }
    String top = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
    boolean own = run.heap.get(table, top) instanceof ModuleObj module && module.source() != null;
    if (own || run.library.isAbsent(run, name)) {
      throw run.raise("ModuleNotFoundError", "No module named '" + name + "'", span);
    }
    ModuleObj library = run.heap.made(new ModuleObj(name, null, null, Origin.at(span)));
    String reason =
        StandardLibrary.contains(top)
            ? "the module " + name + " is not evaluated"
            : "the library " + top + " is not evaluated";
    Value.Unknown cause = Value.Unknown.of(reason, span);
    library.open(cause);
    if (run.handlers.any() && !StandardLibrary.contains(top) && !declared(top)) {
      fail(name, cause, span);
    }
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      required(name.substring(0, dot), span);
    }
    run.heap.put(table, name, library);
    return library;
  }

  /** Goes on with the import and keeps the path on which it fails. */
  private void fail(String name, Value.Unknown cause, Span span) {
    Condition works = new Condition("import " + name + " works", span, true, cause);
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(run.branches.region(works, () -> Completion.NORMAL));
    outcomes.addAll(
        run.branches.region(
            works.negated(),
            () -> {
              throw run.raise("ModuleNotFoundError", "No module named '" + name + "'", span);
            }));
    run.branches.value(run.branches.commit(outcomes, span), span);
  }

  private boolean declared(String top) {
    String normal = top.replace('_', '-').toLowerCase(java.util.Locale.ROOT);
    Map<String, ?> requirements = run.input.packages().requirements();
    return requirements.containsKey(normal)
        || requirements.containsKey("python-" + normal)
        || requirements.containsKey("py" + normal);
  }

  void fromStatement(Statement.ImportFrom s, Frame frame, Span span) {
    String name = absolute(s, frame, span);
    if (name.equals("__future__")) {
      return;
    }
    if (defers(s, name, frame)) {
      for (Alias alias : s.names()) {
        String as = alias.asName();
        frame.module.defer(
            as == null ? alias.name() : as,
            new DeferredImport(name, alias.name(), run.span(frame, alias), span));
      }
      return;
    }
    Value module = required(name, span);
    for (int i = 0; i < s.names().size(); i++) {
      Alias alias = s.names().get(i);
      if (alias.name().equals("*")) {
        star(module, frame, span);
        continue;
      }
      Span at = run.span(frame, alias);
      String as = alias.asName();
      run.statements
          .targets()
          .bind(as == null ? alias.name() : as, member(module, name, alias.name(), at), frame);
    }
  }

  private boolean defers(Statement.ImportFrom s, String name, Frame frame) {
    return run.input.deferring()
        && frame.isGlobal()
        && !run.handlers.any()
        && !s.names().getFirst().name().equals("*")
        && run.heap.get(table, name) == null
        && isFile(name);
  }

  /** {@return whether a module is a file of the repository, as far as its path tells} */
  private boolean isFile(String name) {
    String inside = name.replace('.', '/');
    for (String folder : folders(null)) {
      String base = inside(folder, inside);
      if (run.input.files().presence(base + ".py") == FileView.Presence.FILE
          || run.input.files().presence(base + "/__init__.py") == FileView.Presence.FILE) {
        return true;
      }
    }
    return false;
  }

  /** {@return what a name is that an import waited to bind, or null when none did} */
  @Nullable Value resumed(ModuleObj module, String variable) {
    DeferredImport waiting = module.deferred(variable);
    if (waiting == null) {
      return null;
    }
    Value from = required(waiting.module(), waiting.statement());
    Value value = member(from, waiting.module(), waiting.name(), waiting.span());
    run.heap.put(module.slots, variable, value);
    return value;
  }

  private Value member(Value module, String moduleName, String name, Span span) {
    Value found =
        module instanceof ModuleObj known && known.open() != null
            ? closed(known, name)
            : run.attributeOrNull(module, name, span);
    if (found != null) {
      return found;
    }
    Value submodule = load(moduleName + "." + name, span);
    if (submodule != null) {
      return submodule;
    }
    if (module instanceof ModuleObj known && known.open() != null) {
      return Value.Unknown.of(known.open().reason(), span);
    }
    if (module instanceof Value.Unknown unknown) {
      return Value.Unknown.of(unknown.reason(), span);
    }
    String message = "cannot import name '" + name + "' from '" + moduleName + "'";
    if (run.handlers.handle("ImportError", "ModuleNotFoundError", "Exception")) {
      throw run.raise("ImportError", message, span);
    }
    // NOTE: code that is deployed finds its names; the evaluation may have missed how.
    return Value.Unknown.of(message, span);
  }

  private @Nullable Value closed(ModuleObj module, String name) {
    Value found = run.heap.get(module.slots, name);
    return found instanceof Value.Unbound ? null : found;
  }

  private String absolute(Statement.ImportFrom s, Frame frame, Span span) {
    String module = s.module();
    if (s.level() == 0) {
      return module == null ? "" : module;
    }
    String base =
        run.heap.get(frame.module.slots, "__package__") instanceof Value.Str text
            ? text.value()
            : "";
    if (base.isEmpty()) {
      throw run.raise(
          "ImportError", "attempted relative import with no known parent package", span);
    }
    for (int i = 1; i < s.level(); i++) {
      int dot = base.lastIndexOf('.');
      if (dot < 0) {
        throw run.raise("ImportError", "attempted relative import beyond top-level", span);
      }
      base = base.substring(0, dot);
    }
    return module == null ? base : base + "." + module;
  }

  private void star(Value module, Frame frame, Span span) {
    if (!(module instanceof ModuleObj known)) {
      frame.module.open(run.cause(module, span));
      return;
    }
    if (known.open() != null) {
      frame.module.open(Value.Unknown.of(known.open().reason(), span));
    }
    known.deferred().forEach(name -> resumed(known, name));
    Value all = run.heap.get(known.slots, "__all__");
    List<Value> names = all == null ? null : run.items(all, span);
    for (Map.Entry<Object, Value> each : List.copyOf(known.slots.values().entrySet())) {
      if (each.getKey() instanceof String name
          && (names == null ? !name.startsWith("_") : contains(names, name))) {
        run.statements.targets().bind(name, each.getValue(), frame);
      }
    }
  }

  private static boolean contains(List<Value> names, String name) {
    for (Value each : names) {
      if (each instanceof Value.Str text && text.value().equals(name)) {
        return true;
      }
    }
    return false;
  }
}

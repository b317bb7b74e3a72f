package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Memo;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Signature;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small models of modules of the standard library (CPython library reference). */
public final class StandardModels {
  private StandardModels() {}

  /** {@return the model of a module, or null} */
  public static @Nullable ModuleObj module(Interpreter run, String name) {
    return switch (name) {
      case "os" -> OsModel.os(run);
      case "os.path", "posixpath" -> OsModel.path(run);
      case "sys" -> SysModel.sys(run);
      case "ast" -> ast(run, name);
      case "functools" -> functools(run);
      case "contextlib" -> contextlib(run);
      case "typing", "typing_extensions" -> typing(run, name);
      case "types" -> types(run);
      case "collections" -> CollectionsModel.module(run);
      case "json", "simplejson", "ujson", "orjson", "rapidjson", "flask.json" ->
          JsonModel.module(run, name);
      case "yaml" -> YamlModel.module(run);
      case "tomllib", "tomli", "toml", "rtoml" -> TomlModel.module(run, name);
      case "enum" -> EnumModel.module(run);
      case "dataclasses", "attr", "attrs" -> DataclassModel.module(run, name);
      case "pathlib", "pathlib2" -> PathModel.module(run, name);
      case "argparse", "configargparse" -> ArgparseModel.module(run, name);
      case "configparser", "ConfigParser" -> ConfigparserModel.module(run, name);
      case "copy" -> CopyModel.module(run);
      case "importlib" -> importlib(run);
      case "platform" -> platform(run);
      case "distutils.util", "setuptools._distutils.util" -> strtobool(run, name);
      case "threading", "multiprocessing" -> Threads.module(run, name);
      case "asyncio" ->
          new Models(run, name)
              .function("run", "main, *, debug=None", call -> call.get("main"))
              .module();
      case "time" ->
          new Models(run, name).function("sleep", "secs", Threads::sleep).ignored("tzset").module();
      case "subprocess" -> subprocess(run);
      case "signal" ->
          new Models(run, name).ignored("signal").function("pause", "", call -> end()).module();
      default -> null;
    };
  }

  private static Value end() {
    throw new PathEnd();
  }

  private static ModuleObj ast(Interpreter run, String name) {
    return new Models(run, name)
        .pure(
            "literal_eval",
            "node",
            call ->
                call.get("node") instanceof Value.Str text
                    ? Literals.evaluate(call, text.value())
                    : call.get("node") instanceof Value.Unknown ? call.get("node") : failed(call))
        .module();
  }

  private static Value failed(Call call) {
    throw call.interpreter().raise("ValueError", "malformed node or string", call.span());
  }

  private static ModuleObj functools(Interpreter run) {
    Models models = new Models(run, "functools");
    return models
        .function("wraps", "wrapped, *args, **kwargs", models::identity)
        .function("lru_cache", "maxsize=128, typed=False", StandardModels::cached)
        .function("cache", "function", call -> Memo.keep(call, call.get("function")))
        .function("cached_property", "function", StandardModels::keptProperty)
        .function("partial", "function, *args, **kwargs", StandardModels::partial)
        .module();
  }

  /** A property whose getter runs once for each object. */
  public static Value keptProperty(Call call) {
    Value getter = Memo.keep(call, call.get("function"));
    return new Value.Property(getter, null, call.origin());
  }

  private static Value cached(Call call) {
    Value first = call.get("maxsize");
    boolean bare = !(first instanceof Value.Int) && !(first instanceof Value.None);
    return bare
        ? Memo.keep(call, first)
        : Models.decorator(call, inner -> Memo.keep(inner, inner.get("target")));
  }

  private static Value partial(Call call) {
    Value function = call.get("function");
    List<Value> first = List.copyOf(call.rest());
    Map<String, Value> named = new LinkedHashMap<>(call.keywords());
    return new Value.Native(
        "partial",
        Signature.ANY,
        inner -> {
          List<Value> positional = new java.util.ArrayList<>(first);
          positional.addAll(inner.arguments().positional());
          Map<String, Value> keywords = new LinkedHashMap<>(named);
          keywords.putAll(inner.arguments().keywords());
          return inner
              .interpreter()
              .call(
                  function,
                  new Arguments(positional, keywords, inner.arguments().open()),
                  inner.span());
        },
        false,
        call.origin());
  }

  private static ModuleObj contextlib(Interpreter run) {
    Models models = new Models(run, "contextlib");
    ClassObj manager = models.type("_GeneratorContextManager").ignored("__exit__").open().make();
    models.type("suppress").method("__init__", "self, *exceptions", Call::none).define();
    models.type("ContextDecorator").define();
    ExitStackModel.define(models);
    return models
        .function("contextmanager", "function", call -> managed(call, manager))
        .function("asynccontextmanager", "function", call -> managed(call, manager))
        .module();
  }

  private static Value managed(Call call, ClassObj manager) {
    Value function = call.get("function");
    return new Value.Native(
        "contextmanager",
        Signature.ANY,
        inner -> {
          Value yielded = inner.interpreter().call(function, inner.arguments(), inner.span());
          List<Value> values = inner.interpreter().items(yielded, inner.span());
          Value.Obj made = Models.instance(inner, manager);
          if (values != null && !values.isEmpty()) {
            inner.interpreter().setSlot(made, "value", values.getFirst());
          }
          return made;
        },
        false,
        call.origin());
  }

  private static ModuleObj typing(Interpreter run, String name) {
    Models models = new Models(run, name);
    models.type("Generic").open().define();
    models.type("Protocol").open().define();
    models.type("TypedDict").dictionary().open().define();
    models.type("NamedTuple").subclassed((r, type) -> named(models, type)).define();
    return models
        .value("TYPE_CHECKING", new Value.Bool(false, run.environment().origin()))
        .function("cast", "type, value", call -> call.get("value"))
        .function("overload", "function", call -> call.get("function"))
        .module();
  }

  private static void named(Models models, ClassObj type) {
    Interpreter run = models.run();
    List<String> names = new java.util.ArrayList<>();
    Map<String, Value> defaults = new LinkedHashMap<>();
    for (Value each : DataclassModel.annotations(run, type)) {
      if (each instanceof Value.Str name) {
        names.add(name.value());
        Value value = run.slot(type, name.value());
        if (value != null) {
          defaults.put(name.value(), value);
        }
      }
    }
    ClassObj methods = CollectionsModel.tuple(models, models.type("tuple"), names, defaults).make();
    for (String method : run.ownNames(methods)) {
      run.setSlot(type, method, run.slot(methods, method));
    }
  }

  private static ModuleObj types(Interpreter run) {
    Models models = new Models(run, "types");
    models
        .type("SimpleNamespace")
        .method(
            "__init__",
            "self, *args, **kwargs",
            call -> {
              if (call.get("self") instanceof Instance self) {
                call.keywords()
                    .forEach((key, value) -> call.interpreter().setSlot(self, key, value));
              }
              return call.none();
            })
        .open()
        .define();
    return models.module();
  }

  private static ModuleObj importlib(Interpreter run) {
    return new Models(run, "importlib")
        .pure("import_module", "name, package=None", StandardModels::imported)
        .function("reload", "module", call -> call.get("module"))
        .module();
  }

  private static Value imported(Call call) {
    if (!(call.get("name") instanceof Value.Str name)) {
      return call.unknown("a module whose name is not known");
    }
    String full = name.value();
    if (full.startsWith(".") && call.get("package") instanceof Value.Str base) {
      String parent = base.value();
      String rest = full.substring(1);
      while (rest.startsWith(".") && parent.contains(".")) {
        parent = parent.substring(0, parent.lastIndexOf('.'));
        rest = rest.substring(1);
      }
      full = parent + "." + rest;
    }
    Value module = call.interpreter().importModule(full, call.span());
    return module == null ? call.unknown("the library " + full + " is not evaluated") : module;
  }

  private static ModuleObj platform(Interpreter run) {
    int[] version = run.input().pythonVersion();
    return new Models(run, "platform")
        .function("system", "", call -> new Value.Str("Linux", call.origin()))
        .function(
            "python_version",
            "",
            call -> new Value.Str(version[0] + "." + version[1] + ".0", call.origin()))
        .module();
  }

  /** {@code distutils.util.strtobool}, gone with Python 3.12 (facts F, executed). */
  private static ModuleObj strtobool(Interpreter run, String name) {
    return new Models(run, name).pure("strtobool", "val", Booleans::strtobool).module();
  }

  private static ModuleObj subprocess(Interpreter run) {
    Models models = new Models(run, "subprocess");
    for (String name : List.of("run", "call", "check_call", "Popen", "check_output")) {
      models.function(
          name,
          "args, *rest, **kwargs",
          call -> {
            Value cwd = call.keywords().get("cwd");
            String folder =
                cwd == null ? null : FileModel.path(call.interpreter(), cwd, call.span());
            call.interpreter()
                .effect(
                    new Spawned(OsModel.words(call, call.get("args")), false, folder), call.span());
            return call.unknown("the result of a command");
          });
    }
    return models.module();
  }
}

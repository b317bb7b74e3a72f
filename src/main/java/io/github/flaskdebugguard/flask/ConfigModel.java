package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code flask.Config} (facts A1; executed with 2.2.2 and 3.1.3): a dictionary that reads objects,
 * files and the environment. Only upper-case names count.
 */
final class ConfigModel {
  /** The slot of a configuration that holds the folder of its relative files. */
  static final String ROOT = "root_path";

  private ConfigModel() {}

  static ClassObj type(Models models, Version flask, String prefix) {
    ClassObj dict = (ClassObj) models.run().builtin("dict", models.run().input().launch());
    Models.Type type =
        models
            .type("Config", dict)
            .method("from_object", "self, obj", ConfigModel::fromObject)
            .method("from_pyfile", "self, filename, silent=False", ConfigModel::fromPyfile)
            .method("from_envvar", "self, variable_name, silent=False", ConfigModel::fromEnvvar)
            .method("from_mapping", "self, *mapping, **kwargs", ConfigModel::fromMapping)
            .method("from_json", "self, filename, silent=False", ConfigModel::fromJson)
            .method("update", "self, *mapping, **kwargs", ConfigModel::update)
            .method("setdefault", "self, key, default=None", ConfigModel::setDefault)
            .method(
                "get_namespace",
                "self, namespace, lowercase=True, trim_namespace=True",
                ConfigModel::namespace);
    if (flask.atLeast(2, 0)) {
      type.method(
          "from_file", "self, filename, load, silent=False, text=True", ConfigModel::fromFile);
    }
    if (flask.atLeast(2, 1)) {
      type.method(
          "from_prefixed_env",
          "self, prefix='" + prefix + "', *, loads=None",
          PrefixedEnvironment::load);
    }
    return type.define();
  }

  /** {@code dict.update}; what is not known may set DEBUG. */
  private static Value update(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof DictObj config) {
      for (Value mapping : call.rest()) {
        run.update(config, mapping, call.span());
      }
      call.keywords().forEach((key, value) -> run.setSlot(config, key, value));
      Value open = call.rest().isEmpty() ? null : call.rest().getFirst();
      Value.Unknown reason = call.arguments().open();
      if (open instanceof Value.Unknown unknown) {
        reason = unknown;
      } else if (open instanceof DictObj mapping
          && run.openness(mapping) instanceof Value.Unknown unknown) {
        reason = run.slot(mapping, "DEBUG") == null ? unknown : reason;
      }
      if (reason != null && !call.keywords().containsKey("DEBUG")) {
        run.setSlot(config, "DEBUG", unknownDebug(reason, call.span()));
      }
    }
    return call.none();
  }

  /** {@code dict.setdefault}; DEBUG always exists, so its default is never used (facts A1). */
  private static Value setDefault(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("self") instanceof DictObj config)
        || !(call.get("key") instanceof Value.Str key)) {
      return call.unknown("a setting whose name is not known");
    }
    Value known = run.slot(config, key.value());
    if (known == null) {
      run.setSlot(config, key.value(), call.get("default"));
      return call.get("default");
    }
    if (key.value().equals("DEBUG")) {
      run.effect(new Ignored("DEBUG always exists, so its default is never used"), call.span());
    }
    return known;
  }

  private static Value done(Call call) {
    return new Value.Bool(true, call.origin());
  }

  private static Value fromObject(Call call) {
    if (call.get("self") instanceof DictObj config) {
      load(call.interpreter(), config, call.get("obj"), call.span());
    }
    return call.none();
  }

  private static void load(Interpreter run, DictObj config, Value source, Span span) {
    Value object = source instanceof Value.Str name ? named(run, name, span) : source;
    for (String name : run.knownNames(object)) {
      if (upper(name)) {
        Value value = run.attributeOrNull(object, name, span);
        if (value != null) {
          Origin origin = Origin.from(span, "", value.origin(), run.originOf(source));
          run.setSlot(config, name, value.from(origin));
        }
      }
    }
    Value.Unknown reason = openness(object);
    if (reason != null) {
      openDebug(run, config, object, reason, span);
    }
  }

  private static Value.@Nullable Unknown openness(Value object) {
    return switch (object) {
      case Value.Unknown unknown -> unknown;
      case ClassObj type -> type.open();
      case ModuleObj module -> module.open();
      case io.github.flaskdebugguard.python.Instance instance -> instance.type().open();
      default -> null;
    };
  }

  /** States that DEBUG may have been set by something that is not known. */
  private static void openDebug(
      Interpreter run, DictObj config, Value object, Value.Unknown reason, Span span) {
    run.open(config, reason);
    if (!run.knownNames(object).contains("DEBUG")) {
      run.setSlot(config, "DEBUG", unknownDebug(reason, span));
    }
  }

  private static Value unknownDebug(Value.Unknown reason, Span span) {
    return new Value.Unknown(
        reason.reason(),
        reason.span(),
        reason.variable(),
        Truth.DEPENDS,
        Origin.from(span, "", reason.origin()));
  }

  /** {@return what {@code import_string} gives: {@code pkg.mod:name} or {@code pkg.mod.name}} */
  private static Value named(Interpreter run, Value.Str name, Span span) {
    String path = name.value().replace(':', '.');
    Value module = run.importModule(path, span);
    if (module != null) {
      return module;
    }
    int dot = path.lastIndexOf('.');
    Value parent = dot < 0 ? null : run.importModule(path.substring(0, dot), span);
    if (parent == null) {
      throw run.raise("ImportError", "import_string() failed for '" + name.value() + "'", span);
    }
    Value found = run.attributeOrNull(parent, path.substring(dot + 1), span);
    if (found == null) {
      throw run.raise("ImportError", "import_string() failed for '" + name.value() + "'", span);
    }
    return found;
  }

  private static boolean upper(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT))
        && !name.equals(name.toLowerCase(Locale.ROOT));
  }

  /** {@return the absolute path of a file of the configuration, or null when it is not known} */
  private static @Nullable String path(Call call, Value filename) {
    Interpreter run = call.interpreter();
    String root = run.input().folder();
    if (call.get("self") instanceof DictObj config
        && run.attributeOrNull(config, ROOT, call.span()) instanceof Value.Str text) {
      root = text.value();
    }
    if (filename instanceof Value.Str text) {
      return Paths.absolute(text.value(), root);
    }
    return FileModel.path(run, filename, call.span());
  }

  private static Value fromPyfile(Call call) {
    return fromPyfile(call, call.get("filename"));
  }

  private static Value fromPyfile(Call call, Value filename) {
    Interpreter run = call.interpreter();
    if (!(call.get("self") instanceof DictObj config)) {
      return call.none();
    }
    String path = path(call, filename);
    if (path == null) {
      Value.Unknown reason =
          filename instanceof Value.Unknown unknown
              ? unknown
              : Value.Unknown.of("the name of a configuration file is not known", call.span());
      openDebug(run, config, reason, reason, call.span());
      return done(call);
    }
    FileView.Presence presence = run.input().files().presence(path);
    SourceFile file = presence == FileView.Presence.FILE ? run.input().files().read(path) : null;
    if (file != null) {
      ModuleObj module = run.executeFile("config", file, path);
      load(run, config, module, call.span());
      return done(call);
    }
    if (presence == FileView.Presence.ABSENT || presence == FileView.Presence.FOLDER) {
      return missing(call, path);
    }
    Value.Unknown reason = Value.Unknown.of(path + " is not part of the repository", call.span());
    openDebug(run, config, reason, reason, call.span());
    return done(call);
  }

  private static Value missing(Call call, String path) {
    if (call.interpreter().truth(call.get("silent"))
        == io.github.flaskdebugguard.python.Truth.TRUE) {
      return new Value.Bool(false, call.origin());
    }
    throw call.interpreter()
        .raise("FileNotFoundError", "Unable to load configuration file " + path, call.span());
  }

  private static Value fromEnvvar(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("variable_name") instanceof Value.Str name)) {
      return call.unknown("a variable whose name is not known");
    }
    boolean silent = run.truth(call.get("silent")) == io.github.flaskdebugguard.python.Truth.TRUE;
    Value file =
        silent
            ? run.environment().get(name.value(), call.span())
            : run.environment().require(name.value(), call.span());
    if (file == null || (file instanceof Value.Str text && text.value().isEmpty())) {
      return new Value.Bool(false, call.origin());
    }
    return fromPyfile(call, file);
  }

  private static Value fromMapping(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof DictObj config) {
      DictObj all = run.dict(Map.of(), call.span());
      for (Value mapping : call.rest()) {
        if (!(mapping instanceof Value.None)) {
          run.update(all, mapping, call.span());
        }
      }
      call.keywords().forEach((key, value) -> run.setSlot(all, key, value));
      copyUpper(run, all, config, call.span());
    }
    return done(call);
  }

  private static void copyUpper(Interpreter run, DictObj from, DictObj config, Span span) {
    for (String key : run.textKeys(from)) {
      Value value = run.slot(from, key);
      if (upper(key) && value != null) {
        run.setSlot(config, key, value);
      }
    }
    if (run.openness(from) instanceof Value.Unknown reason) {
      run.open(config, reason);
      if (run.slot(from, "DEBUG") == null) {
        run.setSlot(config, "DEBUG", unknownDebug(reason, span));
      }
    }
  }

  private static Value fromJson(Call call) {
    Interpreter run = call.interpreter();
    Value json = run.importModule("json", call.span());
    Value load = json == null ? null : run.attributeOrNull(json, "load", call.span());
    return load == null ? call.unknown("a JSON file") : fromFile(call, load);
  }

  private static Value fromFile(Call call) {
    return fromFile(call, call.get("load"));
  }

  private static Value fromFile(Call call, Value load) {
    Interpreter run = call.interpreter();
    String path = path(call, call.get("filename"));
    if (!(call.get("self") instanceof DictObj config)) {
      return call.none();
    }
    if (path == null || run.input().files().presence(path) == FileView.Presence.UNKNOWN) {
      Value.Unknown reason =
          Value.Unknown.of(
              (path == null ? "a configuration file" : path) + " is not part of the repository",
              call.span());
      openDebug(run, config, reason, reason, call.span());
      return done(call);
    }
    if (run.input().files().presence(path) != FileView.Presence.FILE) {
      return missing(call, path);
    }
    Value file = FileModel.open(run, path, "r", call);
    Value loaded = run.call(load, Arguments.of(file), call.span());
    if (loaded instanceof DictObj mapping) {
      copyUpper(run, mapping, config, call.span());
    } else if (loaded instanceof Value.Unknown unknown) {
      openDebug(run, config, unknown, unknown, call.span());
    }
    return done(call);
  }

  /** {@code get_namespace}: the settings that begin with a text. */
  private static Value namespace(Call call) {
    Interpreter run = call.interpreter();
    String prefix = call.text("namespace");
    if (prefix == null || !(call.get("self") instanceof DictObj config)) {
      return call.unknown("a part of the configuration");
    }
    boolean lower = run.truth(call.get("lowercase")) != Truth.FALSE;
    boolean trims = run.truth(call.get("trim_namespace")) != Truth.FALSE;
    DictObj part = run.dict(Map.of(), call.span());
    for (String key : run.textKeys(config)) {
      Value value = run.slot(config, key);
      if (key.startsWith(prefix) && value != null) {
        String name = trims ? key.substring(prefix.length()) : key;
        run.setSlot(part, lower ? name.toLowerCase(Locale.ROOT) : name, value);
      }
    }
    if (run.openness(config) instanceof Value.Unknown reason) {
      run.open(part, reason);
    }
    return part;
  }
}

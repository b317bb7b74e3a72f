package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * environs, django-environ and envparse (facts F; django-environ 0.4.4 and envparse executed,
 * environs read): an object {@code env} whose calls read typed variables.
 */
final class EnvModel {
  private static final String SCHEMA = " schema";
  private static final String PREFIX = " prefix";

  private final Interpreter run;
  private final Models models;
  private final Booleans booleans;
  private final boolean environs;
  private final EnvFileLoader loader;

  private EnvModel(Interpreter run, String name, EnvFileLoader loader) {
    this.run = run;
    this.models = new Models(run, name);
    this.loader = loader;
    this.environs = name.equals("environs");
    this.booleans =
        environs
            ? Booleans.ENVIRONS
            : name.equals("environ") ? Booleans.DJANGO_ENVIRON : Booleans.ENVPARSE;
  }

  static ModuleObj module(Interpreter run, String name, EnvFileLoader loader) {
    EnvModel model = new EnvModel(run, name, loader);
    ClassObj type = model.type();
    Origin origin = Origin.at(run.input().launch());
    model.models.value("env", Models.object(type, origin));
    model
        .models
        .type("Path")
        .method("__init__", "self, *parts, **kwargs", Call::none)
        .open()
        .define();
    return model.models.module();
  }

  private ClassObj type() {
    String common = "self, var, default=<absent>, *args, **kwargs";
    String parameters =
        environs ? common : "self, var, cast=<absent>, default=<absent>, *args, **kwargs";
    Models.Type type =
        models
            .type("Env")
            .method("__init__", "self, *args, **kwargs", this::make)
            .method("__call__", parameters, call -> read(call, null))
            .attribute("read_env", models.any("read_env", this::readFile))
            .attribute("read_envfile", models.any("read_envfile", this::readFile))
            .method("prefixed", "self, prefix", this::prefixed)
            .method("__exit__", "self, *args", this::unprefixed)
            .ignored("seal");
    typed(type, "bool", common);
    typed(type, "boolean", common);
    typed(type, "int", common);
    typed(type, "integer", common);
    typed(type, "float", common);
    typed(type, "str", common);
    typed(type, "string", common);
    typed(type, "list", common);
    typed(type, "json", common);
    return type.open().define();
  }

  private void typed(Models.Type type, String name, String parameters) {
    type.method(name, parameters, call -> read(call, name));
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, SCHEMA, run.dict(call.keywords(), call.span()));
    }
    return call.none();
  }

  private Value prefixed(Call call) {
    if (!(call.get("self") instanceof Instance self) || call.text("prefix") == null) {
      return call.unknown("a prefix that is not known");
    }
    // NOTE: environs changes the object itself until the block ends.
    run.setSlot(self, PREFIX, new Value.Str(prefix(self) + call.text("prefix"), call.origin()));
    return self;
  }

  private Value unprefixed(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, PREFIX, null);
    }
    return call.none();
  }

  private String prefix(Instance self) {
    return run.slot(self, PREFIX) instanceof Value.Str text ? text.value() : "";
  }

  private Value read(Call call, @Nullable String method) {
    String bare = call.text("var");
    if (bare == null || !(call.get("self") instanceof Instance self)) {
      return call.unknown("a variable whose name is not known");
    }
    String name = prefix(self) + bare;
    Value cast = environs || method != null ? new Value.Unbound(call.origin()) : call.get("cast");
    String type = method;
    Value fallback = call.get("default");
    if (method == null && run.slot(self, SCHEMA) instanceof DictObj schema) {
      Value known = run.slot(schema, name);
      if (known instanceof Value.Tuple pair && pair.items().size() == 2) {
        cast = Casts.absent(cast) ? pair.items().get(0) : cast;
        fallback = Casts.absent(fallback) ? pair.items().get(1) : fallback;
      } else if (known instanceof DictObj settings) {
        // NOTE: envparse takes a dictionary of the arguments of a call.
        Value wanted = run.slot(settings, "cast");
        Value other = run.slot(settings, "default");
        cast = Casts.absent(cast) && wanted != null ? wanted : cast;
        fallback = Casts.absent(fallback) && other != null ? other : fallback;
      } else if (known instanceof ClassObj) {
        cast = Casts.absent(cast) ? known : cast;
      }
    }
    Value found = run.environment().get(name, call.span());
    if (found == null && !Casts.absent(fallback)) {
      Value given = run.environment().defaulted(name, fallback, call.span());
      // NOTE: django-environ and environs give a default as it is, unless it is a text.
      return given instanceof Value.Str ? typed(call, given, type, cast) : given;
    }
    Value value = found == null ? run.environment().require(name, call.span()) : found;
    return typed(call, value, type, cast);
  }

  private Value typed(Call call, Value value, @Nullable String type, Value cast) {
    return run.each(value, v -> oneTyped(call, v, type, cast), call.span());
  }

  private Value oneTyped(Call call, Value value, @Nullable String type, Value cast) {
    return switch (type) {
      case null -> Casts.cast(call, value, cast, booleans);
      case "bool", "boolean" -> booleans.read(call, value);
      case "int", "integer" -> Casts.builtin(call, "int", value);
      case "float" -> Casts.builtin(call, "float", value);
      case "list" -> Casts.list(call, value);
      case "json" ->
          value instanceof Value.Str text && JsonModel.parse(call, text) instanceof Value parsed
              ? parsed
              : call.unknown("a JSON text");
      default -> value;
    };
  }

  private Value readFile(Call call) {
    List<Value> positional = call.arguments().positional();
    boolean bound =
        !positional.isEmpty()
            && positional.getFirst() instanceof Instance self
            && self.type().inherits("Env");
    int index = bound ? 1 : 0;
    Value given = positional.size() > index ? positional.get(index) : null;
    Value named = call.arguments().keywords().get("path");
    given = named == null ? call.arguments().keywords().getOrDefault("env_file", given) : named;
    String path;
    if (given == null || given instanceof Value.None) {
      String folder = Casts.callerFolder(call);
      path = environs ? Casts.find(run, folder, ".env") : Paths.absolute(".env", folder);
    } else {
      path = FileModel.path(run, given, call.span());
    }
    if (path != null && run.input().files().presence(path) == FileView.Presence.FOLDER) {
      path = path + "/.env";
    }
    if (path == null || run.input().files().presence(path) != FileView.Presence.FILE) {
      return new Value.Bool(false, call.origin());
    }
    boolean override = flag(call, "override") || flag(call, "overwrite");
    return new Value.Bool(loader.load(run, path, override, call.span()), call.origin());
  }

  private boolean flag(Call call, String name) {
    Value value = call.arguments().keywords().get(name);
    return value != null && run.truth(value) == Truth.TRUE;
  }
}

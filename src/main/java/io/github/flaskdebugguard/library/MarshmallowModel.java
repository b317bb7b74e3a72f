package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.EnvironmentObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * marshmallow 3 (its documentation; facts F for its booleans): {@code load} makes a dictionary of
 * typed fields out of a mapping such as {@code os.environ}. Names that are no field are refused
 * unless {@code unknown} says otherwise.
 */
final class MarshmallowModel {
  private static final String FIELD = "Field";
  private static final String POST_LOAD = " post_load";
  private static final String UNKNOWN = "unknown";
  private static final List<String> FIELDS =
      List.of("Bool", "Boolean", "Int", "Integer", "Float", "Number", "Str", "String", "Raw");

  private final Interpreter run;

  private MarshmallowModel(Interpreter run) {
    this.run = run;
  }

  static ModuleObj module(Interpreter run) {
    MarshmallowModel model = new MarshmallowModel(run);
    Models models = new Models(run, "marshmallow");
    models
        .type("Schema")
        .method("__init__", "self, *args, **kwargs", model::make)
        .method("load", "self, data, many=None, partial=None, unknown=None, **kwargs", model::load)
        .ignored("validate")
        .open()
        .define();
    for (String word : new String[] {"EXCLUDE", "INCLUDE", "RAISE"}) {
      models.text(word, word.toLowerCase(java.util.Locale.ROOT));
    }
    models.value("fields", fields(run));
    models
        .type("ValidationError", (ClassObj) run.builtin("Exception", run.input().launch()))
        .define();
    return models
        .function("post_load", "fn=None, **kwargs", model::afterwards)
        .function("pre_load", "fn=None, **kwargs", call -> call.get("fn"))
        .function("validates_schema", "fn=None, **kwargs", models::identity)
        .function("validates", "*names", models::identity)
        .module();
  }

  private static ModuleObj fields(Interpreter run) {
    Models models = new Models(run, "marshmallow.fields");
    ClassObj field =
        models
            .type(FIELD)
            .method("__init__", "self, *args, **kwargs", MarshmallowModel::keep)
            .open()
            .define();
    for (String type : FIELDS) {
      models.type(type, field).define();
    }
    return models.module();
  }

  private static Value keep(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.keywords().forEach((key, value) -> call.interpreter().setSlot(self, key, value));
    }
    return call.none();
  }

  private Value make(Call call) {
    return keep(call);
  }

  private Value afterwards(Call call) {
    if (call.get("fn") instanceof FunctionObj function) {
      run.setSlot(function, POST_LOAD, new Value.Bool(true, call.origin()));
      return function;
    }
    return Models.decorator(
        call,
        inner -> {
          if (inner.get("target") instanceof FunctionObj function) {
            run.setSlot(function, POST_LOAD, new Value.Bool(true, inner.origin()));
          }
          return inner.get("target");
        });
  }

  private Value load(Call call) {
    if (!(call.get("self") instanceof Instance self)) {
      return call.unknown("the schema is not known");
    }
    Value data = call.get("data");
    if (!(data instanceof DictObj) && !(data instanceof EnvironmentObj)) {
      return Value.Unknown.of("what marshmallow loads is not known", call.span(), data.origin());
    }
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Instance> fields = fields(self.type());
    fields.forEach(
        (name, field) -> {
          Value value = value(call, data, name, field);
          if (value != null) {
            values.put(name, value);
          }
        });
    refuse(call, self, data, fields);
    Value result = run.dict(values, call.span());
    for (FunctionObj after : hooks(self.type())) {
      Map<String, Value> named =
          Map.of("many", new Value.Bool(false, call.origin()), "partial", call.none());
      result = run.call(after, new Arguments(List.of(self, result), named, null), call.span());
    }
    return result;
  }

  /** {@return the fields of a class and those it inherits, by name} */
  private Map<String, Instance> fields(ClassObj type) {
    Map<String, Instance> fields = new LinkedHashMap<>();
    for (int i = type.order().size() - 1; i >= 0; i--) {
      ClassObj each = type.order().get(i);
      for (String name : run.ownNames(each)) {
        if (run.slot(each, name) instanceof Instance field && field.type().inherits(FIELD)) {
          fields.put(name, field);
        }
      }
    }
    return fields;
  }

  private List<FunctionObj> hooks(ClassObj type) {
    Map<String, FunctionObj> hooks = new LinkedHashMap<>();
    for (int i = type.order().size() - 1; i >= 0; i--) {
      ClassObj each = type.order().get(i);
      for (String name : run.ownNames(each)) {
        if (run.slot(each, name) instanceof FunctionObj function
            && run.slot(function, POST_LOAD) != null) {
          hooks.put(name, function);
        }
      }
    }
    return List.copyOf(hooks.values());
  }

  /** {@return a field's value, or null for one that is left out} */
  private @Nullable Value value(Call call, Value data, String name, Instance field) {
    String key = run.slot(field, "data_key") instanceof Value.Str text ? text.value() : name;
    Value found = found(call, data, key);
    if (found != null) {
      return run.each(found, each -> typed(call, field, each), call.span());
    }
    Value fallback = run.slot(field, "load_default");
    fallback = fallback == null ? run.slot(field, "missing") : fallback;
    if (fallback instanceof FunctionObj maker) {
      fallback = run.call(maker, Arguments.NONE, call.span());
    }
    if (fallback != null) {
      return data instanceof EnvironmentObj
          ? run.environment().defaulted(key, fallback, call.span())
          : fallback;
    }
    boolean required = run.slot(field, "required") instanceof Value.Bool told && told.value();
    if (!required) {
      return null;
    }
    if (data instanceof EnvironmentObj) {
      return typed(call, field, run.environment().require(key, call.span()));
    }
    throw invalid(call, key + " is required");
  }

  private @Nullable Value found(Call call, Value data, String key) {
    if (data instanceof DictObj dict) {
      Value own = run.slot(dict, key);
      boolean open = run.slotValues(dict).contains(run.environment());
      return own == null && open ? run.environment().get(key, call.span()) : own;
    }
    return run.environment().get(key, call.span());
  }

  private Value typed(Call call, Instance field, Value value) {
    return switch (field.type().name()) {
      case "Bool", "Boolean" ->
          run.slot(field, "truthy") == null
              ? Booleans.ENVIRONS.read(call, value)
              : call.unknown("words of its own for true");
      case "Int", "Integer" -> Casts.builtin(call, "int", value);
      case "Float", "Number" -> Casts.builtin(call, "float", value);
      case "Str", "String", "Raw" -> value;
      default -> call.unknown("a field of marshmallow that is not evaluated");
    };
  }

  /** Refuses names that are no field: {@code os.environ} always has some. */
  private void refuse(Call call, Instance self, Value data, Map<String, Instance> fields) {
    Value policy = call.get(UNKNOWN);
    policy = policy instanceof Value.None ? run.slot(self, UNKNOWN) : policy;
    for (ClassObj each : self.type().order()) {
      Value meta = policy == null ? run.slot(each, "Meta") : null;
      policy = meta == null ? policy : run.attributeOrNull(meta, UNKNOWN, call.span());
    }
    if (policy instanceof Value.Str text && !text.value().equals("raise")) {
      return;
    }
    boolean others = data instanceof EnvironmentObj;
    if (data instanceof DictObj dict) {
      others =
          run.slotValues(dict).contains(run.environment())
              || run.textKeys(dict).stream().anyMatch(key -> !names(fields).contains(key));
    }
    if (others && (policy == null || policy instanceof Value.Str)) {
      throw invalid(call, "unknown field");
    }
  }

  private List<String> names(Map<String, Instance> fields) {
    return fields.entrySet().stream()
        .map(
            each ->
                run.slot(each.getValue(), "data_key") instanceof Value.Str text
                    ? text.value()
                    : each.getKey())
        .toList();
  }

  private RuntimeException invalid(Call call, String message) {
    Value module = run.importModule("marshmallow", call.span());
    return module instanceof ModuleObj known
            && run.slot(known, "ValidationError") instanceof ClassObj type
        ? run.raise(type, message, call.span())
        : run.raise("ValueError", message, call.span());
  }
}

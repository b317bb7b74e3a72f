package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ListObj;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code dataclasses} (CPython library reference) and {@code attr}: annotated class attributes
 * become parameters of {@code __init__}.
 */
final class DataclassModel {
  /** The slot of a class that holds its fields by name, as CPython calls it. */
  private static final String FIELDS = "__dataclass_fields__";

  private static final String FIELD = "Field";

  private final Models models;
  private final Interpreter run;
  private final ClassObj field;

  /** Only the standard library refuses mutable defaults; attrs shares them between objects. */
  private final boolean strict;

  private DataclassModel(Interpreter run, String name) {
    this.run = run;
    this.models = new Models(run, name);
    this.strict = name.equals("dataclasses");
    this.field = models.type(FIELD).open().define();
  }

  static ModuleObj module(Interpreter run, String name) {
    DataclassModel model = new DataclassModel(run, name);
    Models models = model.models;
    for (String decorator :
        new String[] {"dataclass", "s", "attrs", "define", "frozen", "mutable"}) {
      models.function(decorator, "cls=None, *args, **kwargs", model::decorate);
    }
    for (String maker : new String[] {"field", "ib", "attrib"}) {
      models.function(maker, "*args, **kwargs", model::makeField);
    }
    return models
        .function("asdict", "obj, *args, **kwargs", model::asDict)
        .function("replace", "obj, **changes", model::replace)
        .module();
  }

  private Value makeField(Call call) {
    Instance made = Models.object(field, call.origin());
    call.keywords().forEach((key, value) -> run.setSlot(made, key, value));
    if (!call.rest().isEmpty()) {
      run.setSlot(made, "default", call.rest().getFirst());
    }
    Value factory = call.keywords().get("factory");
    if (factory != null) {
      run.setSlot(made, "default_factory", factory);
    }
    return made;
  }

  private Value decorate(Call call) {
    if (call.get("cls") instanceof ClassObj type) {
      prepare(type, call);
      return type;
    }
    return Models.decorator(
        call,
        inner -> {
          if (inner.get("target") instanceof ClassObj type) {
            prepare(type, inner);
          }
          return inner.get("target");
        });
  }

  private void prepare(ClassObj type, Call call) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = type.order().size() - 1; i > 0; i--) {
      if (run.slot(type.order().get(i), FIELDS) instanceof DictObj known) {
        for (String name : run.textKeys(known)) {
          Value inherited = run.slot(known, name);
          if (inherited != null) {
            fields.put(name, inherited);
          }
        }
      }
    }
    for (Value annotated : annotations(run, type)) {
      if (annotated instanceof Value.Str name && !annotated.origin().note().contains("ClassVar")) {
        fields.put(name.value(), own(type, name.value(), call));
      }
    }
    for (String name : run.ownNames(type)) {
      if (run.slot(type, name) instanceof Instance made && made.type() == field) {
        fields.put(name, own(type, name, call));
      }
    }
    run.setSlot(type, FIELDS, run.dict(fields, call.span()));
    if (run.slot(type, "__init__") == null) {
      run.setSlot(type, "__init__", models.any("__init__", this::initialise));
    }
  }

  /** {@return the annotated names of a class in order; the note of each origin is its type} */
  static List<Value> annotations(Interpreter run, ClassObj type) {
    return run.slot(type, "__annotations__") instanceof Value.Tuple names
        ? names.items()
        : List.of();
  }

  private Instance own(ClassObj type, String name, Call call) {
    Value value = run.slot(type, name);
    if (value instanceof Instance made && made.type() == field) {
      run.setSlot(type, name, run.slot(made, "default"));
      return made;
    }
    if (strict && (value instanceof ListObj || value instanceof DictObj)) {
      throw run.raise("ValueError", "mutable default for field " + name, call.span());
    }
    Instance made = Models.object(field, call.origin());
    if (value != null) {
      run.setSlot(made, "default", value);
    }
    return made;
  }

  private Value initialise(Call call) {
    List<Value> given = call.arguments().positional();
    if (!(given.getFirst() instanceof Instance self)) {
      return call.none();
    }
    Map<String, Value> keywords = new LinkedHashMap<>(call.arguments().keywords());
    int next = 1;
    for (Map.Entry<String, Value> entry : fields(self).entrySet()) {
      String name = entry.getKey();
      if (!(entry.getValue() instanceof Instance spec)) {
        continue;
      }
      Value init = run.slot(spec, "init");
      boolean parameter = init == null || run.truth(init) != Truth.FALSE;
      Value value = null;
      if (parameter && keywords.containsKey(name)) {
        value = keywords.remove(name);
      } else if (parameter && next < given.size()) {
        value = given.get(next++);
      }
      if (value == null) {
        value = fallback(spec, call);
      }
      if (value == null && parameter) {
        Value.Unknown open = call.arguments().open();
        if (open == null) {
          throw run.raise("TypeError", "missing argument '" + name + "'", call.span());
        }
        value = open;
      }
      if (value != null) {
        run.setSlot(self, name, value);
      }
    }
    if (next < given.size() || !keywords.isEmpty()) {
      throw run.raise("TypeError", "__init__() got unexpected arguments", call.span());
    }
    Value after = run.attributeOrNull(self, "__post_init__", call.span());
    if (after == null) {
      after = run.attributeOrNull(self, "__attrs_post_init__", call.span());
    }
    if (after != null && !(after instanceof Value.Unknown)) {
      run.call(after, Arguments.NONE, call.span());
    }
    return call.none();
  }

  private @Nullable Value fallback(Instance spec, Call call) {
    Value value = run.slot(spec, "default");
    if (value != null) {
      return value;
    }
    Value factory = run.slot(spec, "default_factory");
    return factory == null ? null : run.call(factory, Arguments.NONE, call.span());
  }

  private Map<String, Value> fields(Instance self) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (run.attributeOrNull(self.type(), FIELDS, self.origin().span()) instanceof DictObj known) {
      for (String name : run.textKeys(known)) {
        Value spec = run.slot(known, name);
        if (spec != null) {
          fields.put(name, spec);
        }
      }
    }
    return fields;
  }

  private Value asDict(Call call) {
    if (!(call.get("obj") instanceof Instance self)) {
      return call.unknown("the fields of an object");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : fields(self).keySet()) {
      Value value = run.attributeOrNull(self, name, call.span());
      if (value != null) {
        values.put(name, value);
      }
    }
    return run.dict(values, call.span());
  }

  private Value replace(Call call) {
    if (!(call.get("obj") instanceof Instance self)) {
      return call.unknown("a changed object");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : fields(self).keySet()) {
      Value value = run.slot(self, name);
      if (value != null) {
        values.put(name, value);
      }
    }
    values.putAll(call.keywords());
    return run.call(self.type(), new Arguments(List.of(), values, null), call.span());
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code enum} (CPython library reference): class attributes become members. */
final class EnumModel {
  private static final String AUTO = "auto";

  private final Interpreter run;
  private final Models models;

  private EnumModel(Interpreter run) {
    this.run = run;
    this.models = new Models(run, "enum");
  }

  static ModuleObj module(Interpreter run) {
    EnumModel model = new EnumModel(run);
    ClassObj base = model.enumeration("Enum");
    model.enumeration("IntEnum", base);
    model.enumeration("StrEnum", base);
    ClassObj flag = model.enumeration("Flag", base);
    model.enumeration("IntFlag", flag);
    model.models.type(AUTO).define();
    return model
        .models
        .function("unique", "enumeration", call -> call.get("enumeration"))
        .function(
            "property", "fget", call -> new Value.Property(call.get("fget"), null, call.origin()))
        .module();
  }

  private ClassObj enumeration(String name, ClassObj... bases) {
    Models.Type type = models.type(name, bases);
    if (bases.length == 0) {
      type.subclassed(this::made)
          .property("value", call -> part(call, "_value_"), null)
          .property("name", call -> part(call, "_name_"), null);
    }
    if (name.startsWith("Int")) {
      type.method("__bool__", "self", call -> part(call, "_value_"))
          .method("__int__", "self", call -> part(call, "_value_"))
          .method("__str__", "self", call -> text(call, part(call, "_value_")));
    } else if (name.equals("StrEnum")) {
      type.method("__bool__", "self", call -> part(call, "_value_"))
          .method("__str__", "self", call -> part(call, "_value_"));
    } else if (bases.length == 0) {
      type.method("__str__", "self", EnumModel::qualified);
    }
    return type.define();
  }

  private static Value part(Call call, String slot) {
    Value found =
        call.get("self") instanceof Instance self ? call.interpreter().slot(self, slot) : null;
    return found == null ? call.unknown("a member of an enumeration") : found;
  }

  private static Value text(Call call, Value value) {
    return Casts.builtin(call, "str", value);
  }

  private static Value qualified(Call call) {
    return call.get("self") instanceof Instance self
            && part(call, "_name_") instanceof Value.Str name
        ? new Value.Str(self.type().name() + "." + name.value(), call.origin(name))
        : call.unknown("the text of a member");
  }

  private void made(Interpreter interpreter, ClassObj type) {
    long last = 0;
    boolean flags = type.inherits("Flag");
    for (String name : List.copyOf(run.ownNames(type))) {
      Value value = run.slot(type, name);
      if (value == null || name.startsWith("_") || !isMember(value)) {
        continue;
      }
      if (value instanceof Instance auto && auto.type().name().equals(AUTO)) {
        last = flags ? Math.max(1, last * 2) : last + 1;
        value = automatic(type, name, last, auto.origin());
      } else if (value instanceof Value.Int number) {
        last = number.value();
      }
      Value same = alias(type, value);
      if (same != null) {
        run.setSlot(type, name, same);
        continue;
      }
      Instance member = Models.object(type, value.origin());
      run.setSlot(member, "_value_", value);
      run.setSlot(member, "_name_", new Value.Str(name, value.origin()));
      run.setSlot(type, name, member);
      initialise(type, member, value);
    }
    if (type.inherits("str") || type.inherits("int")) {
      run.setSlot(type, "__bool__", models.any("__bool__", call -> part(call, "_value_")));
    }
  }

  private void initialise(ClassObj type, Instance member, Value value) {
    if (run.slot(type, "__init__") instanceof FunctionObj init) {
      List<Value> arguments = new ArrayList<>();
      arguments.add(member);
      arguments.addAll(value instanceof Value.Tuple tuple ? tuple.items() : List.of(value));
      run.call(init, new Arguments(arguments, Map.of(), null), member.origin().span());
    }
  }

  private static Value automatic(ClassObj type, String name, long last, Origin origin) {
    return type.inherits("StrEnum")
        ? new Value.Str(name.toLowerCase(Locale.ROOT), origin)
        : new Value.Int(last, origin);
  }

  /** {@return the member that has a value already, of which a second name is an alias} */
  private @Nullable Value alias(ClassObj type, Value value) {
    for (Value each : run.slotValues(type)) {
      if (each instanceof Instance member && member.type() == type) {
        Value known = run.slot(member, "_value_");
        if (known != null && !(known instanceof Value.Unknown) && Value.same(known, value)) {
          return member;
        }
      }
    }
    return null;
  }

  private static boolean isMember(Value value) {
    return !(value instanceof FunctionObj)
        && !(value instanceof Value.Native)
        && !(value instanceof Value.Property)
        && !(value instanceof Value.ClassMethod)
        && !(value instanceof Value.StaticMethod)
        && !(value instanceof ClassObj);
  }
}

package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Built-in types and what calling them gives. */
final class BuiltinTypes {
  private final Interpreter run;

  BuiltinTypes(Interpreter run) {
    this.run = run;
  }

  @Nullable ClassObj get(String name, Origin origin) {
    Value.Native.Body conversion =
        switch (name) {
          case "str", "unicode", "basestring" -> this::text;
          case "int", "long" -> this::integer;
          case "float" -> this::real;
          case "bool" -> this::bool;
          case "bytes", "bytearray" -> call -> call.unknown("bytes");
          case "list" -> call -> collection(call, false);
          case "set", "frozenset" -> call -> collection(call, true);
          case "tuple" -> this::tuple;
          case "type" -> this::type;
          case "property" ->
              call ->
                  new Value.Property(
                      optional(call, 0, "fget"), optional(call, 1, "fset"), call.origin());
          case "classmethod" -> call -> new Value.ClassMethod(first(call), call.origin());
          case "staticmethod" -> call -> new Value.StaticMethod(first(call), call.origin());
          default -> null;
        };
    if (conversion != null) {
      return new ClassObj(
          name, List.of(run.builtins.type("object")), null, null, conversion, null, null, origin);
    }
    if (name.equals("dict")) {
      ClassObj type =
          new ClassObj(
              name,
              List.of(run.builtins.type("object")),
              null,
              DictObj::new,
              null,
              null,
              null,
              origin);
      type.slots.set(
          "__init__", new Value.Native("__init__", Signature.ANY, this::dict, false, origin));
      type.slots.set(
          "fromkeys",
          new Value.StaticMethod(
              new Value.Native("fromkeys", Signature.ANY, this::fromKeys, false, origin), origin));
      return type;
    }
    return null;
  }

  private static Value first(Call call) {
    List<Value> positional = call.arguments().positional();
    return positional.isEmpty() ? call.none() : positional.getFirst();
  }

  private static @Nullable Value optional(Call call, int index, String name) {
    List<Value> positional = call.arguments().positional();
    Value value =
        index < positional.size() ? positional.get(index) : call.arguments().keywords().get(name);
    return value instanceof Value.None ? null : value;
  }

  private Value text(Call call) {
    return call.arguments().positional().isEmpty()
        ? new Value.Str("", call.origin())
        : run.operators.text(first(call), call.span());
  }

  private Value integer(Call call) {
    Value value = first(call);
    Origin origin = call.origin(value);
    return switch (value) {
      case Value.Str text -> parsed(text.value(), origin, call);
      case Value.Int number -> new Value.Int(number.value(), origin);
      case Value.Bool truth -> new Value.Int(truth.value() ? 1 : 0, origin);
      case Value.Real number -> new Value.Int((long) number.value(), origin);
      case Value.None none when call.arguments().positional().isEmpty() -> new Value.Int(0, origin);
      case Value.None none ->
          throw run.raise("TypeError", "int() argument must not be None", call.span());
      case Value.Unknown unknown -> Value.Unknown.of(unknown.reason(), call.span(), origin);
      default -> call.unknown("the number of an object");
    };
  }

  private Value parsed(String text, Origin origin, Call call) {
    String digits = text.strip().replace("_", "");
    try {
      return new Value.Int(Long.parseLong(digits), origin);
    } catch (NumberFormatException e) {
      throw run.raise(
          "ValueError",
          "invalid literal for int(): " + Formatting.shown(new Value.Str(text, origin)),
          call.span());
    }
  }

  private Value real(Call call) {
    Value value = first(call);
    Origin origin = call.origin(value);
    if (value instanceof Value.Str text) {
      try {
        return new Value.Real(Double.parseDouble(text.value().strip()), origin);
      } catch (NumberFormatException e) {
        throw run.raise("ValueError", "could not convert string to float", call.span());
      }
    }
    Double number = Arithmetic.real(value);
    if (number == null && value instanceof Value.None) {
      throw run.raise("TypeError", "float() argument must not be None", call.span());
    }
    return number == null
        ? call.unknown(run.cause(value, call.span()).reason())
        : new Value.Real(number, origin);
  }

  private Value bool(Call call) {
    Value value = first(call);
    if (call.arguments().positional().isEmpty()) {
      return new Value.Bool(false, call.origin());
    }
    Truth truth = run.truth(value);
    if (truth != Truth.DEPENDS) {
      TextTruth.note(run, value, call.span());
      return new Value.Bool(truth == Truth.TRUE, call.origin(value));
    }
    Value.Unknown cause = run.cause(value, call.span());
    return new Value.Unknown(
        cause.reason(), cause.span(), cause.variable(), Truth.DEPENDS, call.origin(value));
  }

  private Value collection(Call call, boolean set) {
    List<Value> items =
        call.arguments().positional().isEmpty() ? List.of() : run.items(first(call), call.span());
    if (items == null) {
      return call.unknown(run.cause(first(call), call.span()).reason());
    }
    ListObj made = new ListObj(set, call.origin());
    run.heap.put(made.slots, ListObj.ITEMS, new Value.Tuple(items, call.origin()));
    return made;
  }

  private Value tuple(Call call) {
    List<Value> items =
        call.arguments().positional().isEmpty() ? List.of() : run.items(first(call), call.span());
    return items == null
        ? call.unknown(run.cause(first(call), call.span()).reason())
        : new Value.Tuple(items, call.origin());
  }

  private Value dict(Call call) {
    List<Value> positional = call.arguments().positional();
    if (positional.getFirst() instanceof DictObj self) {
      if (positional.size() > 1) {
        run.operators.update(self, positional.get(1), call.span());
      }
      call.arguments().keywords().forEach((key, value) -> run.heap.put(self.slots, key, value));
      Value.Unknown open = call.arguments().open();
      if (open != null) {
        run.heap.put(self.slots, DictObj.OPEN, open);
      }
    }
    return call.none();
  }

  private Value fromKeys(Call call) {
    DictObj made = new DictObj(null, call.origin());
    List<Value> keys = run.items(first(call), call.span());
    if (keys != null) {
      Value second = optional(call, 1, "value");
      for (Value key : keys) {
        run.setItem(made, key, second == null ? call.none() : second, call.span());
      }
    }
    return made;
  }

  private Value type(Call call) {
    List<Value> positional = call.arguments().positional();
    if (positional.size() == 3) {
      return made(call, positional);
    }
    Value value = first(call);
    return switch (value) {
      case Instance v -> v.type();
      case DictObj v -> {
        ClassObj own = v.type();
        yield own == null ? run.builtins.type("dict") : own;
      }
      case Value.Str v -> run.builtins.type("str");
      case Value.Bool v -> run.builtins.type("bool");
      case Value.Int v -> run.builtins.type("int");
      case Value.Real v -> run.builtins.type("float");
      case Value.Bytes v -> run.builtins.type("bytes");
      case ListObj v -> run.builtins.type(v.isSet() ? "set" : "list");
      case Value.Tuple v -> run.builtins.type("tuple");
      case ClassObj v -> run.builtins.type("type");
      default -> call.unknown("the type of an object");
    };
  }

  private Value made(Call call, List<Value> positional) {
    List<ClassObj> bases = new ArrayList<>();
    List<Value> given = run.items(positional.get(1), call.span());
    if (given != null) {
      for (Value base : given) {
        if (base instanceof ClassObj known) {
          bases.add(known);
        }
      }
    }
    if (bases.isEmpty()) {
      bases.add(run.builtins.type("object"));
    }
    String name = positional.getFirst() instanceof Value.Str text ? text.value() : "class";
    ClassObj made = new ClassObj(name, bases, null, null, null, null, null, call.origin());
    if (positional.get(2) instanceof DictObj attributes) {
      for (Map.Entry<Object, Value> each : attributes.slots.values().entrySet()) {
        run.heap.put(made.slots, each.getKey(), each.getValue());
      }
    }
    run.statements.definitions().finish(made, Map.of(), call.span());
    return made;
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What containers hold: items, membership, equality, subscripts. */
final class Items {

  private final Interpreter run;

  Items(Interpreter run) {
    this.run = run;
  }

  List<Value> of(ListObj list) {
    return run.heap.get(list.slots, ListObj.ITEMS) instanceof Value.Tuple tuple
        ? tuple.items()
        : List.of();
  }

  /** {@return whether what a list holds is not known for certain} */
  boolean uncertain(ListObj list) {
    return !(run.heap.get(list.slots, ListObj.ITEMS) instanceof Value.Tuple);
  }

  void put(ListObj list, List<Value> items, Span span) {
    if (items.size() > Limits.ELEMENTS) {
      throw new LimitReached("elements");
    }
    run.charge(items.size() / 8);
    run.heap.put(list.slots, ListObj.ITEMS, new Value.Tuple(items, Origin.at(span)));
  }

  Truth truth(DictObj dict) {
    if (dict.slots.get(DictObj.OPEN) != null) {
      return dict.slots.size() > 1 ? Truth.TRUE : Truth.DEPENDS;
    }
    return Truth.of(!dict.slots.isEmpty());
  }

  List<String> textKeys(DictObj dict) {
    List<String> keys = new ArrayList<>();
    for (Object key : dict.slots.values().keySet()) {
      if (key instanceof String text) {
        keys.add(text);
      }
    }
    return keys;
  }

  /** {@return the text or number that a member of a mixed enumeration is, else the value itself} */
  static Value plain(Value value) {
    if (value instanceof Instance member && member.type().inherits("Enum")) {
      boolean mixed = false;
      for (String base : List.of("str", "int", "IntEnum", "StrEnum", "IntFlag")) {
        mixed = mixed || member.type().inherits(base);
      }
      Value inner = mixed ? member.slots.get("_value_") : null;
      return inner == null ? value : inner;
    }
    return value;
  }

  /** {@return the key as a Java value, or null when it is not known} */
  static @Nullable Object key(Value written) {
    Value key = plain(written);
    return switch (key) {
      case Value.Str v -> v.value();
      case Value.Int v -> v.value();
      case Value.Bool v -> v.value() ? 1L : 0L;
      case Value.Real v -> v.value();
      case Value.None v -> NoneKey.NONE;
      case Value.Bytes v -> List.of("bytes", v.value());
      case Value.Tuple v -> {
        List<Object> parts = new ArrayList<>();
        for (Value item : v.items()) {
          Object part = key(item);
          if (part == null) {
            yield null;
          }
          parts.add(part);
        }
        yield parts;
      }
      case Value.Obj v -> v;
      default -> null;
    };
  }

  private enum NoneKey {
    NONE
  }

  /** {@return a dictionary key as a value} */
  Value value(Object key, Span span) {
    Origin origin = Origin.at(span);
    return switch (key) {
      case String text -> new Value.Str(text, origin);
      case Long number -> new Value.Int(number, origin);
      case Double number -> new Value.Real(number, origin);
      case NoneKey none -> new Value.None(origin);
      case Value value -> value;
      case List<?> parts -> {
        List<Value> items = new ArrayList<>();
        parts.forEach(part -> items.add(value(part, span)));
        yield new Value.Tuple(items, origin);
      }
      default -> Value.Unknown.of("a key", span);
    };
  }

  Value item(Value container, Value key, Span span) {
    return run.map(container, c -> run.map(key, k -> settled(c, k, span), span), span);
  }

  private Value settled(Value container, Value key, Span span) {
    Origin origin = Origin.from(span, "", container.origin(), key.origin());
    if (container instanceof Value.Unknown unknown) {
      return Value.Unknown.of(unknown.reason(), span, origin);
    }
    if (container instanceof EnvironmentObj environment) {
      return environment.item(key, span);
    }
    if (container instanceof DictObj dict) {
      return fromDict(dict, key, span);
    }
    if (container instanceof ClassObj type) {
      Value function = run.attributes.inClass(type, "__class_getitem__");
      Value member = run.attributes.member(type, key);
      return member != null ? member : function == null ? type : type;
    }
    if (container instanceof Instance instance) {
      Value function = run.attributes.inClass(instance.type(), "__getitem__");
      if (function != null) {
        return run.call(function, Arguments.of(container, key), span);
      }
      if (instance.type().open() != null) {
        return Value.Unknown.of(instance.type().open().reason(), span, origin);
      }
      throw run.raise("TypeError", "object is not subscriptable", span);
    }
    if (key instanceof Value.Unknown unknown) {
      return Value.Unknown.of(unknown.reason(), span, origin);
    }
    return Slicing.item(run, this, container, key, span, origin);
  }

  private Value fromDict(DictObj dict, Value key, Span span) {
    Origin origin = Origin.from(span, "", key.origin());
    if (key instanceof Value.Unknown unknown) {
      return anyOf(dict, unknown, span);
    }
    Object known = key(key);
    Value found = known == null ? null : run.heap.get(dict.slots, known);
    if (found != null) {
      Value bound = run.expressions.bound(found, span);
      run.selected(bound, origin);
      return bound.from(Origin.from(span, "", bound.origin(), key.origin()));
    }
    if (dict.type() != null) {
      Value missing = run.attributes.inClass(dict.type(), "__missing__");
      if (missing != null) {
        return run.call(missing, Arguments.of(dict, key), span);
      }
    }
    Value open = run.heap.get(dict.slots, DictObj.OPEN);
    if (open instanceof EnvironmentObj environment) {
      return environment.item(key, span);
    }
    if (open instanceof Value.Unknown unknown) {
      return Value.Unknown.of(unknown.reason(), span, origin);
    }
    // NOTE: what the environment asks for the code need not hold, and None is no name of anything.
    boolean chosen = key instanceof Value.None || !key.origin().variables().isEmpty();
    if (chosen || run.handlers.handle("KeyError", "LookupError", "Exception")) {
      throw run.raise("KeyError", Formatting.shown(key), span);
    }
    // NOTE: code that is deployed finds its keys; the evaluation may have missed who set them.
    return Value.Unknown.of("no key " + Formatting.shown(key) + " is seen", span, origin);
  }

  /** {@return any of the values of a dictionary, the key being unknown} */
  Value anyOf(DictObj dict, Value.Unknown key, Span span) {
    Origin origin = Origin.from(span, "", key.origin());
    if (dict.slots.get(DictObj.OPEN) != null || dict.slots.size() > Value.MANY) {
      return Value.Unknown.of(key.reason(), span, origin);
    }
    List<Value.Choice.Alternative> alternatives = new ArrayList<>();
    for (Map.Entry<Object, Value> entry : dict.slots.values().entrySet()) {
      Condition condition =
          new Condition(
              "the key is " + Formatting.shown(value(entry.getKey(), span)), span, true, key);
      alternatives.add(new Value.Choice.Alternative(condition, entry.getValue()));
    }
    return alternatives.isEmpty()
        ? Value.Unknown.of(key.reason(), span, origin)
        : Value.choice(alternatives, span);
  }

  void set(Value container, Value key, Value value, Span span) {
    switch (container) {
      case Value.Choice choice -> {
        for (Value.Choice.Alternative alternative : choice.alternatives()) {
          weakSet(alternative, key, value, span);
        }
      }
      case EnvironmentObj environment -> environment.put(key, value, span);
      case DictObj dict -> {
        Value function =
            dict.type() == null ? null : run.attributes.inClass(dict.type(), "__setitem__");
        if (function instanceof FunctionObj own) {
          run.call(own, Arguments.of(dict, key, value), span);
        } else {
          put(dict, key, value);
        }
      }
      case ListObj list -> {
        List<Value> items = new ArrayList<>(of(list));
        Long index = Arithmetic.integer(key);
        if (index != null && index < items.size() && index >= -items.size()) {
          items.set((int) (index < 0 ? index + items.size() : index), value);
          put(list, items, span);
        }
      }
      case Instance instance -> {
        Value function = run.attributes.inClass(instance.type(), "__setitem__");
        if (function != null) {
          run.call(function, Arguments.of(instance, key, value), span);
        }
      }
      default -> {}
    }
  }

  private void weakSet(Value.Choice.Alternative alternative, Value key, Value value, Span span) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(
        run.branches.region(
            alternative.condition(),
            () -> {
              set(alternative.value(), key, value, span);
              return Completion.NORMAL;
            }));
    outcomes.addAll(
        run.branches.region(alternative.condition().negated(), () -> Completion.NORMAL));
    run.branches.value(run.branches.commit(outcomes, span), span);
  }

  void put(DictObj dict, Value key, Value value) {
    Object known = key(key);
    if (known == null) {
      run.heap.put(dict.slots, DictObj.OPEN, run.cause(key, key.origin().span()));
    } else {
      run.heap.put(dict.slots, known, value);
      if (dict.slots.size() > Limits.ELEMENTS) {
        throw new LimitReached("elements");
      }
    }
  }

  void delete(Value container, Value key) {
    if (container instanceof EnvironmentObj environment) {
      environment.remove(key, key.origin().span());
    } else if (container instanceof DictObj dict) {
      Object known = key(key);
      if (known != null) {
        run.heap.put(dict.slots, known, null);
      }
    }
  }

  void update(DictObj into, Value from, Span span) {
    switch (from) {
      case EnvironmentObj environment -> environment.copyInto(into, span);
      case DictObj dict -> {
        run.charge(4 * dict.slots.size());
        if (dict != into) {
          for (Map.Entry<Object, Value> entry : dict.slots.values().entrySet()) {
            run.heap.put(into.slots, entry.getKey(), entry.getValue());
          }
        }
      }
      case Value.Unknown unknown -> run.heap.put(into.slots, DictObj.OPEN, unknown);
      case Value.Choice choice -> run.heap.put(into.slots, DictObj.OPEN, run.cause(choice, span));
      default -> {
        List<Value> pairs = list(from, span);
        if (pairs == null) {
          run.heap.put(into.slots, DictObj.OPEN, run.cause(from, span));
        } else {
          for (Value pair : pairs) {
            List<Value> both = list(pair, span);
            if (both != null && both.size() == 2) {
              put(into, both.get(0), both.get(1));
            }
          }
        }
      }
    }
  }

  /** {@return the items of an iterable, or null when they are not known} */
  @Nullable List<Value> list(Value iterable, Span span) {
    return switch (iterable) {
      case Value.Tuple v -> v.items();
      case ListObj v -> uncertain(v) ? null : of(v);
      case EnvironmentObj v -> v.names(span);
      case DictObj v -> {
        Value open = v.slots.get(DictObj.OPEN);
        if (open != null && !(open instanceof EnvironmentObj)) {
          yield null;
        }
        List<Value> keys = new ArrayList<>();
        for (Object key : v.slots.values().keySet()) {
          if (key != DictObj.OPEN) {
            keys.add(value(key, span));
          }
        }
        yield keys;
      }
      case Value.Str v -> {
        if (v.value().length() > Limits.ELEMENTS) {
          yield null;
        }
        List<Value> characters = new ArrayList<>();
        v.value()
            .codePoints()
            .forEach(c -> characters.add(new Value.Str(Character.toString(c), v.origin())));
        yield characters;
      }
      case ClassObj v -> run.attributes.members(v);
      case Instance v -> {
        Value function = run.attributes.inClass(v.type(), "__iter__");
        yield function == null ? null : list(run.call(function, Arguments.of(v), span), span);
      }
      default -> null;
    };
  }

  Truth equal(Value first, Value second) {
    Value a = plain(first);
    Value b = plain(second);
    if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
      return Truth.DEPENDS;
    }
    Double x = Arithmetic.real(a);
    Double y = Arithmetic.real(b);
    if (x != null && y != null) {
      return Truth.of(x.doubleValue() == y.doubleValue());
    }
    List<Value> left = sequence(a);
    List<Value> right = sequence(b);
    if (left != null && right != null) {
      return equalItems(left, right);
    }
    if (a instanceof Instance || b instanceof Instance) {
      return a == b ? Truth.TRUE : instanceEqual(a, b);
    }
    if (a instanceof DictObj && b instanceof DictObj) {
      return a == b ? Truth.TRUE : Truth.DEPENDS;
    }
    return Truth.of(Value.same(a, b));
  }

  private Truth instanceEqual(Value a, Value b) {
    if (a instanceof Instance instance
        && run.attributes.inClass(instance.type(), "__eq__") instanceof FunctionObj function) {
      return run.truth(run.call(function, Arguments.of(a, b), a.origin().span()));
    }
    boolean open =
        (a instanceof Instance x && x.type().open() != null)
            || (b instanceof Instance y && y.type().open() != null);
    return open ? Truth.DEPENDS : Truth.FALSE;
  }

  private @Nullable List<Value> sequence(Value value) {
    return switch (value) {
      case Value.Tuple v -> v.items();
      case ListObj v -> of(v);
      default -> null;
    };
  }

  private Truth equalItems(List<Value> a, List<Value> b) {
    run.step();
    if (a.size() != b.size()) {
      return Truth.FALSE;
    }
    Truth all = Truth.TRUE;
    for (int i = 0; i < a.size(); i++) {
      Truth each = equal(a.get(i), b.get(i));
      if (each == Truth.FALSE) {
        return each;
      }
      all = each == Truth.DEPENDS ? each : all;
    }
    return all;
  }

  Truth contained(Value item, Value container, Span span) {
    return switch (container) {
      case Value.Unknown v -> Truth.DEPENDS;
      case EnvironmentObj v -> v.contains(item, span);
      case Value.Str v -> {
        if (item instanceof Value.Str text) {
          yield Truth.of(v.value().contains(text.value()));
        }
        if (item instanceof Value.Unknown) {
          yield Truth.DEPENDS;
        }
        throw run.raise("TypeError", "'in <string>' requires string as left operand", span);
      }
      case DictObj v -> inDict(item, v);
      case Instance v -> {
        Value function = run.attributes.inClass(v.type(), "__contains__");
        yield function == null
            ? Truth.DEPENDS
            : run.truth(run.call(function, Arguments.of(v, item), span));
      }
      case Value.None v ->
          throw run.raise("TypeError", "argument of type 'NoneType' is not iterable", span);
      default -> {
        List<Value> items = list(container, span);
        if (items == null) {
          yield Truth.DEPENDS;
        }
        Truth best = Truth.FALSE;
        for (Value each : items) {
          Truth truth = run.truth(run.map(each, e -> bool(equal(e, item), e, span), span));
          if (truth == Truth.TRUE) {
            yield truth;
          }
          best = truth == Truth.DEPENDS ? truth : best;
        }
        yield best;
      }
    };
  }

  private Value bool(Truth truth, Value from, Span span) {
    return truth == Truth.DEPENDS
        ? run.cause(from, span).known(Truth.DEPENDS)
        : new Value.Bool(truth == Truth.TRUE, from.origin());
  }

  private Truth inDict(Value item, DictObj dict) {
    Object known = key(item);
    if (known == null) {
      return Truth.DEPENDS;
    }
    Value found = run.heap.get(dict.slots, known);
    if (found instanceof Value.Choice choice) {
      return choice.alternatives().stream().anyMatch(a -> a.value() instanceof Value.Unbound)
          ? Truth.DEPENDS
          : Truth.TRUE;
    }
    if (found != null) {
      return Truth.of(!(found instanceof Value.Unbound));
    }
    return switch (run.heap.get(dict.slots, DictObj.OPEN)) {
      case null -> Truth.FALSE;
      case EnvironmentObj environment -> environment.contains(item, item.origin().span());
      default -> Truth.DEPENDS;
    };
  }

  /** {@return how two values are ordered, or null when that is not known} */
  @Nullable Integer order(Value a, Value b) {
    Double x = Arithmetic.real(a);
    Double y = Arithmetic.real(b);
    if (x != null && y != null) {
      return Double.compare(x, y);
    }
    if (a instanceof Value.Str u && b instanceof Value.Str v) {
      return Integer.signum(u.value().compareTo(v.value()));
    }
    if (a instanceof Value.Tuple t && b instanceof Value.Tuple u) {
      for (int i = 0; i < Math.min(t.items().size(), u.items().size()); i++) {
        Integer order = order(t.items().get(i), u.items().get(i));
        if (order == null || order != 0) {
          return order;
        }
      }
      return Integer.compare(t.items().size(), u.items().size());
    }
    return null;
  }
}

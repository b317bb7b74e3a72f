package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python value as far as the evaluation knows it. Values are immutable but for {@link Obj}, whose
 * slots only the {@link Heap} changes.
 */
public sealed interface Value {
  /** How many alternatives a choice has at most. */
  int MANY = 8;

  /** {@return where it comes from} */
  Origin origin();

  /** {@return the same value, come from elsewhere; objects keep the place that made them} */
  default Value from(Origin origin) {
    return this;
  }

  /** {@code None}. */
  record None(Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new None(later);
    }
  }

  /** {@code True} or {@code False}. */
  record Bool(boolean value, Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new Bool(value, later);
    }
  }

  /** An integer that fits into 64 bits; larger ones are unknown. */
  record Int(long value, Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new Int(value, later);
    }
  }

  /** A float. */
  record Real(double value, Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new Real(value, later);
    }
  }

  /** A text. */
  record Str(String value, Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new Str(value, later);
    }
  }

  /** Bytes, one character a byte. */
  record Bytes(String value, Origin origin) implements Value {
    @Override
    public Value from(Origin later) {
      return new Bytes(value, later);
    }
  }

  /** A tuple; also what a generator yields and what a view such as {@code dict.items()} gives. */
  record Tuple(List<Value> items, Origin origin) implements Value {
    public Tuple {
      items = List.copyOf(items);
    }

    @Override
    public Value from(Origin later) {
      return new Tuple(items, later);
    }
  }

  /** A function with its first argument. */
  record Bound(Value self, Value function, Origin origin) implements Value {}

  /** A property; a null side raises. */
  record Property(@Nullable Value getter, @Nullable Value setter, Origin origin) implements Value {}

  /** A {@code @classmethod}. */
  record ClassMethod(Value function, Origin origin) implements Value {}

  /** A {@code @staticmethod}. */
  record StaticMethod(Value function, Origin origin) implements Value {}

  /**
   * {@code super()}: attributes of the classes after {@code after} in the order of {@code self}.
   */
  record Super(ClassObj after, Value self, Origin origin) implements Value {}

  /** {@code lower:upper:step} in a subscript. */
  record Slice(Value lower, Value upper, Value step, Origin origin) implements Value {}

  /** A built-in or modelled function. */
  record Native(String name, Signature signature, Body body, boolean pure, Origin origin)
      implements Value {
    /** What a call does. */
    @FunctionalInterface
    public interface Body {
      /** {@return the result of one call} */
      Value call(Call call);
    }
  }

  /** One of several values; which one, a condition that is not known decides. */
  record Choice(List<Alternative> alternatives, Origin origin) implements Value {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }

    /** A value and when it is the one. */
    public record Alternative(Condition condition, Value value) {}
  }

  /**
   * A value that cannot be known.
   *
   * @param reason why, as a clause: {@code "SECRET is set outside the repository"}
   * @param span the place that made it unknown
   * @param variable the environment variable that would settle it, or null
   * @param truth what is known of its truth
   */
  record Unknown(String reason, Span span, @Nullable String variable, Truth truth, Origin origin)
      implements Value {
    /** {@return an unknown made at a place} */
    public static Unknown of(String reason, Span span) {
      return new Unknown(reason, span, null, Truth.DEPENDS, Origin.at(span));
    }

    /** {@return an unknown made at a place from other values} */
    public static Unknown of(String reason, Span span, Origin origin) {
      return new Unknown(reason, span, null, Truth.DEPENDS, origin);
    }

    /** {@return the same unknown after a test told its truth} */
    public Unknown known(Truth told) {
      return new Unknown(reason, span, variable, told, origin);
    }

    @Override
    public Value from(Origin later) {
      return new Unknown(reason, span, variable, truth, later);
    }
  }

  /** No value: a name or attribute that was never bound, on one side of a condition. */
  record Unbound(Origin origin) implements Value {}

  /** Something with an identity and slots. */
  abstract non-sealed class Obj implements Value {
    final Slots slots;
    private final Origin origin;

    /** How it came to be chosen, for the trail; null where nothing tells. */
    @Nullable Origin selection;

    /** Whether code that is not evaluated got it and may have changed it. */
    boolean givenAway;

    Obj(Origin origin) {
      this(origin, Slots.SOME);
    }

    /**
     * @param expected how many slots it is likely to have
     */
    Obj(Origin origin, int expected) {
      this.slots = new Slots(expected);
      this.origin = origin;
    }

    @Override
    public Origin origin() {
      return origin;
    }
  }

  /** {@return whether two values are the same for every later use} */
  static boolean same(Value a, Value b) {
    if (a == b) {
      return true;
    }
    return switch (a) {
      case None n -> b instanceof None;
      case Bool x -> b instanceof Bool y && x.value == y.value;
      case Int x -> b instanceof Int y && x.value == y.value;
      case Real x -> b instanceof Real y && x.value == y.value;
      case Str x -> b instanceof Str y && x.value.equals(y.value);
      case Bytes x -> b instanceof Bytes y && x.value.equals(y.value);
      case Tuple x -> b instanceof Tuple y && sameItems(x.items, y.items);
      case Bound x -> b instanceof Bound y && same(x.self, y.self) && same(x.function, y.function);
      case Unbound u -> b instanceof Unbound;
      case Unknown x ->
          b instanceof Unknown y
              && x.reason.equals(y.reason)
              && x.span.equals(y.span)
              && x.truth == y.truth;
      case Native x -> b instanceof Native y && x.body == y.body;
      case Choice x -> b instanceof Choice y && sameValues(x.alternatives, y.alternatives);
      case Slice s -> false;
      case Property p -> false;
      case ClassMethod m -> false;
      case StaticMethod m -> false;
      case Super s -> false;
      case Obj o -> false;
    };
  }

  private static boolean sameItems(List<Value> a, List<Value> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameValues(List<Choice.Alternative> a, List<Choice.Alternative> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i).value(), b.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  /** {@return one value that stands for several, each under its condition} */
  static Value choice(List<Choice.Alternative> alternatives, Span span) {
    if (alternatives.size() == 2
        && !(alternatives.getFirst().value() instanceof Choice)
        && !(alternatives.getLast().value() instanceof Choice)) {
      return either(alternatives, span);
    }
    List<Choice.Alternative> flat = new ArrayList<>(MANY);
    for (int i = 0; i < alternatives.size(); i++) {
      Choice.Alternative alternative = alternatives.get(i);
      if (alternative.value() instanceof Choice nested) {
        for (int j = 0; j < nested.alternatives().size(); j++) {
          add(flat, nested.alternatives().get(j));
        }
      } else {
        add(flat, alternative);
      }
    }
    if (flat.size() == 1) {
      return flat.getFirst().value();
    }
    List<Origin> origins = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      origins.add(flat.get(i).value().origin());
    }
    Origin origin = Origin.from(span, "", origins);
    if (flat.size() > MANY) {
      Condition first = flat.getFirst().condition();
      return Unknown.of("one of many values: " + first.cause().reason(), span, origin);
    }
    return new Choice(flat, origin);
  }

  /** {@return one value for two that are no choices themselves, as most are} */
  private static Value either(List<Choice.Alternative> both, Span span) {
    Value first = both.getFirst().value();
    Value second = both.getLast().value();
    return same(first, second)
        ? first
        : new Choice(both, Origin.from(span, "", first.origin(), second.origin()));
  }

  /** {@return a value in which another stands for what was never bound} */
  static Value orElse(Value value, Value otherwise, Span span) {
    if (value instanceof Unbound) {
      return otherwise;
    }
    if (!(value instanceof Choice choice)) {
      return value;
    }
    List<Choice.Alternative> all = new ArrayList<>();
    for (Choice.Alternative each : choice.alternatives()) {
      all.add(
          each.value() instanceof Unbound
              ? new Choice.Alternative(each.condition(), otherwise)
              : each);
    }
    return choice(all, span);
  }

  private static void add(List<Choice.Alternative> flat, Choice.Alternative alternative) {
    for (int i = 0; i < flat.size(); i++) {
      if (same(flat.get(i).value(), alternative.value())) {
        return;
      }
    }
    flat.add(alternative);
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operators, truth, items and the conversions behind them. */
final class Operators {

  private final Interpreter run;
  private final Items items;

  Operators(Interpreter run) {
    this.run = run;
    this.items = new Items(run);
  }

  Truth truth(Value value) {
    return switch (value) {
      case Value.None v -> Truth.FALSE;
      case Value.Bool v -> Truth.of(v.value());
      case Value.Int v -> Truth.of(v.value() != 0);
      case Value.Real v -> Truth.of(v.value() != 0);
      case Value.Str v -> Truth.of(!v.value().isEmpty());
      case Value.Bytes v -> Truth.of(!v.value().isEmpty());
      case Value.Tuple v -> Truth.of(!v.items().isEmpty());
      case Value.Choice v -> {
        Truth all = null;
        for (Value.Choice.Alternative alternative : v.alternatives()) {
          Truth each = truth(alternative.value());
          all = all == null || all == each ? each : Truth.DEPENDS;
        }
        yield all == null ? Truth.DEPENDS : all;
      }
      case Value.Unknown v -> v.truth();
      case Value.Unbound v -> Truth.FALSE;
      case ListObj v -> Truth.of(!items.of(v).isEmpty());
      case DictObj v -> items.truth(v);
      case Instance v -> instance(v);
      default -> Truth.TRUE;
    };
  }

  private Truth instance(Instance value) {
    Span span = value.origin().span();
    for (String method : List.of("__bool__", "__nonzero__", "__len__")) {
      Value function = run.attributes.inClass(value.type(), method);
      if (function != null) {
        return truth(run.call(function, Arguments.of(value), span));
      }
    }
    return value.type().open() == null ? Truth.TRUE : Truth.DEPENDS;
  }

  /** {@return a value of which a test has told the truth} */
  Value restricted(Value value, Truth told, Span span) {
    return switch (value) {
      case Value.Unknown unknown -> unknown.known(told);
      case Value.Choice choice -> {
        List<Value.Choice.Alternative> kept = new ArrayList<>();
        for (Value.Choice.Alternative alternative : choice.alternatives()) {
          Truth truth = truth(alternative.value());
          if (truth == told || truth == Truth.DEPENDS) {
            kept.add(
                new Value.Choice.Alternative(
                    alternative.condition(), restricted(alternative.value(), told, span)));
          }
        }
        yield kept.isEmpty() ? value : Value.choice(kept, span);
      }
      default -> value;
    };
  }

  Value unary(String operator, Value operand, Span span) {
    return run.map(
        operand,
        v -> {
          Origin origin = Origin.from(span, "", v.origin());
          if (operator.equals("not")) {
            Truth truth = truth(v);
            return truth == Truth.DEPENDS
                ? cause(v, span).known(Truth.DEPENDS).from(origin)
                : new Value.Bool(truth == Truth.FALSE, origin);
          }
          return switch (v) {
            case Value.Int i when operator.equals("-") -> new Value.Int(-i.value(), origin);
            case Value.Int i when operator.equals("~") -> new Value.Int(~i.value(), origin);
            case Value.Bool b when operator.equals("-") ->
                new Value.Int(b.value() ? -1 : 0, origin);
            case Value.Real r when operator.equals("-") -> new Value.Real(-r.value(), origin);
            case Value.Int i -> i;
            case Value.Real r -> r;
            case Value.Unknown u -> u.known(Truth.DEPENDS).from(origin);
            case Value.Str s -> throw run.raise("TypeError", "bad operand type", span);
            case Value.None n -> throw run.raise("TypeError", "bad operand type", span);
            default -> Value.Unknown.of("an operator of an object", span, origin);
          };
        },
        span);
  }

  private Value.Unknown cause(Value value, Span span) {
    return run.cause(value, span);
  }

  Value binary(String operator, Value left, Value right, Span span) {
    return run.map(left, a -> run.map(right, b -> settled(operator, a, b, span), span), span);
  }

  private Value settled(String operator, Value a, Value b, Span span) {
    Origin origin = Origin.from(span, "", a.origin(), b.origin());
    if (a instanceof Value.Unknown u) {
      return new Value.Unknown(
          u.reason(), u.span(), u.variable(), joinedTruth(operator, b), origin);
    }
    if (b instanceof Value.Unknown u) {
      return new Value.Unknown(
          u.reason(), u.span(), u.variable(), joinedTruth(operator, a), origin);
    }
    Value special = Arithmetic.of(operator, a, b, origin);
    if (special != null) {
      return special;
    }
    return switch (operator) {
      case "+" -> sum(a, b, origin, span);
      case "*" -> product(a, b, origin, span);
      case "%" ->
          a instanceof Value.Str text
              ? Formatting.percent(run, text, b, span)
              : unknown(origin, span);
      case "|", "&", "-", "^" -> combined(operator, a, b, origin, span);
      case "/" -> special(a, "__truediv__", b, origin, span);
      default -> unknown(origin, span);
    };
  }

  private static Truth joinedTruth(String operator, Value other) {
    return operator.equals("+") && other instanceof Value.Str text && !text.value().isEmpty()
        ? Truth.TRUE
        : Truth.DEPENDS;
  }

  private static Value unknown(Origin origin, Span span) {
    return Value.Unknown.of("an operation that is not evaluated", span, origin);
  }

  private Value special(Value a, String method, Value b, Origin origin, Span span) {
    if (a instanceof Instance instance) {
      Value function = run.attributes.inClass(instance.type(), method);
      if (function != null) {
        return run.call(function, Arguments.of(a, b), span);
      }
    }
    return unknown(origin, span);
  }

  private Value sum(Value a, Value b, Origin origin, Span span) {
    if (a instanceof Value.Str x && b instanceof Value.Str y) {
      if (x.value().length() + y.value().length() > Limits.TEXT_CHARS) {
        return Value.Unknown.of("limit of text length", span, origin).known(Truth.TRUE);
      }
      return new Value.Str(x.value() + y.value(), origin);
    }
    if (a instanceof Value.Tuple x && b instanceof Value.Tuple y) {
      return new Value.Tuple(joined(x.items(), y.items()), origin);
    }
    if (a instanceof ListObj x && b instanceof ListObj y) {
      return run.list(joined(items.of(x), items.of(y)), span);
    }
    if (plain(a) && plain(b)) {
      throw run.raise("TypeError", "unsupported operand type(s) for +", span);
    }
    return special(a, "__add__", b, origin, span);
  }

  static List<Value> joined(List<Value> a, List<Value> b) {
    if (a.size() + b.size() > Limits.ELEMENTS) {
      throw new LimitReached("elements");
    }
    List<Value> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static boolean plain(Value value) {
    return value instanceof Value.Str
        || value instanceof Value.None
        || value instanceof Value.Int
        || value instanceof Value.Bool;
  }

  private Value product(Value a, Value b, Origin origin, Span span) {
    if (a instanceof Value.Str text && b instanceof Value.Int times) {
      long length = text.value().length() * Math.max(0, times.value());
      return times.value() > Limits.TEXT_CHARS || length > Limits.TEXT_CHARS
          ? Value.Unknown.of("limit of text length", span, origin).known(Truth.of(length != 0))
          : new Value.Str(text.value().repeat((int) Math.max(0, times.value())), origin);
    }
    return Value.Unknown.of("a repetition", span, origin);
  }

  private Value combined(String operator, Value a, Value b, Origin origin, Span span) {
    if (a instanceof DictObj left && operator.equals("|")) {
      DictObj result = new DictObj(left.type(), origin);
      update(result, left, span);
      update(result, b, span);
      return result;
    }
    if (a instanceof ListObj x && b instanceof ListObj y && x.isSet()) {
      List<Value> result = new ArrayList<>(operator.equals("|") ? items.of(x) : List.of());
      List<Value> from = operator.equals("|") ? items.of(y) : items.of(x);
      for (Value item : from) {
        boolean in = contains(items.of(operator.equals("|") ? x : y), item) == Truth.TRUE;
        if (in == operator.equals("&")) {
          result.add(item);
        }
      }
      ListObj made = new ListObj(true, origin);
      run.heap.put(made.slots, ListObj.ITEMS, new Value.Tuple(result, origin));
      return made;
    }
    if (plain(a) && plain(b) && !(number(a) && number(b))) {
      throw run.raise("TypeError", "unsupported operand type(s) for " + operator, span);
    }
    return unknown(origin, span);
  }

  private static boolean number(Value value) {
    return value instanceof Value.Int || value instanceof Value.Bool;
  }

  Value inPlace(String operator, Value old, Value operand, Span span) {
    if (old instanceof ListObj list && operator.equals("+")) {
      List<Value> added = run.items(operand, span);
      if (added != null) {
        run.heap.put(
            list.slots,
            ListObj.ITEMS,
            new Value.Tuple(joined(items.of(list), added), Origin.at(span)));
      }
      return list;
    }
    if (old instanceof DictObj dict && operator.equals("|")) {
      update(dict, operand, span);
      return dict;
    }
    return binary(operator, old, operand, span);
  }

  Value compare(String operator, Value left, Value right, Span span) {
    noteComparison(left, right);
    noteComparison(right, left);
    return run.map(left, a -> run.map(right, b -> compared(operator, a, b, span), span), span);
  }

  private void noteComparison(Value read, Value constant) {
    List<String> variables = read.origin().variables();
    if (variables.isEmpty()) {
      return;
    }
    List<String> constants = new ArrayList<>();
    if (constant instanceof Value.Str text) {
      constants.add(text.value());
    } else if (constant instanceof ListObj || constant instanceof Value.Tuple) {
      for (Value item :
          constant instanceof ListObj list ? items.of(list) : ((Value.Tuple) constant).items()) {
        if (item instanceof Value.Str text) {
          constants.add(text.value());
        }
      }
    } else if (constant instanceof DictObj dict) {
      constants.addAll(items.textKeys(dict));
    }
    for (String variable : variables) {
      for (String each : constants) {
        run.reads().comparedWith(variable, each);
      }
    }
  }

  private Value compared(String operator, Value a, Value b, Span span) {
    Origin origin = Origin.from(span, "", a.origin(), b.origin());
    Truth truth =
        switch (operator) {
          case "==" -> items.equal(a, b);
          case "!=" -> items.equal(a, b).not();
          case "is" -> identical(a, b);
          case "is not" -> identical(a, b).not();
          case "in" -> items.contained(a, b, span);
          case "not in" -> items.contained(a, b, span).not();
          default -> ordered(operator, a, b, span);
        };
    if (truth != Truth.DEPENDS) {
      return new Value.Bool(truth == Truth.TRUE, origin);
    }
    Value.Unknown cause =
        a instanceof Value.Unknown u ? u : b instanceof Value.Unknown v ? v : cause(a, span);
    return new Value.Unknown(cause.reason(), cause.span(), cause.variable(), Truth.DEPENDS, origin);
  }

  private Truth ordered(String operator, Value a, Value b, Span span) {
    if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
      return Truth.DEPENDS;
    }
    Integer order = items.order(a, b);
    if (order == null) {
      if (plain(a) && plain(b)) {
        throw run.raise("TypeError", "'" + operator + "' not supported", span);
      }
      return Truth.DEPENDS;
    }
    return Truth.of(
        switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        });
  }

  private Truth identical(Value a, Value b) {
    if (a instanceof Value.Unknown x) {
      boolean none = b instanceof Value.None && x.truth() == Truth.TRUE;
      return none ? Truth.FALSE : Truth.DEPENDS;
    }
    if (b instanceof Value.Unknown) {
      return Truth.DEPENDS;
    }
    if (a instanceof Value.Obj || b instanceof Value.Obj) {
      return Truth.of(a == b);
    }
    if (a instanceof Value.Str left && b instanceof Value.Str right && left != right) {
      // NOTE: each read of a variable makes a text of its own; the shortest ones are shared.
      Span one = left.origin().readAt();
      Span other = right.origin().readAt();
      boolean apart =
          left.value().length() > 1
              && (one != null || other != null)
              && !Objects.equals(one, other);
      return Truth.of(left.value().equals(right.value()) && !apart);
    }
    return Truth.of(Value.same(a, b));
  }

  private Truth contains(List<Value> list, Value item) {
    Truth best = Truth.FALSE;
    for (Value each : list) {
      Truth truth = items.equal(each, item);
      if (truth == Truth.TRUE) {
        return truth;
      }
      best = truth == Truth.DEPENDS ? truth : best;
    }
    return best;
  }

  Value item(Value container, Value key, Span span) {
    noteComparison(key, container);
    return items.item(container, key, span);
  }

  void setItem(Value container, Value key, Value value, Span span) {
    items.set(container, key, value, span);
  }

  void deleteItem(Value container, Value key) {
    items.delete(container, key);
  }

  void update(DictObj into, Value from, Span span) {
    items.update(into, from, span);
  }

  @Nullable List<Value> items(Value iterable, Span span) {
    return items.list(iterable, span);
  }

  Items containers() {
    return items;
  }

  /** {@return the text of a list, as far as the texts of its items are plain} */
  private Value listed(ListObj list, Span span) {
    List<Value> known = items(list, span);
    List<String> texts = new ArrayList<>();
    List<Origin> origins = new ArrayList<>(List.of(list.origin()));
    for (Value item : known == null ? List.<Value>of() : known) {
      String text = Formatting.represented(item);
      if (text != null) {
        texts.add(text);
      }
      origins.add(item.origin());
    }
    if (known == null || texts.size() < known.size()) {
      return Value.Unknown.of("the text of a list", span, Origin.from(span, "", origins));
    }
    String all = "[" + String.join(", ", texts) + "]";
    return new Value.Str(all, Origin.from(span, "", origins));
  }

  /** {@return {@code str(value)}} */
  Value text(Value value, Span span) {
    return run.map(
        value,
        v -> {
          String text = Formatting.plain(v);
          Origin origin = Origin.from(span, "", v.origin());
          if (text != null) {
            return new Value.Str(text, origin);
          }
          if (v instanceof ListObj list && !list.isSet()) {
            return listed(list, span);
          }
          if (v instanceof Instance instance) {
            Value function = run.attributes.inClass(instance.type(), "__str__");
            if (function != null) {
              return run.call(function, Arguments.of(v), span);
            }
          }
          String reason =
              v instanceof Value.Unknown unknown ? unknown.reason() : "the text of an object";
          return Value.Unknown.of(reason, span, origin);
        },
        span);
  }
}

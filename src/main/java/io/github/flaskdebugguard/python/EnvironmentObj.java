package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code os.environ}: what the deployment sets, overlaid by what the code changed since. A variable
 * that is needed and not set is taken to be set from outside the repository.
 */
public final class EnvironmentObj extends Value.Obj {
  private final Interpreter run;
  private Value.@Nullable Unknown doubt;

  EnvironmentObj(Interpreter run) {
    super(Origin.at(run.input().launch()));
    this.run = run;
  }

  /** {@return the variable's value, unknown when something outside decides, null when absent} */
  public @Nullable Value get(String name, Span span) {
    Value found = consult(name, span);
    if (found == null) {
      run.reads().missed(name);
    }
    return found;
  }

  /**
   * {@return as {@link #get(String, Span)}, for a library whose start never fails for want of it}
   */
  public @Nullable Value consult(String name, Span span) {
    return consult(name, Reading.WHOLE, span);
  }

  /**
   * {@return as above}
   *
   * @param reading which values whoever asks tells apart; nothing else may be made of the value but
   *     what people are shown
   */
  public @Nullable Value consult(String name, Reading reading, Span span) {
    Value found = lookUp(name, reading, span);
    run.reads().add(new EnvironmentRead(name, span, false, found != null));
    return found;
  }

  private @Nullable Value lookUp(String name, Span span) {
    return lookUp(name, Reading.WHOLE, span);
  }

  private @Nullable Value lookUp(String name, Reading reading, Span span) {
    Value changed = run.heap.get(slots, name);
    if (changed instanceof Value.Choice choice) {
      return seen(either(choice, name, reading, span), name, span);
    }
    if (changed != null && !(changed instanceof Value.Unbound)) {
      return changed instanceof Value.None ? null : seen(changed, name, span);
    }
    return inherited(name, reading, span);
  }

  /**
   * {@return what a variable is when only some paths changed it: where they did not, it is what the
   * process inherits; never bound where it is absent}
   */
  private Value either(Value.Choice choice, String name, Reading reading, Span span) {
    Value absent = new Value.Unbound(Origin.at(span));
    List<Value.Choice.Alternative> all = new ArrayList<>();
    for (Value.Choice.Alternative each : choice.alternatives()) {
      Value value =
          switch (each.value()) {
            case Value.None removed -> absent;
            case Value.Unbound unchanged -> inherited(name, reading, span);
            default -> each.value();
          };
      all.add(new Value.Choice.Alternative(each.condition(), value == null ? absent : value));
    }
    return Value.choice(all, span);
  }

  /**
   * From here on any variable may be set to anything, until the code sets it.
   *
   * @param reason what may have set them
   */
  public void doubt(String reason, Span span) {
    doubt = Value.Unknown.of(reason, span);
    for (Object key : List.copyOf(slots.values().keySet())) {
      if (key instanceof String name) {
        run.heap.put(slots, name, doubted(name, span));
      }
    }
  }

  private Value.Unknown doubted(String name, Span span) {
    Value.Unknown all = doubt;
    String reason = all == null ? "" : all.reason();
    Span place = all == null ? span : all.span();
    return new Value.Unknown(
        reason,
        place,
        name,
        Truth.DEPENDS,
        Origin.variable(span, name, reason, List.of(Origin.at(place))));
  }

  private @Nullable Value inherited(String name, Reading reading, Span span) {
    if (doubt != null) {
      return doubted(name, span);
    }
    Text value = run.input().inherited().value(name, reading);
    if (value == Inherited.OUTSIDE) {
      return outside(name, span);
    }
    return switch (value) {
      case null -> null;
      case Text.Known known ->
          new Value.Str(
              known.value(),
              Origin.variable(
                  span,
                  name,
                  name + " is " + Formatting.shown(new Value.Str(known.value(), origin())),
                  List.of(Origin.at(known.span(), "sets " + name))));
      case Text.Unknown unknown ->
          new Value.Unknown(
              unknown.reason(),
              unknown.span(),
              name,
              Truth.DEPENDS,
              Origin.variable(span, name, unknown.reason(), List.of(Origin.at(unknown.span()))));
    };
  }

  private static Value seen(Value value, String name, Span span) {
    return value.from(
        Origin.variable(span, name, name + " was set by the code", List.of(value.origin())));
  }

  private Value.Unknown outside(String name, Span span) {
    String reason = name + " is set outside the repository";
    Truth truth = run.input().filled() ? Truth.TRUE : Truth.DEPENDS;
    return new Value.Unknown(
        reason, span, name, truth, Origin.variable(span, name, reason, List.of()));
  }

  /** {@return the variable's value or a default, with an origin that tells which it was} */
  public Value get(String name, Value otherwise, Span span) {
    Value found = consult(name, span);
    boolean none =
        otherwise instanceof Value.None
            || (otherwise instanceof Value.Str text && text.value().isEmpty());
    if (found == null && none) {
      run.reads().missed(name);
    }
    if (found instanceof Value.Choice choice) {
      return Value.orElse(choice, otherwise, span);
    }
    return found == null ? defaulted(name, otherwise, span) : found;
  }

  /** {@return a default that is used because a variable is not set} */
  public Value defaulted(String name, Value otherwise, Span span) {
    String shown = Formatting.shown(otherwise);
    return otherwise.from(
        Origin.variable(span, name, name + " is not set: " + shown, List.of(otherwise.origin())));
  }

  /** {@return the value of a variable that the code cannot do without} */
  public Value require(String name, Span span) {
    Value found = lookUp(name, span);
    boolean removed = run.heap.get(slots, name) instanceof Value.None;
    boolean expected = run.handlers.handle("KeyError", "LookupError", "Exception", "BaseException");
    if (found == null && (removed || expected)) {
      // NOTE: code that is ready for the variable to be absent does not require it.
      run.reads().add(new EnvironmentRead(name, span, false, false));
      run.reads().missed(name);
      throw run.raise("KeyError", name, span);
    }
    run.reads().add(new EnvironmentRead(name, span, true, found != null));
    Value other = outside(name, span);
    return found == null ? other : Value.orElse(found, other, span);
  }

  Value item(Value key, Span span) {
    return key instanceof Value.Str name
        ? require(name.value(), span)
        : Value.Unknown.of("a variable whose name is not known", span);
  }

  Truth contains(Value key, Span span) {
    if (!(key instanceof Value.Str name)) {
      return Truth.DEPENDS;
    }
    Value found = get(name.value(), span);
    return switch (found) {
      case null -> Truth.FALSE;
      case Value.Unknown u ->
          doubt != null || run.input().inherited().isOutside(name.value())
              ? Truth.DEPENDS
              : Truth.TRUE;
      case Value.Choice c -> Truth.DEPENDS;
      default -> Truth.TRUE;
    };
  }

  void put(Value key, Value value, Span span) {
    if (key instanceof Value.Str name) {
      set(name.value(), value, span);
    }
  }

  /** Sets a variable for the rest of the run; what is not a text raises, as in CPython. */
  public void set(String name, Value value, Span span) {
    if (value instanceof Value.Bool || value instanceof Value.None || value instanceof Value.Int) {
      throw run.raise("TypeError", "str expected", span);
    }
    run.heap.put(slots, name, value.from(value.origin().then(span, "")));
  }

  void remove(Value key, Span span) {
    if (key instanceof Value.Str name) {
      // NOTE: no variable is ever None, so that it can stand for one that was removed.
      run.heap.put(slots, name.value(), new Value.None(Origin.at(span)));
    }
  }

  /** Copies the environment into a dictionary that may hold more. */
  void copyInto(DictObj into, Span span) {
    for (String name : run.input().inherited().names("")) {
      Value value = lookUp(name, span);
      if (value != null) {
        run.heap.put(into.slots, name, value);
      }
    }
    for (Map.Entry<Object, Value> changed : List.copyOf(slots.values().entrySet())) {
      Value value = changed.getValue();
      Value seen = changed.getKey() instanceof String name ? lookUp(name, span) : value;
      run.heap.put(into.slots, changed.getKey(), seen);
    }
    run.heap.put(into.slots, DictObj.OPEN, this);
  }

  /**
   * {@return the names of the variables that are set} Those that only the machine sets are left
   * out, as they are when code asks for one of them. The debug variables count as asked for.
   */
  List<Value> names(Span span) {
    Map<String, Value> all = beginning("", span);
    for (String name : List.of("DEBUG", "FLASK_DEBUG")) {
      run.reads().add(new EnvironmentRead(name, span, false, all.containsKey(name)));
    }
    List<Value> names = new ArrayList<>();
    if (doubt != null) {
      all.putIfAbsent("DEBUG", doubted("DEBUG", span));
    }
    all.forEach((name, value) -> names.add(new Value.Str(name, value.origin())));
    return names;
  }

  /** {@return the values of the variables that are set, or pairs of names and values} */
  Value entries(boolean pairs, Span span) {
    Map<String, Value> all = beginning("", span);
    List<Value> entries = new ArrayList<>();
    for (Value name : names(span)) {
      Value value = name instanceof Value.Str text ? all.get(text.value()) : null;
      if (value != null) {
        entries.add(pairs ? new Value.Tuple(List.of(name, value), value.origin()) : value);
      }
    }
    return new Value.Tuple(entries, Origin.at(span));
  }

  /** {@return the variables that are known to be set, by name, that begin with a prefix} */
  public Map<String, Value> beginning(String prefix, Span span) {
    Map<String, Value> found = new java.util.TreeMap<>();
    for (String name : run.input().inherited().names(prefix)) {
      Value value = lookUp(name, span);
      if (value != null) {
        found.put(name, value);
      }
    }
    for (String name : run.input().inherited().outsideNames(prefix)) {
      found.put(name, outside(name, span));
    }
    for (Map.Entry<Object, Value> changed : slots.values().entrySet()) {
      if (changed.getKey() instanceof String name && name.startsWith(prefix)) {
        Value value = lookUp(name, span);
        if (value == null) {
          found.remove(name);
        } else {
          found.put(name, value);
        }
      }
    }
    return found;
  }
}

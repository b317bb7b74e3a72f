package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions whose results are kept: {@code functools.cache}, {@code lru_cache} and {@code
 * cached_property} (CPython library reference). An exception is not kept.
 */
public final class Memo {
  private static final String KEPT = " kept results";

  private Memo() {}

  /** {@return a function after its results were told to be kept; any other value as it is} */
  public static Value keep(Call call, Value function) {
    if (function instanceof FunctionObj known) {
      Interpreter run = call.interpreter();
      clear(run, known, call.span());
      run.heap.put(
          known.slots,
          "cache_clear",
          new Value.Native(
              "cache_clear",
              Signature.ANY,
              inner -> {
                clear(run, known, inner.span());
                return inner.none();
              },
              false,
              call.origin()));
    }
    return function;
  }

  private static void clear(Interpreter run, FunctionObj function, Span span) {
    run.heap.put(function.slots, KEPT, run.dict(Map.of(), span));
  }

  /** {@return the result for these arguments, computed where none is kept} */
  static Value result(
      Interpreter run, FunctionObj function, Arguments arguments, Supplier<Value> computed) {
    if (!(run.heap.get(function.slots, KEPT) instanceof DictObj kept)) {
      return computed.get();
    }
    List<Object> key = key(arguments);
    Value known = key == null ? null : run.heap.get(kept.slots, key);
    if (known != null && isKept(known)) {
      return known;
    }
    Value result = computed.get();
    if (key != null) {
      run.heap.put(kept.slots, key, result);
    }
    return result;
  }

  /** {@return whether there is a result on every path that leads here} */
  private static boolean isKept(Value known) {
    return !(known instanceof Value.Unbound)
        && !(known instanceof Value.Choice choice
            && choice.alternatives().stream()
                .anyMatch(each -> each.value() instanceof Value.Unbound));
  }

  /** {@return what tells arguments apart, or null when they are not all known} */
  private static @Nullable List<Object> key(Arguments arguments) {
    if (arguments.open() != null) {
      return null;
    }
    List<Object> key = new ArrayList<>();
    for (Value each : arguments.positional()) {
      Object part = part(each);
      if (part == null) {
        return null;
      }
      key.add(part);
    }
    for (Map.Entry<String, Value> each : arguments.keywords().entrySet()) {
      Object part = part(each.getValue());
      if (part == null) {
        return null;
      }
      key.add(each.getKey());
      key.add(part);
    }
    return List.copyOf(key);
  }

  private static @Nullable Object part(Value value) {
    return value instanceof Value.Obj ? value : Items.key(value);
  }
}

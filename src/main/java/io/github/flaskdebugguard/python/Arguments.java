package io.github.flaskdebugguard.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param positional in order, stars unpacked
 * @param keywords by name in order, double stars unpacked
 * @param open why there may be more that are not known, or null
 */
public record Arguments(
    List<Value> positional, Map<String, Value> keywords, Value.@Nullable Unknown open) {
  /** No arguments. */
  public static final Arguments NONE = new Arguments(List.of(), Map.of(), null);

  public Arguments {
    positional = List.copyOf(positional);
    keywords = keywords.isEmpty() ? Map.of() : new LinkedHashMap<>(keywords);
  }

  /** {@return positional arguments only} */
  public static Arguments of(Value... values) {
    return new Arguments(List.of(values), Map.of(), null);
  }

  /** {@return these arguments after one more in front} */
  Arguments after(Value first) {
    List<Value> all = new java.util.ArrayList<>(positional.size() + 1);
    all.add(first);
    all.addAll(positional);
    return new Arguments(all, keywords, open);
  }
}

package io.github.flaskdebugguard.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call. */
public final class Arguments {
  /** No arguments. */
  public static final Arguments NONE = new Arguments(List.of(), Map.of(), null);

  private final List<Value> positional;
  private final Map<String, Value> keywords;
  private final Value.@Nullable Unknown open;

  /**
   * @param positional in order, stars unpacked
   * @param keywords by name in order, double stars unpacked
   * @param open why there may be more that are not known, or null
   */
  public Arguments(
      List<Value> positional, Map<String, Value> keywords, Value.@Nullable Unknown open) {
    this(
        keywords.isEmpty() ? Map.of() : new LinkedHashMap<>(keywords),
        List.copyOf(positional),
        open);
  }

  private Arguments(
      Map<String, Value> keywords, List<Value> positional, Value.@Nullable Unknown open) {
    this.positional = positional;
    this.keywords = keywords;
    this.open = open;
  }

  /** {@return positional arguments only} */
  public static Arguments of(Value... values) {
    return new Arguments(Map.of(), List.of(values), null);
  }

  /** {@return arguments of which nobody else has the keywords} */
  static Arguments owning(
      List<Value> positional, Map<String, Value> keywords, Value.@Nullable Unknown open) {
    return new Arguments(keywords, List.copyOf(positional), open);
  }

  /** {@return the arguments without names in order, stars unpacked} */
  public List<Value> positional() {
    return positional;
  }

  /** {@return the arguments with names in order, double stars unpacked} */
  public Map<String, Value> keywords() {
    return keywords;
  }

  /** {@return why there may be more that are not known, or null} */
  public Value.@Nullable Unknown open() {
    return open;
  }

  /** {@return these arguments after one more in front} */
  Arguments after(Value first) {
    List<Value> all =
        switch (positional.size()) {
          case 0 -> List.of(first);
          case 1 -> List.of(first, positional.getFirst());
          default -> {
            Value[] values = new Value[positional.size() + 1];
            values[0] = first;
            for (int i = 1; i < values.length; i++) {
              values[i] = positional.get(i - 1);
            }
            yield List.of(values);
          }
        };
    return new Arguments(keywords, all, open);
  }
}

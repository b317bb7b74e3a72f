package io.github.flaskdebugguard.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells people which values of a variable do what. */
final class Words {
  /** A value that stands for all texts to which nothing pays attention. */
  static final String OTHER = "any other text";

  private Words() {}

  /**
   * {@return a clause such as {@code on for any text but "0", "false" and empty}
   *
   * @param states by value; a value with which the start fails is left out
   */
  static String describe(Map<String, State> states) {
    List<String> on = of(states, State.ON);
    List<String> off = of(states, State.OFF);
    List<String> unknown = of(states, State.UNKNOWN);
    StringBuilder text = new StringBuilder();
    if (!on.isEmpty()) {
      boolean most = states.get(OTHER) == State.ON && !off.isEmpty();
      text.append(
          off.isEmpty() && states.get(OTHER) == State.ON
              ? "on for any text"
              : most ? "on for any text but " + list(off) : "on for " + list(on));
    } else if (!off.isEmpty()) {
      text.append("off for ").append(unknown.isEmpty() ? "any text" : list(off));
    }
    if (!unknown.isEmpty()) {
      text.append(text.isEmpty() ? "" : "; ").append("not known for ").append(list(unknown));
    }
    return text.toString();
  }

  private static List<String> of(Map<String, State> states, State state) {
    List<String> values = new ArrayList<>();
    states.forEach(
        (value, each) -> {
          if (each == state && !value.equals(OTHER)) {
            values.add(value.isEmpty() ? "empty" : "\"" + value + "\"");
          }
        });
    return values;
  }

  private static String list(List<String> values) {
    return values.size() < 2
        ? String.join("", values)
        : String.join(", ", values.subList(0, values.size() - 1)) + " and " + values.getLast();
  }
}

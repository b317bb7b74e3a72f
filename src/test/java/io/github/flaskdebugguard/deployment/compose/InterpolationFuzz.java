package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.Property;
import io.github.flaskdebugguard.fuzz.Scanned;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is escaped stays as it is, values are not expanded again, and no reference is endless. */
public final class InterpolationFuzz implements FuzzTarget {
  private static final Span PLACE = new Span("own/compose.yaml", 0, 1);
  private static final String VALUE = "${A}$$'\"".repeat(500);

  /** The limit of an expansion, and one value or default that passed it. */
  private static final int LONGEST = (1 << 16) + VALUE.length();

  @Override
  public void check(String input) {
    Map<String, Text> known = Map.of("A", new Text.Known(VALUE, PLACE));
    Interpolated whole = expanded(input, new Variables(known, List.of(), true));
    Property.holds(
        whole.text().length() <= LONGEST + input.length(),
        "%d characters expand to %d",
        input.length(),
        whole.text().length());
    Interpolated partial = expanded(input, new Variables(Map.of(), List.of(), false));
    Property.holds(partial.unknowns().size() <= Interpolated.MOST, "too many unknowns");
    marks(input, partial);
    TemplateText.of(input, PLACE);
    TemplateText.alternatives(input);
    if (!templates(input)) {
      List<Refusal> refusals = new ArrayList<>();
      Interpolated escaped =
          Interpolation.expand(
              input.replace("$", "$$"), PLACE, new Variables(known, List.of(), true), refusals);
      Property.same(escaped.text(), cut(input, escaped), "escaped text");
      Property.same(refusals, List.of(), "refusals of escaped text");
    }
  }

  /** A text that was cut at the limit says so. */
  private static String cut(String input, Interpolated escaped) {
    return escaped.isKnown() ? input : escaped.text();
  }

  /** Each mark in the result stands for an unknown. */
  private static void marks(String input, Interpolated result) {
    boolean own = input.chars().anyMatch(c -> c >= Interpolated.MARK && c < '\uF8FF');
    for (int i = 0; i < result.text().length() && !own; i++) {
      char c = result.text().charAt(i);
      int index = c - Interpolated.MARK;
      Property.holds(
          index < 0 || index >= Interpolated.MOST || index < result.unknowns().size(),
          "mark %d of %d",
          index,
          result.unknowns().size());
    }
    Text value = result.value(result.text(), PLACE);
    Property.same(
        value instanceof Text.Unknown, !result.isKnown() && hasMark(result), "unknown text");
  }

  private static boolean hasMark(Interpolated result) {
    return result
        .text()
        .chars()
        .anyMatch(c -> c >= Interpolated.MARK && c < Interpolated.MARK + result.unknowns().size());
  }

  private static boolean templates(String input) {
    return input.contains("{{") || input.contains("{%") || input.contains("<%");
  }

  private static Interpolated expanded(String input, Variables variables) {
    return Interpolation.expand(input, PLACE, variables, new ArrayList<>());
  }

  @Override
  public void checkDeeply(String input) {
    StringBuilder quoted = new StringBuilder();
    input.chars().forEach(c -> quoted.append("\\u%04x".formatted(c)));
    Scanned.of(
        Map.of(
            "own/compose.yaml",
            "services:\n  web:\n    image: \""
                + quoted
                + "\"\n    command: \""
                + quoted
                + "\"\n    environment:\n      FLASK_DEBUG: \""
                + quoted
                + "\"\n",
            "own/.env",
            "A=1\nB=${A}\n"));
  }
}

package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that a template engine may have to fill in first. */
public final class TemplateText {
  private static final int MOST_BLOCKS = 2;

  private TemplateText() {}

  /**
   * A text as one answer to its conditions leaves it.
   *
   * @param text without the tags of the conditions
   * @param condition what decides, null when there is no condition
   */
  public record Alternative(String text, @Nullable String condition) {}

  /** {@return the text as known, or as unknown when an expression in braces stands in it} */
  public static Text of(String value, Span span) {
    return EnvEntries.known(value, span);
  }

  /**
   * {@return what a text may become whose conditions of Jinja ({@code {% if %}}, {@code {% else
   * %}}, {@code {% endif %}}) nobody has answered: with the first side of each, then with the
   * other; the text itself when there are none, more than two, or some inside others}
   */
  public static List<Alternative> alternatives(String value) {
    List<Alternative> result = List.of(new Alternative(value, null));
    for (int i = 0; i < MOST_BLOCKS && !result.isEmpty(); i++) {
      List<Alternative> next = new ArrayList<>();
      for (Alternative alternative : result) {
        next.addAll(answered(alternative));
      }
      result = next;
    }
    return result.stream().anyMatch(each -> each.text().contains("{%"))
        ? List.of(new Alternative(value, null))
        : List.copyOf(result);
  }

  private static List<Alternative> answered(Alternative from) {
    String text = from.text();
    Tag opening = Tag.next(text, 0);
    Tag middle = opening == null ? null : Tag.next(text, opening.end());
    if (opening == null || middle == null || !opening.body().startsWith("if ")) {
      return List.of(from);
    }
    Tag closing = middle.body().equals("else") ? Tag.next(text, middle.end()) : middle;
    if (closing == null || !closing.body().equals("endif")) {
      return List.of(from);
    }
    String before = text.substring(0, opening.start());
    String after = text.substring(closing.end());
    String yes = text.substring(opening.end(), middle.start());
    String no = middle == closing ? "" : text.substring(middle.end(), closing.start());
    String condition = opening.body().substring(3).strip();
    String other = from.condition();
    String prefix = other == null ? "" : other + " and ";
    return List.of(
        new Alternative(before + yes + after, prefix + condition),
        new Alternative(before + no + after, prefix + "not " + condition));
  }

  private record Tag(int start, int end, String body) {
    static @Nullable Tag next(String text, int from) {
      int start = text.indexOf("{%", from);
      int close = start < 0 ? -1 : text.indexOf("%}", start + 2);
      if (close < 0) {
        return null;
      }
      String inner = text.substring(start + 2, close);
      String bare = inner.startsWith("-") ? inner.substring(1) : inner;
      bare = bare.endsWith("-") ? bare.substring(0, bare.length() - 1) : bare;
      return new Tag(start, close + 2, bare.strip());
    }
  }
}

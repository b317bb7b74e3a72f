package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file in which conditions of a template engine stand that nobody has answered: {@code {% if %}}
 * of Jinja, {@code <% if %>} of ERB.
 */
final class TemplateBlocks {
  private static final int MOST_BLOCKS = 2;

  private TemplateBlocks() {}

  /**
   * The file as one answer to its conditions leaves it.
   *
   * @param condition what decides, null when there is none
   */
  record Variant(SourceFile file, @Nullable String condition) {}

  /**
   * {@return what a file may become: with the first side of each condition, then with the other;
   * the file itself when it has none, more than two, or some inside others}
   */
  static List<Variant> variants(SourceFile file) {
    List<Variant> result = List.of(new Variant(file, null));
    if (new Tags(file.text()).next(0) == null) {
      return result;
    }
    for (int i = 0; i < MOST_BLOCKS; i++) {
      List<Variant> next = new ArrayList<>();
      for (Variant variant : result) {
        next.addAll(answered(variant));
      }
      result = next;
    }
    return result.stream().anyMatch(each -> opening(each.file().text()) != null)
        ? List.of(new Variant(file, null))
        : List.copyOf(result);
  }

  private static @Nullable Tag opening(String text) {
    Tags tags = new Tags(text);
    for (Tag tag = tags.next(0); tag != null; tag = tags.next(tag.end())) {
      if (tag.body().startsWith("if ") || tag.body().startsWith("unless ")) {
        return tag;
      }
    }
    return null;
  }

  private static List<Variant> answered(Variant from) {
    String text = from.file().text();
    Tag opening = opening(text);
    Tags tags = new Tags(text);
    Tag middle = opening == null ? null : tags.next(opening.end());
    // Tags that only give text do not split a block.
    while (middle != null && middle.output()) {
      middle = tags.next(middle.end());
    }
    if (opening == null || middle == null) {
      return List.of(from);
    }
    Tag closing = middle;
    if (middle.isElse()) {
      closing = tags.next(middle.end());
      while (closing != null && closing.output()) {
        closing = tags.next(closing.end());
      }
    }
    if (closing == null || !closing.isEnd()) {
      return List.of(from);
    }
    String yes = cut(text, opening.start(), opening.end(), middle.start(), closing.end());
    int other = middle == closing ? closing.start() : middle.end();
    String no = cut(text, opening.start(), other, closing.start(), closing.end());
    int space = opening.body().indexOf(' ');
    boolean negated = opening.body().startsWith("unless");
    String condition = opening.body().substring(space + 1).replace("{", "").strip();
    String before = from.condition();
    String prefix = before == null ? "" : before + " and ";
    return List.of(
        new Variant(written(from.file(), yes), prefix + (negated ? "not " : "") + condition),
        new Variant(written(from.file(), no), prefix + (negated ? "" : "not ") + condition));
  }

  /** Blanks out a block but for one side of it, so that all places stay. */
  private static String cut(String text, int start, int from, int to, int end) {
    return text.substring(0, start)
        + blank(text, start, from)
        + text.substring(from, to)
        + blank(text, to, end)
        + text.substring(end);
  }

  private static String blank(String text, int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      out.append(text.charAt(i) == '\n' ? '\n' : ' ');
    }
    return out.toString();
  }

  private static SourceFile written(SourceFile file, String text) {
    int[] origins = new int[text.length()];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = file.span(i, i).start();
    }
    return SourceFile.written(file.path(), text, origins);
  }

  /** Finds tags from the front to the back. */
  private static final class Tags {
    private final String text;
    private int jinja = -2;
    private int erb = -2;

    Tags(String text) {
      this.text = text;
    }

    @Nullable Tag next(int from) {
      jinja = after("{%", jinja, from);
      erb = after("<%", erb, from);
      return Tag.at(text, jinja, erb);
    }

    /** A sign that is found stays the next one until it is passed. */
    private int after(String sign, int known, int from) {
      return known == -1 || known >= from ? known : text.indexOf(sign, from);
    }
  }

  private record Tag(int start, int end, String body, boolean output) {
    static @Nullable Tag at(String text, int jinja, int erb) {
      int start = jinja < 0 || (erb >= 0 && erb < jinja) ? erb : jinja;
      int close = start < 0 ? -1 : text.indexOf(start == jinja ? "%}" : "%>", start + 2);
      if (close < 0) {
        return null;
      }
      int inner = start + 2;
      boolean output = text.charAt(inner) == '=';
      while (inner < close && "-=+".indexOf(text.charAt(inner)) >= 0) {
        inner++;
      }
      int stop = close;
      while (stop > inner && text.charAt(stop - 1) == '-') {
        stop--;
      }
      return new Tag(start, close + 2, text.substring(inner, stop).strip(), output);
    }

    boolean isElse() {
      return body.equals("else") || body.equals("} else {");
    }

    boolean isEnd() {
      return body.equals("endif") || body.equals("end") || body.equals("}");
    }
  }
}

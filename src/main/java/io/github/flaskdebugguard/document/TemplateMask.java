package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text in which template expressions ({@code {{ }}}, {@code {% %}}, {@code {# #}}, {@code <% %>}
 * of Jinja, Helm and cookiecutter) are replaced by as many harmless characters, so that another
 * format's parser reads the rest and every offset stays. Lines that hold nothing but control
 * expressions or comments become blank.
 */
final class TemplateMask {
  /** The private-use characters, which are printable for YAML and stand for nothing. */
  private static final char FIRST = '\uE000';

  private static final char LAST = '\uF8FF';
  private static final int LONGEST = 2_000;
  private static final Set<String> CONTROL =
      Set.of(
          "if",
          "else",
          "elif",
          "end",
          "range",
          "with",
          "define",
          "block",
          "template",
          "for",
          "endif",
          "endfor",
          "set",
          "endwith",
          "break",
          "continue");

  private final String original;
  private final String text;
  private final List<Expression> expressions;

  /** What masks every second expression, and what the others: it tells neighbours apart. */
  private final char even;

  private final char odd;

  /**
   * One template expression.
   *
   * @param start offset in this text, with its braces; a text that was written from another has
   *     other offsets there
   * @param end offset in this text
   * @param body without braces, trim marks and outer blanks
   * @param control whether it steers ({@code if}, {@code range}, an assignment, a comment) and
   *     gives no text
   */
  public record Expression(int start, int end, String body, boolean control) {}

  private TemplateMask(
      String original, String text, List<Expression> expressions, char even, char odd) {
    this.original = original;
    this.text = text;
    this.expressions = List.copyOf(expressions);
    this.even = even;
    this.odd = odd;
  }

  /** {@return the mask of a file; a file without template expressions is its own text} */
  public static TemplateMask of(SourceFile file) {
    String text = file.text();
    List<Expression> found = find(text);
    if (found.isEmpty()) {
      return new TemplateMask(text, text, found, FIRST, LAST);
    }
    BitSet used = privateUse(text);
    char even = unused(used, FIRST);
    char odd = unused(used, (char) (even + 1));
    char[] chars = text.toCharArray();
    int first = 0;
    while (first < found.size()) {
      int after = lineGroup(text, found, first);
      boolean blank = standsAlone(text, found.subList(first, after));
      for (int i = first; i < after; i++) {
        Expression masked = found.get(i);
        for (int at = masked.start(); at < masked.end(); at++) {
          boolean lineEnd = chars[at] == '\n' || chars[at] == '\r';
          if (blank) {
            chars[at] = lineEnd ? chars[at] : ' ';
          } else {
            chars[at] = i % 2 == 0 ? even : odd;
          }
        }
      }
      first = after;
    }
    return new TemplateMask(text, new String(chars), found, even, odd);
  }

  /** {@return which private-use characters stand in a text themselves} */
  private static BitSet privateUse(String text) {
    BitSet used = new BitSet();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST && c <= LAST) {
        used.set(c);
      }
    }
    return used;
  }

  private static char unused(BitSet used, char from) {
    return (char) Math.min(used.nextClearBit(from), LAST);
  }

  /** {@return the masked text, as long as the original} */
  public String text() {
    return text;
  }

  /** {@return what was masked, in order} */
  public List<Expression> expressions() {
    return expressions;
  }

  /**
   * {@return a value that was decoded from this stretch of the masked text, with its expressions as
   * written}
   */
  public String restore(String value, int start, int end) {
    if (expressions.isEmpty() || (value.indexOf(even) < 0 && value.indexOf(odd) < 0)) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    int next = firstFrom(start);
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (c != even && c != odd) {
        out.append(c);
        i++;
        continue;
      }
      while (i < value.length() && value.charAt(i) == c) {
        i++;
      }
      while (next < expressions.size() && isBlanked(next)) {
        next++;
      }
      if (next < expressions.size() && expressions.get(next).end() <= Math.max(end, start)) {
        Expression masked = expressions.get(next);
        out.append(original, masked.start(), masked.end());
        next++;
      }
    }
    return out.toString();
  }

  /**
   * {@return the body of the first expression inside this stretch that gives text or decides it, or
   * null}
   */
  public @Nullable String expressionIn(int start, int end) {
    for (int i = firstFrom(start); i < expressions.size(); i++) {
      Expression expression = expressions.get(i);
      if (expression.end() > end) {
        return null;
      }
      return expression.body();
    }
    return null;
  }

  private boolean isBlanked(int index) {
    return text.charAt(expressions.get(index).start()) == ' ';
  }

  private int firstFrom(int start) {
    int low = 0;
    int high = expressions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (expressions.get(middle).start() < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static List<Expression> find(String text) {
    List<Expression> found = new ArrayList<>();
    int at = 0;
    while (at < text.length() - 3) {
      String close = closing(text, at);
      if (close == null) {
        at++;
        continue;
      }
      int end = text.indexOf(close, at + 2, Math.min(text.length(), at + LONGEST));
      if (end < 0) {
        at += 2;
        continue;
      }
      end += close.length();
      if (text.startsWith("{{{", at) && text.startsWith("}", end)) {
        end++;
      }
      String body = body(text.substring(at, end));
      boolean control = !close.equals("}}") || isControl(body);
      found.add(new Expression(at, end, body, control && !isOutput(text, at)));
      at = end;
    }
    return found;
  }

  private static @Nullable String closing(String text, int at) {
    char first = text.charAt(at);
    char second = text.charAt(at + 1);
    if (first == '{') {
      return switch (second) {
        case '{' -> "}}";
        case '%' -> "%}";
        case '#' -> at > 0 && text.charAt(at - 1) == '$' ? null : "#}";
        default -> null;
      };
    }
    return first == '<' && second == '%' ? "%>" : null;
  }

  private static boolean isOutput(String text, int at) {
    return text.startsWith("<%=", at);
  }

  private static String body(String whole) {
    int start = 0;
    int end = whole.length();
    while (start < end && "{%#<-~=".indexOf(whole.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "}%#>-~".indexOf(whole.charAt(end - 1)) >= 0) {
      end--;
    }
    return whole.substring(start, end).strip();
  }

  private static boolean isControl(String body) {
    if (body.startsWith("/*") || body.isEmpty()) {
      return true;
    }
    int end = 0;
    while (end < body.length() && Character.isLetter(body.charAt(end))) {
      end++;
    }
    String word = body.substring(0, end);
    if (CONTROL.contains(word)) {
      return !word.equals("template") && !word.equals("block");
    }
    return body.startsWith("$") && (body.contains(":=") || body.contains(" = "));
  }

  /** {@return the index after the last expression that stands on the lines of this one} */
  private static int lineGroup(String text, List<Expression> found, int first) {
    int after = first + 1;
    int lineEnd = lineEnd(text, found.get(first).end());
    while (after < found.size() && found.get(after).start() < lineEnd) {
      int end = found.get(after).end();
      lineEnd = end > lineEnd ? lineEnd(text, end) : lineEnd;
      after++;
    }
    return after;
  }

  /**
   * Whether nothing else stands on the lines of these expressions, so that they cannot be a value
   * in their line. An expression that gives text and is the whole value of the key on the line
   * before stays, as that key's value.
   */
  private static boolean standsAlone(String text, List<Expression> group) {
    int start = group.getFirst().start();
    int lineStart = lineStart(text, start);
    int at = lineStart;
    boolean control = true;
    for (Expression expression : group) {
      if (!text.substring(at, expression.start()).isBlank()) {
        return false;
      }
      control &= expression.control();
      at = expression.end();
    }
    int lineEnd = lineEnd(text, at);
    return text.substring(at, lineEnd).isBlank()
        && (control || !isValueOfLineBefore(text, start, lineStart, lineEnd));
  }

  private static boolean isValueOfLineBefore(String text, int start, int lineStart, int lineEnd) {
    int before = lineStart - 1;
    while (before > 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    if (before <= 0 || text.charAt(before) != ':') {
      return false;
    }
    int keyIndent = indent(text, lineStart(text, before));
    if (start - lineStart <= keyIndent) {
      return false;
    }
    int next = lineEnd;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return true;
    }
    int nextIndent = next - lineStart(text, next);
    return nextIndent <= keyIndent
        && !(nextIndent == keyIndent
            && text.startsWith("- ", next)
            && text.charAt(lineStart(text, before) + keyIndent) != '-');
  }

  private static int indent(String text, int lineStart) {
    int at = lineStart;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - lineStart;
  }

  private static int lineStart(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  private static int lineEnd(String text, int at) {
    int newline = text.indexOf('\n', at);
    return newline < 0 ? text.length() : newline;
  }
}

package io.github.flaskdebugguard.document.shell;

import java.util.function.IntConsumer;

/**
 * Finds where a line ends as shells read it: behind words that go over several lines. A
 * here-document begins there, before the words of its line are parsed.
 */
final class LineEnd {
  /** How far it is looked for: longer words of several lines are not followed. */
  private static final int LINE = 4_096;

  private final String text;
  private final int from;
  private final int limit;
  private int at;

  /** What ends the words, quotes and brackets that are open, the innermost last. */
  private final StringBuilder open = new StringBuilder();

  private LineEnd(String text, int from) {
    this.text = text;
    this.from = from;
    this.limit = Math.min(text.length(), from + LINE);
  }

  /**
   * {@return the offset of the line feed; of the first one if a word has no end}
   *
   * @param looked is told how many characters were looked at
   */
  static int after(String text, int from, IntConsumer looked) {
    int first = first(text, from);
    if (first == text.length()) {
      return first;
    }
    LineEnd end = new LineEnd(text, from);
    int offset = end.find(first);
    looked.accept(end.at - from);
    return offset;
  }

  /** {@return the offset of the first line feed, the end of the text when there is none} */
  static int first(String text, int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? text.length() : feed;
  }

  private int find(int first) {
    int groups = 0;
    for (int i = from; i < limit; i++) {
      at = i;
      char c = text.charAt(i);
      char next = i + 1 < limit ? text.charAt(i + 1) : '\0';
      char within = open.isEmpty() ? '\0' : open.charAt(open.length() - 1);
      boolean word = i > from && !ShellCursor.isMeta(text.charAt(i - 1));
      if (c == '\\') {
        i++;
      } else if (c == within && !open.isEmpty()) {
        open.setLength(open.length() - 1);
      } else if (c == '\'' && !isDoubleQuoted()) {
        i = quoteEnd(i, i > from && text.charAt(i - 1) == '$');
      } else if (c == '`' || c == '"') {
        open.append(c);
      } else if (c == '$' && next == '{') {
        open.append('}');
        i++;
      } else if (next == '(' && (c == '$' || (within != '"' && (c == '<' || c == '>')))) {
        open.append(')');
        i++;
      } else if (c == '(' && within == ')') {
        open.append(')');
      } else if (c == '#' && !word && (open.isEmpty() || within == ')')) {
        int feed = text.indexOf('\n', i);
        if (feed < 0) {
          return open.isEmpty() ? text.length() : first;
        }
        i = feed - 1;
      } else if (open.isEmpty()) {
        if (c == '\n') {
          return i;
        }
        groups += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (groups < 0) {
          // The substitution around the here-document ends.
          return first;
        }
      }
    }
    return first;
  }

  private int quoteEnd(int quote, boolean escapes) {
    int i = quote + 1;
    while (i < limit && text.charAt(i) != '\'') {
      i += escapes && text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  /** {@return whether a single quote is a character like any other} */
  private boolean isDoubleQuoted() {
    int i = open.length() - 1;
    while (i >= 0 && open.charAt(i) == '}') {
      i--;
    }
    return i >= 0 && open.charAt(i) == '"';
  }
}

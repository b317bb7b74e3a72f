package io.github.flaskdebugguard.python.syntax;

/**
 * Judges, in a file where a triple quote is missing somewhere, whether a triple-quoted string is
 * really the code between two strings.
 */
final class InsideOut {
  private InsideOut() {}

  /**
   * {@return whether the text between {@code from} and {@code end} is code} A string does not end
   * right before a letter (that quote opens one), and prose has no line that reads like a
   * definition and ends with a colon.
   */
  static boolean isCode(char[] text, int length, int start, int from, int end) {
    if (end < length && Character.isLetterOrDigit(text[end])) {
      return true;
    }
    int indentation = indentationOf(text, start);
    int line = from;
    while (true) {
      while (line < end && !Lexer.isNewline(text[line])) {
        line++;
      }
      if (line >= end) {
        return false;
      }
      int first = line + 1;
      while (first < end && (text[first] == ' ' || text[first] == '\t')) {
        first++;
      }
      boolean outer = first - line - 1 <= indentation;
      if (outer && isDefinition(text, first, end)) {
        return true;
      }
      line = first;
    }
  }

  private static int indentationOf(char[] text, int offset) {
    int lineStart = offset;
    while (lineStart > 0 && !Lexer.isNewline(text[lineStart - 1])) {
      lineStart--;
    }
    int first = lineStart;
    while (text[first] == ' ' || text[first] == '\t') {
      first++;
    }
    return first - lineStart;
  }

  private static boolean isDefinition(char[] text, int first, int end) {
    int word = startsWith(text, first, "def ") ? 4 : startsWith(text, first, "class ") ? 6 : 0;
    if (word == 0
        || !Character.isUnicodeIdentifierStart(text[first + word]) && text[first + word] != '_') {
      return false;
    }
    int at = first + word;
    while (at < end && (Character.isUnicodeIdentifierPart(text[at]) && text[at] != 0)) {
      at++;
    }
    return text[at] == '(' || text[at] == ':';
  }

  private static boolean startsWith(char[] text, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

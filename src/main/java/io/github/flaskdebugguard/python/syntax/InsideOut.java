package io.github.flaskdebugguard.python.syntax;

import java.util.List;

/**
 * Judges, in a file where a triple quote is missing somewhere, whether a triple-quoted string is
 * really the code between two strings.
 */
final class InsideOut {
  private static final List<String> OPERATORS =
      List.of("and ", "as ", "else ", "for ", "if ", "in ", "is ", "not ", "or ");

  private InsideOut() {}

  /**
   * {@return whether the text between {@code from} and {@code end} is code} A string does not end
   * right before a letter (that quote opens one), and prose at the indentation of its quotes has no
   * line that reads like a definition, an import or a return.
   */
  static boolean isCode(char[] text, int length, int indentation, int from, int end) {
    if (opensText(text, length, end)) {
      return true;
    }
    int line = from;
    while (true) {
      while (line < end && !Lexer.isNewline(text[line])) {
        line++;
      }
      if (line >= end) {
        return false;
      }
      int first = line + 1;
      int column = 0;
      while (first < end && (text[first] == ' ' || text[first] == '\t')) {
        column = text[first] == ' ' ? column + 1 : (column / Lexer.TAB + 1) * Lexer.TAB;
        first++;
      }
      boolean outer = column <= indentation;
      if (outer && isStatement(text, first, end)) {
        return true;
      }
      line = first;
    }
  }

  /**
   * {@return whether the quotes that end at {@code end} open a string rather than close one}
   * Nothing but an operator that is a word may follow a string without a space.
   */
  static boolean opensText(char[] text, int length, int end) {
    if (end >= length || !Character.isLetterOrDigit(text[end])) {
      return false;
    }
    for (String operator : OPERATORS) {
      if (startsWith(text, end, operator)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether the line that starts at {@code first} is code, not prose} */
  private static boolean isStatement(char[] text, int first, int end) {
    if (startsWith(text, first, "return ")
        || startsWith(text, first, "self.")
        || startsWith(text, first, "import ")
        || text[first] == '@') {
      return true;
    }
    return startsWith(text, first, "from ")
        ? lineHas(text, first, end, " import ")
        : isDefinition(text, first, end);
  }

  private static boolean lineHas(char[] text, int first, int end, String word) {
    for (int at = first; at < end && !Lexer.isNewline(text[at]); at++) {
      if (startsWith(text, at, word)) {
        return true;
      }
    }
    return false;
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

package io.github.flaskdebugguard.python.syntax;

/** Finds where a number ends, Python 2's {@code 0777L} included. */
final class NumberScanner {
  private NumberScanner() {}

  /**
   * {@return the offset after the number at {@code start}; {@code text} has zeros after its end}
   */
  static int end(char[] text, int start) {
    char base = Character.toLowerCase(text[start + 1]);
    if (text[start] == '0' && (base == 'x' || base == 'o' || base == 'b')) {
      int end = start + 2;
      while (base == 'x' ? isHex(text[end]) : isDigitOrUnderscore(text[end])) {
        end++;
      }
      return longSuffix(text, end);
    }
    int end = digits(text, start);
    boolean fraction = text[end] == '.';
    if (fraction) {
      end = digits(text, end + 1);
    }
    char c = text[end];
    if (c == 'e' || c == 'E') {
      char next = text[end + 1];
      boolean signed = next == '+' || next == '-';
      if (Lexer.isDigit(signed ? text[end + 2] : next)) {
        end = digits(text, end + (signed ? 2 : 1));
        fraction = true;
      }
    }
    c = text[end];
    if (c == 'j' || c == 'J') {
      return end + 1;
    }
    return fraction ? end : longSuffix(text, end);
  }

  private static int digits(char[] text, int start) {
    int end = start;
    while (isDigitOrUnderscore(text[end])) {
      end++;
    }
    return end;
  }

  private static int longSuffix(char[] text, int end) {
    char c = text[end];
    boolean suffix =
        (c == 'l' || c == 'L')
            && (text[end + 1] == 0 || !Character.isUnicodeIdentifierPart(text[end + 1]));
    return suffix ? end + 1 : end;
  }

  private static boolean isDigitOrUnderscore(char c) {
    return c >= '0' && c <= '9' || c == '_';
  }

  private static boolean isHex(char c) {
    return isDigitOrUnderscore(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  /** {@return the number without its underscores} */
  static String literal(char[] text, int start, int end) {
    String literal = new String(text, start, end - start);
    return literal.indexOf('_') < 0 ? literal : literal.replace("_", "");
  }
}

package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.Text;

/** Decodes string literals: prefixes, quotes, escapes, and line ends to {@code \n}. */
final class StringLiteral {
  /** Characters of the name of one character, of which Unicode has none as long. */
  private static final int LONGEST_NAME = 200;

  private StringLiteral() {}

  /** The literal from its prefix to its closing quotes. */
  static Text decode(char[] text, int start, int end) {
    boolean raw = false;
    boolean bytes = false;
    int at = start;
    while (text[at] != '"' && text[at] != '\'') {
      int letter = text[at] | 0x20;
      raw |= letter == 'r';
      bytes |= letter == 'b';
      at++;
    }
    char quote = text[at];
    int quotes = end - at >= 6 && text[at + 1] == quote && text[at + 2] == quote ? 3 : 1;
    return new Text(decode(text, at + quotes, end - quotes, raw, bytes, false), bytes, start, end);
  }

  static boolean isRaw(char[] text, int start) {
    for (int at = start; text[at] != '"' && text[at] != '\''; at++) {
      if ((text[at] | 0x20) == 'r') {
        return true;
      }
    }
    return false;
  }

  /** A literal part of an f-string, in which braces are doubled. */
  static String decodeFormatText(char[] text, int start, int end, boolean raw) {
    return decode(text, start, end, raw, false, true);
  }

  private static String decode(
      char[] text, int start, int end, boolean raw, boolean bytes, boolean doubledBraces) {
    int at = start;
    while (at < end && !isSpecial(text[at], raw, doubledBraces)) {
      at++;
    }
    if (at == end) {
      return new String(text, start, end - start);
    }
    StringBuilder value = new StringBuilder(end - start);
    value.append(text, start, at - start);
    while (at < end) {
      char c = text[at];
      if (c == '\\' && !raw) {
        at = escape(text, at, end, bytes, value);
      } else if (c == '\r') {
        value.append('\n');
        at += at + 1 < end && text[at + 1] == '\n' ? 2 : 1;
      } else {
        value.append(c);
        at += doubledBraces && (c == '{' || c == '}') && at + 1 < end && text[at + 1] == c ? 2 : 1;
      }
    }
    return value.toString();
  }

  private static boolean isSpecial(char c, boolean raw, boolean doubledBraces) {
    return c == '\\' && !raw || c == '\r' || doubledBraces && (c == '{' || c == '}');
  }

  /** Appends what the escape at {@code at} stands for; answers the offset after it. */
  private static int escape(char[] text, int at, int end, boolean bytes, StringBuilder value) {
    if (at + 1 >= end) {
      value.append('\\');
      return end;
    }
    char c = text[at + 1];
    int after = at + 2;
    switch (c) {
      case '\n' -> {}
      case '\r' -> after += after < end && text[after] == '\n' ? 1 : 0;
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case 'x' -> after = hex(text, at, after, 2, end, value);
      case 'u', 'U', 'N' -> {
        if (bytes) {
          value.append('\\').append(c);
        } else if (c == 'N') {
          after = named(text, at, end, value);
        } else {
          after = hex(text, at, after, c == 'u' ? 4 : 8, end, value);
        }
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int code = c - '0';
        while (after < end && after < at + 4 && text[after] >= '0' && text[after] <= '7') {
          code = code * 8 + text[after++] - '0';
        }
        value.append((char) (bytes ? code & 0xff : code));
      }
      default -> value.append('\\').append(c);
    }
    return after;
  }

  private static int hex(char[] text, int at, int from, int digits, int end, StringBuilder value) {
    long code = 0;
    boolean valid = from + digits <= end;
    for (int i = from; valid && i < from + digits; i++) {
      int digit = text[i] < 128 ? Character.digit(text[i], 16) : -1;
      valid = digit >= 0;
      code = code * 16 + digit;
    }
    if (!valid || code > Character.MAX_CODE_POINT) {
      value.append(text, at, 2);
      return from;
    }
    value.appendCodePoint((int) code);
    return from + digits;
  }

  private static int named(char[] text, int at, int end, StringBuilder value) {
    int close = at + 2;
    int last = Math.min(end, close + LONGEST_NAME);
    while (close < last && text[close] != '}') {
      close++;
    }
    if (close >= last || text[at + 2] != '{') {
      value.append("\\N");
      return at + 2;
    }
    try {
      value.appendCodePoint(Character.codePointOf(new String(text, at + 3, close - at - 3)));
    } catch (IllegalArgumentException _) {
      // An alias or a named sequence, which the JDK does not know: kept as it stands.
      value.append(text, at, close + 1 - at);
    }
    return close + 1;
  }
}

package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits settings of systemd into words (executed: 252): quotes of both kinds are removed anywhere
 * in a word, C escapes are decoded, other backslashes stay.
 */
final class SystemdWords {
  private SystemdWords() {}

  /** {@return the words, or null when a quote never closes; systemd then drops the line} */
  static @Nullable List<String> split(String line) {
    String text = joined(line);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        inside = true;
        i = escape(text, i + 1, word);
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inside = true;
      } else if (c <= ' ') {
        if (inside) {
          words.add(word.toString());
          word.setLength(0);
          inside = false;
        }
      } else {
        word.append(c);
        inside = true;
      }
    }
    if (quote != 0) {
      return null;
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }

  /** Template expressions lose their blanks and quotes, so that they stay one word. */
  static String joined(String line) {
    String text = joined(line, "{{", "}}");
    return joined(text, "<%", "%>");
  }

  private static String joined(String line, String opening, String closing) {
    int open = line.indexOf(opening);
    if (open < 0) {
      return line;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (open >= 0) {
      int close = line.indexOf(closing, open);
      if (close < 0) {
        break;
      }
      text.append(line, at, open);
      for (int i = open; i < close; i++) {
        char c = line.charAt(i);
        if (c > ' ' && c != '"' && c != '\'' && c != '\\') {
          text.append(c);
        }
      }
      at = close;
      open = line.indexOf(opening, close);
    }
    return text.append(line, at, line.length()).toString();
  }

  /** Decodes the escape at an offset; answers the offset of its last character. */
  private static int escape(String text, int at, StringBuilder word) {
    char c = text.charAt(at);
    int simple = "abfnrtv\\\"'s".indexOf(c);
    if (simple >= 0) {
      word.append("\u0007\b\f\n\r\t\u000b\\\"' ".charAt(simple));
      return at;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    int code = digits == 0 ? octal(text, at) : number(text, at + 1, digits, 16);
    if (code <= 0 || !Character.isValidCodePoint(code)) {
      word.append('\\').append(c);
      return at;
    }
    word.appendCodePoint(code);
    return digits == 0 ? at + 2 : at + digits;
  }

  private static int octal(String text, int at) {
    return number(text, at, 3, 8);
  }

  private static int number(String text, int start, int digits, int radix) {
    if (start + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || value > 0x10ffff) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}

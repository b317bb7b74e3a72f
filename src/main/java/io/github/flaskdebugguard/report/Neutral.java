package io.github.flaskdebugguard.report;

/**
 * Makes text of a repository harmless for terminals, logs and runners: it stays on its line, moves
 * no cursor, changes no direction and gives a runner no command. Source: GitHub's runner takes
 * {@code ::name::} at the start of a line and {@code ##[name]} anywhere in it (ActionCommand of
 * actions/runner); reports therefore never begin a line with such text.
 */
public final class Neutral {
  private Neutral() {}

  /** {@return the text on one line, at most so many characters long} */
  static String line(String text, int limit) {
    return line(text.length() > limit ? cut(text, limit) : text);
  }

  /** {@return the text on one line} */
  public static String line(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      append(out, text, i);
    }
    return out.toString();
  }

  /** {@return the text with an ellipsis in place of all that is beyond the limit} */
  static String cut(String text, int limit) {
    int end = Math.max(limit - 1, 0);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** Appends one character as it may be shown. */
  static void append(StringBuilder out, String text, int i) {
    char c = text.charAt(i);
    if (c == '\t') {
      out.append("    ");
    } else if (c == '[' && i > 1 && text.charAt(i - 1) == '#' && text.charAt(i - 2) == '#') {
      out.append("\\[");
    } else if (!Character.isSurrogate(c)) {
      appendUnit(out, c);
    } else if (isPaired(text, i)) {
      int first = Character.isHighSurrogate(c) ? i : i - 1;
      if (isHarmful(text.codePointAt(first))) {
        appendEscape(out, c);
      } else {
        out.append(c);
      }
    } else {
      out.append('\ufffd');
    }
  }

  private static void appendUnit(StringBuilder out, char c) {
    if (!isHarmful(c)) {
      out.append(c);
      return;
    }
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      default -> appendEscape(out, c);
    }
  }

  private static void appendEscape(StringBuilder out, char c) {
    out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
  }

  /** Letters for tags and the like: text that a program reads and nobody sees. */
  private static boolean isHarmful(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        && codePoint != 0x110bd
        && codePoint != 0x110cd;
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c == '[' && i > 1 && text.charAt(i - 1) == '#')) {
        return false;
      }
    }
    return true;
  }

  /** Controls, line ends of any kind, marks that change the direction, and invisible characters. */
  static boolean isHarmful(char c) {
    return c < ' '
        || (c >= 0x7f && c <= 0x9f)
        || c == 0xad
        || c == 0x61c
        || c == 0x180e
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }
}

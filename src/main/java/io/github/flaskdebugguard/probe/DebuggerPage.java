package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;
import org.jspecify.annotations.Nullable;

/**
 * The script block of Werkzeug's traceback and console pages. Source: {@code
 * werkzeug/debug/tbtools.py}, HEADER, 0.9 to 3.1: {@code var CONSOLE_MODE = true, EVALEX = true,
 * EVALEX_TRUSTED = false, SECRET = "..."}, before 2.0 with {@code TRACEBACK = n} in it.
 *
 * @param console whether it is the console and not a traceback
 * @param trusted whether code runs without a PIN; unknown before Werkzeug 0.11, which had none
 * @param complete whether footer and resources of the page are there too
 */
record DebuggerPage(boolean console, boolean evalex, State trusted, boolean complete) {
  /** {@return the debugger's page in an answer, or null} */
  static @Nullable DebuggerPage in(Answer answer) {
    String text = answer.text();
    String evalex = value(text, "EVALEX = ");
    String secret = value(text, "SECRET = \"");
    if (evalex.isEmpty() || secret.length() < 16) {
      return null;
    }
    String trusted = value(text, "EVALEX_TRUSTED = ");
    return new DebuggerPage(
        value(text, "CONSOLE_MODE = ").equals("true"),
        evalex.equals("true"),
        trusted.isEmpty() ? State.UNKNOWN : trusted.equals("true") ? State.ON : State.OFF,
        text.contains("__debugger__=yes&amp;cmd=resource") && text.contains("DON'T PANIC"));
  }

  /** {@return the letters, digits and the like behind a mark} */
  private static String value(String text, String mark) {
    int start = text.indexOf(mark);
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start = text.indexOf(mark, start + 1);
    }
    if (start < 0) {
      return "";
    }
    int end = start + mark.length();
    int first = end;
    while (end < text.length() && end - first < 64 && isWord(text.charAt(end))) {
      end++;
    }
    return text.substring(first, end);
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}

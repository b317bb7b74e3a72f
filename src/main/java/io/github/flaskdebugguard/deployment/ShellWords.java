package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code shlex}, in the two ways in which supervisor uses it. */
final class ShellWords {
  private ShellWords() {}

  /** {@return the words of {@code shlex.split}, or null when a quote never closes} */
  static @Nullable List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '\'' || (quote == '"' && c != '\\')) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        if (quote == '"' && next != '"' && next != '\\') {
          word.append('\\');
        }
        word.append(next);
        inside = true;
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

  /**
   * {@return the tokens of {@code shlex.shlex} with the extra word characters of supervisor's
   * {@code environment=}; quotes stay; null when a quote never closes}
   */
  static @Nullable List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c <= ' ') {
        i++;
      } else if (c == '\'' || c == '"') {
        int end = text.indexOf(c, i + 1);
        if (end < 0) {
          return null;
        }
        tokens.add(text.substring(i, end + 1));
        i = end + 1;
      } else if (isWord(c)) {
        int end = i;
        while (end < text.length() && isWord(text.charAt(end))) {
          end++;
        }
        tokens.add(text.substring(i, end));
        i = end;
      } else {
        tokens.add(String.valueOf(c));
        i++;
      }
    }
    return tokens;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_/.+-():{}|\uE000".indexOf(c) >= 0;
  }
}

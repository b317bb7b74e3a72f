package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import java.util.List;

/** A command as a person would write it. */
final class CommandLine {
  private CommandLine() {}

  /**
   * {@return the words with quotes where a shell would need them; {@code sh -c line} is the line;
   * an unknown word is its variable}
   */
  static String shown(List<Text> words) {
    if (words.size() == 3
        && words.get(0) instanceof Text.Known shell
        && (shell.value().equals("/bin/sh") || shell.value().equals("sh"))
        && words.get(1) instanceof Text.Known option
        && option.value().equals("-c")
        && words.get(2) instanceof Text.Known line) {
      return line.value();
    }
    StringBuilder out = new StringBuilder();
    for (Text word : words) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      out.append(
          switch (word) {
            case Text.Known known -> quoted(known.value());
            case Text.Unknown unknown ->
                unknown.variable() == null ? "…" : "${" + unknown.variable() + "}";
          });
    }
    return out.toString();
  }

  private static String quoted(String word) {
    if (word.isEmpty()) {
      return "''";
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && "-_=+.,:/@%()[]{}$".indexOf(c) < 0) {
        return "'" + word.replace("'", "'\\''") + "'";
      }
    }
    return word;
  }
}

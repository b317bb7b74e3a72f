package io.github.flaskdebugguard.deployment.compose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How compose v2 splits a {@code command} or {@code entrypoint} string (executed: 2.26.1). No
 * shell: the first unquoted {@code ; & | < >} ends it and the rest is dropped; unquoted parentheses
 * and open quotes are errors; {@code $(..)} and backticks are text.
 *
 * @param words what is left; as good a guess as possible when there is an error
 * @param dropped the part that is never run, or null
 * @param error whether compose refuses it
 */
record CommandWords(List<String> words, @Nullable String dropped, boolean error) {
  CommandWords {
    words = List.copyOf(words);
  }

  static CommandWords split(String line) {
    return new Splitter(line).split();
  }

  private static final class Splitter {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean open;
    private boolean escaped;
    private boolean doubleQuoted;
    private boolean singleQuoted;
    private boolean backQuoted;
    private boolean substitution;
    private boolean error;
    private @Nullable String dropped;

    Splitter(String line) {
      this.line = line;
    }

    CommandWords split() {
      for (int i = 0; i < line.length() && dropped == null; i++) {
        take(line.charAt(i), i);
      }
      if (open) {
        words.add(word.toString());
      }
      error |= escaped || singleQuoted || doubleQuoted || backQuoted || substitution;
      return new CommandWords(words, dropped, error);
    }

    private void take(char c, int at) {
      if (escaped) {
        word.append(c == 't' ? '\t' : c == 'n' ? '\n' : c);
        escaped = false;
        open = true;
      } else if (c == '\\') {
        if (singleQuoted) {
          word.append(c);
        } else {
          escaped = true;
        }
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        blank(c);
      } else if (c == '"' && !singleQuoted && !substitution) {
        open |= doubleQuoted;
        doubleQuoted = !doubleQuoted;
      } else if (c == '\'' && !doubleQuoted && !substitution) {
        open |= singleQuoted;
        singleQuoted = !singleQuoted;
      } else if (";&|<>".indexOf(c) >= 0 && !quoted()) {
        stop(c, at);
      } else {
        other(c);
      }
    }

    private void blank(char c) {
      if (quoted()) {
        word.append(c);
      } else if (open) {
        words.add(word.toString());
        word.setLength(0);
        open = false;
      }
    }

    private void other(char c) {
      boolean plain = !singleQuoted && !doubleQuoted;
      if (c == '`' && plain && !substitution) {
        backQuoted = !backQuoted;
      } else if (c == ')' && plain && !backQuoted) {
        error |= !substitution;
        substitution = false;
      } else if (c == '(' && plain && !backQuoted) {
        if (!substitution && !word.isEmpty() && word.charAt(word.length() - 1) == '$') {
          substitution = true;
        } else {
          error = true;
        }
      }
      word.append(c);
      open = true;
    }

    private void stop(char c, int at) {
      // A file descriptor before ">" is no word.
      if (c == '>' && !word.isEmpty() && Character.isDigit(word.charAt(0))) {
        open = false;
      }
      dropped = line.substring(at);
    }

    private boolean quoted() {
      return singleQuoted || doubleQuoted || backQuoted || substitution;
    }
  }
}

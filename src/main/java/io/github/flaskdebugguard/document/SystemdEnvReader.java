package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;

/**
 * systemd's {@code EnvironmentFile=} (executed: 252 as pid 1). Quotes count only at the start of a
 * value, {@code #} starts a comment only at the start of a line, a backslash continues a line, and
 * there are no references.
 */
final class SystemdEnvReader {
  private enum State {
    BEFORE_NAME,
    NAME,
    BEFORE_VALUE,
    VALUE,
    ESCAPE,
    SINGLE,
    DOUBLE,
    DOUBLE_ESCAPE,
    COMMENT,
    COMMENT_ESCAPE
  }

  private final String text;
  private final EnvEntries entries;
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private int start;
  private int kept;

  SystemdEnvReader(SourceFile file, EnvEntries entries) {
    this.text = file.text();
    this.entries = entries;
  }

  void read() {
    State state = State.BEFORE_NAME;
    for (int i = 0; i < text.length(); i++) {
      state = next(state, text.charAt(i), i);
    }
    switch (state) {
      case BEFORE_NAME, NAME, COMMENT, COMMENT_ESCAPE -> {}
      case BEFORE_VALUE, VALUE, ESCAPE, SINGLE, DOUBLE, DOUBLE_ESCAPE -> push(text.length());
    }
  }

  private State next(State state, char c, int at) {
    boolean newline = c == '\n' || c == '\r';
    return switch (state) {
      case BEFORE_NAME -> {
        if (c == '#' || c == ';') {
          yield State.COMMENT;
        }
        if (newline || isBlank(c)) {
          yield State.BEFORE_NAME;
        }
        start = at;
        name.setLength(0);
        value.setLength(0);
        kept = 0;
        name.append(c);
        yield State.NAME;
      }
      case NAME -> {
        if (newline) {
          yield State.BEFORE_NAME;
        }
        if (c == '=') {
          yield State.BEFORE_VALUE;
        }
        name.append(c);
        yield State.NAME;
      }
      case BEFORE_VALUE -> {
        if (newline) {
          yield push(at);
        }
        if (isBlank(c)) {
          yield State.BEFORE_VALUE;
        }
        yield switch (c) {
          case '\'' -> State.SINGLE;
          case '"' -> State.DOUBLE;
          case '\\' -> State.ESCAPE;
          default -> keep(c, State.VALUE);
        };
      }
      case VALUE -> {
        if (newline) {
          yield push(at);
        }
        if (c == '\\') {
          yield State.ESCAPE;
        }
        if (isBlank(c)) {
          value.append(c);
          yield State.VALUE;
        }
        yield keep(c, State.VALUE);
      }
      case ESCAPE -> newline ? State.VALUE : keep(c, State.VALUE);
      case SINGLE -> c == '\'' ? State.BEFORE_VALUE : keep(c, State.SINGLE);
      case DOUBLE ->
          c == '"' ? State.BEFORE_VALUE : c == '\\' ? State.DOUBLE_ESCAPE : keep(c, State.DOUBLE);
      case DOUBLE_ESCAPE -> {
        if (newline) {
          yield State.DOUBLE;
        }
        if (c != '"' && c != '\\' && c != '`' && c != '$') {
          value.append('\\');
        }
        yield keep(c, State.DOUBLE);
      }
      case COMMENT ->
          newline ? State.BEFORE_NAME : c == '\\' ? State.COMMENT_ESCAPE : State.COMMENT;
      case COMMENT_ESCAPE -> State.COMMENT;
    };
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private State keep(char c, State state) {
    value.append(c);
    kept = value.length();
    return state;
  }

  private State push(int end) {
    String key = name.toString().stripTrailing();
    if (isName(key)) {
      entries.set(key, value.substring(0, kept), start, end);
    } else {
      entries.skipped(
          "systemd ignores this line: \"" + key + "\" is not a variable name", start, end);
    }
    return State.BEFORE_NAME;
  }

  /**
   * {@return whether this is a name of letters, digits and underscores that does not start with a
   * digit}
   */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}

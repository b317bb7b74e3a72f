package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.verdict.State;

/** Colours for a terminal, or none. Meaning never rests on them alone. */
record Paint(boolean colour) {
  String bold(String text) {
    return code("1", text);
  }

  String faint(String text) {
    return code("2", text);
  }

  String link(String text) {
    return code("36", text);
  }

  String level(Level level, String text) {
    return code(
        switch (level) {
          case ERROR -> "1;31";
          case WARNING -> "1;33";
          case NOTE -> "1;36";
        },
        text);
  }

  String state(State state, String text) {
    return code(
        switch (state) {
          case ON -> "1;31";
          case OFF -> "32";
          case UNKNOWN -> "33";
        },
        text);
  }

  private String code(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

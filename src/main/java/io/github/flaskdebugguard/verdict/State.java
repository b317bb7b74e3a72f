package io.github.flaskdebugguard.verdict;

import java.util.Locale;

/** Whether something is on. */
public enum State {
  ON,
  OFF,
  UNKNOWN;

  /** {@return the word in reports} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

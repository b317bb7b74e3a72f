package io.github.flaskdebugguard.rule;

import java.util.Locale;

/** How serious a finding is; the most serious first. */
public enum Level {
  ERROR,
  WARNING,
  NOTE;

  /** {@return the word in reports and options} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.rule.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The least serious level of a finding that fails. */
public enum FailOn {
  ERROR(Level.ERROR),
  WARNING(Level.WARNING),
  NOTE(Level.NOTE),
  NEVER(null);

  private final @Nullable Level level;

  FailOn(@Nullable Level level) {
    this.level = level;
  }

  /** {@return the level, null when no finding fails} */
  public @Nullable Level level() {
    return level;
  }

  /** {@return the word in options and in the configuration} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the one of a word, or null} */
  public static @Nullable FailOn of(String word) {
    for (FailOn one : values()) {
      if (one.word().equals(word)) {
        return one;
      }
    }
    return null;
  }
}

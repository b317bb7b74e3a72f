package io.github.flaskdebugguard.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much a scan asks of deployments. */
public enum Policy {
  /** Debug mode must not be on. */
  DEFAULT,
  /**
   * Every deployment that strangers may reach must turn debug mode off itself, and what cannot be
   * told is a failure.
   */
  STRICT;

  /** {@return the word in options and in the configuration} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the policy of a word, or null} */
  public static @Nullable Policy of(String word) {
    for (Policy policy : values()) {
      if (policy.word().equals(word)) {
        return policy;
      }
    }
    return null;
  }

  /** {@return whether the policy itself decides the level of a rule} */
  public boolean decides(RuleInfo rule) {
    return this == STRICT
        && (rule.id().equals("debug-off-not-explicit") || rule.id().equals("debug-state-unknown"));
  }

  /** {@return the level of a rule, or null for a rule that is off} */
  public @Nullable Level level(RuleInfo rule) {
    if (decides(rule)) {
      return Level.ERROR;
    }
    return rule.onRequest() ? null : rule.level();
  }
}

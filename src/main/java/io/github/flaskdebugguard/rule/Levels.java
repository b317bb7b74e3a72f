package io.github.flaskdebugguard.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The levels of all rules in a scan.
 *
 * @param byRule what the user says, by the rule's id; it beats the policy
 */
public record Levels(Policy policy, Map<String, Choice> byRule) {
  /** What rules say of themselves. */
  public static final Levels DEFAULT = new Levels(Policy.DEFAULT, Map.of());

  public Levels {
    byRule = Map.copyOf(byRule);
  }

  /** What a user says of a rule. */
  public enum Choice {
    ERROR(Level.ERROR),
    WARNING(Level.WARNING),
    NOTE(Level.NOTE),
    OFF(null);

    private final @Nullable Level level;

    Choice(@Nullable Level level) {
      this.level = level;
    }

    /** {@return the word in options and in the configuration} */
    public String word() {
      return level == null ? "off" : level.word();
    }

    /** {@return the choice of a word, or null} */
    public static @Nullable Choice of(String word) {
      for (Choice choice : values()) {
        if (choice.word().equals(word)) {
          return choice;
        }
      }
      return null;
    }
  }

  /** {@return the level of a rule, or null for a rule that is off} */
  public @Nullable Level of(RuleInfo rule) {
    Choice choice = byRule.get(rule.id());
    return choice == null ? policy.level(rule) : choice.level;
  }
}

package io.github.flaskdebugguard.rule;

import java.util.List;

/**
 * What is fixed about a rule.
 *
 * @param id kebab-case, names the problem; never renamed
 * @param summary one sentence
 * @param level default level
 * @param securitySeverity 0.0 to 10.0 as code scanning shows it
 * @param weaknesses CWE numbers, the closest first
 * @param onRequest whether the rule is off unless a policy or the configuration asks for it
 */
public record RuleInfo(
    String id,
    String summary,
    Level level,
    double securitySeverity,
    List<Integer> weaknesses,
    boolean onRequest) {
  public RuleInfo {
    weaknesses = List.copyOf(weaknesses);
  }

  /** A rule that is on unless it is turned off. */
  RuleInfo(
      String id, String summary, Level level, double securitySeverity, List<Integer> weaknesses) {
    this(id, summary, level, securitySeverity, weaknesses, false);
  }

  /** {@return the id in camel case with a capital first letter, {@code DebugStateUnknown}} */
  public String name() {
    StringBuilder name = new StringBuilder();
    boolean capital = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '-') {
        capital = true;
      } else {
        name.append(capital ? Character.toUpperCase(c) : c);
        capital = false;
      }
    }
    return name.toString();
  }
}

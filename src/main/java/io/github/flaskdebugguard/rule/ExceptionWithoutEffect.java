package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/**
 * Something asks to accept a finding and does not do so: it states no reason, names no rule, is
 * over, or there is nothing to accept. What the comments and the configuration say tells {@link
 * Exceptions}, so this rule asks no verdict.
 */
final class ExceptionWithoutEffect implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "exception-without-effect",
          "A comment or an entry of the configuration means to accept a finding and does not.",
          Level.WARNING,
          3.1,
          List.of(1164));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  static Finding finding(Span span, String message, String advice) {
    return new Finding(INFO, INFO.level(), span, message, advice, List.of(), List.of(), null);
  }
}

package io.github.flaskdebugguard.rule;

/**
 * What is fixed about a rule.
 *
 * @param id kebab-case, names the problem; never renamed
 * @param summary one sentence
 * @param level default level
 * @param securitySeverity 0.0 to 10.0 as code scanning shows it
 */
public record RuleInfo(String id, String summary, Level level, double securitySeverity) {}

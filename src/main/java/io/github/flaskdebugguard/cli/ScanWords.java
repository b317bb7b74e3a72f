package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.config.FailOn;
import io.github.flaskdebugguard.config.Sourced;
import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.rule.Levels;
import io.github.flaskdebugguard.rule.Nearest;
import io.github.flaskdebugguard.rule.Policy;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users write about a scan, as options or as inputs of the action.
 *
 * @param prefix what stands before the names in messages: {@code --} or {@code input }
 */
record ScanWords(String prefix) {
  /**
   * {@return what is said for one run}
   *
   * @param policy null for what the configuration says
   * @param failOn null for what the configuration says
   * @param rules {@code RULE=LEVEL}
   */
  Configuration.Overrides overrides(
      @Nullable String policy,
      @Nullable String failOn,
      List<String> rules,
      List<String> roles,
      List<String> assumptions)
      throws UsageException {
    return new Configuration.Overrides(
        policy == null ? null : sourced("policy", policy(policy)),
        failOn == null ? null : sourced("fail-on", threshold(failOn)),
        rules(rules),
        roles(roles),
        assumptions(assumptions));
  }

  private <T> Sourced<T> sourced(String name, T value) {
    return new Sourced<>(value, origin(name));
  }

  private String origin(String name) {
    return (prefix.equals("--") ? "option --" : prefix) + name;
  }

  private Policy policy(String word) throws UsageException {
    Policy policy = Policy.of(word);
    if (policy == null) {
      throw new UsageException(
          "unknown policy '" + word + "' for " + prefix + "policy, one of default, strict");
    }
    return policy;
  }

  FailOn threshold(String word) throws UsageException {
    FailOn failOn = FailOn.of(word);
    if (failOn == null) {
      throw new UsageException(
          "unknown level '"
              + word
              + "' for "
              + prefix
              + "fail-on, one of error, warning, note, never");
    }
    return failOn;
  }

  private Map<String, Sourced<Levels.Choice>> rules(List<String> texts) throws UsageException {
    Map<String, Sourced<Levels.Choice>> result = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String id = equals < 0 ? text : text.substring(0, equals);
      if (Rules.info(id) == null) {
        List<String> ids = Rules.infos().stream().map(RuleInfo::id).toList();
        throw new UsageException("unknown rule '" + id + "'" + Nearest.hint(id, ids));
      }
      Levels.Choice choice = equals < 0 ? null : Levels.Choice.of(text.substring(equals + 1));
      if (choice == null) {
        throw new UsageException(
            prefix + "rule " + text + " is not of the form RULE=error|warning|note|off");
      }
      result.put(id, sourced("rule", choice));
    }
    return result;
  }

  private List<Sourced<Scan.RoleOf>> roles(List<String> texts) throws UsageException {
    List<Sourced<Scan.RoleOf>> result = new ArrayList<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (equals <= 0) {
        throw new UsageException(prefix + "role-of " + text + " is not of the form GLOB=ROLE");
      }
      Scan.RoleOf one =
          new Scan.RoleOf(
              new DeploymentPattern(text.substring(0, equals)),
              role(text.substring(equals + 1)),
              origin("role-of"));
      result.add(sourced("role-of", one));
    }
    return result;
  }

  private Role role(String word) throws UsageException {
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
        return role;
      }
    }
    throw new UsageException(
        "unknown role '"
            + word
            + "' for "
            + prefix
            + "role-of, one of production, staging, development, test, unknown");
  }

  private List<Sourced<Judge.Assumption>> assumptions(List<String> texts) throws UsageException {
    List<Sourced<Judge.Assumption>> result = new ArrayList<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      int colon = equals < 0 ? -1 : text.lastIndexOf(':', equals);
      String variable = equals < 0 ? "" : text.substring(colon + 1, equals);
      if (!isVariable(variable) || colon == 0) {
        throw new UsageException(
            prefix + "assume " + text + " is not of the form [DEPLOYMENT:]VAR=VALUE");
      }
      Judge.Assumption one =
          new Judge.Assumption(
              colon < 0 ? null : text.substring(0, colon), variable, text.substring(equals + 1));
      result.add(sourced("assume", one));
    }
    return result;
  }

  static boolean isVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What users write about a scan, as options or as inputs of the action.
 *
 * @param prefix what stands before the names in messages: {@code --} or {@code input }
 */
record ScanWords(String prefix) {
  /** {@return the least serious level that fails, null for none} */
  @Nullable Level threshold(String word) throws UsageException {
    if (word.equals("never")) {
      return null;
    }
    for (Level level : Level.values()) {
      if (level.word().equals(word)) {
        return level;
      }
    }
    throw new UsageException(
        "unknown level '"
            + word
            + "' for "
            + prefix
            + "fail-on, one of error, warning, note, never");
  }

  Scan.Options options(List<String> roles, List<String> assumptions) throws UsageException {
    return new Scan.Options(roles(roles), assumptions(assumptions), Scan.Options.DEFAULT.limit());
  }

  private List<Scan.RoleOf> roles(List<String> texts) throws UsageException {
    List<Scan.RoleOf> result = new ArrayList<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (equals <= 0) {
        throw new UsageException(prefix + "role-of " + text + " is not of the form GLOB=ROLE");
      }
      result.add(
          new Scan.RoleOf(
              new DeploymentPattern(text.substring(0, equals)), role(text.substring(equals + 1))));
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

  private List<Judge.Assumption> assumptions(List<String> texts) throws UsageException {
    List<Judge.Assumption> result = new ArrayList<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      int colon = equals < 0 ? -1 : text.lastIndexOf(':', equals);
      String variable = equals < 0 ? "" : text.substring(colon + 1, equals);
      if (!isVariable(variable) || colon == 0) {
        throw new UsageException(
            prefix + "assume " + text + " is not of the form [DEPLOYMENT:]VAR=VALUE");
      }
      result.add(
          new Judge.Assumption(
              colon < 0 ? null : text.substring(0, colon), variable, text.substring(equals + 1)));
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

package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The roles that the user gives to deployments, over those that their names tell. */
final class RoleOverrides {
  private final List<Scan.RoleOf> overrides;
  private final Set<Scan.RoleOf> used = new HashSet<>();

  RoleOverrides(List<Scan.RoleOf> overrides) {
    this.overrides = overrides;
  }

  /** {@return a deployment with the role of the last override that matches it} */
  Deployment applied(Deployment deployment) {
    Deployment result = deployment;
    for (Scan.RoleOf override : overrides) {
      if (override.deployments().matches(deployment)) {
        used.add(override);
        result = deployment.with(override.role(), override.origin());
      }
    }
    return result;
  }

  /** {@return those that matched nothing so far} */
  List<Scan.RoleOf> unused() {
    List<Scan.RoleOf> unused = new ArrayList<>(overrides);
    unused.removeAll(used);
    return unused;
  }
}

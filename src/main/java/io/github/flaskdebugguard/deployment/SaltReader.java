package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.deployment.salt.StateRun;
import java.util.ArrayList;
import java.util.List;

/**
 * Salt: what states start on a minion. Each pillar file whose name tells a role is a deployment of
 * its own, over those that tell none.
 */
final class SaltReader implements DeploymentReader {
  private static final int MOST_VARIANTS = 8;

  @Override
  public void read(Discovery discovery) {
    List<String> states = new ArrayList<>();
    List<String> common = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String path : discovery.endingWith(".sls")) {
      boolean top = ImagePath.name(path).equals("top.sls");
      if (top) {
        continue;
      }
      if (isPillar(path)) {
        (Roles.of(path, List.of()).role() == Role.UNKNOWN ? common : named).add(path);
      } else {
        states.add(path);
      }
    }
    if (!Provisioned.mayMatter(discovery, states)) {
      return;
    }
    Hosted hosted = discovery.hosted();
    if (named.isEmpty()) {
      discovery.guarded(states.getFirst(), () -> run(hosted, states, common, ""));
    }
    for (String variant : named.subList(0, Math.min(MOST_VARIANTS, named.size()))) {
      List<String> pillar = new ArrayList<>(common);
      pillar.add(variant);
      discovery.guarded(variant, () -> run(hosted, states, pillar, variant));
    }
  }

  private static boolean isPillar(String path) {
    for (String folder : ImagePath.folder(path).split("/")) {
      if (folder.startsWith("pillar")) {
        return true;
      }
    }
    return false;
  }

  private static void run(Hosted hosted, List<String> states, List<String> pillar, String variant) {
    ManagedHost host = StateRun.run(hosted.discovery().repository(), states, pillar);
    Provisioned provisioned =
        new Provisioned(hosted, "salt", "Salt", variant.isEmpty() ? null : variant);
    provisioned.commands(host.commands());
    provisioned.configurations(host.files(), host.mounts());
  }
}

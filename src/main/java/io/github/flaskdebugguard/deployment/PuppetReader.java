package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.provision.ManagedHost;
import io.github.flaskdebugguard.deployment.puppet.Catalog;
import java.util.ArrayList;
import java.util.List;

/**
 * Puppet: what the classes of manifests start on a node. Each data file of Hiera whose name tells a
 * role is a deployment of its own, over those that tell none.
 */
final class PuppetReader implements DeploymentReader {
  private static final int MOST_VARIANTS = 8;
  private static final List<String> FOLDERS = List.of("data", "hieradata", "hiera");

  @Override
  public void read(Discovery discovery) {
    List<String> manifests = new ArrayList<>(discovery.endingWith(".pp"));
    manifests.removeIf(path -> path.startsWith("spec/") || path.contains("/spec/"));
    if (manifests.isEmpty()
        || !Provisioned.mayMatter(discovery, manifests)
            && !Provisioned.mayMatter(discovery, discovery.endingWith(".erb", ".epp"))) {
      return;
    }
    List<String> common = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String path : discovery.endingWith(".yaml", ".yml")) {
      if (isData(path) && discovery.repository().mayContain(path, "::")) {
        (Roles.of(path, List.of()).role() == Role.UNKNOWN ? common : named).add(path);
      }
    }
    Hosted hosted = discovery.hosted();
    if (named.isEmpty()) {
      discovery.guarded(manifests.getFirst(), () -> run(hosted, manifests, common, ""));
    }
    for (String variant : named.subList(0, Math.min(MOST_VARIANTS, named.size()))) {
      List<String> data = new ArrayList<>(common);
      data.add(variant);
      discovery.guarded(variant, () -> run(hosted, manifests, data, variant));
    }
  }

  private static boolean isData(String path) {
    for (String folder : ImagePath.folder(path).split("/")) {
      if (FOLDERS.contains(folder)) {
        return true;
      }
    }
    return false;
  }

  private static void run(
      Hosted hosted, List<String> manifests, List<String> data, String variant) {
    ManagedHost host = Catalog.compile(hosted.discovery().repository(), manifests, data);
    Provisioned provisioned =
        new Provisioned(hosted, "puppet", "Puppet", variant.isEmpty() ? null : variant);
    provisioned.commands(host.commands());
    provisioned.configurations(host.files(), host.mounts());
  }
}

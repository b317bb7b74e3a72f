package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import java.util.List;

final class HelmCharts {
  private HelmCharts() {}

  static void read(
      Discovery discovery, List<String> charts, KubeContainers containers, List<KubeObject> all) {}
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ConfigMaps and Secrets that a workload may name.
 *
 * @param own objects that are applied together with the workload
 * @param all objects anywhere in the repository
 */
record KubeConfigs(List<KubeObject> own, List<KubeObject> all) {
  KubeConfigs {
    own = List.copyOf(own);
    all = List.copyOf(all);
  }

  /**
   * {@return the object of this name that most likely is meant: applied together, then of the same
   * namespace, then in the nearest folder; null when there is none}
   */
  @Nullable KubeObject find(String kind, String name, KubeObject workload) {
    KubeObject found = best(own, kind, name, workload);
    return found != null ? found : best(all, kind, name, workload);
  }

  private static @Nullable KubeObject best(
      List<KubeObject> objects, String kind, String name, KubeObject workload) {
    KubeObject best = null;
    int bestScore = -1;
    for (KubeObject object : objects) {
      if (object.kind().equals(kind) && object.name().equals(name)) {
        int score = score(object, workload);
        if (score > bestScore) {
          best = object;
          bestScore = score;
        }
      }
    }
    return best;
  }

  private static int score(KubeObject object, KubeObject workload) {
    String[] there = object.path().split("/");
    String[] here = workload.path().split("/");
    int common = 0;
    while (common < Math.min(there.length, here.length) && there[common].equals(here[common])) {
      common++;
    }
    return (object.namespace().equals(workload.namespace()) ? 1_000 : 0)
        + 10 * common
        + (there.length == here.length ? 1 : 0);
  }
}

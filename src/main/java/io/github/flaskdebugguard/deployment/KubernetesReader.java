package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.deployment.kube.Kustomization;
import io.github.flaskdebugguard.deployment.kube.Manifests;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Containers of Kubernetes workloads: of manifests as they are, of kustomizations, of Helm charts.
 */
final class KubernetesReader implements DeploymentReader {
  private static final String KUBERNETES = "kubernetes";
  private static final List<String> WORKLOADS =
      List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Pod");
  private static final String KUSTOMIZE = "kustomize";

  @Override
  public void read(Discovery discovery) {
    parts(discovery).forEach(part -> part.read(discovery));
  }

  @Override
  public List<DeploymentReader> parts(Discovery discovery) {
    List<String> charts = discovery.named("Chart.yaml", "Chart.yml");
    List<String> kustomizations =
        discovery.named(Kustomization.NAMES.toArray(String[]::new)).stream()
            .filter(
                path -> !path.endsWith("/") && Kustomization.NAMES.contains(ImagePath.name(path)))
            .toList();
    Map<String, List<KubeObject>> manifests = new ConcurrentHashMap<>();
    List<DeploymentReader> parts = new ArrayList<>();
    for (String path : mayBeManifests(discovery, charts, kustomizations)) {
      parts.add(part -> part.guarded(path, () -> manifest(part, path, manifests)));
    }
    parts.add(
        part ->
            part.onceKnown(
                all -> workloads(all, charts, kustomizations, new TreeMap<>(manifests))));
    return parts;
  }

  /**
   * Adds the containers.
   *
   * @param manifests the objects of all plain manifests, by file
   */
  private static void workloads(
      Discovery discovery,
      List<String> charts,
      List<String> kustomizations,
      Map<String, List<KubeObject>> manifests) {
    if (charts.isEmpty() && kustomizations.isEmpty() && manifests.isEmpty()) {
      return;
    }
    List<KubeObject> all = new ArrayList<>();
    manifests.values().forEach(all::addAll);
    KubeContainers containers = new KubeContainers(discovery);
    Set<String> covered = kustomize(discovery, kustomizations, containers, all);
    HelmCharts.read(discovery, charts, containers, all);
    Set<String> applied = covered.isEmpty() ? Set.of() : applied(discovery);
    manifests.forEach(
        (path, objects) -> {
          if (covered.contains(path) && !isApplied(applied, path)) {
            return;
          }
          Roles.Told told = Roles.of(path, names(objects), KUBERNETES, manifests.keySet());
          KubeContainers.Origin origin =
              new KubeContainers.Origin(
                  KUBERNETES, path, new KubeConfigs(objects, all), true, told, null);
          objects.forEach(object -> containers.add(origin, object));
        });
  }

  private static List<String> names(List<KubeObject> objects) {
    return objects.stream().filter(o -> o.pod() != null).map(KubeObject::name).toList();
  }

  private static List<String> mayBeManifests(
      Discovery discovery, List<String> charts, List<String> kustomizations) {
    Set<String> others = new HashSet<>(kustomizations);
    List<String> chartFolders = new ArrayList<>();
    for (String chart : charts) {
      chartFolders.add(ImagePath.child(ImagePath.folder(chart), "templates") + "/");
      chartFolders.add(ImagePath.child(ImagePath.folder(chart), "charts") + "/");
    }
    return discovery.endingWith(".yaml", ".yml", ".json").stream()
        .filter(
            path ->
                chartFolders.stream().noneMatch(path::startsWith)
                    && !others.contains(path)
                    && !path.startsWith(".github/")
                    && !ImagePath.name(path).toLowerCase(Locale.ROOT).startsWith("package"))
        .toList();
  }

  private static void manifest(
      Discovery discovery, String path, Map<String, List<KubeObject>> manifests) {
    if (!discovery.repository().mayContain(path, "apiVersion")) {
      return;
    }
    SourceFile file = discovery.repository().read(path);
    if (file == null || !file.text().contains("kind")) {
      return;
    }
    Manifests.Read read = Manifests.read(file);
    if (file.text().contains("containers") || (read.objects().isEmpty() && isWorkload(file))) {
      discovery.problems(read.problems());
    }
    if (!read.objects().isEmpty()) {
      manifests.put(path, read.objects());
    }
  }

  /** {@return whether a file that is cut off before its containers was to start some} */
  private static boolean isWorkload(SourceFile file) {
    return WORKLOADS.stream().anyMatch(file.text()::contains);
  }

  /** {@return the files that kustomizations read} */
  private static Set<String> kustomize(
      Discovery discovery,
      List<String> kustomizations,
      KubeContainers containers,
      List<KubeObject> all) {
    Map<String, List<String>> users = new HashMap<>();
    for (String file : kustomizations) {
      discovery.guarded(
          file,
          () -> {
            for (String folder : Kustomization.uses(discovery.repository(), file)) {
              users.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
            }
          });
    }
    Set<String> covered = new HashSet<>();
    Set<String> done = new HashSet<>();
    for (String file : kustomizations) {
      String folder = ImagePath.folder(file);
      boolean used = users.containsKey(folder);
      // What others use is a base, unless its own name says for which environment it is.
      boolean base = used && Roles.of(file, List.of()).role() == Role.UNKNOWN;
      if (base || isComponent(discovery, file) || !done.add(folder)) {
        continue;
      }
      discovery.guarded(
          file,
          () -> {
            Kustomization.Built built = Kustomization.build(discovery.repository(), folder);
            covered.addAll(built.files());
            if (built.objects().stream().noneMatch(object -> object.pod() != null)) {
              return;
            }
            discovery.problems(built.problems());
            discovery.problems(built.refusals());
            Roles.Told told = Roles.of(file, names(built.objects()), KUSTOMIZE, kustomizations);
            KubeContainers.Origin origin =
                new KubeContainers.Origin(
                    KUSTOMIZE, file, new KubeConfigs(built.objects(), all), false, told, null);
            built.objects().forEach(object -> containers.add(origin, object));
          });
    }
    return covered;
  }

  private static boolean isComponent(Discovery discovery, String file) {
    SourceFile source = discovery.repository().read(file);
    YamlMap map = source == null ? null : YamlFile.parse(source).map();
    return map == null || "Component".equals(map.text("kind"));
  }

  private static boolean isApplied(Set<String> applied, String path) {
    return applied.contains(path) || applied.contains(ImagePath.folder(path));
  }

  /** {@return files and folders that scripts and workflows apply with {@code -f}} */
  private static Set<String> applied(Discovery discovery) {
    Set<String> applied = new HashSet<>();
    List<String> scripts =
        discovery.matching(
            name ->
                name.equals("makefile")
                    || name.equals("justfile")
                    || name.equals("jenkinsfile")
                    || name.endsWith(".sh")
                    || name.endsWith(".yml")
                    || name.endsWith(".yaml"));
    for (String path : scripts) {
      if (!discovery.repository().mayContain(path, "kubectl ", "oc apply")) {
        continue;
      }
      SourceFile file = discovery.repository().read(path);
      for (String line : file == null ? List.<String>of() : file.text().lines().toList()) {
        if (line.contains("kubectl ") || line.contains("oc apply")) {
          List<String> words = List.of(line.strip().split("[ \"'=]+", -1));
          for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("-f") || words.get(i).equals("--filename")) {
              applied.add(ImagePath.join(words.get(i + 1)));
              applied.add(ImagePath.join(ImagePath.folder(path) + "/" + words.get(i + 1)));
            }
          }
        }
      }
    }
    return applied;
  }
}

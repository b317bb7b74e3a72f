package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.helm.HelmChart;
import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Helm charts: one set of deployments with the chart's own values, and one for each values file
 * that is meant for it.
 */
final class HelmCharts {
  private static final String KIND = "helm";

  /** Folders of a chart whose YAML files are all values. */
  private static final Set<String> VALUES_FOLDERS =
      Set.of("values", "environments", "envs", "env", "overrides", "configs");

  private final Discovery discovery;
  private final KubeContainers containers;
  private final List<KubeObject> all;
  private final Map<String, HelmChart> charts = new TreeMap<>();

  private HelmCharts(Discovery discovery, KubeContainers containers, List<KubeObject> all) {
    this.discovery = discovery;
    this.containers = containers;
    this.all = all;
  }

  /**
   * Adds what charts start.
   *
   * @param files {@code Chart.yaml} files
   * @param all objects of plain manifests
   */
  static void read(
      Discovery discovery, List<String> files, KubeContainers containers, List<KubeObject> all) {
    HelmCharts reader = new HelmCharts(discovery, containers, all);
    for (String file : files) {
      discovery.guarded(
          file,
          () ->
              reader.charts.put(
                  ImagePath.folder(file),
                  new HelmChart(discovery.repository(), ImagePath.folder(file))));
    }
    Map<String, List<String>> values = reader.valuesFiles();
    for (String folder : reader.charts.keySet()) {
      discovery.guarded(ImagePath.child(folder, "Chart.yaml"), () -> reader.read(folder, values));
    }
  }

  private void read(String folder, Map<String, List<String>> values) {
    HelmChart chart = charts.get(folder);
    if (chart == null) {
      return;
    }
    String parent = parent(folder);
    List<String> variants = values.getOrDefault(parent == null ? folder : parent, List.of());
    add(
        parent == null ? chart.render(List.of()) : chart.renderBelow(parent, List.of()),
        null,
        own(variants));
    for (String file : variants) {
      add(
          parent == null ? chart.render(List.of(file)) : chart.renderBelow(parent, List.of(file)),
          file,
          Roles.of(file, List.of(), KIND, variants));
    }
  }

  /** {@return the folder of the chart that holds this one in {@code charts/}, or null} */
  private @Nullable String parent(String folder) {
    String above = ImagePath.folder(folder);
    String parent = ImagePath.folder(above);
    return ImagePath.name(above).equals("charts") && charts.containsKey(parent) ? parent : null;
  }

  private void add(HelmChart.Rendered rendered, @Nullable String values, Roles.@Nullable Told own) {
    discovery.problems(rendered.problems());
    for (KubeObject object : rendered.objects()) {
      YamlScalar hook = object.annotation("helm.sh/hook");
      if (hook != null && hook.text().contains("test")) {
        continue;
      }
      String file = values == null ? object.path() : values;
      Roles.Told told =
          own != null && (values != null || own.role() != Role.UNKNOWN)
              ? own
              : Roles.of(object.path(), List.of(object.name()), KIND, List.of());
      containers.add(
          new KubeContainers.Origin(
              KIND, file, new KubeConfigs(rendered.objects(), all), true, told, file),
          object);
    }
  }

  /** The chart's own values are what is under the others; alone they are what is deployed. */
  private static Roles.Told own(List<String> variants) {
    for (String file : variants) {
      if (Roles.of(file, List.of()).role() == Role.PRODUCTION) {
        return new Roles.Told(
            Role.DEVELOPMENT, ImagePath.name(file) + " beside it is for production");
      }
    }
    return new Roles.Told(Role.UNKNOWN, "no name tells it");
  }

  /** {@return the values files by the folder of the chart that they are meant for} */
  private Map<String, List<String>> valuesFiles() {
    Map<String, List<String>> found = new TreeMap<>();
    if (charts.isEmpty()) {
      return found;
    }
    for (String path : discovery.endingWith(".yaml", ".yml")) {
      String name = ImagePath.name(path).toLowerCase(Locale.ROOT);
      String folder = ImagePath.folder(path);
      boolean named = name.contains("values") || VALUES_FOLDERS.contains(ImagePath.name(folder));
      if (!named || path.contains("/templates/") || path.contains("/ci/")) {
        continue;
      }
      String chart = owner(path, folder, name);
      if (chart != null && !path.equals(ImagePath.child(chart, "values.yaml"))) {
        found.computeIfAbsent(chart, c -> new ArrayList<>()).add(path);
      }
    }
    return found;
  }

  /** The chart around a file, else the one with whose values it has the most in common. */
  private @Nullable String owner(String path, String folder, String name) {
    for (String up = folder; ; up = ImagePath.folder(up)) {
      if (charts.containsKey(up)) {
        String parent = parent(up);
        return parent == null || name.equals("values.yaml") ? up : parent;
      }
      if (up.isEmpty()) {
        break;
      }
    }
    Set<String> keys = keys(path);
    String best = null;
    double bestScore = 0.5;
    for (var chart : charts.entrySet()) {
      if (parent(chart.getKey()) != null || keys.isEmpty()) {
        continue;
      }
      Set<String> common = new HashSet<>(chart.getValue().keys());
      common.retainAll(keys);
      double score = (double) common.size() / keys.size();
      boolean told = path.contains(ImagePath.name(chart.getKey()));
      if (score + (told ? 0.1 : 0) > bestScore) {
        best = chart.getKey();
        bestScore = score + (told ? 0.1 : 0);
      }
    }
    return best;
  }

  private Set<String> keys(String path) {
    SourceFile file = discovery.repository().read(path);
    YamlMap map = file == null ? null : YamlFile.parse(file).map();
    Set<String> keys = new TreeSet<>();
    if (map != null) {
      for (YamlEntry entry : map.entries()) {
        if (entry.name() != null) {
          keys.add(entry.name());
        }
      }
    }
    return keys;
  }
}

package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Dict;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Plain;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Unknown;
import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.deployment.kube.Manifests;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A Helm chart of the repository. */
public final class HelmChart {
  /** What {@code helm template} calls a release that nobody named. */
  private static final String RELEASE = "release-name";

  private final Repository repository;
  private final String folder;
  private final List<String> files = new ArrayList<>();
  private final Map<String, List<Template>> parsed = new HashMap<>();
  private final List<Problem> broken = new ArrayList<>();

  /**
   * What a chart gives with some values.
   *
   * @param problems templates that could not be rendered; they are read with their expressions
   *     unknown
   */
  public record Rendered(List<KubeObject> objects, List<Problem> problems) {
    public Rendered {
      objects = List.copyOf(objects);
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param folder folder of {@code Chart.yaml}
   */
  public HelmChart(Repository repository, String folder) {
    this.repository = repository;
    this.folder = folder;
    collect(child(folder, "templates"), 0);
    for (String sub : repository.list(child(folder, "charts"))) {
      collect(child(child(folder, "charts"), sub + "/templates"), 0);
    }
    YamlMap chart = map(child(folder, "Chart.yaml"));
    for (YamlNode node : chart == null ? List.<YamlNode>of() : chart.list("dependencies")) {
      String place = node instanceof YamlMap map ? map.text("repository") : null;
      if (place != null && place.startsWith("file://")) {
        collect(child(resolve(place.substring(7)), "templates"), 0);
      }
    }
    for (String path : files) {
      SourceFile file = repository.read(path);
      if (file != null) {
        try {
          parsed.put(path, TemplateParser.parse(file.text()));
        } catch (IllegalArgumentException e) {
          broken.add(problem(path, e));
        }
      }
    }
  }

  private String resolve(String relative) {
    List<String> parts = new ArrayList<>(List.of(folder.split("/")));
    for (String part : relative.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static Problem problem(String path, IllegalArgumentException e) {
    return new Problem(
        path, new Span(path, 0, 0), "Helm template was not rendered: " + e.getMessage(), false);
  }

  private void collect(String place, int depth) {
    if (depth > 10) {
      return;
    }
    for (String name : repository.list(place)) {
      String path = child(place, name);
      if (repository.isFolder(path)) {
        collect(path, depth + 1);
      } else if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".tpl")) {
        files.add(path);
      }
    }
  }

  /** {@return top-level keys of the chart's own values} */
  public Set<String> keys() {
    return values(child(folder, "values.yaml")).entries().keySet();
  }

  /**
   * {@return the objects of the chart}
   *
   * @param valuesFiles files over the chart's own values, the last one wins
   */
  public Rendered render(List<String> valuesFiles) {
    Dict values = values(child(folder, "values.yaml"));
    for (String file : valuesFiles) {
      values = HelmYaml.merged(values, values(file));
    }
    return render(values);
  }

  /**
   * {@return the objects of the chart as a part of another one}
   *
   * @param parent folder of the chart that holds it, whose values for it win
   * @param valuesFiles files over the parent's own values
   */
  public Rendered renderBelow(String parent, List<String> valuesFiles) {
    Dict above = values(child(parent, "values.yaml"));
    for (String file : valuesFiles) {
      above = HelmYaml.merged(above, values(file));
    }
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    Dict values = values(child(folder, "values.yaml"));
    HelmValue own = above.entries().get(name);
    if (own instanceof Dict dict) {
      if (dict.entries().get("enabled") instanceof Plain enabled && !enabled.truth()) {
        return new Rendered(List.of(), List.of());
      }
      values = HelmYaml.merged(values, dict);
    }
    HelmValue global = above.entries().get("global");
    if (global != null) {
      values = HelmYaml.merged(values, new Dict(Map.of("global", global)));
    }
    return render(values);
  }

  private Rendered render(Dict values) {
    List<KubeObject> objects = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(broken);
    Set<String> templates = new TreeSet<>(files);
    String own = child(folder, "templates") + "/";
    for (String path : files) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      SourceFile file = repository.read(path);
      if (!path.startsWith(own) || name.startsWith("_") || name.endsWith(".tpl") || file == null) {
        continue;
      }
      List<YamlNode> documents = new ArrayList<>();
      List<Template> nodes = parsed.get(path);
      String fault = nodes == null ? "" : null;
      if (nodes != null) {
        try {
          TemplateRun run = new TemplateRun(this::file);
          parsed.forEach(
              (other, body) -> {
                SourceFile source = repository.read(other);
                if (source != null) {
                  run.define(body, source);
                }
              });
          Str printed = run.run(nodes, file, root(values, name));
          RenderedText text = new RenderedText(path, printed, templates);
          YamlFile yaml = YamlFile.parse(new SourceFile(path, text.text()));
          yaml.documents().forEach(document -> documents.add(text.placed(document)));
          fault = yaml.problems().isEmpty() ? null : yaml.problems().getFirst().message();
        } catch (IllegalArgumentException e) {
          fault = String.valueOf(e.getMessage());
        }
      }
      if (fault != null && documents.isEmpty()) {
        documents.addAll(YamlFile.parse(file).documents());
      }
      if (fault != null && !fault.isEmpty()) {
        problems.add(problem(path, new IllegalArgumentException(fault)));
      }
      objects.addAll(Manifests.objects(documents, path));
    }
    return new Rendered(objects, problems);
  }

  private @Nullable SourceFile file(String name) {
    String path = child(folder, name);
    return name.contains("..") || !repository.isFile(path) ? null : repository.read(path);
  }

  private Dict root(Dict values, String template) {
    Map<String, HelmValue> root = new LinkedHashMap<>();
    root.put("Values", values);
    root.put("Chart", chart());
    root.put(
        "Release",
        dict(
            "Name",
            Str.of(RELEASE, null),
            "Namespace",
            Str.of("default", null),
            "Service",
            Str.of("Helm", null),
            "Revision",
            new Plain("1", false, null),
            "IsInstall",
            new Plain("true", true, null),
            "IsUpgrade",
            new Plain("false", true, null)));
    root.put(
        "Template",
        dict(
            "Name", Str.of(child(folder, "templates/" + template), null),
            "BasePath", Str.of(child(folder, "templates"), null)));
    root.put(
        "Capabilities",
        dict(
            "KubeVersion",
            dict(
                "Version", Str.of("v1.32.0", null),
                "GitVersion", Str.of("v1.32.0", null),
                "Major", Str.of("1", null),
                "Minor", Str.of("32", null)),
            "APIVersions",
            new Unknown(".Capabilities.APIVersions")));
    root.put("Files", new Unknown(".Files"));
    return new Dict(root);
  }

  private static Dict dict(Object... entries) {
    Map<String, HelmValue> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], (HelmValue) entries[i + 1]);
    }
    return new Dict(map);
  }

  /** {@code name:} is {@code .Chart.Name}. */
  private Dict chart() {
    Map<String, HelmValue> chart = new LinkedHashMap<>();
    YamlMap map = map(child(folder, "Chart.yaml"));
    if (map != null && HelmYaml.value(map) instanceof Dict dict) {
      dict.entries()
          .forEach(
              (key, value) -> {
                if (!key.isEmpty()) {
                  String name = Character.toUpperCase(key.charAt(0)) + key.substring(1);
                  // A version without quotes is a string all the same.
                  chart.put(name, value instanceof Plain plain ? plain.string() : value);
                }
              });
    }
    return new Dict(chart);
  }

  private Dict values(String path) {
    YamlMap map = map(path);
    return map != null && HelmYaml.value(map) instanceof Dict dict ? dict : Dict.EMPTY;
  }

  private @Nullable YamlMap map(String path) {
    SourceFile file = repository.isFile(path) ? repository.read(path) : null;
    return file == null ? null : YamlFile.needed(file).map();
  }

  private static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}

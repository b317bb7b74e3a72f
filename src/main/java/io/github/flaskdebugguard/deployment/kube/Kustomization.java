package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds kustomizations as {@code kubectl kustomize} does. What it refuses is told, and the objects
 * are built on without the refused step.
 */
public final class Kustomization {
  /** Names of kustomization files, the first one that kustomize looks for first. */
  public static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "resources",
          "bases",
          "components",
          "crds",
          "namePrefix",
          "nameSuffix",
          "namespace",
          "commonLabels",
          "commonAnnotations",
          "labels",
          "images",
          "imageTags",
          "replicas",
          "patches",
          "patchesStrategicMerge",
          "patchesJson6902",
          "replacements",
          "vars",
          "configMapGenerator",
          "secretGenerator",
          "generatorOptions",
          "generators",
          "transformers",
          "validators",
          "configurations",
          "openapi",
          "sortOptions",
          "buildMetadata",
          "helmGlobals",
          "helmCharts",
          "helmChartInflationGenerator",
          "inventory");

  private static final Set<String> FIXED_NAMES =
      Set.of("CustomResourceDefinition", "Namespace", "APIService");

  private static final Set<String> NO_NAMESPACE =
      Set.of(
          "CustomResourceDefinition",
          "Namespace",
          "APIService",
          "ClusterRole",
          "ClusterRoleBinding",
          "PersistentVolume",
          "StorageClass",
          "PriorityClass",
          "IngressClass");

  private final Repository repository;
  private final Set<String> open = new TreeSet<>();
  private final Set<String> files = new TreeSet<>();
  private final List<Problem> refusals = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private Kustomization(Repository repository) {
    this.repository = repository;
  }

  /**
   * What a kustomization gives.
   *
   * @param files all files that it reads
   * @param refusals what kustomize refuses, so that it would give nothing
   * @param problems what could not be read
   */
  public record Built(
      List<KubeObject> objects, Set<String> files, List<Problem> refusals, List<Problem> problems) {
    public Built {
      objects = List.copyOf(objects);
      files = Set.copyOf(files);
      refusals = List.copyOf(refusals);
      problems = List.copyOf(problems);
    }
  }

  /** {@return what the kustomization of a folder gives} */
  public static Built build(Repository repository, String folder) {
    Kustomization build = new Kustomization(repository);
    List<Kustomized> items = build.folder(folder, List.of(), null, 0);
    return new Built(
        items.stream().map(Kustomized::object).toList(),
        build.files,
        build.refusals,
        build.problems);
  }

  /**
   * {@return the folders that a kustomization file takes objects from, resolved; those outside of
   * the repository are left out}
   */
  public static List<String> uses(Repository repository, String file) {
    SourceFile source = repository.read(file);
    YamlMap map = source == null ? null : YamlFile.needed(source).map();
    List<String> folders = new ArrayList<>();
    if (map != null) {
      for (String key : List.of("resources", "bases", "components")) {
        for (YamlNode node : map.list(key)) {
          String path =
              node instanceof YamlScalar scalar
                  ? KubePaths.resolve(KubePaths.folder(file), scalar.text())
                  : null;
          if (path != null && repository.isFolder(path)) {
            folders.add(path);
          }
        }
      }
    }
    return folders;
  }

  private List<Kustomized> folder(
      String folder, List<Kustomized> before, @Nullable Span asker, int depth) {
    List<String> found =
        NAMES.stream()
            .map(name -> KubePaths.child(folder, name))
            .filter(repository::isFile)
            .toList();
    Span place = asker == null ? new Span(KubePaths.child(folder, NAMES.getFirst()), 0, 0) : asker;
    if (found.isEmpty()) {
      refuse(place, (folder.isEmpty() ? "the folder" : folder) + " has no kustomization file");
      return before;
    }
    if (found.size() > 1) {
      refuse(
          new Span(found.getFirst(), 0, 0), "Found multiple kustomization files under " + folder);
    }
    String file = found.getFirst();
    if (depth > Limits.INCLUDES || !open.add(file)) {
      refuse(place, "cycle detected: " + folder + " takes from itself");
      return before;
    }
    try {
      SourceFile source = repository.read(file);
      YamlFile yaml = source == null ? null : YamlFile.parse(source);
      files.add(file);
      if (yaml != null) {
        problems.addAll(yaml.problems());
      }
      YamlMap map = yaml == null ? null : yaml.map();
      return map == null ? before : accumulate(folder, file, map, before, depth);
    } finally {
      open.remove(file);
    }
  }

  private List<Kustomized> accumulate(
      String folder, String file, YamlMap map, List<Kustomized> before, int depth) {
    for (YamlNode.YamlEntry entry : map.entries()) {
      if (entry.name() == null || !FIELDS.contains(entry.name())) {
        refuse(entry.key().span(), "invalid Kustomization: unknown field " + entry.name());
      }
    }
    List<Kustomized> items = new ArrayList<>(before);
    for (String key : List.of("resources", "bases")) {
      for (YamlNode node : map.list(key)) {
        resource(folder, node, items, depth);
      }
    }
    generate(folder, file, map, items);
    for (YamlNode node : map.list("components")) {
      String path =
          node instanceof YamlScalar scalar ? KubePaths.resolve(folder, scalar.text()) : null;
      if (path != null && repository.isFolder(path)) {
        items = new ArrayList<>(folder(path, items, node.span(), depth + 1));
      } else {
        refuse(node.span(), "the component is not in the repository");
      }
    }
    return References.followed(transformed(folder, map, items));
  }

  private void resource(String folder, YamlNode node, List<Kustomized> items, int depth) {
    String path =
        node instanceof YamlScalar scalar ? KubePaths.resolve(folder, scalar.text()) : null;
    if (path == null) {
      problems.add(
          new Problem(
              node.span().path(),
              node.span(),
              "the resource is not in the repository; what it holds is not known",
              false));
    } else if (repository.isFolder(path)) {
      List<Kustomized> more = folder(path, List.of(), node.span(), depth + 1);
      if (items.size() + more.size() <= Limits.ITEMS) {
        items.addAll(more);
      } else {
        refuse(node.span(), "more than " + Limits.ITEMS + " objects are not built");
      }
    } else {
      SourceFile file = file(folder, path, node.span());
      if (file != null) {
        Manifests.Read read = Manifests.read(file);
        problems.addAll(read.problems());
        read.objects().forEach(object -> items.add(Kustomized.of(object)));
      }
    }
  }

  private @Nullable SourceFile file(String folder, String path, Span asker) {
    SourceFile file = repository.isFile(path) ? repository.read(path) : null;
    if (file == null) {
      refuse(asker, path + " is not in the repository");
      return null;
    }
    if (!KubePaths.isBelow(folder, path)) {
      refuse(asker, "security; file " + path + " is not in or below " + folder);
    }
    files.add(path);
    return file;
  }

  private void generate(String folder, String file, YamlMap map, List<Kustomized> items) {
    for (String key : List.of("configMapGenerator", "secretGenerator")) {
      for (YamlNode node : map.list(key)) {
        if (node instanceof YamlMap entry) {
          generate(
              new Generator(repository, folder, entry, key.startsWith("s")), file, entry, items);
        }
      }
    }
  }

  private void generate(Generator generator, String file, YamlMap entry, List<Kustomized> items) {
    KubeObject made = generator.generate(file);
    generator.refusals().forEach(refusal -> refuse(entry.span(), refusal));
    int at = -1;
    for (int i = 0; i < items.size(); i++) {
      at = items.get(i).is(generator.kind(), generator.name()) ? i : at;
    }
    switch (generator.behavior()) {
      case "merge", "replace" -> {
        if (at < 0) {
          refuse(entry.span(), generator.name() + " does not exist; cannot merge or replace");
          items.add(Kustomized.of(made));
          return;
        }
        Kustomized old = items.get(at);
        YamlMap data = made.map().map("data");
        YamlMap merged = old.object().map();
        if (generator.behavior().equals("merge") && data != null) {
          for (YamlNode.YamlEntry each : Manifests.named(data)) {
            merged =
                YamlEdit.set(merged, List.of("data", String.valueOf(each.name())), each.value());
          }
        } else if (data != null) {
          merged = YamlEdit.put(merged, "data", data);
        }
        String incomplete =
            made.incomplete() == null && generator.behavior().equals("merge")
                ? old.object().incomplete()
                : made.incomplete();
        items.set(at, old.with(new KubeObject(merged, old.object().path(), incomplete)));
      }
      default -> {
        if (at >= 0) {
          refuse(entry.span(), generator.name() + " exists; behavior must be merge or replace");
          items.set(at, Kustomized.of(made));
        } else {
          items.add(Kustomized.of(made));
        }
      }
    }
  }

  private List<Kustomized> transformed(String folder, YamlMap map, List<Kustomized> before) {
    List<Kustomized> items = before;
    for (YamlNode node : map.list("patchesStrategicMerge")) {
      boolean inline = node instanceof YamlScalar scalar && scalar.text().indexOf('\n') >= 0;
      items = patched(folder, items, inline ? null : node, inline ? node : null, null);
    }
    for (YamlNode node : map.list("patches")) {
      if (node instanceof YamlMap patch) {
        items = patched(folder, items, patch.get("path"), patch.get("patch"), patch.map("target"));
      }
    }
    String namespace = map.text("namespace");
    String prefix = map.text("namePrefix");
    String suffix = map.text("nameSuffix");
    List<Kustomized> renamed = new ArrayList<>();
    for (Kustomized item : items) {
      KubeObject object = item.object();
      if (namespace != null && !NO_NAMESPACE.contains(object.kind())) {
        YamlNode place = map.get("namespace");
        Span span = place == null ? map.span() : place.span();
        item =
            item.with(
                object.with(
                    YamlEdit.set(
                        object.map(),
                        List.of("metadata", "namespace"),
                        YamlEdit.text(namespace, span))));
      }
      boolean moves = (prefix != null || suffix != null) && !FIXED_NAMES.contains(object.kind());
      String name = (prefix == null ? "" : prefix) + object.name() + (suffix == null ? "" : suffix);
      renamed.add(moves ? item.named(name) : item);
    }
    items = renamed;
    for (YamlNode node : map.list("patchesJson6902")) {
      if (node instanceof YamlMap patch) {
        items = patched(folder, items, patch.get("path"), patch.get("patch"), patch.map("target"));
      }
    }
    List<YamlMap> images = new ArrayList<>();
    for (String key : List.of("images", "imageTags")) {
      map.list(key)
          .forEach(
              node -> {
                if (node instanceof YamlMap image) {
                  images.add(image);
                }
              });
    }
    items =
        images.isEmpty() ? items : items.stream().map(item -> Images.set(item, images)).toList();
    for (YamlNode node : map.list("replacements")) {
      items = replaced(folder, items, node);
    }
    return items;
  }

  private List<Kustomized> replaced(String folder, List<Kustomized> items, YamlNode node) {
    List<YamlMap> each = new ArrayList<>();
    if (node instanceof YamlMap map) {
      String path =
          map.text("path") == null ? null : KubePaths.resolve(folder, "" + map.text("path"));
      SourceFile file = path == null ? null : file(folder, path, node.span());
      if (file == null) {
        each.add(map);
      } else {
        for (YamlNode document : YamlFile.needed(file).documents()) {
          switch (document) {
            case YamlMap one -> each.add(one);
            case YamlList list -> each.addAll(list.maps());
            case YamlScalar scalar -> {}
          }
        }
      }
    }
    List<Kustomized> result = items;
    for (YamlMap replacement : each) {
      try {
        result = Replacements.apply(result, replacement);
      } catch (Refused e) {
        refuse(replacement.span(), e.reason());
      }
    }
    return result;
  }

  private List<Kustomized> patched(
      String folder,
      List<Kustomized> items,
      @Nullable YamlNode path,
      @Nullable YamlNode inline,
      @Nullable YamlMap target) {
    SourceFile source = null;
    Span asker;
    if (path instanceof YamlScalar scalar) {
      asker = scalar.span();
      String resolved = KubePaths.resolve(folder, scalar.text());
      source = resolved == null ? null : file(folder, resolved, asker);
    } else if (inline instanceof YamlScalar scalar) {
      asker = scalar.span();
      source = ScalarText.of(scalar, repository);
    } else {
      return items;
    }
    List<Kustomized> result = items;
    if (source != null) {
      YamlFile yaml = YamlFile.parse(source);
      problems.addAll(yaml.problems());
      for (YamlNode document : yaml.documents()) {
        try {
          result =
              switch (document) {
                case YamlList operations -> Patches.json(result, operations, target);
                case YamlMap patch -> Patches.strategic(result, patch, target);
                case YamlScalar scalar -> result;
              };
        } catch (Refused e) {
          refuse(asker, e.reason());
        }
      }
    }
    return result;
  }

  private void refuse(Span place, String message) {
    refusals.add(new Problem(place.path(), place, "kustomize refuses this: " + message, false));
  }
}

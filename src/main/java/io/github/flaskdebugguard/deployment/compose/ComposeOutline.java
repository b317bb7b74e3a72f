package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlMerge;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a compose file before it is decided with which others it is read.
 *
 * @param complete whether each service says what it runs, so that the file stands alone
 * @param uses repository paths of files that it extends
 * @param includes repository paths of files that it includes
 */
record ComposeOutline(boolean complete, List<String> uses, List<String> includes) {
  ComposeOutline {
    uses = List.copyOf(uses);
    includes = List.copyOf(includes);
  }

  /** {@return the outline, or null when the file is no compose file} */
  static @Nullable ComposeOutline of(Repository repository, String path) {
    boolean named = Invocations.isNamed(path);
    if (!named && !Invocations.isYaml(Paths.name(path))) {
      return null;
    }
    if (path.startsWith(".github/")) {
      return null;
    }
    SourceFile file = repository.read(path);
    if (file == null || (!named && !mayHoldServices(file.text()))) {
      return null;
    }
    YamlFile yaml = YamlFile.parse(file);
    if (yaml.maps().isEmpty()) {
      return named && !yaml.problems().isEmpty()
          ? new ComposeOutline(true, List.of(), List.of())
          : null;
    }
    boolean any = false;
    boolean complete = true;
    List<String> uses = new ArrayList<>();
    List<String> includes = new ArrayList<>();
    for (YamlMap document : yaml.maps()) {
      if (!(YamlMerge.expand(document).node() instanceof YamlMap map)) {
        continue;
      }
      YamlNode services = map.get("services");
      boolean first = services == null && named;
      YamlMap all = first ? map : services instanceof YamlMap found ? found : null;
      if (map.get("include") instanceof YamlList included) {
        any |= named;
        included
            .items()
            .forEach(
                item ->
                    use(path, item instanceof YamlMap entry ? entry.get("path") : item, includes));
      }
      if (all == null) {
        continue;
      }
      for (YamlEntry entry : all.entries()) {
        if (entry.value() instanceof YamlMap service) {
          boolean whole =
              says(service, "image") || says(service, "build") || says(service, "extends");
          any |= whole || (named && !first);
          complete &= whole || first;
          if (service.map("extends") instanceof YamlMap reference) {
            use(path, reference.get("file"), uses);
          }
        }
      }
    }
    any |= named && !yaml.problems().isEmpty();
    return any ? new ComposeOutline(complete, uses, includes) : null;
  }

  private static boolean says(YamlMap service, String key) {
    return service.get(key) != null;
  }

  private static boolean mayHoldServices(String text) {
    return (text.startsWith("services:") || text.contains("\nservices:"))
        && (text.contains("image:") || text.contains("build:"));
  }

  private static void use(String path, @Nullable YamlNode node, List<String> uses) {
    List<YamlNode> nodes =
        node instanceof YamlList list ? list.items() : node == null ? List.of() : List.of(node);
    for (YamlNode each : nodes) {
      if (each instanceof YamlScalar scalar) {
        String used = Paths.resolve(Paths.folder(path), scalar.text());
        if (used != null && !used.equals(path)) {
          uses.add(used);
        }
      }
    }
  }
}

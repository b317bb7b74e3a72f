package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Objects of manifests. */
public final class Manifests {
  private static final int DEEPEST_LIST = 5;

  /** Plain words that YAML 1.1 reads as a bool; kubectl does, kustomize does not. */
  private static final Set<String> OLD_BOOLS = Set.of("y", "n", "yes", "no", "on", "off");

  private static final Set<String> BOOLS = Set.of("true", "false");

  private Manifests() {}

  /**
   * What a file holds.
   *
   * @param problems what could not be read
   */
  public record Read(List<KubeObject> objects, List<Problem> problems) {
    public Read {
      objects = List.copyOf(objects);
      problems = List.copyOf(problems);
    }
  }

  /** {@return the objects of a manifest, those of lists one by one} */
  public static Read read(SourceFile file) {
    YamlFile yaml = YamlFile.parse(file);
    return new Read(objects(yaml.documents(), file.path()), yaml.problems());
  }

  /** {@return the objects of some documents, those of lists one by one} */
  public static List<KubeObject> objects(List<YamlNode> documents, String path) {
    List<KubeObject> objects = new ArrayList<>();
    for (YamlNode document : documents) {
      add(document, path, objects, 0);
    }
    return List.copyOf(objects);
  }

  private static void add(YamlNode node, String path, List<KubeObject> objects, int depth) {
    if (!(node instanceof YamlMap map) || depth > DEEPEST_LIST) {
      return;
    }
    String kind = map.text("kind");
    if (kind != null && kind.endsWith("List") && map.get("items") instanceof YamlList items) {
      items.items().forEach(item -> add(item, path, objects, depth + 1));
    } else if (kind != null
        && kind.equals("Template")
        && map.get("objects") instanceof YamlList l) {
      l.items().forEach(item -> add(item, path, objects, depth + 1));
    } else if (kind != null && map.get("apiVersion") != null) {
      objects.add(new KubeObject(map, path));
    }
  }

  /**
   * {@return why kubectl refuses a scalar where a string must stand, or null when it takes it}
   *
   * <p>Executed with kubectl 1.32.4: it decodes YAML 1.1, so {@code off}, {@code no} and {@code y}
   * are bools as {@code true} is; kustomize 5.5.0 prints those three quoted, so they pass there.
   *
   * @param old whether words of YAML 1.1 are bools
   */
  public static @org.jspecify.annotations.Nullable String notText(YamlScalar scalar, boolean old) {
    if (!scalar.isPlain() || scalar.isNull() || scalar.template() != null) {
      return null;
    }
    if (scalar.tag() != null) {
      return null;
    }
    String word = scalar.text().toLowerCase(Locale.ROOT);
    if (BOOLS.contains(word) || (old && OLD_BOOLS.contains(word))) {
      return "is a bool and no string";
    }
    return isNumber(scalar.text()) ? "is a number and no string" : null;
  }

  private static boolean isNumber(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    boolean digit = false;
    boolean dot = false;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' && !dot) {
        dot = true;
      } else {
        return digit && (c == 'e' || c == 'E') && i + 1 < text.length() && digits(text, i + 1);
      }
    }
    return digit;
  }

  private static boolean digits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && !(i == from && (c == '-' || c == '+'))) {
        return false;
      }
    }
    return true;
  }

  /** {@return the entries of a mapping that have a plain name} */
  static List<YamlEntry> named(YamlMap map) {
    return map.entries().stream().filter(entry -> entry.name() != null).toList();
  }
}

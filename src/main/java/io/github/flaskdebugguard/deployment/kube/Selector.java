package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses objects by group, version, kind, name, namespace and labels. Names are anchored regular
 * expressions in kustomize; of these, alternatives, {@code .}, {@code .*} and {@code .+} are known.
 */
record Selector(YamlMap map) {
  boolean matches(Kustomized item) {
    KubeObject object = item.object();
    return matches("group", List.of(object.group()))
        && matches("version", List.of(object.version()))
        && matches("kind", List.of(object.kind()))
        && matches("name", item.names())
        && matches("namespace", List.of(object.namespace()))
        && labels(object);
  }

  private boolean matches(String key, List<String> values) {
    String pattern = map.text(key);
    return pattern == null
        || pattern.isEmpty()
        || values.stream().anyMatch(value -> matches(pattern, value));
  }

  /** {@code a=b,c!=d}; other forms choose all. */
  private boolean labels(KubeObject object) {
    String selector = map.text("labelSelector");
    if (selector == null) {
      return true;
    }
    for (String part : selector.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        continue;
      }
      boolean not = part.charAt(equals - 1) == '!';
      String name = part.substring(0, not ? equals - 1 : equals).strip();
      String value = part.substring(equals + 1).replace("=", "").strip();
      @Nullable YamlScalar label = object.label(name);
      if (not == (label != null && label.text().equals(value))) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(String pattern, String value) {
    String plain = pattern;
    if (plain.startsWith("^")) {
      plain = plain.substring(1);
    }
    if (plain.endsWith("$")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (plain.startsWith("(") && plain.endsWith(")")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    for (String alternative : plain.split("\\|", -1)) {
      if (matchesOne(alternative, value)) {
        return true;
      }
    }
    return false;
  }

  /** Walks the pattern once and keeps all ends that it can have reached. */
  private static boolean matchesOne(String pattern, String value) {
    boolean[] reached = new boolean[value.length() + 1];
    reached[0] = true;
    List<String> tokens = tokens(pattern);
    for (String token : tokens) {
      boolean[] next = new boolean[value.length() + 1];
      boolean any = token.startsWith(".");
      for (int i = 0; i <= value.length(); i++) {
        if (!reached[i]) {
          continue;
        }
        if (token.endsWith("*") && token.length() == 2) {
          next[i] = true;
        }
        int most =
            token.length() == 2 && "*+".indexOf(token.charAt(1)) >= 0 ? value.length() : i + 1;
        for (int j = i; j < most && j < value.length(); j++) {
          char c = value.charAt(j);
          if (!any && c != token.charAt(token.startsWith("\\") ? 1 : 0)) {
            break;
          }
          next[j + 1] = true;
        }
      }
      reached = next;
    }
    return reached[value.length()];
  }

  private static List<String> tokens(String pattern) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      int end = i + 1;
      if (pattern.charAt(i) == '\\' && end < pattern.length()) {
        end++;
      } else if (end < pattern.length() && "*+".indexOf(pattern.charAt(end)) >= 0) {
        end++;
      }
      tokens.add(pattern.substring(i, end));
      i = end - 1;
    }
    return tokens;
  }
}

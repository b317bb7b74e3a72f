package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Names of ConfigMaps and Secrets in pods, which follow when those are renamed. */
final class References {
  private References() {}

  /** {@return the objects, each reference by an earlier name changed to the name of now} */
  static List<Kustomized> followed(List<Kustomized> items) {
    List<Kustomized> result = new ArrayList<>();
    for (Kustomized item : items) {
      List<String> path = item.object().podPath();
      KubeObject object = item.object();
      if (!path.isEmpty()) {
        YamlMap changed =
            YamlEdit.update(
                object.map(),
                path,
                pod ->
                    pod instanceof YamlMap map
                        ? pod(map, (kind, name) -> current(items, kind, name))
                        : pod);
        item = item.with(object.with(changed));
      }
      result.add(item);
    }
    return result;
  }

  private static String current(List<Kustomized> items, String kind, String name) {
    @Nullable String found = null;
    for (Kustomized item : items) {
      if (item.object().kind().equals(kind)) {
        if (item.names().getFirst().equals(name)) {
          return name;
        }
        if (item.names().contains(name)) {
          found = item.names().getFirst();
        }
      }
    }
    return found == null ? name : found;
  }

  private static YamlMap pod(YamlMap pod, BinaryOperator<String> names) {
    YamlMap result = pod;
    for (String list : List.of("containers", "initContainers")) {
      result =
          YamlEdit.update(
              result, List.of(list), node -> YamlEdit.eachMap(node, c -> container(c, names)));
    }
    return YamlEdit.update(
        result,
        List.of("volumes"),
        node -> YamlEdit.eachMap(node, volume -> sources(volume, names, "configMap", "secret")));
  }

  private static YamlMap container(YamlMap container, BinaryOperator<String> names) {
    YamlMap result =
        YamlEdit.update(
            container,
            List.of("env"),
            node ->
                YamlEdit.eachMap(
                    node,
                    variable ->
                        YamlEdit.update(
                            variable,
                            List.of("valueFrom"),
                            from ->
                                from instanceof YamlMap map
                                    ? sources(map, names, "configMapKeyRef", "secretKeyRef")
                                    : from)));
    return YamlEdit.update(
        result,
        List.of("envFrom"),
        node -> YamlEdit.eachMap(node, from -> sources(from, names, "configMapRef", "secretRef")));
  }

  private static YamlMap sources(
      YamlMap map, BinaryOperator<String> names, String configMap, String secret) {
    YamlMap result = renamed(map, List.of(configMap, "name"), "ConfigMap", names);
    result = renamed(result, List.of(secret, "name"), "Secret", names);
    result = renamed(result, List.of(secret, "secretName"), "Secret", names);
    return YamlEdit.update(
        result,
        List.of("projected", "sources"),
        node -> YamlEdit.eachMap(node, source -> sources(source, names, "configMap", "secret")));
  }

  private static YamlMap renamed(
      YamlMap map, List<String> path, String kind, BinaryOperator<String> names) {
    return YamlEdit.update(
        map,
        path,
        (YamlNode node) -> {
          if (!(node instanceof YamlNode.YamlScalar scalar)) {
            return node;
          }
          String name = names.apply(kind, scalar.text());
          return name.equals(scalar.text()) ? node : YamlEdit.text(name, scalar.span());
        });
  }
}

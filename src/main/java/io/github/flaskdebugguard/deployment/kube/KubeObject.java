package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a manifest.
 *
 * @param path file that holds it, for an object that several files make the first one
 * @param incomplete why it may hold more than is known, as a clause; null when all is known
 */
public record KubeObject(YamlMap map, String path, @Nullable String incomplete) {
  /** An object of which all is known. */
  public KubeObject(YamlMap map, String path) {
    this(map, path, null);
  }

  /** {@return the same object with other content} */
  KubeObject with(YamlMap changed) {
    return changed == map ? this : new KubeObject(changed, path, incomplete);
  }

  private static final Set<String> POD_TEMPLATES =
      Set.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "DeploymentConfig",
          "Rollout",
          "Service",
          "Configuration");

  /** {@return the kind, empty when it is not written} */
  public String kind() {
    return text("kind");
  }

  /** {@return the name; empty when it is not written} */
  public String name() {
    return metadata("name");
  }

  /** {@return the namespace, empty when it is not written} */
  public String namespace() {
    return metadata("namespace");
  }

  /** {@return the API group, empty for the core one} */
  String group() {
    String version = text("apiVersion");
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }

  String version() {
    String version = text("apiVersion");
    return version.substring(version.indexOf('/') + 1);
  }

  /** {@return a label of the object or, without one, of its pods; null when neither has it} */
  public @Nullable YamlScalar label(String name) {
    YamlNode own = map.at("metadata", "labels", name);
    if (own instanceof YamlScalar scalar) {
      return scalar;
    }
    return map.at("spec", "template", "metadata", "labels", name) instanceof YamlScalar scalar
        ? scalar
        : null;
  }

  /** {@return an annotation, null when there is none} */
  public @Nullable YamlScalar annotation(String name) {
    return map.at("metadata", "annotations", name) instanceof YamlScalar scalar ? scalar : null;
  }

  /** {@return the specification of its pods, or null when it starts none} */
  public @Nullable YamlMap pod() {
    List<String> path = podPath();
    return !path.isEmpty() && map.at(path.toArray(String[]::new)) instanceof YamlMap spec
        ? spec
        : null;
  }

  /** {@return the keys that lead to the pod specification; empty when the kind starts no pods} */
  List<String> podPath() {
    String kind = kind();
    if (kind.equals("Pod")) {
      return List.of("spec");
    }
    if (kind.equals("CronJob")) {
      return List.of("spec", "jobTemplate", "spec", "template", "spec");
    }
    if (kind.equals("Service") && !group().equals("serving.knative.dev")) {
      return List.of();
    }
    return POD_TEMPLATES.contains(kind) ? List.of("spec", "template", "spec") : List.of();
  }

  /** {@return the text of a top-level key, empty when there is none} */
  private String text(String key) {
    String text = map.text(key);
    return text == null ? "" : text;
  }

  private String metadata(String key) {
    YamlMap metadata = map.map("metadata");
    String text = metadata == null ? null : metadata.text(key);
    return text == null ? "" : text;
  }
}

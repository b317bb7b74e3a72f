package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which objects a patch of a kustomization changes. */
final class Patches {
  private Patches() {}

  /** {@return the objects, operations applied to those that the target chooses} */
  static List<Kustomized> json(
      List<Kustomized> items, YamlList operations, @Nullable YamlMap target) {
    if (target == null) {
      throw new Refused("must specify a target for JSON patch");
    }
    Selector selector = new Selector(target);
    List<Kustomized> result = new ArrayList<>();
    for (Kustomized item : items) {
      KubeObject object = item.object();
      result.add(
          selector.matches(item)
              ? item.with(object.with(JsonPatch.apply(object.map(), operations)))
              : item);
    }
    return result;
  }

  /** {@return the objects, the patch laid over those of its target or else of its own name} */
  static List<Kustomized> strategic(
      List<Kustomized> items, YamlMap patch, @Nullable YamlMap target) {
    KubeObject said = new KubeObject(patch, patch.span().path());
    List<Kustomized> result = new ArrayList<>();
    boolean found = false;
    for (Kustomized item : items) {
      boolean hit =
          target != null
              ? new Selector(target).matches(item)
              : item.is(said.kind(), said.name())
                  && item.object().group().equals(said.group())
                  && (said.namespace().isEmpty()
                      || said.namespace().equals(item.object().namespace()));
      if (!hit) {
        result.add(item);
        continue;
      }
      found = true;
      YamlMap merged = StrategicMerge.apply(item.object(), patch);
      if (merged != null) {
        KubeObject object = item.object();
        YamlNode kept = object.map().get("metadata");
        // A patch that a target chooses names something else or nothing.
        if (target != null && kept instanceof YamlMap metadata && metadata.get("name") != null) {
          YamlNode name = Objects.requireNonNull(metadata.get("name"));
          merged = YamlEdit.set(merged, List.of("metadata", "name"), name);
          YamlNode kind = object.map().get("kind");
          merged = kind == null ? merged : YamlEdit.put(merged, "kind", kind);
        }
        result.add(item.with(object.with(merged)));
      }
    }
    if (!found && target == null) {
      throw new Refused(
          "no resource matches strategic merge patch " + said.kind() + " " + said.name());
    }
    return result;
  }
}

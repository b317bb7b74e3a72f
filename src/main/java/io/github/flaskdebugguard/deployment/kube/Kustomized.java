package io.github.flaskdebugguard.deployment.kube;

import java.util.ArrayList;
import java.util.List;

/**
 * An object on its way through kustomizations.
 *
 * @param names its name now, then the names that it had before
 */
record Kustomized(KubeObject object, List<String> names) {
  Kustomized {
    names = List.copyOf(names);
  }

  static Kustomized of(KubeObject object) {
    return new Kustomized(object, List.of(object.name()));
  }

  Kustomized with(KubeObject changed) {
    return changed.equals(object) ? this : new Kustomized(changed, names);
  }

  /** {@return the object under another name} */
  Kustomized named(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(names);
    KubeObject renamed =
        object.with(
            YamlEdit.update(
                object.map(), List.of("metadata", "name"), old -> YamlEdit.text(name, old.span())));
    return new Kustomized(renamed, all);
  }

  boolean is(String kind, String name) {
    return object.kind().equals(kind) && names.contains(name);
  }
}

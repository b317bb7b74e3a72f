package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.List;

/** {@code images}: image names and tags of pods are replaced. */
final class Images {
  private Images() {}

  static Kustomized set(Kustomized item, List<YamlMap> images) {
    KubeObject object = item.object();
    List<String> path = object.podPath();
    if (path.isEmpty()) {
      return item;
    }
    YamlMap changed =
        YamlEdit.update(
            object.map(),
            path,
            pod -> {
              YamlNode result = pod;
              for (String list : List.of("containers", "initContainers")) {
                if (result instanceof YamlMap map) {
                  result =
                      YamlEdit.update(
                          map,
                          List.of(list),
                          node -> YamlEdit.eachMap(node, container -> set(container, images)));
                }
              }
              return result;
            });
    return item.with(object.with(changed));
  }

  private static YamlMap set(YamlMap container, List<YamlMap> images) {
    YamlScalar scalar = container.scalar("image");
    if (scalar == null) {
      return container;
    }
    String text = scalar.text();
    for (YamlMap image : images) {
      int at = text.indexOf('@');
      String rest = at < 0 ? text : text.substring(0, at);
      int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
      String name = colon < 0 ? rest : rest.substring(0, colon);
      if (!name.equals(image.text("name"))) {
        continue;
      }
      String tag = text.substring(name.length());
      String newName = image.text("newName");
      String newTag = image.text("newTag");
      String digest = image.text("digest");
      text =
          (newName == null ? name : newName)
              + (digest != null ? "@" + digest : newTag != null ? ":" + newTag : tag);
    }
    return text.equals(scalar.text())
        ? container
        : YamlEdit.put(container, "image", YamlEdit.text(text, scalar.span()));
  }
}

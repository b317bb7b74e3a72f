package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.ComposeService.Mount;
import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.document.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in a service's file system besides its image: bind mounts, volumes, configs and
 * secrets.
 */
final class MountReader {
  private final Fields project;

  MountReader(Fields project) {
    this.project = project;
  }

  List<Mount> read(Fields service) {
    List<Mount> mounts = new ArrayList<>();
    if (service.get("volumes") instanceof Items items) {
      for (Tree item : items.items()) {
        Mount mount =
            switch (item) {
              case Leaf leaf -> shortForm(leaf);
              case Fields fields -> longForm(fields);
              case Items nested -> null;
            };
        if (mount != null) {
          mounts.add(mount);
        }
      }
    }
    files(service, "configs", "/", mounts);
    files(service, "secrets", "/run/secrets/", mounts);
    return mounts;
  }

  private static @Nullable Mount shortForm(Leaf leaf) {
    String text = leaf.text().text();
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || !parts[1].startsWith("/")) {
      return null;
    }
    if (isVolume(parts[0])) {
      return null;
    }
    String source = parts[0].startsWith(".") ? Paths.resolve(leaf.base(), parts[0]) : null;
    boolean known = leaf.text().value(parts[0], leaf.span()) instanceof Text.Known;
    return new Mount(known ? source : null, parts[1], leaf.span());
  }

  /** A new volume is filled from the image, so that it hides nothing. */
  private static boolean isVolume(String source) {
    return !source.isEmpty()
        && (Character.isLetterOrDigit(source.charAt(0)) || source.charAt(0) == '_');
  }

  private static @Nullable Mount longForm(Fields fields) {
    String target = fields.text("target");
    Leaf source = fields.leaf("source");
    if (target == null || !target.startsWith("/") || !"bind".equals(fields.text("type"))) {
      return null;
    }
    String known = source == null ? null : source.known();
    String path = known == null || source == null ? null : Paths.resolve(source.base(), known);
    return new Mount(path, target, fields.span());
  }

  private void files(Fields service, String kind, String folder, List<Mount> mounts) {
    if (!(service.get(kind) instanceof Items items)) {
      return;
    }
    for (Tree item : items.items()) {
      String name =
          item instanceof Fields fields
              ? fields.text("source")
              : item instanceof Leaf leaf ? leaf.known() : null;
      if (name == null) {
        continue;
      }
      String target = item instanceof Fields fields ? fields.text("target") : null;
      String at =
          target == null ? folder + name : target.startsWith("/") ? target : folder + target;
      Fields all = project.map(kind);
      Fields definition = all == null ? null : all.map(name);
      Leaf file = definition == null ? null : definition.leaf("file");
      String known = file == null ? null : file.known();
      mounts.add(
          new Mount(
              known == null || file == null ? null : Paths.resolve(file.base(), known),
              at,
              item.span()));
    }
  }
}

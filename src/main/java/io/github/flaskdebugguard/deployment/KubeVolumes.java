package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.deployment.kube.ScalarText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Volumes that a container mounts: keys of ConfigMaps and Secrets as files, and folders. */
final class KubeVolumes {
  private final Repository repository;
  private final KubeConfigs configs;
  private final KubeObject workload;

  /** Files of a volume by their path in it; null when something else decides them. */
  private record Content(@Nullable Map<String, @Nullable SourceFile> files) {}

  KubeVolumes(Repository repository, KubeConfigs configs, KubeObject workload) {
    this.repository = repository;
    this.configs = configs;
    this.workload = workload;
  }

  /** {@return the image's files with the container's volumes over them} */
  ImageFiles mounted(ImageFiles image, YamlMap pod, YamlMap container) {
    ImageFiles files = image;
    for (YamlNode node : container.list("volumeMounts")) {
      if (!(node instanceof YamlMap mount)) {
        continue;
      }
      String path = mount.text("mountPath");
      String name = mount.text("name");
      if (path == null || name == null || !path.startsWith("/")) {
        continue;
      }
      String at = ImagePath.resolve("/", path);
      Map<String, @Nullable SourceFile> content = content(pod, name).files();
      String sub = mount.text("subPath");
      if (content == null) {
        files = files.opaque(at);
      } else if (sub != null) {
        String key = ImagePath.join(sub);
        files = content.containsKey(key) ? files.write(at, content.get(key)) : files.opaque(at);
      } else {
        files = files.with(new ImageLayer.Removed(at));
        for (var entry : content.entrySet()) {
          files = files.write(ImagePath.child(at, entry.getKey()), entry.getValue());
        }
      }
    }
    return files;
  }

  private Content content(YamlMap pod, String name) {
    for (YamlNode node : pod.list("volumes")) {
      if (!(node instanceof YamlMap volume) || !name.equals(volume.text("name"))) {
        continue;
      }
      Map<String, @Nullable SourceFile> files = new LinkedHashMap<>();
      YamlMap projected = volume.map("projected");
      boolean known;
      if (projected == null) {
        known = add(volume, files);
      } else {
        known = true;
        for (YamlNode source : projected.list("sources")) {
          known &= source instanceof YamlMap map && add(map, files);
        }
      }
      return new Content(known ? files : null);
    }
    return new Content(null);
  }

  /** {@return whether the source is a ConfigMap or Secret of the repository} */
  private boolean add(YamlMap source, Map<String, @Nullable SourceFile> files) {
    YamlMap config = source.map("configMap");
    YamlMap secret = source.map("secret");
    YamlMap from = config != null ? config : secret;
    if (from == null) {
      return false;
    }
    String name = from.text("name") != null ? from.text("name") : from.text("secretName");
    KubeObject object =
        name == null ? null : configs.find(config != null ? "ConfigMap" : "Secret", name, workload);
    if (object == null || object.incomplete() != null) {
      return false;
    }
    Map<String, YamlScalar> scalars = KubeData.scalars(object);
    if (from.list("items").isEmpty()) {
      scalars.forEach((key, scalar) -> files.put(key, file(object, key, scalar)));
    }
    for (YamlNode node : from.list("items")) {
      if (node instanceof YamlMap item
          && item.text("key") instanceof String key
          && scalars.get(key) instanceof YamlScalar scalar) {
        String path = item.text("path");
        files.put(ImagePath.join(path == null ? key : path), file(object, key, scalar));
      }
    }
    return true;
  }

  private @Nullable SourceFile file(KubeObject object, String key, YamlScalar scalar) {
    return switch (KubeData.value(object, key, scalar)) {
      case Text.Unknown unknown -> null;
      case Text.Known known -> {
        if (known.value().equals(scalar.text())) {
          yield ScalarText.of(scalar, repository);
        }
        int[] origins = new int[known.value().length()];
        java.util.Arrays.fill(origins, scalar.span().start());
        yield SourceFile.written(scalar.span().path(), known.value(), origins);
      }
    };
  }
}

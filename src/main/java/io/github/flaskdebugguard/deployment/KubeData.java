package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.kube.KubeObject;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a ConfigMap or a Secret holds; a Secret's {@code stringData} beats its {@code data}. */
final class KubeData {
  private KubeData() {}

  /** {@return the values by key} */
  static Map<String, Text> of(KubeObject object) {
    Map<String, Text> values = new LinkedHashMap<>();
    scalars(object).forEach((key, scalar) -> values.put(key, value(object, key, scalar)));
    return values;
  }

  /** {@return the scalars by key, as they are written} */
  static Map<String, YamlScalar> scalars(KubeObject object) {
    Map<String, YamlScalar> scalars = new LinkedHashMap<>();
    add(object.map().map("data"), scalars);
    add(object.map().map("stringData"), scalars);
    return scalars;
  }

  private static void add(@Nullable YamlMap map, Map<String, YamlScalar> scalars) {
    if (map != null) {
      for (YamlEntry entry : map.entries()) {
        if (entry.name() != null && entry.value() instanceof YamlScalar scalar) {
          scalars.put(entry.name(), scalar);
        }
      }
    }
  }

  /** {@return one value, or null when the object has none of this key} */
  static @Nullable Text of(KubeObject object, String key) {
    YamlScalar found = null;
    for (String name : List.of("data", "stringData")) {
      YamlMap map = object.map().map(name);
      for (YamlEntry entry : map == null ? List.<YamlEntry>of() : map.entries()) {
        if (key.equals(entry.name()) && entry.value() instanceof YamlScalar scalar) {
          found = scalar;
        }
      }
    }
    return found == null ? null : value(object, key, found);
  }

  static Text value(KubeObject object, String key, YamlScalar scalar) {
    Text text = KubeVariables.text(scalar, null);
    YamlMap plain = object.map().map("stringData");
    boolean encoded = object.kind().equals("Secret") && (plain == null || plain.entry(key) == null);
    if (!encoded || !(text instanceof Text.Known known)) {
      return text;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(known.value().strip());
      return new Text.Known(new String(bytes, StandardCharsets.UTF_8), known.span());
    } catch (IllegalArgumentException e) {
      return new Text.Unknown(
          "comes from the secret " + object.name() + ", whose " + key + " is not base64",
          null,
          known.span());
    }
  }
}

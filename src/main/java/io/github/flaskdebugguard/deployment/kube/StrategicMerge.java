package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patches. Executed with kustomize 5.5.0: lists with a merge key are merged by it,
 * the patch's items first; all other lists are replaced; null removes a key; {@code $patch} deletes
 * or replaces.
 */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";

  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "ephemeralContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort",
          "imagePullSecrets", "name",
          "hostAliases", "ip");

  /** Groups of which the tool knows which lists have a merge key. */
  private static final Set<String> KNOWN_GROUPS = Set.of("", "apps", "batch", "extensions");

  private final boolean keyed;

  private StrategicMerge(boolean keyed) {
    this.keyed = keyed;
  }

  /** {@return the object with a patch laid over it, or null when the patch deletes it} */
  static @Nullable YamlMap apply(KubeObject object, YamlMap patch) {
    boolean keyed = KNOWN_GROUPS.contains(object.group());
    return new StrategicMerge(keyed).merge(object.map(), patch);
  }

  private @Nullable YamlMap merge(YamlMap base, YamlMap patch) {
    String directive = patch.text(DIRECTIVE);
    if ("delete".equals(directive)) {
      return null;
    }
    if ("replace".equals(directive)) {
      return YamlEdit.remove(patch, DIRECTIVE);
    }
    List<YamlEntry> entries = new ArrayList<>();
    for (YamlEntry entry : base.entries()) {
      YamlEntry over = entry.name() == null ? null : patch.entry(entry.name());
      if (over == null) {
        entries.add(entry);
        continue;
      }
      YamlNode merged = merge(entry.name(), entry.value(), over.value());
      if (merged != null) {
        entries.add(new YamlEntry(merged == over.value() ? over.key() : entry.key(), merged));
      }
    }
    for (YamlEntry entry : patch.entries()) {
      String name = entry.name();
      if (name == null || name.startsWith("$") || base.entry(name) != null) {
        continue;
      }
      YamlNode plain = stripped(name, entry.value());
      if (plain != null) {
        entries.add(new YamlEntry(entry.key(), plain));
      }
    }
    return new YamlMap(entries, base.tag(), base.span());
  }

  private @Nullable YamlNode merge(@Nullable String key, YamlNode base, YamlNode patch) {
    return switch (patch) {
      case YamlScalar scalar -> scalar.isNull() ? null : scalar;
      case YamlMap map -> base instanceof YamlMap old ? merge(old, map) : stripped(key, map);
      case YamlList list -> {
        String by = keyed && key != null ? KEYS.get(key) : null;
        yield by != null && base instanceof YamlList old ? merge(old, list, by) : list;
      }
    };
  }

  private YamlList merge(YamlList base, YamlList patch, String by) {
    List<YamlNode> result = new ArrayList<>();
    Map<String, YamlMap> rest = new LinkedHashMap<>();
    List<YamlNode> others = new ArrayList<>();
    for (YamlNode item : base.items()) {
      String id = id(item, by);
      if (id == null || !(item instanceof YamlMap map)) {
        others.add(item);
      } else {
        rest.put(id, map);
      }
    }
    boolean replace = false;
    for (YamlNode item : patch.items()) {
      String id = id(item, by);
      if (id == null || !(item instanceof YamlMap map)) {
        replace |= item instanceof YamlMap said && "replace".equals(said.text(DIRECTIVE));
        continue;
      }
      YamlMap old = rest.remove(id);
      YamlNode merged = old == null ? stripped(by, map) : merge(old, map);
      if (merged != null) {
        result.add(merged);
      }
    }
    if (!replace) {
      result.addAll(rest.values());
      result.addAll(others);
    }
    return new YamlList(result, base.tag(), base.span());
  }

  private static @Nullable String id(YamlNode item, String by) {
    return item instanceof YamlMap map ? map.text(by) : null;
  }

  /** {@return what a patch adds where nothing stood, without its directives} */
  private @Nullable YamlNode stripped(@Nullable String key, YamlNode patch) {
    return switch (patch) {
      case YamlScalar scalar -> scalar.isNull() ? null : scalar;
      case YamlList list -> list;
      case YamlMap map -> merge(new YamlMap(List.of(), map.tag(), map.span()), map);
    };
  }
}

package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changed copies of YAML nodes; what is not changed keeps its place. */
final class YamlEdit {
  private YamlEdit() {}

  /** {@return a text as a quoted scalar, written at a place} */
  static YamlScalar text(String text, Span span) {
    return new YamlScalar(text, Style.DOUBLE_QUOTED, null, span, null);
  }

  /** {@return the map with a key set, in the place of the key that it replaces} */
  static YamlMap put(YamlMap map, String key, YamlNode value) {
    List<YamlEntry> entries = new ArrayList<>();
    boolean found = false;
    for (YamlEntry entry : map.entries()) {
      if (!key.equals(entry.name())) {
        entries.add(entry);
      } else if (!found) {
        found = true;
        entries.add(new YamlEntry(text(key, keySpan(entry, value)), value));
      }
    }
    if (!found) {
      entries.add(new YamlEntry(text(key, value.span()), value));
    }
    return new YamlMap(entries, map.tag(), map.span());
  }

  /** The key stands with its value where both are of one file. */
  private static Span keySpan(YamlEntry entry, YamlNode value) {
    Span key = entry.key().span();
    Span span = value.span();
    boolean same = key.path().equals(span.path()) && span.start() >= key.end();
    return same && entry.value().span().equals(span) ? key : span;
  }

  static YamlMap remove(YamlMap map, String key) {
    List<YamlEntry> entries = new ArrayList<>(map.entries());
    entries.removeIf(entry -> key.equals(entry.name()));
    return new YamlMap(entries, map.tag(), map.span());
  }

  /** {@return the map with the node at a chain of keys changed, or as it is when there is none} */
  static YamlMap update(YamlMap map, List<String> path, UnaryOperator<YamlNode> change) {
    YamlNode node = map.get(path.getFirst());
    if (node == null) {
      return map;
    }
    YamlNode changed;
    if (path.size() == 1) {
      changed = change.apply(node);
    } else if (node instanceof YamlMap inner) {
      changed = update(inner, path.subList(1, path.size()), change);
    } else {
      return map;
    }
    return changed == node ? map : put(map, path.getFirst(), changed);
  }

  /**
   * {@return the map with a key set below a chain of keys, which are made where they are missing}
   */
  static YamlMap set(YamlMap map, List<String> path, YamlNode value) {
    String key = path.getFirst();
    if (path.size() == 1) {
      return put(map, key, value);
    }
    YamlMap inner =
        map.get(key) instanceof YamlMap there ? there : new YamlMap(List.of(), null, value.span());
    return put(map, key, set(inner, path.subList(1, path.size()), value));
  }

  /** {@return the list with every item that is a mapping changed} */
  static YamlNode eachMap(YamlNode list, UnaryOperator<YamlMap> change) {
    if (!(list instanceof YamlList items)) {
      return list;
    }
    List<YamlNode> result = new ArrayList<>();
    boolean changed = false;
    for (YamlNode item : items.items()) {
      YamlNode now = item instanceof YamlMap map ? change.apply(map) : item;
      changed |= now != item;
      result.add(now);
    }
    return changed ? new YamlList(result, items.tag(), items.span()) : list;
  }
}

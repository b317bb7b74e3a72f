package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * YAML's merge key {@code <<}, as compose applies it (executed: docker compose 2.26.1): a local key
 * beats a merged one wherever it stands, of several merged maps the first wins, maps inside are
 * replaced and not joined.
 */
public final class YamlMerge {
  private final Map<YamlNode, YamlNode> done = new IdentityHashMap<>();
  private final List<Span> refused = new ArrayList<>();

  private YamlMerge() {}

  /**
   * A tree without merge keys.
   *
   * @param refused places of merge keys that no reader takes: of a value that is no mapping, or
   *     twice in one mapping
   */
  public record Merged(YamlNode node, List<Span> refused) {
    public Merged {
      refused = List.copyOf(refused);
    }
  }

  /** {@return the tree with all merge keys applied; nodes that are shared stay shared} */
  public static Merged expand(YamlNode node) {
    YamlMerge merge = new YamlMerge();
    return new Merged(merge.node(node), merge.refused);
  }

  private YamlNode node(YamlNode node) {
    YamlNode known = done.get(node);
    if (known != null) {
      return known;
    }
    YamlNode result =
        switch (node) {
          case YamlScalar scalar -> scalar;
          case YamlList list ->
              new YamlList(list.items().stream().map(this::node).toList(), list.tag(), list.span());
          case YamlMap map -> map(map);
        };
    done.put(node, result);
    return result;
  }

  private YamlMap map(YamlMap map) {
    List<YamlEntry> local = new ArrayList<>();
    List<YamlMap> sources = new ArrayList<>();
    boolean merges = false;
    for (YamlEntry entry : map.entries()) {
      if (!isMerge(entry.key())) {
        local.add(new YamlEntry(entry.key(), node(entry.value())));
      } else {
        if (merges) {
          refused.add(entry.key().span());
        }
        merges = true;
        sources(entry, sources);
      }
    }
    if (merges) {
      Set<String> names = new HashSet<>();
      local.forEach(entry -> names.add(String.valueOf(entry.name())));
      for (YamlMap source : sources) {
        for (YamlEntry entry : source.entries()) {
          if (names.add(String.valueOf(entry.name()))) {
            local.add(entry);
          }
        }
      }
    }
    return new YamlMap(local, map.tag(), map.span());
  }

  private void sources(YamlEntry entry, List<YamlMap> sources) {
    YamlNode value = node(entry.value());
    List<YamlNode> parts = value instanceof YamlList list ? list.items() : List.of(value);
    for (YamlNode part : parts) {
      if (part instanceof YamlMap source) {
        sources.add(source);
      } else {
        refused.add(entry.key().span());
      }
    }
  }

  private static boolean isMerge(YamlNode key) {
    return key instanceof YamlScalar scalar && scalar.isPlain() && scalar.text().equals("<<");
  }
}

package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a YAML document without merge keys into a tree: scalars are interpolated and typed,
 * repeated keys refused.
 */
final class TreeReader {
  private final Variables variables;
  private final @Nullable String base;
  private final List<Refusal> refusals;

  TreeReader(Variables variables, @Nullable String base, List<Refusal> refusals) {
    this.variables = variables;
    this.base = base;
    this.refusals = refusals;
  }

  Fields document(YamlMap map) {
    return fields(map, true);
  }

  private Tree tree(YamlNode node, Span entry) {
    return switch (node) {
      case YamlScalar scalar -> leaf(scalar, entry);
      case YamlMap map -> fields(map, false);
      case YamlList list -> {
        List<Tree> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
          items.add(tree(item, item.span()));
        }
        yield new Items(items, list.span(), list.tag());
      }
    };
  }

  private Fields fields(YamlMap map, boolean top) {
    Map<String, Tree> fields = new LinkedHashMap<>();
    Map<String, Span> keys = new LinkedHashMap<>();
    for (YamlEntry entry : map.entries()) {
      String name = entry.name();
      if (name == null || (top && name.startsWith("x-"))) {
        continue;
      }
      Span place = entry.key().span();
      if (isNotText(entry.key())) {
        refusals.add(new Refusal(place, "key " + name + " is not a text"));
      }
      if (keys.putIfAbsent(name, place) != null) {
        refusals.add(new Refusal(place, "key " + name + " stands twice"));
        keys.put(name, place);
      }
      fields.put(name, tree(entry.value(), entry.span()));
    }
    return new Fields(fields, keys, map.span(), map.tag());
  }

  private static boolean isNotText(YamlNode key) {
    return key instanceof YamlScalar scalar
        && scalar.isPlain()
        && scalar.tag() == null
        && (scalar.isNull() || GoScalar.kind(scalar.text()) != GoScalar.Kind.TEXT);
  }

  private Leaf leaf(YamlScalar scalar, Span entry) {
    Interpolated text = Interpolation.expand(scalar.text(), scalar.span(), variables, refusals);
    boolean typed =
        scalar.isPlain()
            && scalar.tag() == null
            && text.text().equals(scalar.text())
            && text.isKnown();
    return new Leaf(
        text,
        scalar.isNull() || (scalar.text().isEmpty() && isReset(scalar)),
        typed ? GoScalar.kind(scalar.text()) : GoScalar.Kind.TEXT,
        base,
        scalar.span(),
        entry,
        scalar.tag(),
        null);
  }

  private static boolean isReset(YamlScalar scalar) {
    return "!reset".equals(scalar.tag());
  }
}

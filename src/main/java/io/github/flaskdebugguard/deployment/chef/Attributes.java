package io.github.flaskdebugguard.deployment.chef;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.manifest.Names;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a node. By Chef's documentation the levels are, from the weakest: default,
 * force_default, normal, override, force_override; within one level attribute files come before
 * recipes, environments and roles for default, and roles before environments for override.
 */
final class Attributes {
  private static final Map<String, Integer> LEVELS =
      Map.of(
          "default", 10,
          "default_unless", 10,
          "force_default", 15,
          "normal", 20,
          "set", 20,
          "normal_unless", 20,
          "override", 30,
          "force_override", 35,
          "automatic", 40);

  private final Map<Integer, Data.Dict> levels = new TreeMap<>();
  private @Nullable Data merged;

  /** {@return whether a word names a level} */
  static boolean isLevel(String word) {
    return LEVELS.containsKey(word);
  }

  void set(String level, List<String> path, Data value, boolean ofRecipe) {
    Data inner = value;
    for (String key : path.reversed()) {
      inner = new Data.Dict(Map.of(key, inner), value.span());
    }
    add(LEVELS.getOrDefault(level, 10) + (ofRecipe ? 1 : 0), inner);
  }

  private void add(int level, Data value) {
    if (value instanceof Data.Dict dict) {
      Data.Dict before = levels.get(level);
      Data all = before == null ? dict : Data.merged(before, dict);
      if (all instanceof Data.Dict joined) {
        levels.put(level, joined);
        merged = null;
      }
    }
  }

  /** {@return all attributes as the node sees them} */
  Data node(Span place) {
    Data all = merged;
    if (all == null) {
      all = new Data.Dict(Map.of(), place);
      for (Data.Dict level : levels.values()) {
        all = Data.merged(all, level);
      }
      merged = all;
    }
    return all;
  }

  /** Reads the attributes of an environment or a role, in JSON or in Ruby. */
  void policy(SourceFile file, boolean environment) {
    int weak = environment ? 12 : 13;
    int strong = environment ? 33 : 32;
    if (file.path().endsWith(".json")) {
      YamlMap map = JsonFile.parse(file).map();
      if (map != null) {
        json(map.get("default_attributes"), weak);
        json(map.get("override_attributes"), strong);
      }
      return;
    }
    Cursor cursor = new Cursor(file, 0, file.text().length());
    while (!cursor.done()) {
      cursor.lines();
      int before = cursor.at();
      String word = cursor.name();
      boolean defaults = word.equals("default_attributes");
      if (defaults || word.equals("override_attributes")) {
        cursor.blanks();
        char close = cursor.peek(0) == '(' ? ')' : '\n';
        if (close == ')') {
          cursor.to(cursor.at() + 1);
        }
        for (Data each : Expression.list(cursor, Dialect.RUBY, new Nothing(), close)) {
          add(defaults ? weak : strong, each);
        }
      } else if (cursor.at() == before) {
        cursor.to(before + 1);
      }
    }
  }

  private void json(@Nullable YamlNode node, int level) {
    if (node instanceof YamlMap map) {
      add(level, Data.of(map));
    }
  }

  private record Nothing() implements Names {
    @Override
    public @Nullable Data value(String name) {
      return null;
    }
  }

  /**
   * {@return the keys of {@code ['a']['b']} at the cursor; null when one is not known or there are
   * none}
   */
  static @Nullable List<String> path(Cursor cursor, Names names) {
    List<String> path = new ArrayList<>();
    while (cursor.peek(0) == '[') {
      cursor.to(cursor.at() + 1);
      List<Data> key = Expression.list(cursor, Dialect.RUBY, names, ']');
      if (key.size() != 1 || !(Values.text(key.getFirst()) instanceof Text.Known known)) {
        return null;
      }
      path.add(known.value());
    }
    return path.isEmpty() ? null : path;
  }
}

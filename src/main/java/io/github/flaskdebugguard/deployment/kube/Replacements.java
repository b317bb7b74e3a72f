package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code replacements}: a field of one object is copied to fields of others. */
final class Replacements {
  private Replacements() {}

  static List<Kustomized> apply(List<Kustomized> items, YamlMap replacement) {
    YamlMap source = replacement.map("source");
    if (source == null) {
      return items;
    }
    YamlScalar value = null;
    for (Kustomized item : items) {
      if (new Selector(source).matches(item)) {
        String path = source.text("fieldPath");
        YamlNode found = find(item.object().map(), parts(path == null ? "metadata.name" : path));
        value = found instanceof YamlScalar scalar ? scalar : value;
      }
    }
    if (value == null) {
      throw new Refused("nothing selected by the source of a replacement");
    }
    YamlScalar taken = part(value, source.map("options"));
    List<Kustomized> result = new ArrayList<>(items);
    for (YamlNode node : replacement.list("targets")) {
      if (!(node instanceof YamlMap target) || target.map("select") == null) {
        continue;
      }
      Selector select = new Selector(java.util.Objects.requireNonNull(target.map("select")));
      for (int i = 0; i < result.size(); i++) {
        Kustomized item = result.get(i);
        if (!select.matches(item) || rejected(target, item)) {
          continue;
        }
        YamlMap map = item.object().map();
        for (YamlNode path : target.list("fieldPaths")) {
          if (path instanceof YamlScalar scalar
              && put(map, parts(scalar.text()), 0, taken, target.map("options"))
                  instanceof YamlMap changed) {
            map = changed;
          }
        }
        result.set(i, item.with(item.object().with(map)));
      }
    }
    return result;
  }

  private static boolean rejected(YamlMap target, Kustomized item) {
    return target.list("reject").stream()
        .anyMatch(node -> node instanceof YamlMap map && new Selector(map).matches(item));
  }

  private static YamlScalar part(YamlScalar value, @Nullable YamlMap options) {
    String delimiter = options == null ? null : options.text("delimiter");
    if (options == null || delimiter == null || delimiter.isEmpty()) {
      return value;
    }
    List<String> words = split(value.text(), delimiter);
    String index = options.text("index");
    int at = index == null ? 0 : Math.max(0, JsonPatch.index(index, words.size()));
    return YamlEdit.text(words.get(at), value.span());
  }

  private static List<String> split(String text, String delimiter) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, start)) {
      words.add(text.substring(start, at));
      start = at + delimiter.length();
    }
    words.add(text.substring(start));
    return words;
  }

  /** Words between dots; a bracket {@code [name=x]} is one word, {@code \.} is a dot. */
  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean bracket = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        word.append(path.charAt(++i));
      } else if (c == '.' && !bracket) {
        parts.add(word.toString());
        word.setLength(0);
      } else {
        bracket = c == '[' || (bracket && c != ']');
        word.append(c);
      }
    }
    parts.add(word.toString());
    return parts;
  }

  private static @Nullable YamlNode find(YamlNode root, List<String> parts) {
    YamlNode node = root;
    for (String part : parts) {
      YamlNode next = null;
      if (node instanceof YamlMap map) {
        next = map.get(part);
      } else if (node instanceof YamlList list) {
        for (int i = 0; i < list.items().size() && next == null; i++) {
          next = matches(list, i, part) ? list.items().get(i) : null;
        }
      }
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node;
  }

  private static boolean matches(YamlList list, int index, String part) {
    if (part.equals("*")) {
      return true;
    }
    if (part.startsWith("[") && part.endsWith("]") && part.indexOf('=') > 0) {
      String key = part.substring(1, part.indexOf('='));
      String value = part.substring(part.indexOf('=') + 1, part.length() - 1);
      return list.items().get(index) instanceof YamlMap map && value.equals(map.text(key));
    }
    return JsonPatch.index(part, list.items().size()) == index;
  }

  private static YamlNode put(
      YamlNode node, List<String> parts, int depth, YamlScalar value, @Nullable YamlMap options) {
    if (depth == parts.size()) {
      String delimiter = options == null ? null : options.text("delimiter");
      if (options == null
          || delimiter == null
          || delimiter.isEmpty()
          || !(node instanceof YamlScalar old)) {
        return value;
      }
      List<String> words = new ArrayList<>(split(old.text(), delimiter));
      String index = options.text("index");
      int at = index == null ? 0 : Math.max(0, JsonPatch.index(index, words.size()));
      words.set(at, value.text());
      return YamlEdit.text(String.join(delimiter, words), value.span());
    }
    String part = parts.get(depth);
    return switch (node) {
      case YamlScalar scalar -> scalar;
      case YamlMap map -> {
        YamlNode inner = map.get(part);
        if (inner == null) {
          boolean create = options != null && "true".equals(options.text("create"));
          if (!create) {
            throw new Refused("unable to find field " + String.join(".", parts));
          }
          inner = new YamlMap(List.of(), null, value.span());
        }
        YamlNode changed = put(inner, parts, depth + 1, value, options);
        yield changed == inner ? map : YamlEdit.put(map, part, changed);
      }
      case YamlList list -> {
        List<YamlNode> items = new ArrayList<>(list.items());
        for (int i = 0; i < items.size(); i++) {
          if (matches(list, i, part)) {
            items.set(i, put(items.get(i), parts, depth + 1, value, options));
          }
        }
        yield new YamlList(items, list.tag(), list.span());
      }
    };
  }
}

package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON patches (RFC 6902). A step that does not apply is {@link Refused}, as in kustomize. */
final class JsonPatch {
  private JsonPatch() {}

  /** {@return the object after all operations} */
  static YamlMap apply(YamlMap object, YamlList operations) {
    YamlNode node = object;
    for (YamlMap operation : operations.maps()) {
      node = apply(node, operation);
    }
    if (node instanceof YamlMap map) {
      return map;
    }
    throw new Refused("a patch replaces the whole object by something else");
  }

  private static YamlNode apply(YamlNode root, YamlMap operation) {
    String op = word(operation, "op");
    List<String> path = path(word(operation, "path"));
    YamlNode value = operation.get("value");
    return switch (op) {
      case "add" -> change(root, path, 0, Change.ADD, given(value, op));
      case "replace" -> change(root, path, 0, Change.REPLACE, given(value, op));
      case "remove" -> change(root, path, 0, Change.REMOVE, null);
      case "copy" -> change(root, path, 0, Change.ADD, at(root, path(word(operation, "from"))));
      case "move" -> {
        List<String> from = path(word(operation, "from"));
        YamlNode moved = at(root, from);
        yield change(change(root, from, 0, Change.REMOVE, null), path, 0, Change.ADD, moved);
      }
      case "test" -> {
        YamlNode there = at(root, path);
        if (there instanceof YamlScalar a
            && value instanceof YamlScalar b
            && !a.text().equals(b.text())) {
          throw new Refused("testing value " + word(operation, "path") + " failed");
        }
        yield root;
      }
      default -> throw new Refused("unknown patch operation " + op);
    };
  }

  private enum Change {
    ADD,
    REPLACE,
    REMOVE
  }

  private static YamlNode given(@Nullable YamlNode value, String op) {
    if (value == null) {
      throw new Refused(op + " operation has no value");
    }
    return value;
  }

  private static String word(YamlMap operation, String key) {
    String text = operation.text(key);
    if (text == null) {
      throw new Refused("patch operation has no " + key);
    }
    return text;
  }

  private static List<String> path(String pointer) {
    List<String> parts = new ArrayList<>();
    String[] words = pointer.split("/", -1);
    for (int i = 1; i < words.length; i++) {
      parts.add(words[i].replace("~1", "/").replace("~0", "~"));
    }
    if (parts.isEmpty()) {
      throw new Refused("patch path " + pointer + " names nothing");
    }
    return parts;
  }

  private static Refused missing(List<String> path) {
    return new Refused("doc is missing path: /" + String.join("/", path));
  }

  private static YamlNode at(YamlNode root, List<String> path) {
    YamlNode node = root;
    for (String part : path) {
      YamlNode next =
          switch (node) {
            case YamlMap map -> map.get(part);
            case YamlList list -> {
              int index = index(part, list.items().size());
              yield index < 0 ? null : list.items().get(index);
            }
            case YamlScalar scalar -> null;
          };
      if (next == null) {
        throw missing(path);
      }
      node = next;
    }
    return node;
  }

  private static YamlNode change(
      YamlNode node, List<String> path, int depth, Change change, @Nullable YamlNode value) {
    String part = path.get(depth);
    boolean last = depth == path.size() - 1;
    return switch (node) {
      case YamlScalar scalar -> throw missing(path);
      case YamlMap map -> {
        YamlNode inner = map.get(part);
        if (inner == null && !(last && change == Change.ADD)) {
          throw missing(path);
        }
        if (!last && inner != null) {
          yield YamlEdit.put(map, part, change(inner, path, depth + 1, change, value));
        }
        yield value == null ? YamlEdit.remove(map, part) : YamlEdit.put(map, part, value);
      }
      case YamlList list -> {
        List<YamlNode> items = new ArrayList<>(list.items());
        boolean end = part.equals("-") || part.equals(String.valueOf(items.size()));
        int index = index(part, items.size());
        if (last && change == Change.ADD && end && value != null) {
          items.add(value);
        } else if (index < 0) {
          throw missing(path);
        } else if (!last) {
          items.set(index, change(items.get(index), path, depth + 1, change, value));
        } else if (value == null) {
          items.remove(index);
        } else if (change == Change.ADD) {
          items.add(index, value);
        } else {
          items.set(index, value);
        }
        yield new YamlList(items, list.tag(), list.span());
      }
    };
  }

  /** {@return the index that a word names, -1 when it is none of the list's} */
  static int index(String word, int size) {
    if (word.isEmpty() || word.length() > 6) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return -1;
      }
    }
    int index = Integer.parseInt(word);
    return index < size ? index : -1;
  }
}

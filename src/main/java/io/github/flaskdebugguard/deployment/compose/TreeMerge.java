package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.deployment.compose.Tree.Editor;
import io.github.flaskdebugguard.deployment.compose.Tree.Fields;
import io.github.flaskdebugguard.deployment.compose.Tree.Items;
import io.github.flaskdebugguard.deployment.compose.Tree.Leaf;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a later compose file is laid over an earlier one (executed: docker compose 2.26.1). */
final class TreeMerge {
  private final List<Refusal> refusals;

  TreeMerge(List<Refusal> refusals) {
    this.refusals = refusals;
  }

  Fields files(Fields earlier, Fields later) {
    Editor result = earlier.edit();
    for (var entry : later.fields().entrySet()) {
      String key = entry.getKey();
      Span place = place(later, key);
      Tree before = result.get(key);
      Tree after = entry.getValue();
      if (key.equals("services") && after instanceof Fields services) {
        Editor merged =
            before instanceof Fields map
                ? map.edit()
                : new Fields(Map.of(), Map.of(), services.span(), null).edit();
        services
            .fields()
            .forEach((name, service) -> service(merged, name, service, place(services, name)));
        result.put(key, merged.done(), place);
      } else {
        Tree merged = generic(before, after);
        if (merged != null) {
          result.put(key, merged, place);
        }
      }
    }
    return result.done();
  }

  private void service(Editor services, String name, Tree later, Span place) {
    if ("!reset".equals(later.tag())) {
      services.remove(name);
    } else if (services.get(name) instanceof Fields before
        && later instanceof Fields after
        && !"!override".equals(after.tag())) {
      services.put(name, service(before, after), place);
    } else {
      services.put(name, later, place);
    }
  }

  /** {@return a service with another definition of it on top} */
  Fields service(Fields earlier, Fields later) {
    Editor result = earlier.edit();
    for (var entry : later.fields().entrySet()) {
      String key = entry.getKey();
      Tree after = entry.getValue();
      Tree before = result.get(key);
      if ("!reset".equals(after.tag())) {
        result.remove(key);
        continue;
      }
      Tree merged =
          "!override".equals(after.tag())
              ? after
              : switch (key) {
                case "environment", "labels" -> byKey(before, after);
                case "build" -> build(before, after);
                case "env_file" -> joined(before, after);
                case "volumes" -> byTarget(before, after);
                case "command", "entrypoint" -> after;
                default -> generic(before, after);
              };
      if (merged != null) {
        result.put(key, merged, place(later, key));
      }
    }
    return result.done();
  }

  private @Nullable Tree build(@Nullable Tree before, Tree after) {
    if (isNull(after)) {
      return before;
    }
    Fields base = before == null ? null : contextOf(before);
    Fields top = contextOf(after);
    if (base == null) {
      return top;
    }
    Editor result = base.edit();
    for (var entry : top.fields().entrySet()) {
      Tree value = entry.getValue();
      if ("!reset".equals(value.tag())) {
        result.remove(entry.getKey());
        continue;
      }
      Tree merged =
          entry.getKey().equals("args")
              ? byKey(result.get("args"), value)
              : generic(result.get(entry.getKey()), value);
      if (merged != null) {
        result.put(entry.getKey(), merged, place(top, entry.getKey()));
      }
    }
    return result.done();
  }

  /** {@return {@code build} in its long form} */
  static Fields contextOf(Tree build) {
    return build instanceof Fields fields
        ? fields
        : new Fields(Map.of("context", build), Map.of("context", build.span()), build.span(), null);
  }

  private @Nullable Tree byKey(@Nullable Tree before, Tree after) {
    if (isNull(after)) {
      return before;
    }
    if (before == null || isNull(before)) {
      return after;
    }
    Editor result = fields(before).edit();
    Fields top = fields(after);
    for (var entry : top.fields().entrySet()) {
      Tree value = entry.getValue();
      Tree old = result.get(entry.getKey());
      if ("!reset".equals(value.tag())) {
        result.remove(entry.getKey());
      } else if (value instanceof Leaf leaf && old instanceof Leaf lost) {
        result.put(entry.getKey(), leaf.over(lost), place(top, entry.getKey()));
      } else {
        result.put(entry.getKey(), value, place(top, entry.getKey()));
      }
    }
    return result.done();
  }

  /**
   * {@return a list of {@code NAME=value} or a mapping, as a mapping; a name without a value has a
   * null leaf}
   */
  Fields fields(Tree tree) {
    return switch (tree) {
      case Fields fields -> fields;
      case Leaf leaf -> {
        if (!leaf.isNull()) {
          refusals.add(new Refusal(leaf.span(), "must be a mapping or a list"));
        }
        yield new Fields(Map.of(), Map.of(), leaf.span(), null);
      }
      case Items items -> {
        Map<String, Tree> fields = new LinkedHashMap<>();
        Map<String, Span> keys = new LinkedHashMap<>();
        for (Tree item : items.items()) {
          if (item instanceof Leaf leaf && !leaf.isNull()) {
            pair(leaf, fields, keys);
          } else {
            refusals.add(new Refusal(item.span(), "list items must be NAME=value"));
          }
        }
        yield new Fields(fields, keys, items.span(), items.tag());
      }
    };
  }

  private static void pair(Leaf item, Map<String, Tree> fields, Map<String, Span> keys) {
    Interpolated whole = item.text();
    int equals = whole.text().indexOf('=');
    String name = equals < 0 ? whole.text() : whole.text().substring(0, equals);
    String value = equals < 0 ? "" : whole.text().substring(equals + 1);
    fields.put(
        name,
        new Leaf(
            new Interpolated(value, whole.unknowns(), whole.notes()),
            equals < 0,
            GoScalar.Kind.TEXT,
            item.base(),
            item.span(),
            item.entry(),
            null,
            fields.get(name) instanceof Leaf earlier ? earlier : null));
    keys.put(name, item.span());
  }

  private static @Nullable Tree joined(@Nullable Tree before, Tree after) {
    if (before == null || isNull(before)) {
      return after;
    }
    if (isNull(after)) {
      return before;
    }
    List<Tree> all = new ArrayList<>(list(before));
    all.addAll(list(after));
    return new Items(all, after.span(), null);
  }

  private static @Nullable Tree byTarget(@Nullable Tree before, Tree after) {
    if (!(before instanceof Items earlier) || !(after instanceof Items later)) {
      return isNull(after) ? before : after;
    }
    Map<String, Tree> byTarget = new LinkedHashMap<>();
    for (Tree item : earlier.items()) {
      byTarget.put(target(item), item);
    }
    for (Tree item : later.items()) {
      byTarget.put(target(item), item);
    }
    return new Items(List.copyOf(byTarget.values()), later.span(), null);
  }

  private static String target(Tree volume) {
    String target =
        switch (volume) {
          case Fields fields -> fields.text("target");
          case Leaf leaf -> {
            String[] parts = leaf.text().text().split(":", -1);
            yield parts.length == 1 ? parts[0] : parts[1];
          }
          case Items items -> null;
        };
    return target == null ? volume.span().toString() : target;
  }

  private @Nullable Tree generic(@Nullable Tree before, Tree after) {
    if ("!reset".equals(after.tag())) {
      return null;
    }
    if (before == null || "!override".equals(after.tag())) {
      return after;
    }
    if (isNull(after)) {
      return before;
    }
    if (before instanceof Fields earlier && after instanceof Fields later) {
      Editor result = earlier.edit();
      for (var entry : later.fields().entrySet()) {
        Tree merged = generic(result.get(entry.getKey()), entry.getValue());
        if (merged == null) {
          result.remove(entry.getKey());
        } else {
          result.put(entry.getKey(), merged, place(later, entry.getKey()));
        }
      }
      return result.done();
    }
    if (before instanceof Items && after instanceof Items) {
      return joined(before, after);
    }
    return before instanceof Leaf lost && after instanceof Leaf leaf ? leaf.over(lost) : after;
  }

  private static List<Tree> list(Tree tree) {
    return tree instanceof Items items ? items.items() : List.of(tree);
  }

  private static boolean isNull(Tree tree) {
    return tree instanceof Leaf leaf && leaf.isNull();
  }

  private static Span place(Fields fields, String key) {
    Span place = fields.keys().get(key);
    return place == null ? fields.span() : place;
  }
}

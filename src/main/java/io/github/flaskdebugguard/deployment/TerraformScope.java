package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.HclFile;
import io.github.flaskdebugguard.document.HclFile.Expression;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one Terraform folder and what expressions mean with them. A value is where it
 * was written last: in {@code terraform.tfvars}, in the call of a module, or as a default. What
 * only a run tells is a scalar that holds its expression and whose value is unknown.
 */
final class TerraformScope {
  private final Map<String, YamlNode> variables;
  private final Map<String, Expression> locals;

  /** What names mean inside {@code for} and dynamic blocks. */
  private final Map<String, YamlNode> bound = new TreeMap<>();

  private int followed;

  /** Attributes that dynamic blocks have made. */
  private int repeated;

  TerraformScope(Map<String, YamlNode> variables, Map<String, Expression> locals) {
    this.variables = new TreeMap<>(variables);
    this.locals = new TreeMap<>(locals);
  }

  /** {@return a body as one mapping; blocks of one type are a list of mappings} */
  YamlMap map(HclFile.Body body, Span span) {
    return map(body, span, 0);
  }

  private YamlMap map(HclFile.Body body, Span span, int depth) {
    List<YamlEntry> entries = new ArrayList<>();
    for (HclFile.Attribute attribute : body.attributes()) {
      entries.add(
          new YamlEntry(key(attribute.name(), attribute.key()), value(attribute.value(), depth)));
    }
    Map<String, List<YamlNode>> blocks = new LinkedHashMap<>();
    for (HclFile.Block block : body.blocks()) {
      List<YamlNode> made = depth > Limits.EXPANSION_LEVELS ? null : made(block, depth);
      if (made != null) {
        blocks.computeIfAbsent(block.labels().getFirst(), t -> new ArrayList<>()).addAll(made);
        continue;
      }
      String type =
          block.type().equals("dynamic") && !block.labels().isEmpty()
              ? "dynamic " + block.labels().getFirst()
              : block.type();
      blocks
          .computeIfAbsent(type, t -> new ArrayList<>())
          .add(
              depth > Limits.EXPANSION_LEVELS
                  ? unknown("nested too deep", block.span())
                  : map(block.body(), block.span(), depth + 1));
    }
    blocks.values().removeIf(List::isEmpty);
    blocks.forEach(
        (type, list) ->
            entries.add(
                new YamlEntry(
                    key(type, list.getFirst().span()),
                    new YamlList(list, null, list.getFirst().span()))));
    return new YamlMap(entries, null, span);
  }

  /** {@return the blocks that a dynamic one makes, or null for others and when not all is known} */
  private @Nullable List<YamlNode> made(HclFile.Block block, int depth) {
    Expression each = block.body().get("for_each");
    if (!block.type().equals("dynamic") || block.labels().isEmpty() || each == null) {
      return null;
    }
    List<YamlEntry> entries = entries(value(each, depth + 1));
    if (entries == null) {
      return null;
    }
    String name =
        block.body().get("iterator") instanceof Expression.Reference iterator
            ? iterator.text()
            : block.labels().getFirst();
    List<YamlNode> made = new ArrayList<>();
    for (YamlEntry entry : repeated > Limits.YAML_NODES ? List.<YamlEntry>of() : entries) {
      Span span = entry.value().span();
      List<YamlEntry> pair =
          List.of(
              new YamlEntry(key("key", span), entry.key()),
              new YamlEntry(key("value", span), entry.value()));
      Map<String, YamlNode> before = Map.copyOf(bound);
      bound.put(name, new YamlMap(pair, null, span));
      for (HclFile.Block content : block.body().blocks()) {
        repeated += 1 + content.body().attributes().size();
        if (repeated > Limits.YAML_NODES) {
          LimitNotes.bites(block.span(), "dynamic blocks make more than is followed");
        } else if (content.type().equals("content")) {
          made.add(map(content.body(), content.span(), depth + 1));
        }
      }
      bound.clear();
      bound.putAll(before);
    }
    return made;
  }

  /** {@return what a collection holds, by key or index, or null when it is none or not known} */
  private static @Nullable List<YamlEntry> entries(YamlNode collection) {
    return switch (collection) {
      case YamlMap map -> map.entries();
      case YamlList list -> {
        List<YamlEntry> entries = new ArrayList<>();
        for (YamlNode item : list.items()) {
          entries.add(new YamlEntry(key(Integer.toString(entries.size()), item.span()), item));
        }
        yield entries;
      }
      default -> null;
    };
  }

  private static YamlScalar key(String name, Span span) {
    return new YamlScalar(name, Style.PLAIN, null, span, null);
  }

  /** {@return what an expression means} */
  YamlNode value(Expression expression) {
    return value(expression, 0);
  }

  private YamlNode value(Expression expression, int depth) {
    if (depth == 0) {
      followed = 0;
    }
    if (depth > Limits.EXPANSION_LEVELS || followed > Limits.EXPANSIONS) {
      return unknown("nested too deep (limit)", expression.span());
    }
    return switch (expression) {
      case Expression.Scalar scalar ->
          scalar.quoted()
              ? filled(scalar, depth)
              : new YamlScalar(
                  scalar.text(),
                  scalar.text().equals("null") ? Style.PLAIN : Style.DOUBLE_QUOTED,
                  null,
                  scalar.span(),
                  null);
      case Expression.Reference reference -> reference(reference.text(), reference.span(), depth);
      case Expression.Call call -> call(call, depth);
      case Expression.ListOf list ->
          new YamlList(
              list.items().stream().map(item -> value(item, depth + 1)).toList(),
              null,
              list.span());
      case Expression.ObjectOf object -> {
        List<YamlEntry> entries = new ArrayList<>();
        for (HclFile.Attribute entry : object.entries()) {
          entries.add(
              new YamlEntry(key(entry.name(), entry.key()), value(entry.value(), depth + 1)));
        }
        yield new YamlMap(entries, null, object.span());
      }
      case Expression.Comparison comparison -> comparison(comparison, depth);
      case Expression.Conditional conditional -> {
        YamlNode test = value(conditional.test(), depth + 1);
        if (test instanceof YamlScalar known && known.template() == null) {
          yield value(
              known.text().equals("true") ? conditional.yes() : conditional.no(), depth + 1);
        }
        yield unknown(
            test instanceof YamlScalar open && open.template() != null
                ? open.template()
                : "a condition",
            conditional.span());
      }
      case Expression.ForEach each -> forEach(each, depth);
    };
  }

  private YamlNode comparison(Expression.Comparison comparison, int depth) {
    YamlNode left = value(comparison.left(), depth + 1);
    YamlNode right = value(comparison.right(), depth + 1);
    for (YamlNode side : List.of(left, right)) {
      if (side instanceof YamlScalar scalar && scalar.template() != null) {
        return unknown(scalar.template(), comparison.span());
      }
    }
    if (!(left instanceof YamlScalar a) || !(right instanceof YamlScalar b)) {
      // NOTE: collections are mostly compared with null.
      boolean mixed = left instanceof YamlScalar || right instanceof YamlScalar;
      return mixed
          ? truth(!comparison.equal(), comparison.span())
          : unknown("a comparison", comparison.span());
    }
    boolean same = a.text().equals(b.text()) && a.style() == b.style();
    return truth(same == comparison.equal(), comparison.span());
  }

  private static YamlScalar truth(boolean value, Span span) {
    return new YamlScalar(Boolean.toString(value), Style.DOUBLE_QUOTED, null, span, null);
  }

  private YamlNode forEach(Expression.ForEach each, int depth) {
    List<YamlEntry> entries = entries(value(each.source(), depth + 1));
    if (entries == null) {
      return unknown("for " + String.join(", ", each.names()), each.span());
    }
    Map<String, YamlNode> before = Map.copyOf(bound);
    List<YamlEntry> made = new ArrayList<>();
    for (YamlEntry entry : entries) {
      followed++;
      bound.put(each.names().getLast(), entry.value());
      if (each.names().size() > 1) {
        bound.put(each.names().getFirst(), entry.key());
      }
      Expression name = each.key();
      YamlNode key = name == null ? entry.key() : value(name, depth + 1);
      if (!(key instanceof YamlScalar known) || known.template() != null) {
        bound.clear();
        bound.putAll(before);
        return unknown("for " + String.join(", ", each.names()), each.span());
      }
      made.add(new YamlEntry(known, value(each.item(), depth + 1)));
    }
    bound.clear();
    bound.putAll(before);
    return each.key() != null
        ? new YamlMap(made, null, each.span())
        : new YamlList(made.stream().map(YamlEntry::value).toList(), null, each.span());
  }

  private YamlNode call(Expression.Call call, int depth) {
    List<YamlNode> arguments = call.arguments().stream().map(a -> value(a, depth + 1)).toList();
    YamlNode first = arguments.isEmpty() ? null : arguments.getFirst();
    return switch (call.name()) {
      case "jsonencode",
          "yamlencode",
          "tostring",
          "tobool",
          "tonumber",
          "tolist",
          "toset",
          "tomap",
          "nonsensitive",
          "sensitive" ->
          first == null ? unknown(call.name() + "()", call.span()) : first;
      case "lower", "upper" ->
          first instanceof YamlScalar scalar && scalar.template() == null
              ? new YamlScalar(
                  call.name().equals("lower")
                      ? scalar.text().toLowerCase(Locale.ROOT)
                      : scalar.text().toUpperCase(Locale.ROOT),
                  scalar.style(),
                  null,
                  scalar.span(),
                  null)
              : first == null ? unknown(call.name() + "()", call.span()) : first;
      case "lookup" -> {
        YamlNode found =
            first instanceof YamlMap map
                    && arguments.size() > 1
                    && arguments.get(1) instanceof YamlScalar name
                    && name.template() == null
                ? map.get(name.text()) == null && arguments.size() > 2
                    ? arguments.get(2)
                    : map.get(name.text())
                : null;
        yield found == null ? unknown("lookup()", call.span()) : found;
      }
      case "merge" -> {
        Map<String, YamlEntry> entries = new LinkedHashMap<>();
        for (YamlNode argument : arguments) {
          if (!(argument instanceof YamlMap map)) {
            // What is not known may hold any name; the plain ones are still likely.
            continue;
          }
          for (YamlEntry entry : map.entries()) {
            entries.put(String.valueOf(entry.name()), entry);
          }
        }
        yield new YamlMap(List.copyOf(entries.values()), null, call.span());
      }
      case "concat" -> {
        List<YamlNode> items = new ArrayList<>();
        for (YamlNode argument : arguments) {
          if (argument instanceof YamlList list) {
            items.addAll(list.items());
          }
        }
        yield new YamlList(items, null, call.span());
      }
      default -> unknown(call.name() + "()", call.span());
    };
  }

  private YamlNode reference(String text, Span span, int depth) {
    String name = text.strip();
    List<String> steps = steps(name, span, depth);
    YamlNode root = null;
    int from = 1;
    if (bound.containsKey(steps.getFirst())) {
      root = bound.get(steps.getFirst());
    } else if (steps.getFirst().equals("var") && steps.size() > 1) {
      root = variables.get(steps.get(1));
      from = 2;
    } else if (steps.getFirst().equals("local") && steps.size() > 1) {
      Expression local = locals.get(steps.get(1));
      followed++;
      root = local == null ? null : value(local, depth + 1);
      from = 2;
    }
    YamlNode found = at(root, steps.subList(Math.min(from, steps.size()), steps.size()));
    return found == null ? unknown(name, span) : found;
  }

  /**
   * {@return the names of a path such as {@code var.flags["debug"]}; what is not known is empty}
   */
  private List<String> steps(String name, Span span, int depth) {
    List<String> steps = new ArrayList<>();
    int lastClose = name.lastIndexOf(']');
    int at = 0;
    while (at <= name.length()) {
      int end = at;
      while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
        end++;
      }
      if (end > at || steps.isEmpty()) {
        steps.add(name.substring(at, end));
      }
      int close = end < lastClose && name.charAt(end) == '[' ? name.indexOf(']', end) : -1;
      if (close > 0) {
        String inner = name.substring(end + 1, close).strip();
        boolean quoted = inner.length() > 1 && inner.startsWith("\"") && inner.endsWith("\"");
        boolean index = !inner.isEmpty() && inner.chars().allMatch(Character::isDigit);
        YamlNode key =
            quoted || index || depth > Limits.EXPANSION_LEVELS
                ? null
                : reference(inner, span, depth + 1);
        steps.add(
            quoted
                ? inner.substring(1, inner.length() - 1)
                : index
                    ? inner
                    : key instanceof YamlScalar known && known.template() == null
                        ? known.text()
                        : "");
        end = close;
      }
      at = end + 1;
    }
    return steps;
  }

  private static @Nullable YamlNode at(@Nullable YamlNode node, List<String> steps) {
    YamlNode current = node;
    for (String step : steps) {
      current =
          switch (current) {
            case YamlMap map -> map.get(step);
            case YamlList list when index(step) < list.items().size() ->
                list.items().get(index(step));
            case null, default -> null;
          };
    }
    return current;
  }

  private static int index(String step) {
    return !step.isEmpty() && step.length() < 6 && step.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(step)
        : Integer.MAX_VALUE;
  }

  private YamlNode filled(Expression.Scalar scalar, int depth) {
    String text = scalar.text();
    if (!text.contains("${")) {
      return new YamlScalar(text, Style.DOUBLE_QUOTED, null, scalar.span(), null);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      int close = open < 0 ? -1 : close(text, open + 2);
      if (close < 0) {
        break;
      }
      String name = text.substring(open + 2, close);
      YamlNode value = inserted(name, scalar.span(), depth + 1);
      if (open == 0 && close == text.length() - 1) {
        return value;
      }
      if (!(value instanceof YamlScalar known) || known.template() != null) {
        return new YamlScalar(text, Style.DOUBLE_QUOTED, null, scalar.span(), name.strip());
      }
      out.append(text, at, open).append(known.text());
      at = close + 1;
    }
    out.append(text.substring(Math.min(at, text.length())));
    return new YamlScalar(out.toString(), Style.DOUBLE_QUOTED, null, scalar.span(), null);
  }

  /** {@return where an insertion ends, over braces and texts inside it, or -1} */
  private static int close(String text, int from) {
    int braces = 0;
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        braces++;
      } else if (!quoted && c == '}' && --braces < 0) {
        return i;
      }
    }
    return -1;
  }

  private YamlNode inserted(String text, Span span, int depth) {
    boolean name =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-[]\" ".indexOf(c) >= 0);
    if (name || depth > Limits.EXPANSION_LEVELS) {
      return reference(text, span, depth);
    }
    int[] origins = new int[text.length()];
    Arrays.fill(origins, span.start());
    YamlNode value =
        value(HclFile.expression(SourceFile.written(span.path(), text, origins)), depth);
    return value instanceof YamlScalar scalar && scalar.template() != null
        ? unknown(text.strip(), span)
        : value;
  }

  static YamlScalar unknown(String expression, Span span) {
    return new YamlScalar("", Style.DOUBLE_QUOTED, null, span, expression);
  }
}

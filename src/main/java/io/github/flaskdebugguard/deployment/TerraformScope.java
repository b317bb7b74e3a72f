package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.HclFile;
import io.github.flaskdebugguard.document.HclFile.Expression;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private int followed;

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
    blocks.forEach(
        (type, list) ->
            entries.add(
                new YamlEntry(
                    key(type, list.getFirst().span()),
                    new YamlList(list, null, list.getFirst().span()))));
    return new YamlMap(entries, null, span);
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
    };
  }

  private YamlNode call(Expression.Call call, int depth) {
    List<YamlNode> arguments = call.arguments().stream().map(a -> value(a, depth + 1)).toList();
    YamlNode first = arguments.isEmpty() ? null : arguments.getFirst();
    return switch (call.name()) {
      case "jsonencode", "yamlencode", "tostring", "tolist", "tomap", "nonsensitive", "sensitive" ->
          first == null ? unknown(call.name() + "()", call.span()) : first;
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
    if (name.startsWith("var.")) {
      YamlNode found = at(variables.get(first(name, 4)), rest(name, 4));
      if (found != null) {
        return found;
      }
    }
    if (name.startsWith("local.")) {
      Expression local = locals.get(first(name, 6));
      followed++;
      YamlNode found = local == null ? null : at(value(local, depth + 1), rest(name, 6));
      if (found != null) {
        return found;
      }
    }
    return unknown(name, span);
  }

  private static String first(String name, int from) {
    int dot = name.indexOf('.', from);
    return name.substring(from, dot < 0 ? name.length() : dot);
  }

  private static String rest(String name, int from) {
    int dot = name.indexOf('.', from);
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  private static @Nullable YamlNode at(@Nullable YamlNode node, String path) {
    return node == null || path.isEmpty()
        ? node
        : node instanceof YamlMap map ? map.at(path.split("\\.")) : null;
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
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String name = text.substring(open + 2, close);
      YamlNode value = reference(name, scalar.span(), depth + 1);
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

  static YamlScalar unknown(String expression, Span span) {
    return new YamlScalar("", Style.DOUBLE_QUOTED, null, span, expression);
  }
}

package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Dict;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Items;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Nil;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Piece;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Plain;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Unknown;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values from YAML and back. */
final class HelmYaml {
  private HelmYaml() {}

  /** {@return the value of a node of a values file; YAML 1.1 words are bools as in Helm} */
  static HelmValue value(YamlNode node) {
    return switch (node) {
      case YamlMap map -> {
        Map<String, HelmValue> entries = new LinkedHashMap<>();
        for (YamlEntry entry : map.entries()) {
          if ("<<".equals(entry.name()) && value(entry.value()) instanceof Dict merged) {
            merged.entries().forEach(entries::putIfAbsent);
          } else if (entry.name() != null) {
            entries.put(entry.name(), value(entry.value()));
          }
        }
        yield new Dict(entries);
      }
      case YamlList list -> new Items(list.items().stream().map(HelmYaml::value).toList());
      case YamlScalar scalar -> value(scalar);
    };
  }

  private static HelmValue value(YamlScalar scalar) {
    if (scalar.template() != null) {
      // What fills in the values file later stands in the text as written.
      return Str.of(scalar.text(), scalar.span());
    }
    if (scalar.isNull()) {
      return HelmValue.NIL;
    }
    String text = scalar.text();
    if (scalar.isPlain() && scalar.tag() == null) {
      String bool =
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> "true";
            case "false", "no", "off", "n" -> "false";
            default -> null;
          };
      if (bool != null) {
        return new Plain(bool, true, scalar.span());
      }
      if (isNumber(text)) {
        return new Plain(number(text), false, scalar.span());
      }
    }
    return Str.of(text, scalar.span());
  }

  /** {@code 1.0} is a float and prints as {@code 1}. */
  private static String number(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return text;
    }
    int end = text.length();
    while (end > dot && (text.charAt(end - 1) == '0' || text.charAt(end - 1) == '.')) {
      end--;
    }
    return text.substring(0, Math.max(end, 1));
  }

  static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    boolean digits = false;
    boolean dot = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = true;
      } else if (c == '.' && !dot) {
        dot = true;
      } else {
        return false;
      }
    }
    return digits && text.length() < 18;
  }

  /** {@return values laid over others, maps key by key; null removes} */
  static Dict merged(Dict base, Dict over) {
    Map<String, HelmValue> entries = new LinkedHashMap<>(base.entries());
    over.entries()
        .forEach(
            (key, value) -> {
              HelmValue old = entries.get(key);
              if (value instanceof Nil) {
                entries.remove(key);
              } else if (value instanceof Dict dict && old instanceof Dict under) {
                entries.put(key, merged(under, dict));
              } else {
                entries.put(key, value);
              }
            });
    return new Dict(entries);
  }

  /** {@return block YAML as {@code toYaml} prints it, without the last line end} */
  static Str print(HelmValue value) {
    List<Piece> out = new ArrayList<>();
    print(value, 0, out);
    return new Str(out);
  }

  /** {@return JSON as {@code toJson} prints it} */
  static Str json(HelmValue value) {
    List<Piece> out = new ArrayList<>();
    json(value, out);
    return new Str(out);
  }

  private static void json(HelmValue value, List<Piece> out) {
    switch (value) {
      case Dict dict -> {
        String before = "{";
        for (var entry : dict.entries().entrySet()) {
          out.add(new Piece(before + quoted(entry.getKey()) + ": ", null));
          json(entry.getValue(), out);
          before = ", ";
        }
        out.add(new Piece(dict.entries().isEmpty() ? "{}" : "}", null));
      }
      case Items items -> {
        String before = "[";
        for (HelmValue item : items.items()) {
          out.add(new Piece(before, null));
          json(item, out);
          before = ", ";
        }
        out.add(new Piece(items.items().isEmpty() ? "[]" : "]", null));
      }
      case Nil nil -> print(nil, 0, out);
      case Plain plain -> print(plain, 0, out);
      case Str str -> print(str, 0, out);
      case Unknown unknown -> print(unknown, 0, out);
    }
  }

  private static void print(HelmValue value, int indent, List<Piece> out) {
    switch (value) {
      case Dict dict when !dict.entries().isEmpty() -> {
        boolean first = true;
        for (var entry : dict.entries().entrySet()) {
          out.add(new Piece((first ? "" : "\n" + " ".repeat(indent)), null));
          Span place = place(entry.getValue());
          out.add(new Piece(key(entry.getKey()) + ":", place));
          child(entry.getValue(), indent, out);
          first = false;
        }
      }
      case Items items when !items.items().isEmpty() -> {
        boolean first = true;
        for (HelmValue item : items.items()) {
          out.add(new Piece((first ? "" : "\n" + " ".repeat(indent)) + "- ", null));
          print(item, indent + 2, out);
          first = false;
        }
      }
      case Dict dict -> out.add(new Piece("{}", null));
      case Items items -> out.add(new Piece("[]", null));
      case Nil nil -> out.add(new Piece("null", null));
      case Plain plain -> out.add(new Piece(plain.text(), plain.origin()));
      case Str str -> out.add(new Piece(quoted(str.text()), str.origin()));
      case Unknown unknown -> out.addAll(unknown.string().pieces());
    }
  }

  private static void child(HelmValue value, int indent, List<Piece> out) {
    boolean nested =
        (value instanceof Dict dict && !dict.entries().isEmpty())
            || (value instanceof Items items && !items.items().isEmpty());
    if (nested) {
      int deeper = value instanceof Dict ? indent + 2 : indent;
      out.add(new Piece("\n" + " ".repeat(deeper), null));
      print(value, deeper, out);
    } else {
      out.add(new Piece(" ", null));
      print(value, indent, out);
    }
  }

  private static @Nullable Span place(HelmValue value) {
    return switch (value) {
      case Plain plain -> plain.origin();
      case Str str -> str.origin();
      case Dict dict ->
          dict.entries().values().stream().findFirst().map(HelmYaml::place).orElse(null);
      case Items items -> items.items().stream().findFirst().map(HelmYaml::place).orElse(null);
      case Nil nil -> null;
      case Unknown unknown -> null;
    };
  }

  private static String key(String key) {
    return isSimple(key) ? key : quoted(key);
  }

  private static boolean isSimple(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-./".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** {@return the text between double quotes, escaped as YAML and JSON do} */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }
}

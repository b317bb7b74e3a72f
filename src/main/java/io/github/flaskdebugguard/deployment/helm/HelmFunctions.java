package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.HelmValue.Dict;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Items;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Nil;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Piece;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Plain;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Str;
import io.github.flaskdebugguard.deployment.helm.HelmValue.Unknown;
import io.github.flaskdebugguard.repository.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Functions of templates: Go's own, Helm's, and the usual ones of Sprig. */
final class HelmFunctions {
  private HelmFunctions() {}

  /** {@return the result; unknown with the source text when the function is not known} */
  static HelmValue call(String name, List<HelmValue> a, String source) {
    Unknown unknown = new Unknown(source.isEmpty() ? name : source);
    try {
      return known(name, a, unknown);
    } catch (IndexOutOfBoundsException e) {
      return unknown;
    }
  }

  private static HelmValue known(String name, List<HelmValue> a, Unknown unknown) {
    return switch (name) {
      case "quote" -> joined(a, HelmFunctions::quoted);
      case "squote" -> joined(a, text -> wrapped(text, "'", piece -> piece.replace("'", "''")));
      case "toString", "toYaml", "toYamlPretty", "toJson", "toPrettyJson" ->
          printed(name, a.getFirst());
      case "default" -> defaulted(a);
      case "coalesce" -> a.stream().filter(v -> v.truth()).findFirst().orElse(HelmValue.NIL);
      case "required" ->
          a.get(1) instanceof Nil nil && nil.expression() == null ? unknown : a.get(1);
      case "ternary" -> a.get(2) instanceof Unknown u ? u : a.get(2).truth() ? a.get(0) : a.get(1);
      case "empty" -> bool(!a.getFirst().truth());
      case "not" -> a.getFirst() instanceof Unknown u ? u : bool(!a.getFirst().truth());
      case "and" -> a.stream().filter(v -> !v.truth()).findFirst().orElse(a.getLast());
      case "or" -> a.stream().filter(v -> v.truth()).findFirst().orElse(a.getLast());
      case "eq", "ne" -> compared(name, a);
      case "lt", "le", "gt", "ge" -> ordered(name, a);
      case "indent", "nindent" -> indented(name, a);
      case "print", "println", "cat" -> joinedWords(a, name.equals("cat") ? " " : "");
      case "printf" -> HelmPrint.printf(a);
      case "upper" -> changed(a.getFirst(), text -> text.toUpperCase(Locale.ROOT));
      case "lower" -> changed(a.getFirst(), text -> text.toLowerCase(Locale.ROOT));
      case "trim" -> changed(a.getFirst(), String::strip);
      case "nospace" -> changed(a.getFirst(), text -> text.replace(" ", ""));
      case "title" ->
          changed(
              a.getFirst(),
              t -> t.isEmpty() ? t : Character.toUpperCase(t.charAt(0)) + t.substring(1));
      case "kebabcase" -> changed(a.getFirst(), t -> t.toLowerCase(Locale.ROOT).replace('_', '-'));
      case "snakecase" -> changed(a.getFirst(), t -> t.toLowerCase(Locale.ROOT).replace('-', '_'));
      case "trimSuffix" -> {
        String end = text(a.get(0));
        yield changed(
            a.get(1),
            t -> !end.isEmpty() && t.endsWith(end) ? t.substring(0, t.length() - end.length()) : t);
      }
      case "trimPrefix" -> {
        String start = text(a.get(0));
        yield changed(a.get(1), t -> t.startsWith(start) ? t.substring(start.length()) : t);
      }
      case "trimAll" -> changed(a.get(1), t -> trimAll(t, text(a.get(0))));
      case "trunc" -> {
        int length = (int) number(a.get(0));
        yield changed(
            a.get(1),
            t ->
                length >= 0
                    ? t.substring(0, Math.min(length, t.length()))
                    : t.substring(Math.max(0, t.length() + length)));
      }
      case "replace" -> changed(a.get(2), t -> t.replace(text(a.get(0)), text(a.get(1))));
      case "contains" -> bool(text(a.get(1)).contains(text(a.get(0))));
      case "hasPrefix" -> bool(text(a.get(1)).startsWith(text(a.get(0))));
      case "hasSuffix" -> bool(text(a.get(1)).endsWith(text(a.get(0))));
      case "b64enc" ->
          changed(
              a.getFirst(),
              t -> Base64.getEncoder().encodeToString(t.getBytes(StandardCharsets.UTF_8)));
      case "sha256sum", "sha1sum", "adler32sum" -> Str.of("0", null);
      case "int", "int64", "float64", "atoi" -> integer(number(a.getFirst()));
      case "add", "add1" ->
          integer(
              a.stream().mapToLong(HelmFunctions::number).sum() + (name.equals("add1") ? 1 : 0));
      case "sub" -> integer(number(a.get(0)) - number(a.get(1)));
      case "mul" -> integer(number(a.get(0)) * number(a.get(1)));
      case "max" -> integer(a.stream().mapToLong(HelmFunctions::number).max().orElse(0));
      case "min" -> integer(a.stream().mapToLong(HelmFunctions::number).min().orElse(0));
      case "semverCompare" -> bool(true);
      case "lookup" -> Dict.EMPTY;
      case "list", "tuple" -> new Items(a);
      case "dict" -> dict(a);
      case "get" -> a.get(0) instanceof Dict d ? entry(d, text(a.get(1))) : unknown;
      case "hasKey" ->
          a.get(0) instanceof Dict d ? bool(d.entries().containsKey(text(a.get(1)))) : unknown;
      case "index" -> index(a, unknown);
      case "dig" -> dig(a, unknown);
      case "len" -> integer(size(a.getFirst()));
      case "first" -> a.getFirst() instanceof Items i ? i.items().getFirst() : unknown;
      case "last" -> a.getFirst() instanceof Items i ? i.items().getLast() : unknown;
      case "keys" ->
          a.getFirst() instanceof Dict d
              ? new Items(
                  d.entries().keySet().stream().<HelmValue>map(k -> Str.of(k, null)).toList())
              : unknown;
      case "values" ->
          a.getFirst() instanceof Dict d ? new Items(List.copyOf(d.entries().values())) : unknown;
      case "has" ->
          a.get(1) instanceof Items i
              ? bool(i.items().stream().anyMatch(v -> text(v).equals(text(a.get(0)))))
              : bool(false);
      case "append" -> a.get(0) instanceof Items i ? with(i.items(), List.of(a.get(1))) : unknown;
      case "concat" -> {
        List<HelmValue> all = new ArrayList<>();
        a.forEach(
            v -> {
              if (v instanceof Items i) {
                all.addAll(i.items());
              }
            });
        yield new Items(all);
      }
      case "uniq", "sortAlpha", "compact" -> a.getFirst();
      case "join" -> join(a, unknown);
      case "splitList" -> {
        List<HelmValue> parts = new ArrayList<>();
        for (String part :
            text(a.get(1)).split(java.util.regex.Pattern.quote(text(a.get(0))), -1)) {
          parts.add(Str.of(part, null));
        }
        yield new Items(parts);
      }
      case "merge", "mustMerge" -> merged(a.reversed());
      case "mergeOverwrite", "mustMergeOverwrite" -> merged(a);
      case "set" ->
          a.get(0) instanceof Dict d ? HelmYaml.merged(d, dict(a.subList(1, 3))) : unknown;
      case "omit", "pick" -> picked(name, a, unknown);
      case "until" -> {
        List<HelmValue> all = new ArrayList<>();
        for (long i = 0; i < Math.min(1_000, number(a.getFirst())); i++) {
          all.add(integer(i));
        }
        yield new Items(all);
      }
      case "kindIs", "typeIs" -> bool(kind(a.get(1)).equals(text(a.get(0))));
      case "kindOf", "typeOf" -> Str.of(kind(a.getFirst()), null);
      case "deepCopy", "mustDeepCopy", "tostring" -> a.getFirst();
      default -> unknown;
    };
  }

  static String text(HelmValue value) {
    return value instanceof Nil ? "" : value.string().text();
  }

  private static HelmValue bool(boolean value) {
    return new Plain(String.valueOf(value), true, null);
  }

  private static HelmValue integer(long value) {
    return new Plain(String.valueOf(value), false, null);
  }

  static long number(HelmValue value) {
    String text = text(value);
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && Character.isDigit(text.charAt(end)) && end < 18) {
      end++;
    }
    return end == 0 || text.substring(0, end).equals("-")
        ? 0
        : Long.parseLong(text.substring(0, end));
  }

  private static Str quoted(HelmValue value) {
    return wrapped(
        value,
        "\"",
        piece -> {
          String quoted = HelmYaml.quoted(piece);
          return quoted.substring(1, quoted.length() - 1);
        });
  }

  /** An expression in braces stays as it is. */
  private static Str wrapped(HelmValue value, String quote, UnaryOperator<String> escape) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece(quote, null));
    for (Piece piece : value.string().pieces()) {
      String text = piece.text();
      pieces.add(new Piece(text.startsWith("{{") ? text : escape.apply(text), piece.origin()));
    }
    pieces.add(new Piece(quote, null));
    return new Str(pieces);
  }

  private static Str joined(
      List<HelmValue> values, java.util.function.Function<HelmValue, Str> each) {
    List<Piece> pieces = new ArrayList<>();
    for (HelmValue value : values) {
      if (!pieces.isEmpty()) {
        pieces.add(new Piece(" ", null));
      }
      pieces.addAll(each.apply(value).pieces());
    }
    return new Str(pieces);
  }

  private static Str joinedWords(List<HelmValue> values, String separator) {
    List<Piece> pieces = new ArrayList<>();
    for (HelmValue value : values) {
      if (!pieces.isEmpty() && !separator.isEmpty()) {
        pieces.add(new Piece(separator, null));
      }
      pieces.addAll(value.string().pieces());
    }
    return new Str(pieces);
  }

  private static HelmValue printed(String name, HelmValue value) {
    if (name.endsWith("Json")) {
      return HelmYaml.json(value);
    }
    if (name.equals("toString")) {
      return value.string();
    }
    return value instanceof Nil nil && nil.expression() != null
        ? Str.of("null", null)
        : HelmYaml.print(value);
  }

  /** {@code default d v}: d when v is empty; false and 0 are empty, too. */
  private static HelmValue defaulted(List<HelmValue> a) {
    if (a.size() < 2) {
      return a.getFirst();
    }
    return a.get(1).truth() ? a.get(1) : a.get(0);
  }

  private static HelmValue compared(String name, List<HelmValue> a) {
    for (HelmValue value : a) {
      if (value instanceof Unknown unknown) {
        return unknown;
      }
    }
    boolean same = false;
    for (HelmValue other : a.subList(1, a.size())) {
      same |= text(a.getFirst()).equals(text(other));
    }
    return bool(same == name.equals("eq"));
  }

  private static HelmValue ordered(String name, List<HelmValue> a) {
    int order = Long.compare(number(a.get(0)), number(a.get(1)));
    return bool(
        switch (name) {
          case "lt" -> order < 0;
          case "le" -> order <= 0;
          case "gt" -> order > 0;
          default -> order >= 0;
        });
  }

  private static HelmValue indented(String name, List<HelmValue> a) {
    String pad = " ".repeat(Math.clamp(number(a.get(0)), 0, 200));
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece(name.equals("nindent") ? "\n" + pad : pad, null));
    for (Piece piece : a.get(1).string().pieces()) {
      int start = 0;
      String text = piece.text();
      Span origin = piece.origin();
      boolean exact = origin != null && origin.end() - origin.start() == text.length();
      for (int line = text.indexOf('\n'); line >= 0; line = text.indexOf('\n', start)) {
        pieces.add(sub(piece, start, line + 1, exact));
        pieces.add(new Piece(pad, null));
        start = line + 1;
      }
      if (start < text.length()) {
        pieces.add(sub(piece, start, text.length(), exact));
      }
    }
    return new Str(pieces);
  }

  private static Piece sub(Piece piece, int start, int end, boolean exact) {
    Span origin = piece.origin();
    return new Piece(
        piece.text().substring(start, end),
        origin == null || !exact
            ? origin
            : new Span(origin.path(), origin.start() + start, origin.start() + end));
  }

  private static HelmValue changed(HelmValue value, UnaryOperator<String> change) {
    if (value instanceof Unknown || value instanceof Nil) {
      return value;
    }
    Str str = value.string();
    String text = str.text();
    if (text.contains("{{")) {
      return str;
    }
    String result = change.apply(text);
    return result.equals(text) ? str : Str.of(result, str.origin());
  }

  private static String trimAll(String text, String signs) {
    int start = 0;
    int end = text.length();
    while (start < end && signs.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && signs.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  private static Dict dict(List<HelmValue> a) {
    Map<String, HelmValue> entries = new LinkedHashMap<>();
    for (int i = 0; i + 1 < a.size(); i += 2) {
      entries.put(text(a.get(i)), a.get(i + 1));
    }
    return new Dict(entries);
  }

  private static HelmValue entry(Dict dict, String key) {
    HelmValue value = dict.entries().get(key);
    return value == null ? new Nil(key) : value;
  }

  private static HelmValue index(List<HelmValue> a, Unknown unknown) {
    HelmValue value = a.getFirst();
    for (HelmValue key : a.subList(1, a.size())) {
      if (value instanceof Dict dict) {
        value = entry(dict, text(key));
      } else if (value instanceof Items items) {
        int at = (int) number(key);
        value = at >= 0 && at < items.items().size() ? items.items().get(at) : unknown;
      } else {
        return value instanceof Nil ? value : unknown;
      }
    }
    return value;
  }

  /** {@code dig "a" "b" default dict} */
  private static HelmValue dig(List<HelmValue> a, Unknown unknown) {
    HelmValue value = a.getLast();
    HelmValue fallback = a.get(a.size() - 2);
    for (HelmValue key : a.subList(0, a.size() - 2)) {
      if (!(value instanceof Dict dict)) {
        return value instanceof Unknown ? unknown : fallback;
      }
      HelmValue next = dict.entries().get(text(key));
      if (next == null) {
        return fallback;
      }
      value = next;
    }
    return value;
  }

  private static int size(HelmValue value) {
    return switch (value) {
      case Items items -> items.items().size();
      case Dict dict -> dict.entries().size();
      case Str str -> str.text().length();
      case Nil nil -> 0;
      case Plain plain -> 0;
      case Unknown unknown -> 1;
    };
  }

  private static Items with(List<HelmValue> items, List<HelmValue> more) {
    List<HelmValue> all = new ArrayList<>(items);
    all.addAll(more);
    return new Items(all);
  }

  private static HelmValue join(List<HelmValue> a, Unknown unknown) {
    return a.get(1) instanceof Items items
        ? joinedWords(interleaved(items.items(), a.get(0)), "")
        : a.get(1) instanceof Nil ? Str.of("", null) : unknown;
  }

  private static List<HelmValue> interleaved(List<HelmValue> items, HelmValue separator) {
    List<HelmValue> all = new ArrayList<>();
    for (HelmValue item : items) {
      if (!all.isEmpty()) {
        all.add(separator);
      }
      all.add(item);
    }
    return all;
  }

  private static HelmValue merged(List<HelmValue> values) {
    Dict result = Dict.EMPTY;
    for (HelmValue value : values) {
      result = value instanceof Dict dict ? HelmYaml.merged(result, dict) : result;
    }
    return result;
  }

  private static HelmValue picked(String name, List<HelmValue> a, Unknown unknown) {
    if (!(a.getFirst() instanceof Dict dict)) {
      return unknown;
    }
    List<String> keys = a.subList(1, a.size()).stream().map(HelmFunctions::text).toList();
    Map<String, HelmValue> entries = new LinkedHashMap<>(dict.entries());
    entries.keySet().removeIf(key -> keys.contains(key) == name.equals("omit"));
    return new Dict(entries);
  }

  private static String kind(HelmValue value) {
    return switch (value) {
      case Nil nil -> "invalid";
      case Plain plain -> plain.bool() ? "bool" : plain.text().contains(".") ? "float64" : "int";
      case Str str -> "string";
      case Dict dict -> "map";
      case Items items -> "slice";
      case Unknown unknown -> "";
    };
  }
}

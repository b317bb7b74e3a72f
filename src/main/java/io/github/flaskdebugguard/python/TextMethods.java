package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of {@code str} and {@code bytes}. */
final class TextMethods {
  /** Characters that a step looks at: literals may be long. */
  static final int CHARS_A_STEP = 256;

  private final Interpreter run;

  TextMethods(Interpreter run) {
    this.run = run;
  }

  @Nullable Value method(Value self, String name, Span span) {
    String text =
        switch (self) {
          case Value.Str s -> s.value();
          case Value.Bytes b -> b.value();
          default -> throw new IllegalArgumentException("no text");
        };
    if (!known(name)) {
      return name.startsWith("__") ? Value.Unknown.of("an attribute of a text", span) : null;
    }
    return new Value.Native(
        name,
        Signature.ANY,
        call -> result(self, text, name, call),
        true,
        Origin.from(span, "", self.origin()));
  }

  private static boolean known(String name) {
    return switch (name) {
      case "lower",
          "upper",
          "casefold",
          "strip",
          "lstrip",
          "rstrip",
          "title",
          "capitalize",
          "swapcase",
          "startswith",
          "endswith",
          "split",
          "rsplit",
          "splitlines",
          "partition",
          "rpartition",
          "replace",
          "join",
          "format",
          "isdigit",
          "isnumeric",
          "isdecimal",
          "isalpha",
          "isalnum",
          "isspace",
          "isupper",
          "islower",
          "isidentifier",
          "find",
          "index",
          "rfind",
          "count",
          "encode",
          "decode",
          "removeprefix",
          "removesuffix",
          "zfill",
          "ljust",
          "rjust",
          "center",
          "format_map",
          "translate",
          "expandtabs",
          "hex" ->
          true;
      default -> false;
    };
  }

  private Value result(Value self, String text, String name, Call call) {
    List<Value> arguments = call.arguments().positional();
    run.charge(text.length() / CHARS_A_STEP);
    for (Value argument : arguments) {
      if (argument instanceof Value.Str part) {
        run.charge(part.value().length() / CHARS_A_STEP);
      }
      if (argument instanceof Value.Unknown unknown && !name.equals("format")) {
        return Value.Unknown.of(unknown.reason(), call.span(), origin(self, call));
      }
    }
    String first = argument(arguments, 0);
    String second = argument(arguments, 1);
    return switch (name) {
      case "lower", "casefold" -> same(self, text.toLowerCase(Locale.ROOT), call);
      case "upper" -> same(self, text.toUpperCase(Locale.ROOT), call);
      case "strip" -> same(self, strip(text, first, true, true), call);
      case "lstrip" -> same(self, strip(text, first, true, false), call);
      case "rstrip" -> same(self, strip(text, first, false, true), call);
      case "capitalize" -> same(self, capitalized(text), call);
      case "title" -> same(self, title(text), call);
      case "startswith" -> affix(self, text, arguments, true, call);
      case "endswith" -> affix(self, text, arguments, false, call);
      case "split" -> split(self, text, first, limit(arguments), false, call);
      case "rsplit" -> split(self, text, first, limit(arguments), true, call);
      case "splitlines" -> texts(self, text.lines().toList(), call);
      case "partition" -> partition(self, text, first, false, call);
      case "rpartition" -> partition(self, text, first, true, call);
      case "replace" ->
          first == null || second == null
              ? unknown(self, call)
              : replaced(self, text, first, second, call);
      case "join" -> join(self, text, arguments, call);
      case "format" ->
          Formatting.braces(run, new Value.Str(text, self.origin()), call.arguments(), call.span());
      case "isdigit", "isnumeric", "isdecimal" ->
          bool(self, !text.isEmpty() && text.chars().allMatch(Character::isDigit), call);
      case "isalpha" ->
          bool(self, !text.isEmpty() && text.chars().allMatch(Character::isLetter), call);
      case "isalnum" ->
          bool(self, !text.isEmpty() && text.chars().allMatch(Character::isLetterOrDigit), call);
      case "isspace" ->
          bool(self, !text.isEmpty() && text.chars().allMatch(Character::isWhitespace), call);
      case "isupper" ->
          bool(
              self,
              !text.equals(text.toLowerCase(Locale.ROOT))
                  && text.equals(text.toUpperCase(Locale.ROOT)),
              call);
      case "islower" ->
          bool(
              self,
              !text.equals(text.toUpperCase(Locale.ROOT))
                  && text.equals(text.toLowerCase(Locale.ROOT)),
              call);
      case "find" ->
          first == null
              ? unknown(self, call)
              : new Value.Int(text.indexOf(first), origin(self, call));
      case "rfind" ->
          first == null
              ? unknown(self, call)
              : new Value.Int(text.lastIndexOf(first), origin(self, call));
      case "count" ->
          first == null || first.isEmpty()
              ? unknown(self, call)
              : new Value.Int(count(text, first), origin(self, call));
      case "encode" -> new Value.Bytes(text, origin(self, call));
      case "decode" -> new Value.Str(text, origin(self, call));
      case "removeprefix" ->
          same(
              self,
              first != null && text.startsWith(first) ? text.substring(first.length()) : text,
              call);
      case "removesuffix" ->
          same(
              self,
              first != null && !first.isEmpty() && text.endsWith(first)
                  ? text.substring(0, text.length() - first.length())
                  : text,
              call);
      default -> unknown(self, call);
    };
  }

  private static @Nullable String argument(List<Value> arguments, int index) {
    if (index >= arguments.size()) {
      return null;
    }
    return switch (arguments.get(index)) {
      case Value.Str s -> s.value();
      case Value.Bytes b -> b.value();
      default -> null;
    };
  }

  private static int limit(List<Value> arguments) {
    return arguments.size() > 1 && arguments.get(1) instanceof Value.Int i
        ? (int) Math.max(-1, Math.min(10_000, i.value()))
        : -1;
  }

  private static Origin origin(Value self, Call call) {
    return Origin.from(call.span(), "", self.origin());
  }

  private static Value same(Value self, String result, Call call) {
    return self instanceof Value.Bytes
        ? new Value.Bytes(result, origin(self, call))
        : new Value.Str(result, origin(self, call));
  }

  private static Value bool(Value self, boolean result, Call call) {
    return new Value.Bool(result, origin(self, call));
  }

  private static Value unknown(Value self, Call call) {
    return Value.Unknown.of("a text that is not computed", call.span(), origin(self, call));
  }

  private static String strip(String text, @Nullable String set, boolean left, boolean right) {
    BitSet signs = new BitSet();
    (set == null ? "" : set).chars().forEach(signs::set);
    IntPredicate strips = set == null ? Character::isWhitespace : signs::get;
    int start = 0;
    int end = text.length();
    while (left && start < end && strips.test(text.charAt(start))) {
      start++;
    }
    while (right && end > start && strips.test(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String title(String text) {
    StringBuilder result = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      result.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = !Character.isLetter(c);
    }
    return result.toString();
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
      count++;
    }
    return count;
  }

  private Value replaced(Value self, String text, String from, String to, Call call) {
    long most = text.length() + (text.length() + 1L) * to.length();
    return most > Limits.TEXT_CHARS && text.replace(from, "").length() < text.length()
        ? call.unknown("limit of text length")
        : same(self, text.replace(from, to), call);
  }

  private Value affix(Value self, String text, List<Value> arguments, boolean prefix, Call call) {
    if (arguments.isEmpty()) {
      return unknown(self, call);
    }
    List<Value> affixes =
        arguments.getFirst() instanceof Value.Tuple tuple
            ? tuple.items()
            : List.of(arguments.getFirst());
    boolean found = false;
    for (Value affix : affixes) {
      if (!(affix instanceof Value.Str part)) {
        return unknown(self, call);
      }
      found |= prefix ? text.startsWith(part.value()) : text.endsWith(part.value());
    }
    return bool(self, found, call);
  }

  private Value split(
      Value self, String text, @Nullable String separator, int limit, boolean right, Call call) {
    List<String> parts = new ArrayList<>();
    if (separator == null) {
      for (String part : strip(text, null, true, true).split("\\s+")) {
        if (!part.isEmpty()) {
          parts.add(part);
        }
      }
      return limit >= 0 && parts.size() > limit + 1
          ? unknown(self, call)
          : texts(self, parts, call);
    }
    if (separator.isEmpty()) {
      throw run.raise("ValueError", "empty separator", call.span());
    }
    int start = 0;
    int end = text.length();
    while (limit < 0 || parts.size() < limit) {
      int at =
          right
              ? text.lastIndexOf(separator, end - separator.length())
              : text.indexOf(separator, start);
      if (at < 0) {
        break;
      }
      if (right) {
        parts.add(text.substring(at + separator.length(), end));
        end = at;
      } else {
        parts.add(text.substring(start, at));
        start = at + separator.length();
      }
    }
    parts.add(text.substring(start, end));
    return texts(self, right ? parts.reversed() : parts, call);
  }

  private Value partition(
      Value self, String text, @Nullable String separator, boolean last, Call call) {
    if (separator == null || separator.isEmpty()) {
      return unknown(self, call);
    }
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    List<String> parts =
        at >= 0
            ? List.of(text.substring(0, at), separator, text.substring(at + separator.length()))
            : last ? List.of("", "", text) : List.of(text, "", "");
    List<Value> values = new ArrayList<>();
    parts.forEach(part -> values.add(same(self, part, call)));
    return new Value.Tuple(values, origin(self, call));
  }

  private Value texts(Value self, List<String> parts, Call call) {
    run.charge(parts.size() / 8);
    List<Value> values = new ArrayList<>();
    parts.forEach(part -> values.add(same(self, part, call)));
    return run.list(values, call.span());
  }

  private Value join(Value self, String text, List<Value> arguments, Call call) {
    List<Value> items = arguments.isEmpty() ? null : run.items(arguments.getFirst(), call.span());
    if (items == null) {
      return unknown(self, call);
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Value.Str part)) {
        return unknown(self, call);
      }
      result.append(i == 0 ? "" : text).append(part.value());
      if (result.length() > Limits.TEXT_CHARS) {
        return unknown(self, call);
      }
    }
    return same(self, result.toString(), call);
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.document.shell.Word.Part;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and what their operators make of them (executed: dash, busybox and bash; where dash
 * lacks an operator the script ends there).
 */
final class ShellParameters {
  /**
   * Longer values are not matched against patterns, which takes time that grows with the square of
   * the length.
   */
  private static final int LONG = 4096;

  private final Shell shell;
  private final ShellState state;
  private final ShellExpansion expansion;

  ShellParameters(Shell shell, ShellState state, ShellExpansion expansion) {
    this.shell = shell;
    this.state = state;
    this.expansion = expansion;
  }

  /**
   * {@return the values of {@code $@}, {@code $*} or all of an array; null for what has one value}
   */
  @Nullable List<Text> list(Part.Parameter parameter) {
    if (!parameter.operator().isEmpty() && !parameter.operator().equals(":")) {
      return null;
    }
    List<Text> values = null;
    if (parameter.name().equals("@") || parameter.name().equals("*")) {
      values = state.arguments;
    } else if ("@".equals(parameter.index()) || "*".equals(parameter.index())) {
      values = state.arrays.get(parameter.name());
      if (values == null) {
        Text only = state.locals.get(parameter.name());
        values = only == null ? List.of() : List.of(only);
      }
    }
    Word from = parameter.argument();
    if (values == null || parameter.operator().isEmpty() || from == null) {
      return values;
    }
    if (!(expansion.text(from) instanceof Text.Known known)) {
      return values;
    }
    // ${@:2} counts from one, ${array[@]:2} from zero.
    int start = number(known.value());
    start = parameter.name().equals("@") ? Math.max(0, start - 1) : Math.max(0, start);
    return start >= values.size() ? List.of() : values.subList(start, values.size());
  }

  /** {@return whether the values of a list become one word in quotes} */
  boolean joins(Part.Parameter parameter) {
    return parameter.name().equals("*") || "*".equals(parameter.index());
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * {@return the word that stands for a parameter without a value, or its alternative; null when
   * the parameter's own value counts}
   */
  @Nullable Word fallback(Part.Parameter parameter, Span span) {
    String operator = parameter.operator();
    boolean emptyCounts = operator.startsWith(":");
    boolean missing;
    switch (operator) {
      case ":-", "-", ":+", "+" -> {
        Text value = raw(parameter, span);
        if (value instanceof Text.Unknown) {
          return null;
        }
        missing =
            value == null
                || (emptyCounts && value instanceof Text.Known known && known.value().isEmpty());
      }
      default -> {
        return null;
      }
    }
    boolean alternative = operator.endsWith("+");
    return missing == alternative ? null : parameter.argument();
  }

  private @Nullable Text raw(Part.Parameter parameter, Span span) {
    String name = parameter.name();
    char first = name.isEmpty() ? '\0' : name.charAt(0);
    if (first >= '0' && first <= '9') {
      int number = number(name);
      return number == 0
          ? state.zero
          : number <= state.arguments.size() ? state.arguments.get(number - 1) : null;
    }
    return switch (name) {
      case "@", "*" ->
          state.arguments.isEmpty() ? null : ShellExpansion.joined(state.arguments, span);
      case "#" -> new Text.Known(String.valueOf(state.arguments.size()), span);
      case "?" ->
          switch (state.status) {
            case SUCCESS -> new Text.Known("0", span);
            case FAILURE -> new Text.Known("1", span);
            case UNKNOWN, ASSUMED ->
                new Text.Unknown("is the exit status of a program", null, span);
          };
      case "$", "!" -> new Text.Unknown("is a process id", null, span);
      case "-" -> new Text.Known(String.join("", state.options), span);
      default -> {
        String index = parameter.index();
        List<Text> array = index == null ? null : state.arrays.get(name);
        if (array != null && index != null) {
          if (index.equals("@") || index.equals("*")) {
            yield array.isEmpty() ? null : ShellExpansion.joined(array, span);
          }
          int at = number(index);
          yield at >= 0 && at < array.size() ? array.get(at) : null;
        }
        yield state.get(name, span);
      }
    };
  }

  /** {@return the value of a parameter with one value, after its operator} */
  Text value(Part.Parameter parameter, Span span) {
    String operator = parameter.operator();
    Text value = raw(parameter, span);
    boolean empty = value == null || (value instanceof Text.Known known && known.value().isEmpty());
    Word argument = parameter.argument();
    switch (operator) {
      case "" -> {
        if (value == null && state.options.contains("u")) {
          state.fact(span, parameter.name() + " is not set and set -u ends the script");
          state.exit(ShellState.Status.FAILURE);
        }
        return value == null ? new Text.Known("", span) : value;
      }
      case ":-", "-" -> {
        return value == null ? new Text.Known("", span) : value;
      }
      case ":+", "+" -> {
        if (value instanceof Text.Unknown) {
          return value;
        }
        return new Text.Known("", span);
      }
      case ":=", "=" -> {
        if (value != null && !(empty && operator.startsWith(":"))) {
          return value;
        }
        Text assigned =
            argument == null ? new Text.Known("", span) : expansion.text(argument, span);
        state.set(parameter.name(), assigned);
        return assigned;
      }
      case ":?", "?" -> {
        if (value == null || (empty && operator.startsWith(":"))) {
          state.fact(span, parameter.name() + " is required and not set, so the script ends here");
          state.exit(ShellState.Status.FAILURE);
          return new Text.Known("", span);
        }
        return value;
      }
      case "bad" -> {
        return bad(span);
      }
      default -> {
        boolean posix =
            operator.startsWith("#") || operator.startsWith("%") || operator.equals("length");
        boolean busybox = operator.startsWith("/") || operator.equals(":");
        if (!posix && shell != Shell.BASH && !(busybox && shell == Shell.BUSYBOX)) {
          return bad(span);
        }
        return changed(parameter, value == null ? new Text.Known("", span) : value, span);
      }
    }
  }

  private Text bad(Span span) {
    state.fact(span, "bad substitution: the shell ends here");
    state.exit(ShellState.Status.FAILURE);
    return new Text.Known("", span);
  }

  private Text changed(Part.Parameter parameter, Text value, Span span) {
    if (parameter.operator().equals("length")
        && ("@".equals(parameter.index()) || "*".equals(parameter.index()))) {
      List<Text> array = state.arrays.get(parameter.name());
      return new Text.Known(String.valueOf(array == null ? 0 : array.size()), span);
    }
    if (!(value instanceof Text.Known known)) {
      return value;
    }
    String text = known.value();
    Word argument = parameter.argument();
    Text pattern = argument == null ? new Text.Known("", span) : expansion.pattern(argument);
    if (!(pattern instanceof Text.Known knownPattern)) {
      return pattern;
    }
    if (text.length() > LONG) {
      return new Text.Unknown("is too long to be matched", null, span);
    }
    ShellPattern shape = ShellPattern.of(knownPattern.value(), state.effort);
    Word by = parameter.replacement();
    Text replacement = by == null ? new Text.Known("", span) : expansion.text(by);
    if (!(replacement instanceof Text.Known knownReplacement)) {
      return replacement;
    }
    String with = knownReplacement.value();
    Text result = changed(parameter, text, knownPattern.value(), shape, with, span);
    return state.effort.isSpent()
        ? new Text.Unknown("is too long to be matched", null, span)
        : result;
  }

  private Text changed(
      Part.Parameter parameter,
      String text,
      String pattern,
      ShellPattern shape,
      String with,
      Span span) {
    return switch (parameter.operator()) {
      case "length" -> new Text.Known(String.valueOf(text.length()), span);
      case "#" -> new Text.Known(shape.withoutStart(text, false), span);
      case "##" -> new Text.Known(shape.withoutStart(text, true), span);
      case "%" -> new Text.Known(shape.withoutEnd(text, false), span);
      case "%%" -> new Text.Known(shape.withoutEnd(text, true), span);
      case "/" -> new Text.Known(shape.replace(text, with, false), span);
      case "//" -> new Text.Known(shape.replace(text, with, true), span);
      case "/#" -> {
        String rest = shape.withoutStart(text, true);
        yield new Text.Known(rest.length() < text.length() ? with + rest : text, span);
      }
      case "/%" -> {
        String rest = shape.withoutEnd(text, true);
        yield new Text.Known(rest.length() < text.length() ? rest + with : text, span);
      }
      case "^^" -> new Text.Known(text.toUpperCase(Locale.ROOT), span);
      case ",," -> new Text.Known(text.toLowerCase(Locale.ROOT), span);
      case "^" -> new Text.Known(first(text, true), span);
      case "," -> new Text.Known(first(text, false), span);
      case ":" -> substring(text, pattern, span);
      case "indirect" -> {
        Text pointed = text.isEmpty() ? null : state.get(text, span);
        yield pointed == null ? new Text.Known("", span) : pointed;
      }
      default ->
          new Text.Unknown("is an expansion that cannot be followed", parameter.name(), span);
    };
  }

  private static String first(String text, boolean upper) {
    if (text.isEmpty()) {
      return text;
    }
    String head = text.substring(0, 1);
    return (upper ? head.toUpperCase(Locale.ROOT) : head.toLowerCase(Locale.ROOT))
        + text.substring(1);
  }

  private Text substring(String text, String range, Span span) {
    int colon = range.indexOf(':');
    Long from =
        new ShellArithmetic(
                colon < 0 ? range : range.substring(0, colon), name -> state.get(name, span))
            .value();
    Long length =
        colon < 0
            ? Long.valueOf(text.length())
            : new ShellArithmetic(range.substring(colon + 1), name -> state.get(name, span))
                .value();
    if (from == null || length == null) {
      return new Text.Unknown("is a part of a text that cannot be followed", null, span);
    }
    long start = from < 0 ? Math.max(0, text.length() + from) : Math.min(from, text.length());
    long end = length < 0 ? text.length() + length : Math.min(text.length(), start + length);
    return new Text.Known(end <= start ? "" : text.substring((int) start, (int) end), span);
  }
}

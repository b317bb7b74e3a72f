package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The simple commands in a stretch of shell text, each as words, for finding commands that deploy.
 * Conditions and loops are not followed: what is written may run. Variables that the text itself
 * sets to a plain value, and those that are given, are filled in.
 */
final class CommandText {

  private final SourceFile file;
  private final String text;
  private final int end;
  private final Map<String, Text> variables;
  private final List<List<Text>> commands = new ArrayList<>();
  private List<Text> words = new ArrayList<>();
  private int at;

  private CommandText(SourceFile file, int start, int end, Map<String, Text> variables) {
    this.file = file;
    this.text = file.text();
    this.at = start;
    this.end = Math.min(end, file.text().length());
    this.variables = new TreeMap<>(variables);
  }

  /** {@return the commands between two offsets of a file} */
  static List<List<Text>> commands(
      SourceFile file, int start, int end, Map<String, Text> variables) {
    CommandText reader = new CommandText(file, start, end, variables);
    reader.read();
    return reader.commands;
  }

  private void read() {
    while (at < end && commands.size() < Limits.ITEMS) {
      char c = text.charAt(at);
      if (c == '\\'
          && at + 1 < end
          && (text.charAt(at + 1) == '\n' || text.charAt(at + 1) == '\r')) {
        at += 2;
      } else if (c == '\n' || c == ';' || c == '|' || c == '&' || c == '(' || c == ')') {
        finish();
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#') {
        int feed = text.indexOf('\n', at);
        at = feed < 0 ? end : Math.min(end, feed);
      } else {
        word();
      }
    }
    if (at < end) {
      LimitNotes.bites(
          file.span(at, at), "more than " + Limits.ITEMS + " commands; the rest was not read");
    }
    finish();
  }

  private void finish() {
    int exports = 0;
    while (exports + 1 < words.size()
        && words.get(exports) instanceof Text.Known first
        && first.value().equals("export")) {
      exports++;
    }
    words.subList(0, exports).clear();
    if (words.size() == 1 && words.getFirst() instanceof Text.Known known) {
      int equals = known.value().indexOf('=');
      if (equals > 0 && isName(known.value().substring(0, equals))) {
        variables.put(
            known.value().substring(0, equals),
            new Text.Known(known.value().substring(equals + 1), known.span()));
      }
    }
    if (!words.isEmpty()) {
      commands.add(List.copyOf(words));
    }
    words = new ArrayList<>();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
        && !Character.isDigit(name.charAt(0));
  }

  private void word() {
    int start = at;
    StringBuilder out = new StringBuilder();
    Text.Unknown unknown = null;
    char quote = 0;
    while (at < end) {
      char c = text.charAt(at);
      if (quote == 0 && (Character.isWhitespace(c) || ";|&()".indexOf(c) >= 0)) {
        break;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        at++;
      } else if (quote != 0 && c == quote) {
        quote = 0;
        at++;
      } else if (c == '\\' && quote != '\'' && at + 1 < end) {
        if (text.charAt(at + 1) != '\n') {
          out.append(text.charAt(at + 1));
        }
        at += 2;
      } else if (c == '$' && quote != '\'') {
        Text value = variable();
        switch (value) {
          case Text.Known known -> out.append(known.value());
          case Text.Unknown open -> {
            unknown = unknown == null ? open : unknown;
            out.append("${").append(open.variable()).append('}');
          }
        }
      } else if (c == '`' && quote != '\'') {
        unknown = new Text.Unknown("is what a command prints", null, file.span(at, at + 1));
        out.append(c);
        at++;
      } else {
        out.append(c);
        at++;
      }
    }
    if (at == start) {
      at++;
      return;
    }
    Text.Unknown open = unknown;
    words.add(
        open == null
            ? new Text.Known(out.toString(), file.span(start, at))
            : pair(out.toString(), open, start));
  }

  /**
   * A word with something unknown in it: a name before {@code =} stays known as the variable that
   * it sets.
   */
  private Text pair(String word, Text.Unknown open, int start) {
    return new Partial(word, open, file.span(start, at)).text();
  }

  /** A word of which a part is known; what is known is kept in the reason's variable. */
  private record Partial(String word, Text.Unknown open, Span span) {
    Text text() {
      return new Text.Unknown(word + "\u0000" + open.reason(), open.variable(), span);
    }
  }

  /** {@return the word as far as it is known, with {@code ${NAME}} where it is not} */
  static String shown(Text word) {
    return switch (word) {
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> {
        int end = unknown.reason().indexOf('\u0000');
        yield end < 0 ? "" : unknown.reason().substring(0, end);
      }
    };
  }

  /** {@return the word as a value: known, or unknown with a plain reason} */
  static Text value(Text word) {
    if (word instanceof Text.Unknown unknown) {
      int end = unknown.reason().indexOf('\u0000');
      return end < 0
          ? unknown
          : new Text.Unknown(
              unknown.reason().substring(end + 1), unknown.variable(), unknown.span());
    }
    return word;
  }

  /** {@return the value of a word from an offset on} */
  static Text from(Text word, int offset) {
    String shown = shown(word);
    String rest = shown.substring(Math.min(offset, shown.length()));
    return word instanceof Text.Known || !rest.contains("${")
        ? new Text.Known(rest, word.span())
        : value(word);
  }

  private Text variable() {
    int start = at;
    at++;
    if (text.startsWith("{{", at)) {
      int close = text.indexOf("}}", at);
      String expression = text.substring(at + 2, close < 0 ? end : close).strip();
      at = close < 0 ? end : close + 2;
      String name = expression.substring(expression.lastIndexOf('.') + 1);
      Text given = expression.startsWith("env.") ? variables.get(name) : null;
      return given != null
          ? given
          : new Text.Unknown("comes from " + expression, name, file.span(start, at));
    }
    if (at < end && text.charAt(at) == '(') {
      int close = text.indexOf(')', at);
      at = close < 0 ? end : close + 1;
      return new Text.Unknown("is what a command prints", null, file.span(start, at));
    }
    boolean braces = at < end && text.charAt(at) == '{';
    at += braces ? 1 : 0;
    int name = at;
    while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String variable = text.substring(name, at);
    String fallback = null;
    if (braces) {
      int close = text.indexOf('}', at);
      String rest = text.substring(at, close < 0 ? at : close);
      if (rest.startsWith(":-")) {
        fallback = rest.substring(2);
      }
      at = close < 0 ? end : close + 1;
    }
    Text given = variables.get(variable);
    if (given != null) {
      return given;
    }
    String said = fallback == null ? "" : " (" + fallback + " when it is not set)";
    return new Text.Unknown(
        "comes from the variable " + variable + " of the caller" + said,
        variable,
        file.span(start, at));
  }
}

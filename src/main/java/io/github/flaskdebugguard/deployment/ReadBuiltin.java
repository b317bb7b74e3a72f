package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;

/** The builtin {@code read}: takes a line of what a command is given, and splits it. */
final class ReadBuiltin {
  private ReadBuiltin() {}

  static void read(List<Text> arguments, ShellState state, Span span) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String text = ShellBuiltins.known(arguments.get(i));
      if (text != null && text.startsWith("-")) {
        i += text.length() == 2 && "dtpnNu".indexOf(text.charAt(1)) >= 0 ? 1 : 0;
      } else if (text != null) {
        names.add(text);
      }
    }
    if (names.isEmpty()) {
      names.add("REPLY");
    }
    ShellOutput input = state.input;
    if (input == null || input.unknown() != null) {
      Text.Unknown reason = input == null ? null : input.unknown();
      Text value = reason == null ? new Text.Unknown("is read from the input", null, span) : reason;
      names.forEach(name -> state.set(name, value));
      state.status = Status.UNKNOWN;
      return;
    }
    String text = input.text();
    int feed = text.indexOf('\n');
    String line = feed < 0 ? text : text.substring(0, feed);
    state.input = new ShellOutput(feed < 0 ? "" : text.substring(feed + 1), null);
    Text separators = state.locals.get("IFS");
    split(line, names, separators instanceof Text.Known ifs ? ifs.value() : " \t", state, span);
    if (feed < 0) {
      state.fail();
    }
  }

  private static void split(
      String line, List<String> names, String separators, ShellState state, Span span) {
    String rest = line;
    for (int i = 0; i < names.size(); i++) {
      while (!rest.isEmpty()
          && Character.isWhitespace(rest.charAt(0))
          && separators.indexOf(rest.charAt(0)) >= 0) {
        rest = rest.substring(1);
      }
      String value = rest;
      if (i < names.size() - 1) {
        int end = 0;
        while (end < rest.length() && separators.indexOf(rest.charAt(end)) < 0) {
          end++;
        }
        value = rest.substring(0, end);
        rest = end < rest.length() ? rest.substring(end + 1) : "";
      } else if (!separators.isEmpty() && separators.indexOf(' ') >= 0) {
        value = rest.stripTrailing();
      }
      state.set(names.get(i), new Text.Known(value, span));
    }
  }
}

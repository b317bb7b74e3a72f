package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** The builtins on what a script is called with, and its options: {@code set} and {@code shift}. */
final class PositionalBuiltins {
  private PositionalBuiltins() {}

  static void set(List<Text> arguments, ShellState state, Shell shell, Span span) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = ShellBuiltins.known(arguments.get(i));
      if (text != null && (text.equals("--") || text.equals("-"))) {
        state.arguments = List.copyOf(arguments.subList(i + 1, arguments.size()));
        return;
      }
      if (text == null || text.length() < 2 || (text.charAt(0) != '-' && text.charAt(0) != '+')) {
        state.arguments = List.copyOf(arguments.subList(i, arguments.size()));
        return;
      }
      boolean on = text.charAt(0) == '-';
      for (int j = 1; j < text.length(); j++) {
        String option = text.substring(j, j + 1);
        if (option.equals("o")) {
          i++;
          String word = i < arguments.size() ? ShellBuiltins.known(arguments.get(i)) : null;
          if ("pipefail".equals(word) && shell == Shell.DASH) {
            state.fact(span, "set -o pipefail is unknown to dash and ends the script");
            state.exit(Status.FAILURE);
            return;
          }
          option =
              switch (word) {
                case null -> "";
                case "allexport" -> "a";
                case "errexit" -> "e";
                case "nounset" -> "u";
                default -> word;
              };
        }
        if (on) {
          state.options.add(option);
        } else {
          state.options.remove(option);
        }
      }
    }
  }

  static void shift(List<Text> arguments, ShellState state) {
    int count = 1;
    if (!arguments.isEmpty()) {
      String text = ShellBuiltins.known(arguments.getFirst());
      count =
          text != null
                  && text.length() < 5
                  && text.chars().allMatch(c -> c >= '0' && c <= '9')
                  && !text.isEmpty()
              ? Integer.parseInt(text)
              : 1;
    }
    if (count > state.arguments.size()) {
      state.fail();
      return;
    }
    state.arguments = List.copyOf(state.arguments.subList(count, state.arguments.size()));
  }
}

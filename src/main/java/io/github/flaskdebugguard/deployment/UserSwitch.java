package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs that start a command as another user; {@code sudo} gives it few variables. */
final class UserSwitch {
  private UserSwitch() {}

  static List<ProcessStart> sudo(ProcessStart start) {
    List<Text> words = start.arguments();
    Environment environment = start.environment();
    Set<String> valued =
        Set.of("-u", "-g", "-p", "-C", "-h", "-r", "-t", "-U", "-D", "-R", "--user", "--group");
    boolean keeps =
        ShellBuiltins.known(words.getFirst()) instanceof String name && name.endsWith("doas");
    List<Integer> assignments = new ArrayList<>();
    int at = 1;
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      if (word == null) {
        break;
      }
      if (word.equals("--")) {
        at++;
        break;
      }
      if (word.startsWith("-")) {
        keeps |=
            word.equals("-E")
                || word.startsWith("--preserve-env")
                || (word.startsWith("-") && !word.startsWith("--") && word.indexOf('E') > 0);
        at += valued.contains(word) ? 2 : 1;
      } else if (word.indexOf('=') > 0) {
        assignments.add(at++);
      } else {
        break;
      }
    }
    if (!keeps) {
      environment = Environment.EMPTY;
    }
    for (int index : assignments) {
      String word = String.valueOf(ShellBuiltins.known(words.get(index)));
      int equals = word.indexOf('=');
      environment =
          environment.with(
              word.substring(0, equals),
              new Text.Known(word.substring(equals + 1), words.get(index).span()));
    }
    return at >= words.size()
        ? List.of()
        : List.of(Wrappers.with(start, words.subList(at, words.size()), environment));
  }

  static @Nullable List<ProcessStart> su(ProcessStart start) {
    List<Text> words = start.arguments();
    Span span = words.getFirst().span();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if (word == null) {
        continue;
      }
      if (word.equals("-c") || word.equals("--command")) {
        if (i + 1 >= words.size()) {
          return null;
        }
        return List.of(
            ScriptFile.with(
                start,
                List.of(new Text.Known("sh", span), new Text.Known("-c", span), words.get(i + 1))));
      }
      if (word.equals("--")) {
        return i + 1 < words.size() ? List.of(Wrappers.rest(start, i + 1)) : null;
      }
      if ((word.equals("-u") || word.equals("--user")) && i + 2 < words.size()) {
        int at = i + 2;
        while (at + 2 < words.size()
            && List.of("-g", "-G", "-s", "--group", "--supp-group", "--shell")
                .contains(String.valueOf(ShellBuiltins.known(words.get(at))))) {
          at += 2;
        }
        return List.of(
            Wrappers.rest(start, "--".equals(ShellBuiltins.known(words.get(at))) ? at + 1 : at));
      }
    }
    return null;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import java.util.ArrayList;
import java.util.List;

/** {@code env A=1 program}: options and assignments before the program that it starts. */
final class EnvCommand {
  private static final int MOST_SPLITS = 20;

  private EnvCommand() {}

  /** {@return what it starts; nothing when it only prints the environment} */
  static List<ProcessStart> unwrap(ProcessStart start) {
    Environment environment = start.environment();
    List<Text> words = new ArrayList<>(start.arguments());
    String folder = start.folder();
    int at = 1;
    boolean options = true;
    int splits = 0;
    while (at < words.size()) {
      Text word = words.get(at);
      String text = ShellBuiltins.known(word);
      if (text == null) {
        break;
      }
      String next = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
      if (options && text.startsWith("-")) {
        if (text.equals("--")) {
          options = false;
        } else if (text.equals("-i") || text.equals("-") || text.equals("--ignore-environment")) {
          environment = Environment.EMPTY;
        } else if (text.equals("-u") && next != null) {
          environment = environment.without(next, words.get(++at).span());
        } else if (text.startsWith("-u") || text.startsWith("--unset=")) {
          environment =
              environment.without(text.substring(text.startsWith("-u") ? 2 : 8), word.span());
        } else if ((text.equals("-C") || text.equals("--chdir")) && next != null) {
          folder = Paths.resolve(folder, next);
          at++;
        } else if (text.startsWith("--chdir=")) {
          folder = Paths.resolve(folder, text.substring(8));
        } else if (text.startsWith("-S") || text.startsWith("--split-string")) {
          String split =
              text.equals("-S") || text.equals("--split-string")
                  ? next
                  : text.substring(text.startsWith("-S") ? 2 : 15);
          int skipped = text.equals("-S") || text.equals("--split-string") ? 2 : 1;
          List<Text> more = new ArrayList<>();
          for (String part : (split == null ? "" : split).strip().split("[ \t]+")) {
            more.add(new Text.Known(part, word.span()));
          }
          if (++splits > MOST_SPLITS) {
            LimitNotes.bites(word.span(), "env splits more texts than are followed");
            break;
          }
          more.addAll(words.subList(Math.min(words.size(), at + skipped), words.size()));
          words = new ArrayList<>(words.subList(0, at));
          words.addAll(more);
          continue;
        }
        at++;
        continue;
      }
      int equals = text.indexOf('=');
      if (equals <= 0) {
        break;
      }
      options = false;
      environment =
          environment.with(
              text.substring(0, equals), new Text.Known(text.substring(equals + 1), word.span()));
      at++;
    }
    if (at >= words.size()) {
      return List.of();
    }
    return List.of(
        new ProcessStart(
            words.subList(at, words.size()),
            folder,
            environment,
            start.condition(),
            start.trail(),
            start.absent()));
  }
}

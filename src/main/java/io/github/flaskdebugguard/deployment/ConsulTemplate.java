package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code consul-template -exec 'gunicorn app:app'}, and {@code exec { command = "..." }} of its
 * configuration (by its documentation): the command is started once all templates are rendered.
 */
final class ConsulTemplate {
  private ConsulTemplate() {}

  /** {@return what it starts; nothing when it only renders, null when its file is not here} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, OverlayFiles files) {
    List<Text> words = start.arguments();
    boolean asked = false;
    for (int i = 1; i < words.size(); i++) {
      String word = String.valueOf(ShellBuiltins.known(words.get(i)));
      String option = word.startsWith("--") ? word.substring(1) : word;
      String value =
          option.indexOf('=') > 0
              ? option.substring(option.indexOf('=') + 1)
              : i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (value == null) {
        continue;
      }
      if (option.startsWith("-exec") && !option.startsWith("-exec-")) {
        return List.of(shell(start, new Text.Known(value, words.get(i).span())));
      }
      if (option.startsWith("-config")) {
        asked = true;
        String path = Paths.resolve(start.folder(), value);
        SourceFile file = path == null ? null : files.read(path);
        Text.Known command = file == null ? null : command(file);
        if (command != null) {
          return List.of(shell(start, command));
        }
      }
    }
    return asked ? null : List.of();
  }

  private static ProcessStart shell(ProcessStart start, Text.Known command) {
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(command.span(), "consul-template starts " + command.value(), true));
    ProcessStart noted =
        new ProcessStart(
            start.arguments(),
            start.folder(),
            start.environment(),
            start.condition(),
            trail,
            start.absent());
    return ScriptFile.with(noted, Hosted.shell(command));
  }

  private static boolean opens(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.startsWith("{", at);
  }

  /** {@return the command of the block {@code exec}, or null} */
  private static Text.@Nullable Known command(SourceFile file) {
    String text = file.text();
    int exec = text.indexOf("exec");
    while (exec >= 0 && !opens(text, exec + 4)) {
      exec = text.indexOf("exec", exec + 4);
    }
    int key = exec < 0 ? -1 : text.indexOf("command", exec);
    int open = key < 0 ? -1 : text.indexOf('"', key);
    int close = open < 0 ? -1 : text.indexOf('"', open + 1);
    if (close < 0 || text.substring(key, open).indexOf('\n') >= 0) {
      return null;
    }
    Span span = file.span(open + 1, close);
    return new Text.Known(text.substring(open + 1, close), span);
  }
}

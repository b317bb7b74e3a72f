package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command that may deploy.
 *
 * @param words as {@link CommandText} gives them, the program first
 * @param said the words as far as they are known
 */
record DeployCommand(List<Text> words, List<String> said) {
  private static final Set<String> BEFORE =
      Set.of("sudo", "exec", "nohup", "time", "then", "do", "else", "if", "!");

  /** {@return a command without what stands before its program: keywords and assignments} */
  static DeployCommand of(List<Text> all) {
    List<Text> words = all;
    while (!words.isEmpty()
        && words.getFirst() instanceof Text.Known first
        && (BEFORE.contains(first.value())
            || (first.value().indexOf('=') > 0 && !first.value().startsWith("-")))) {
      words = words.subList(1, words.size());
    }
    return new DeployCommand(words, words.stream().map(CommandText::shown).toList());
  }

  int size() {
    return said.size();
  }

  /** {@return a word as far as it is known} */
  String said(int index) {
    return said.get(index);
  }

  /** {@return whether there is a word at an index, and it is this one} */
  boolean says(int index, String word) {
    return index < said.size() && said.get(index).equals(word);
  }

  /** {@return the program's name without its folder} */
  String program() {
    return said.getFirst().substring(said.getFirst().lastIndexOf('/') + 1);
  }

  Span place(int index) {
    return words.get(index).span();
  }

  /** {@return the value of {@code --name value} or {@code --name=value}, or null} */
  @Nullable Text option(String name) {
    for (int i = 0; i < size(); i++) {
      if (said(i).equals(name) && i + 1 < size()) {
        return CommandText.value(words.get(i + 1));
      }
      if (said(i).startsWith(name + "=")) {
        return CommandText.from(words.get(i), name.length() + 1);
      }
    }
    return null;
  }

  /** {@return an environment with the {@code NAME=value} of a word, if it is one} */
  Environment pair(Environment environment, int index) {
    return pair(environment, words.get(index), 0);
  }

  /** {@return an environment with the {@code NAME=value} that begins in a word, if one does} */
  static Environment pair(Environment environment, Text word, int offset) {
    String shown = CommandText.shown(word);
    int equals = shown.indexOf('=', offset);
    if (equals <= offset) {
      return environment;
    }
    return environment.with(shown.substring(offset, equals), CommandText.from(word, equals + 1));
  }
}

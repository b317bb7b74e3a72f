package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands that functions of Python files run for developers: {@code c.run("flask run", env={...})}
 * of invoke and fabric, {@code session.run("flask", "run", env={...})} of nox.
 */
final class PythonTasks {
  private static final List<String> LINES = List.of("local(", ".run(", ".sudo(", ".shell(");
  private static final List<String> WORDS = List.of("session.run(", "session.run_always(");

  private PythonTasks() {}

  /**
   * A command.
   *
   * @param function the function that runs it, by the name under which its tool knows it
   * @param words one line for a shell when {@code shell}, else the words of the program
   */
  record Task(
      String function,
      List<Text> words,
      boolean shell,
      Map<String, Text> environment,
      Span place) {}

  /** {@return the lines that tasks of invoke and fabric give to a shell} */
  static List<Task> lines(SourceFile file) {
    return tasks(file, LINES, true);
  }

  /** {@return the programs that sessions of nox run} */
  static List<Task> sessions(SourceFile file) {
    return tasks(file, WORDS, false);
  }

  /** {@return the words that run a task's line in a shell with its own variables} */
  static List<Text> withEnvironment(Task task) {
    List<Text> words = new ArrayList<>();
    words.add(new Text.Known("env", task.place()));
    task.environment()
        .forEach(
            (name, value) -> {
              if (value instanceof Text.Known known) {
                words.add(new Text.Known(name + "=" + known.value(), known.span()));
              }
            });
    words.addAll(Hosted.shell(task.words().getFirst()));
    return words;
  }

  private static List<Task> tasks(SourceFile file, List<String> calls, boolean shell) {
    List<Task> tasks = new ArrayList<>();
    String text = file.text();
    for (String call : calls) {
      for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
        Task task = task(file, at, at + call.length(), shell);
        if (task != null) {
          tasks.add(task);
        }
      }
    }
    return tasks;
  }

  private static @Nullable Task task(SourceFile file, int at, int open, boolean shell) {
    Cursor cursor = new Cursor(file, open, file.text().length());
    List<Text> words = new ArrayList<>();
    Map<String, Text> environment = Map.of();
    for (Data each : Expression.list(cursor, Dialect.PYTHON, name -> null, ')')) {
      if (each instanceof Data.Dict named) {
        environment = Values.variables(named.entries().get("env"));
      } else if (!(each instanceof Data.Open) && (!shell || words.isEmpty())) {
        words.add(Values.text(each));
      } else if (words.isEmpty()) {
        return null;
      }
    }
    if (words.isEmpty()) {
      return null;
    }
    return new Task(function(file.text(), at), words, shell, environment, words.getFirst().span());
  }

  /** {@return the function around a place, as {@code @nox.session(name="run")} calls it} */
  private static String function(String text, int at) {
    int def = text.lastIndexOf("\ndef ", at);
    int open = def < 0 ? -1 : text.indexOf('(', def);
    if (open < 0) {
      return "main";
    }
    int decorator = text.lastIndexOf("\n@", def);
    int blank = text.lastIndexOf("\n\n", def);
    String above = decorator < 0 || decorator < blank - 1 ? "" : text.substring(decorator, def);
    int name = above.indexOf("name=");
    if (name >= 0 && name + 6 < above.length()) {
      char quote = above.charAt(name + 5);
      int close = above.indexOf(quote, name + 6);
      if ((quote == '"' || quote == '\'') && close > 0) {
        return above.substring(name + 6, close);
      }
    }
    return text.substring(def + 5, open).strip();
  }
}

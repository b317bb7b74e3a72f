package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
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

  private static final int LONGEST_DECORATOR = 4_000;

  /** Characters of the arguments of calls; more than a file has when calls are in each other. */
  private static final int MOST_READ = 4 * Limits.FILE_BYTES;

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
      Functions functions = new Functions(text);
      long read = 0;
      for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
        if (read > MOST_READ) {
          LimitNotes.bites(file.span(at, at), "calls are inside each other; the rest was not read");
          break;
        }
        Cursor cursor = new Cursor(file, at + call.length(), text.length());
        Task task = task(cursor, functions, at, shell);
        read += cursor.at() - at;
        if (task != null) {
          tasks.add(task);
        }
      }
    }
    return tasks;
  }

  private static @Nullable Task task(Cursor cursor, Functions functions, int at, boolean shell) {
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
    return new Task(functions.around(at), words, shell, environment, words.getFirst().span());
  }

  /** Finds the functions that calls stand in, from the front to the back. */
  private static final class Functions {
    private final String text;
    private int def = -1;
    private int next;
    private int decorator = -1;
    private int blank = -1;
    private String name = "main";

    Functions(String text) {
      this.text = text;
      this.next = text.indexOf("\ndef ");
    }

    /** {@return the function around a place, as {@code @nox.session(name="run")} calls it} */
    String around(int at) {
      int before = def;
      while (next >= 0 && next <= at) {
        def = next;
        next = text.indexOf("\ndef ", next + 1);
      }
      if (def != before) {
        decorator = Math.max(decorator, last("\n@", before));
        blank = Math.max(blank, last("\n\n", before));
        name = function(text, def, decorator, blank);
      }
      return name;
    }

    /** {@return the last place of a sign behind an offset, before the function; -1 for none} */
    private int last(String sign, int before) {
      for (int at = def; at > before; at--) {
        if (text.startsWith(sign, at)) {
          return at;
        }
      }
      return -1;
    }
  }

  private static String function(String text, int def, int decorator, int blank) {
    int open = text.indexOf('(', def);
    if (open < 0) {
      return "main";
    }
    String above =
        decorator < 0 || decorator < blank - 1 || def - decorator > LONGEST_DECORATOR
            ? ""
            : text.substring(decorator, def);
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

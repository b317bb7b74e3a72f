package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code nox -s run} (by nox's documentation): the commands of a session in order, without a shell,
 * in the folder of the file; the caller's variables reach them.
 */
final class NoxRunner {
  private NoxRunner() {}

  /** {@return what the sessions start; null when there is no file that tells} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, OverlayFiles files) {
    List<Text> words = start.arguments();
    List<String> names = new ArrayList<>();
    String name = "noxfile.py";
    boolean sessions = false;
    for (int i = 1; i < words.size(); i++) {
      String word = String.valueOf(ShellBuiltins.known(words.get(i)));
      if (word.equals("--")) {
        break;
      }
      boolean file = word.equals("-f") || word.equals("--noxfile");
      if (file && i + 1 < words.size()) {
        name = String.valueOf(ShellBuiltins.known(words.get(++i)));
      } else if (word.startsWith("-")) {
        sessions =
            word.equals("-s")
                || word.equals("-e")
                || word.equals("--session")
                || word.equals("--sessions")
                || word.equals("-rs");
      } else if (sessions) {
        names.add(word);
      }
    }
    String path = Paths.resolve(start.folder(), name);
    SourceFile file = path == null ? null : files.read(path);
    if (file == null) {
      return null;
    }
    List<ProcessStart> result = new ArrayList<>();
    for (PythonTasks.Task task : PythonTasks.sessions(file)) {
      if (names.contains(task.function())) {
        Environment environment = start.environment().withAll(task.environment());
        List<Fact> trail = new ArrayList<>(start.trail());
        trail.add(new Fact(task.place(), "nox runs the session " + task.function(), true));
        result.add(
            new ProcessStart(
                task.words(),
                start.folder(),
                environment,
                start.condition(),
                trail,
                start.absent()));
      }
    }
    return result;
  }
}

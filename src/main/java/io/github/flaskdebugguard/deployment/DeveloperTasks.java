package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tasks of one repository that start a server. Of tasks of one file that only start each other,
 * the one that a person starts is reported.
 */
final class DeveloperTasks {
  private static final int MOST_LINES = 300;

  /** Processes of a task beyond which it is not asked whether it only stands for another. */
  private static final int MOST_COMPARED = 10;

  private final Hosted hosted;
  private final ImageFiles files;
  private final List<Task> tasks = new ArrayList<>();

  /**
   * A task.
   *
   * @param told whether a name tells its role
   * @param serving what it starts, as far as it may serve
   */
  private record Task(
      Target target, boolean told, ProcessStart start, List<ProcessStart> serving, String folder) {}

  private int asked;
  private int resolved;

  DeveloperTasks(Hosted hosted) {
    this.hosted = hosted;
    this.files = clone(hosted);
  }

  Hosted hosted() {
    return hosted;
  }

  Repository repository() {
    return hosted.discovery().repository();
  }

  /**
   * Adds a task if it may serve.
   *
   * @param words what a person types to start it
   * @return whether it may
   */
  boolean add(String kind, String path, String name, Span place, List<Text> words) {
    String folder = ImagePath.folder(path);
    ProcessStart start =
        new ProcessStart(
            words,
            ImagePath.resolve(Hosted.MOUNT, folder.isEmpty() ? "." : folder),
            Environment.EMPTY,
            null,
            List.of());
    if (++asked > Limits.TARGETS || resolved > Limits.ITEMS) {
      LimitNotes.bites(
          place, "more tasks than are judged; this one and those after it are left out");
      return false;
    }
    List<ProcessStart> serving = new ArrayList<>();
    List<ProcessStart> starts = Launches.resolve(start, files);
    resolved += starts.size();
    for (ProcessStart each : starts) {
      if (Servers.mayServe(each, files)) {
        serving.add(each);
      }
    }
    if (serving.isEmpty()) {
      return false;
    }
    Roles.Told told = Roles.of(path, List.of(name));
    boolean named = told.role() != Role.UNKNOWN;
    if (!named) {
      told = new Roles.Told(Role.DEVELOPMENT, "a task of " + kind + " that developers run");
    }
    Span shown = serving.getFirst().arguments().getFirst().span();
    Target target = new Target(kind, path, name, told, shown.path().equals(path) ? shown : place);
    tasks.add(new Task(target, named, start, serving, folder));
    return true;
  }

  /** Reports the tasks that no other one merely stands for. */
  void finish() {
    for (Task task : tasks) {
      if (tasks.stream().noneMatch(other -> delegates(other, task))) {
        Target target = task.target();
        if (!task.told()) {
          // A role that a name further inside tells holds for the way to it.
          for (Task inner : tasks) {
            if (inner.told() && delegates(task, inner)) {
              target =
                  new Target(
                      target.kind(),
                      target.file(),
                      target.name(),
                      inner.target().role(),
                      target.place());
              break;
            }
          }
        }
        hosted.start(target, task.start(), files, Exposure.NONE, List.of(), task.folder());
      }
    }
  }

  /** {@return whether a task starts all that another one starts, by a longer way} */
  private boolean delegates(Task outer, Task inner) {
    if (outer == inner
        || !outer.target().file().equals(inner.target().file())
        || !outer.target().kind().equals(inner.target().kind())
        || (outer.told()
            && inner.told()
            && outer.target().role().role() != inner.target().role().role())) {
      return false;
    }
    if (outer.serving().size() > MOST_COMPARED || inner.serving().size() > MOST_COMPARED) {
      return false;
    }
    boolean same = outer.serving().size() == inner.serving().size();
    int longer = 0;
    for (ProcessStart start : inner.serving()) {
      ProcessStart found = null;
      for (ProcessStart other : outer.serving()) {
        found = found == null && isSame(start, other) ? other : found;
      }
      if (found == null) {
        return false;
      }
      longer += found.trail().size() - start.trail().size();
    }
    return longer > 0 || (longer == 0 && same && tasks.indexOf(outer) < tasks.indexOf(inner));
  }

  private static boolean isSame(ProcessStart left, ProcessStart right) {
    return left.arguments().equals(right.arguments())
        && String.valueOf(left.folder()).equals(String.valueOf(right.folder()))
        && variables(left).equals(variables(right));
  }

  /** Variables but for those by which a runner names its script. */
  private static Map<String, Text> variables(ProcessStart start) {
    Map<String, Text> result = new TreeMap<>();
    start
        .environment()
        .variables()
        .forEach(
            (name, variable) -> {
              Text value = variable.value();
              if (value != null && !name.startsWith("npm_") && !name.startsWith("MAKE")) {
                result.put(name, value);
              }
            });
    return result;
  }

  /** The clone of a developer, in which what Git is told to ignore by name may stand. */
  private static ImageFiles clone(Hosted hosted) {
    ImageFiles files = hosted.files();
    SourceFile ignored = hosted.discovery().repository().read(".gitignore");
    if (ignored == null) {
      return files;
    }
    for (String line : ignored.text().lines().limit(MOST_LINES).toList()) {
      String name = line.strip();
      name = name.startsWith("/") ? name.substring(1) : name;
      boolean plain =
          !name.isEmpty()
              && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
      if (plain
          && name.indexOf('.') >= 0
          && !name.startsWith(".venv")
          && !name.equals("..")
          && !hosted.discovery().repository().isFile(name)
          && !hosted.discovery().repository().isFolder(name)) {
        files = files.opaque(Hosted.MOUNT + "/" + name);
      }
    }
    return files;
  }
}

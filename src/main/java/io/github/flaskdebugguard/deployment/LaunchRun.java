package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resolution of a command: the budget that all its scripts share and the processes found so
 * far.
 */
final class LaunchRun {

  private final List<ProcessStart> starts = new ArrayList<>();
  private final Set<String> reported = new LinkedHashSet<>();
  private int steps;
  private int entered;
  private int muted;
  private final ShellEffort effort = new ShellEffort();
  private final ScriptProblems problems = new ScriptProblems();
  private @Nullable ProcessStart current;
  private @Nullable Span at;

  /** {@return the processes, in order} */
  List<ProcessStart> starts() {
    return starts;
  }

  /** {@return what of the scripts could not be read or was not followed, with its place} */
  List<Problem> problems() {
    return problems.all();
  }

  /** {@return how many processes were found so far} */
  int started() {
    return starts.size();
  }

  /** Takes a step at a place; false when there are none left. */
  boolean step(Span span) {
    at = span;
    if (++steps > Limits.COMMANDS) {
      limit("has more steps than are followed");
      return false;
    }
    return true;
  }

  boolean enter() {
    if (entered >= Limits.SCRIPTS) {
      tooDeep();
      return false;
    }
    entered++;
    return true;
  }

  void leave() {
    entered--;
  }

  void mute() {
    muted++;
  }

  void unmute() {
    muted--;
  }

  ShellScript parse(SourceFile file) {
    ShellScript script = ShellScript.parse(file);
    problems.script(script.problems());
    return script;
  }

  /** {@return the commands in a text that a file of the repository hands to a shell} */
  ShellScript parse(Text.Known text) {
    ShellScript script = ShellScript.parse(text);
    problems.script(script.problems());
    return script;
  }

  /** Notes that commands are nested more deeply than is followed. */
  void tooDeep() {
    limit("is nested more deeply than is followed");
  }

  /** Notes once that the rest of a start is not known. */
  private void limit(String reason) {
    ProcessStart start = current;
    if (start == null || !reported.add(reason)) {
      return;
    }
    problems.limit(at, reason);
    Span span = start.arguments().getFirst().span();
    starts.add(
        new ProcessStart(
            List.of(new Text.Unknown("limit: the start script " + reason, null, span)),
            null,
            start.environment(),
            start.condition(),
            start.trail(),
            start.absent()));
  }

  private void emit(ProcessStart start) {
    for (ProcessStart known : starts) {
      if (covers(known, start)) {
        return;
      }
    }
    if (starts.size() < Limits.PROCESSES) {
      starts.add(start);
    } else {
      limit("starts more processes than are followed");
    }
  }

  /** {@return whether a loop or another branch started the same before, under less} */
  private static boolean covers(ProcessStart known, ProcessStart start) {
    return (known.condition() == null || known.condition().equals(start.condition()))
        && known.arguments().size() == start.arguments().size()
        && Objects.equals(known.folder(), start.folder())
        && known.arguments().equals(start.arguments())
        && known.environment().equals(start.environment());
  }

  /** Follows a command to the programs that stay. */
  void launch(ProcessStart start, OverlayFiles files, int depth) {
    if (muted > 0 || start.arguments().isEmpty()) {
      return;
    }
    ProcessStart outer = current;
    current = start;
    Span span = start.arguments().getFirst().span();
    if (depth > Limits.SCRIPTS) {
      at = span;
      tooDeep();
    } else if (step(span)) {
      follow(start, files, depth);
    }
    current = outer;
  }

  private void follow(ProcessStart start, OverlayFiles files, int depth) {
    if (!(start.arguments().getFirst() instanceof Text.Known program)) {
      emit(start);
      return;
    }
    Shell shell = Shell.of(program.value(), files);
    if (shell != null) {
      if (!new ShellCommandLine(this, shell, start, files, depth).run()) {
        emit(start);
      }
      return;
    }
    List<ProcessStart> inner = Wrappers.unwrap(start, files);
    if (inner != null) {
      inner.forEach(next -> launch(next, files, depth + 1));
      return;
    }
    if (new ScriptFile(this, start, files, depth).run()) {
      return;
    }
    if (!ShellTools.isTrivial(Paths.name(program.value())) && !isText(program.value())) {
      emit(start);
    }
  }

  private static boolean isText(String program) {
    return switch (Paths.name(program)) {
      case "echo",
          "printf",
          "cat",
          "grep",
          "egrep",
          "fgrep",
          "sed",
          "tr",
          "cut",
          "head",
          "tail",
          "sort",
          "uniq",
          "tee",
          "xargs",
          "cp",
          "mv",
          "ln",
          "rm",
          "touch",
          "basename",
          "dirname",
          "pwd",
          "readlink",
          "realpath",
          "printenv",
          "envsubst",
          ":",
          "test",
          "[" ->
          true;
      default -> false;
    };
  }

  /** Runs shell text as its own process. */
  void shell(
      Shell shell,
      ShellScript script,
      Text zero,
      List<Text> arguments,
      Set<String> options,
      ProcessStart start,
      OverlayFiles files,
      int depth) {
    if (!enter()) {
      return;
    }
    ShellState state =
        new ShellState(
            start.environment(),
            zero,
            arguments,
            start.folder(),
            files,
            new LinkedHashSet<>(start.absent()));
    state.effort = effort;
    state.condition = start.condition();
    state.trail.addAll(start.trail());
    state.options.addAll(options);
    state.status = Status.SUCCESS;
    new ShellRunner(this, shell, depth).script(script, state);
    leave();
  }
}

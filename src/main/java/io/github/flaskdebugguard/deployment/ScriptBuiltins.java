package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** The builtins that run more text in the same shell: {@code eval} and {@code source}. */
final class ScriptBuiltins {
  private final ShellRunner runner;
  private final LaunchRun run;

  ScriptBuiltins(ShellRunner runner, LaunchRun run) {
    this.runner = runner;
    this.run = run;
  }

  List<ShellState> eval(List<Text> arguments, ShellState state, Span span) {
    Text joined = ShellExpansion.joined(arguments, span);
    if (!(joined instanceof Text.Known known)) {
      if (joined instanceof Text.Unknown unknown) {
        state.environment = state.environment.withOthers(unknown);
        state.fact(span, "eval runs text that " + unknown.reason());
      }
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (!run.enter()) {
      return List.of(state);
    }
    List<ShellState> ends = runner.script(ShellScript.parse(known), state);
    run.leave();
    return ends;
  }

  List<ShellState> source(List<Text> arguments, ShellState state, Span span) {
    if (arguments.isEmpty()) {
      state.fail();
      return List.of(state);
    }
    Text name = arguments.getFirst();
    String text = ShellBuiltins.known(name);
    if (text == null) {
      Text.Unknown reason = new Text.Unknown("may be set by a file that is not known", null, span);
      state.environment = state.environment.withOthers(reason);
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    boolean searched = text.indexOf('/') < 0 && runner.shell() != Shell.BASH;
    String path = searched ? null : Paths.resolve(state.folder, text);
    Presence presence =
        searched ? Presence.ABSENT : path == null ? Presence.UNKNOWN : state.files.presence(path);
    SourceFile file = path == null ? null : state.files.read(path);
    if (file == null && (presence == Presence.UNKNOWN || presence == Presence.FILE)) {
      state.fact(span, "reads " + text + ", which is not in the repository");
      Text.Unknown reason =
          new Text.Unknown(
              "may be set by " + text + ", which is not in the repository", null, span);
      if (!ShellTools.isActivation(text)) {
        state.environment = state.environment.withOthers(reason);
      }
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (file == null && ShellTools.isActivation(text)) {
      // Who starts the script made the virtual environment before.
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (file == null) {
      state.fail();
      state.fact(
          span,
          text
              + (searched ? " has no slash and is searched in PATH only" : " does not exist")
              + (runner.shell() == Shell.BASH ? "" : ", which ends the shell"));
      if (runner.shell() != Shell.BASH) {
        state.flow = Flow.EXIT;
      }
      return List.of(state);
    }
    if (!run.enter()) {
      return List.of(state);
    }
    state.fact(span, "reads " + file.path() + " as shell");
    List<Text> saved = state.arguments;
    if (arguments.size() > 1) {
      state.arguments = List.copyOf(arguments.subList(1, arguments.size()));
    }
    List<ShellState> ends = runner.script(run.parse(file), state);
    run.leave();
    for (ShellState end : ends) {
      if (arguments.size() > 1) {
        end.arguments = saved;
      }
      if (end.flow == Flow.RETURN) {
        end.flow = Flow.NEXT;
      }
    }
    return ends;
  }
}

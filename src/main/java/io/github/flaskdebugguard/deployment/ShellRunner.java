package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs shell commands abstractly. Every command takes one state to one or more: a condition that
 * cannot be decided gives a state for each outcome, and states that would go on alike become one
 * again.
 */
final class ShellRunner {
  private final LaunchRun run;
  private final Shell shell;
  private final int depth;
  private final ShellCommands commands;
  private final ShellBranches branches;
  private final ShellLoops loops;

  /** Greater than zero where a failing command does not end a script under {@code set -e}. */
  private int guarded;

  private int nesting;

  ShellRunner(LaunchRun run, Shell shell, int depth) {
    this.run = run;
    this.shell = shell;
    this.depth = depth;
    this.commands = new ShellCommands(this, run);
    this.branches = new ShellBranches(this, run);
    this.loops = new ShellLoops(this);
  }

  Shell shell() {
    return shell;
  }

  int depth() {
    return depth;
  }

  ShellExpansion expansion(ShellState state) {
    return new ShellExpansion(this, state);
  }

  /** {@return the states in which the script can end} */
  List<ShellState> script(ShellScript script, ShellState state) {
    return block(script.body(), state);
  }

  /** {@return what a command writes, without the line ends at its end} */
  Text substitution(ShellState state, Command.Block body, Span span) {
    ShellState inner = state.copy();
    inner.output = ShellOutput.EMPTY;
    run.mute();
    List<ShellState> ends = condition(body, inner);
    run.unmute();
    ShellState first = ends.getFirst();
    state.status = first.status;
    for (ShellState end : ends) {
      state.absent.addAll(end.absent);
      if (!Objects.equals(end.output, first.output)) {
        return new Text.Unknown(
            "is the output of commands that depend on something unknown", null, span);
      }
    }
    ShellOutput output = first.output;
    if (output == null) {
      return new Text.Known("", span);
    }
    Text.Unknown unknown = output.unknown();
    if (unknown != null) {
      return new Text.Unknown(unknown.reason(), unknown.variable(), span);
    }
    String text = output.text();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return new Text.Known(text.substring(0, end), span);
  }

  List<ShellState> block(Command.Block body, ShellState state) {
    return block(body, List.of(state));
  }

  List<ShellState> block(Command.Block body, List<ShellState> states) {
    List<ShellState> current = states;
    for (Command command : body.commands()) {
      if (current.stream().allMatch(ShellState::stopped)) {
        break;
      }
      List<ShellState> next = new ArrayList<>();
      for (ShellState state : current) {
        next.addAll(run(command, state));
      }
      current = StateJoin.merged(next);
    }
    return current;
  }

  List<ShellState> run(Command command, ShellState state) {
    if (state.stopped()) {
      return List.of(state);
    }
    boolean going = run.step(command.span());
    if (going && nesting > Limits.SCRIPTS * 4) {
      run.tooDeep();
      going = false;
    }
    if (!going) {
      state.exit(Status.UNKNOWN);
      return List.of(state);
    }
    nesting++;
    List<ShellState> result =
        switch (command) {
          case Command.Simple simple -> commands.simple(simple, state);
          case Command.Pipeline pipeline -> pipeline(pipeline, state);
          case Command.Chain chain -> branches.chain(chain, state);
          case Command.Background background -> apart(background.command(), state);
          case Command.Block block -> block(block, state);
          case Command.If choice -> branches.conditional(choice, state);
          case Command.Case choice -> branches.choice(choice, state);
          case Command.For loop -> loops.forLoop(loop, state);
          case Command.Loop loop -> loops.loop(loop, state);
          case Command.Function function -> {
            state.functions.put(function.name(), function.body());
            yield List.of(state);
          }
          case Command.Subshell subshell -> subshell(subshell, state);
          case Command.Redirected redirected ->
              new ShellRedirection(this, redirected.redirections())
                  .around(state, inner -> run(redirected.command(), inner));
          case Command.Test test -> List.of(test(test, state));
          case Command.Arithmetic arithmetic -> {
            Text value = expansion(state).arithmetic(arithmetic.expression());
            state.status =
                value instanceof Text.Known known
                    ? known.value().equals("0") ? Status.FAILURE : Status.SUCCESS
                    : Status.UNKNOWN;
            yield List.of(state);
          }
          case Command.Broken broken -> {
            if (broken.definite()) {
              state.fact(broken.span(), "the shell cannot read this and stops here");
              state.status = Status.FAILURE;
              state.flow = shell == Shell.BASH ? Flow.RETURN : Flow.EXIT;
            }
            yield List.of(state);
          }
        };
    nesting--;
    return result;
  }

  /** {@return the states after a command whose failure ends no script, because it is asked for} */
  List<ShellState> asked(Command command, ShellState state) {
    guarded++;
    List<ShellState> ends = run(command, state);
    guarded--;
    return ends;
  }

  /** {@return the states after commands whose failure ends no script, because it is asked for} */
  List<ShellState> condition(Command.Block block, ShellState state) {
    guarded++;
    List<ShellState> ends = block(block, state);
    guarded--;
    return ends;
  }

  /** {@return whether what a command ends with is asked for, so that no failure ends the script} */
  boolean isGuarded() {
    return guarded > 0;
  }

  /** Ends the script where {@code set -e} says so. */
  void check(ShellState state, Span span) {
    if (guarded == 0
        && state.status == Status.FAILURE
        && state.options.contains("e")
        && state.flow == Flow.NEXT) {
      state.fact(span, "set -e ends the script here, because this fails");
      state.flow = Flow.EXIT;
    }
  }

  private ShellState test(Command.Test test, ShellState state) {
    if (shell == Shell.DASH) {
      state.fact(test.span(), "[[ is unknown to sh, so this counts as false");
      state.fail();
    } else {
      ShellExpansion expansion = expansion(state);
      List<Text> words = new ArrayList<>();
      boolean pattern = false;
      for (Word word : test.words()) {
        words.add(pattern ? expansion.pattern(word) : expansion.text(word));
        String literal = word.literal();
        pattern = "=".equals(literal) || "==".equals(literal) || "!=".equals(literal);
      }
      state.status = new ShellTest(words, state, shell, true).evaluate();
    }
    check(state, test.span());
    return state;
  }

  private List<ShellState> apart(Command command, ShellState state) {
    for (ShellState end : asked(command, state.copy())) {
      state.absent.addAll(end.absent);
    }
    state.status = Status.SUCCESS;
    return List.of(state);
  }

  private List<ShellState> subshell(Command.Subshell subshell, ShellState state) {
    List<ShellState> result = new ArrayList<>();
    for (ShellState end : block(subshell.body(), state.copy())) {
      ShellState after = state.copy();
      after.status = end.status;
      after.condition = end.condition;
      after.output = end.output;
      after.files = end.files;
      after.absent.addAll(end.absent);
      check(after, subshell.span());
      result.add(after);
    }
    return StateJoin.merged(result);
  }

  private List<ShellState> pipeline(Command.Pipeline pipeline, ShellState state) {
    if (pipeline.commands().size() == 1) {
      List<ShellState> ends = asked(pipeline.commands().getFirst(), state);
      if (pipeline.negated()) {
        ends.forEach(end -> end.status = ShellTest.not(end.status));
      }
      return ends;
    }
    ShellOutput passed = state.input;
    ShellState last = state;
    boolean failed = false;
    for (int i = 0; i < pipeline.commands().size(); i++) {
      ShellState part = state.copy();
      boolean end = i == pipeline.commands().size() - 1;
      part.files = last.files;
      part.input = passed;
      part.output = end ? state.output : ShellOutput.EMPTY;
      List<ShellState> ends = asked(pipeline.commands().get(i), part);
      last = ends.getFirst();
      if (ends.size() > 1 && last.status != Status.FAILURE) {
        last.status = Status.ASSUMED;
      }
      passed = last.output;
      failed |= last.status == Status.FAILURE;
    }
    state.files = last.files;
    state.output = last.output;
    state.absent.addAll(last.absent);
    state.status = failed && state.options.contains("pipefail") ? Status.FAILURE : last.status;
    if (pipeline.negated()) {
      state.status = ShellTest.not(state.status);
    } else {
      check(state, pipeline.span());
    }
    return List.of(state);
  }
}

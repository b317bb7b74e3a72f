package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.github.ActionInputs;
import io.github.flaskdebugguard.github.ActionStep;
import io.github.flaskdebugguard.github.InputException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code action}: the step of a workflow on GitHub; its inputs come from the environment. */
final class ActionCommand {
  private final Console console;

  ActionCommand(Console console) {
    this.console = console;
  }

  static CommandSpec spec() {
    return CommandTree.command(
        "action",
        "Run as the GitHub Action: inputs, event and token come from the environment of the step.");
  }

  private static LiveProbes live(ActionInputs inputs) throws UsageException {
    for (String path : inputs.probePaths()) {
      if (!ProbeCommand.isPath(path)) {
        throw new UsageException(
            "input probe-path: '" + path + "' is no path; encode blanks and other letters with %");
      }
    }
    try {
      return new LiveProbes(inputs.probes(), LiveProbes.Manner.of(inputs.probePaths()));
    } catch (UsageException e) {
      throw new UsageException("input probe-url: " + e.getMessage());
    }
  }

  ExitCode run() throws IOException {
    try {
      ActionInputs inputs = ActionInputs.of(console.environment());
      ScanWords words = new ScanWords("input ");
      Configuration.Overrides overrides =
          words.overrides(
              inputs.policy(), inputs.failOn(), List.of(), inputs.roleOf(), inputs.assume());
      ActionStep step =
          new ActionStep(
              inputs,
              console.environment(),
              console.out(),
              Main.version(),
              Thread::sleep,
              Clock.systemUTC());
      return ExitCode.of(step.run(overrides, live(inputs)::compared));
    } catch (InputException | UsageException e) {
      ActionStep.refuse(console.out(), String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
  }
}

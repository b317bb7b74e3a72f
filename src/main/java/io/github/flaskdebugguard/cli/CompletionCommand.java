package io.github.flaskdebugguard.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: prints a script that completes this command line in bash and zsh. */
@Command(
    name = "completion",
    description =
        "Print a completion script for bash or zsh: source <(flask-debug-guard completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec here = Objects.requireNonNull(spec);
    console.print(AutoComplete.bash("flask-debug-guard", here.root().commandLine()));
    return ExitCode.CLEAN.number();
  }
}

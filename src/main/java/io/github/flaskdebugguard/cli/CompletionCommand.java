package io.github.flaskdebugguard.cli;

import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code completion}: prints a script that completes this command line in bash and zsh. */
final class CompletionCommand {
  private final Console console;
  private final CommandSpec root;

  CompletionCommand(Console console, ParseResult line) {
    this.console = console;
    root = line.commandSpec().root();
  }

  static CommandSpec spec() {
    return CommandTree.command(
        "completion",
        "Print a completion script for bash or zsh: source <(flask-debug-guard completion)");
  }

  ExitCode run() throws IOException {
    console.print(AutoComplete.bash("flask-debug-guard", root.commandLine()));
    return ExitCode.CLEAN;
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: shows the page of a rule. */
final class ExplainCommand {
  private final Console console;
  private final String rule;

  ExplainCommand(Console console, ParseResult line) {
    this.console = console;
    rule = line.matchedPositionalValue(0, "");
  }

  static CommandSpec spec() {
    return CommandTree.command(
            "explain", "Explain a rule: what it finds, why it matters, what to do instead.")
        .addPositional(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("1")
                .required(true)
                .paramLabel("RULE")
                .description("Id of a rule; see the command rules.")
                .build());
  }

  ExitCode run() throws UsageException, IOException {
    RuleInfo info = Rules.info(rule);
    if (info == null) {
      throw new UsageException("unknown rule '" + rule + "'; see flask-debug-guard rules");
    }
    console.print(Rules.page(info));
    return ExitCode.CLEAN;
  }
}

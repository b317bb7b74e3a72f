package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: shows the page of a rule. */
@Command(
    name = "explain",
    description = "Explain a rule: what it finds, why it matters, what to do instead.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "RULE", description = "Id of a rule; see the command rules.")
  private String rule = "";

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    RuleInfo info = Rules.info(rule);
    if (info == null) {
      throw new UsageException("unknown rule '" + rule + "'; see flask-debug-guard rules");
    }
    console.print(Rules.page(info));
    return ExitCode.CLEAN.number();
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rules}: lists all rules. */
@Command(name = "rules", description = "List all rules.", mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  private final Console console;

  RulesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int width = 0;
    for (RuleInfo rule : Rules.infos()) {
      width = Math.max(width, rule.id().length());
    }
    StringBuilder text = new StringBuilder();
    for (RuleInfo rule : Rules.infos()) {
      text.append(rule.id()).repeat(" ", width - rule.id().length() + 2);
      text.append(rule.level().word()).repeat(" ", 9 - rule.level().word().length());
      text.append(rule.securitySeverity()).append("  ").append(rule.summary()).append('\n');
    }
    console.print(text.toString());
    return ExitCode.CLEAN.number();
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rules}: lists all rules. */
final class RulesCommand {
  private final Console console;

  RulesCommand(Console console) {
    this.console = console;
  }

  static CommandSpec spec() {
    return CommandTree.command("rules", "List all rules.");
  }

  ExitCode run() throws IOException {
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
    return ExitCode.CLEAN;
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: shows the page of a rule, or the story of deployments. */
final class ExplainCommand {
  private static final int NAMED = 5;

  private final Console console;
  private final Settings settings;
  private final String topic;
  private final String path;

  ExplainCommand(Console console, ParseResult line) throws UsageException {
    this.console = console;
    topic = line.matchedPositionalValue(0, "");
    path = line.matchedPositionalValue(1, ".");
    settings = new Settings(console, line, path);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandTree.command(
                "explain",
                "Explain a rule, or why a deployment is on or off and what would change it.")
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .type(String.class)
                    .arity("1")
                    .required(true)
                    .paramLabel("RULE|DEPLOYMENT|FILE:LINE")
                    .description(
                        "Id of a rule (see the command rules), id or name of a deployment, or a"
                            + " line that verdicts may rest on.")
                    .build())
            .addPositional(
                PositionalParamSpec.builder()
                    .index("1")
                    .type(String.class)
                    .arity("0..1")
                    .paramLabel("PATH")
                    .description("Folder of the repository (default: the current one).")
                    .build());
    return Settings.addJudging(spec);
  }

  ExitCode run() throws UsageException, IOException {
    RuleInfo info = Rules.info(topic);
    if (info != null) {
      console.print(Rules.page(info));
      return ExitCode.CLEAN;
    }
    boolean deployment = topic.indexOf(':') >= 0 || topic.indexOf('#') >= 0;
    try (Scanned scanned = Scanned.open(console, path, null, null, null)) {
      Repository repository = scanned.repository();
      Scan.Options options = settings.of(repository).options(true, LocalDate.now(ZoneOffset.UTC));
      ScanResult result = Scan.runWhole(repository, options, Scan.Listener.NONE);
      Reports reports = new Reports(result, Main.version(), repository::read);
      List<String> ids = ids(reports, repository);
      if (ids.isEmpty()) {
        throw new UsageException(unknown(reports, deployment));
      }
      StringWriter text = new StringWriter();
      reports.explain(ids, text, console.colour());
      console.print(text.toString());
      return ExitCode.CLEAN;
    }
  }

  private List<String> ids(Reports reports, Repository repository) {
    List<String> named = reports.named(topic);
    if (!named.isEmpty()) {
      return named;
    }
    int colon = topic.lastIndexOf(':');
    String file = colon < 0 ? "" : topic.substring(0, colon);
    int line = number(topic.substring(colon + 1));
    return line > 0 && repository.isFile(file) ? reports.resting(file, line) : List.of();
  }

  private String unknown(Reports reports, boolean deployment) {
    List<String> known = reports.deployments();
    if (!deployment) {
      return "unknown rule or deployment '" + topic + "'; see flask-debug-guard rules and scan";
    }
    return known.isEmpty()
        ? "no verdict rests on " + topic + ": there is nothing to judge"
        : "no verdict rests on "
            + topic
            + "; the deployments are "
            + String.join(", ", known.subList(0, Math.min(known.size(), NAMED)))
            + (known.size() > NAMED ? " and others" : "");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code scan}: judges a repository and writes the reports that are asked for. */
final class ScanCommand {
  private final Console console;
  private final String path;
  private final List<String> outputs;
  private final @Nullable String format;
  private final Settings settings;
  private final boolean ignores;
  private final @Nullable String today;
  private final boolean requireDeployment;
  private final List<String> probes;
  private final LiveProbes.Manner manner;
  private final @Nullable String ref;
  private final @Nullable String since;
  private final @Nullable String tokenFrom;
  private final FixRun fixes;

  ScanCommand(Console console, ParseResult line) throws UsageException {
    this.console = console;
    path = line.matchedPositionalValue(0, ".");
    outputs = line.matchedOptionValue("--output", List.of());
    format = line.matchedOptionValue("--format", null);
    settings = new Settings(console, line);
    ignores = !line.hasMatchedOption("--no-ignores");
    today = line.matchedOptionValue("--today", null);
    requireDeployment = line.hasMatchedOption("--require-deployment");
    probes = line.matchedOptionValue("--probe", List.of());
    manner =
        new LiveProbes.Manner(
            line.matchedOptionValue("--probe-path", List.of()),
            line.matchedOptionValue("--probe-header", List.of()),
            line.matchedOptionValue("--probe-timeout", "10"),
            line.matchedOptionValue("--probe-wait", "0"));
    ref = line.matchedOptionValue("--ref", null);
    since = line.matchedOptionValue("--since", null);
    tokenFrom = line.matchedOptionValue("--token-from", null);
    fixes = new FixRun(console, line);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandTree.command("scan", "Judge every deployment of a repository.")
            .addPositional(
                PositionalParamSpec.builder()
                    .type(String.class)
                    .arity("0..1")
                    .paramLabel("PATH|GIT-URL")
                    .description(
                        "Folder of the repository (default: the current one), or the http"
                            + " address of one, which is fetched without a work tree.")
                    .build())
            .addOption(
                CommandTree.list("--output")
                    .paramLabel("FORMAT[=FILE]")
                    .description("Write a report to FILE or stdout; may be given again.")
                    .build())
            .addOption(
                OptionSpec.builder("-f", "--format")
                    .type(String.class)
                    .paramLabel("FORMAT")
                    .description("Short for one --output FORMAT.")
                    .build());
    Settings.addTo(spec)
        .addOption(
            CommandTree.flag("--no-ignores")
                .description("Count what comments and the configuration accept.")
                .build())
        .addOption(
            OptionSpec.builder("--today")
                .type(String.class)
                .paramLabel("DATE")
                .description("The day on which exceptions must not be over (default: today, UTC).")
                .build());
    spec.addOption(
            OptionSpec.builder("--ref")
                .type(String.class)
                .paramLabel("REF")
                .description("Judge this commit, branch or tag, not the work tree.")
                .build())
        .addOption(
            OptionSpec.builder("--since")
                .type(String.class)
                .paramLabel("REF")
                .description("Judge this one too, and tell what changes from it.")
                .build())
        .addOption(
            OptionSpec.builder("--token-from")
                .type(String.class)
                .paramLabel("VARIABLE")
                .description("Environment variable with the token for the GIT-URL.")
                .build())
        .addOption(
            CommandTree.flag("--require-deployment")
                .description("Fail (exit 3) when there is nothing to judge.")
                .build())
        .addOption(
            CommandTree.list("--probe")
                .paramLabel("URL=DEPLOYMENT")
                .description(
                    "Ask the running address of a deployment and report what contradicts its"
                        + " verdict.")
                .build())
        .addOption(
            CommandTree.list("--probe-path")
                .paramLabel("PATH")
                .description("A page that may fail, for --probe.")
                .build())
        .addOption(
            CommandTree.list("--probe-header")
                .paramLabel("'NAME: VALUE'")
                .description("Sent with each request of --probe; may be given again.")
                .build())
        .addOption(
            ProbeCommand.text(
                "--probe-timeout", "SECONDS", "For one answer to --probe (default: 10)."))
        .addOption(
            ProbeCommand.text(
                "--probe-wait", "SECONDS", "Try --probe for so long until the service answers."));
    FixRun.options(spec);
    spec.usageMessage()
        .sortOptions(false)
        .footer(
            "",
            "FORMAT is text (default), concise, json, sarif, markdown, html, gitlab, rdjson or"
                + " github.");
    return spec;
  }

  ExitCode run() throws UsageException, IOException {
    long start = System.nanoTime();
    List<Output> wanted = Output.parse(outputs, format, console.folder(), !fixes.isDiff());
    LocalDate day = today();
    LiveProbes live = new LiveProbes(probes, manner);
    try (Scanned scanned =
        Scanned.open(console, path, ref, since, Scanned.token(console, tokenFrom))) {
      return run(scanned, live, wanted, settings.of(scanned.repository()), day, start);
    }
  }

  private ExitCode run(
      Scanned scanned,
      LiveProbes live,
      List<Output> wanted,
      Configuration configuration,
      LocalDate day,
      long start)
      throws UsageException, IOException {
    Scan.Options options = configuration.options(ignores, day);
    FixRun.Fixed fixed =
        fixes.run(scanned, wanted, scan(scanned.repository(), options, start), options);
    Repository repository = fixed.repository();
    ScanResult result = live.compared(fixed.result());
    if (result.verdicts().isEmpty() && requireDeployment) {
      result =
          with(
              result,
              new Problem("", null, "--require-deployment: there is nothing to judge", true));
    }
    Reports reports = new Reports(result, Main.version(), repository::read);
    Repository before = scanned.before();
    if (before != null && since != null) {
      Configuration then = settings.before(before);
      ScanResult old = Scan.runWhole(before, options, Scan.Listener.NONE);
      old = old.declaring(Acceptance.comments(old.exceptions(), then.accepted()));
      reports = reports.since(since, old, before::read, then.changes(configuration), false);
    }
    boolean written = new ReportFiles(console).write(wanted, reports);
    if (!written) {
      return ExitCode.FAILURE;
    }
    return exitCode(result, configuration.failOn().value().level());
  }

  private ScanResult scan(Repository repository, Scan.Options options, long start) {
    if (!console.errIsTerminal()) {
      return Scan.runWhole(repository, options, Scan.Listener.NONE);
    }
    Progress progress = new Progress(console.err(), start);
    try {
      return Scan.runWhole(repository, options, progress);
    } finally {
      progress.clear();
    }
  }

  private static ExitCode exitCode(ScanResult result, @Nullable Level threshold) {
    if (threshold != null) {
      for (Finding finding : result.findings()) {
        if (finding.level().compareTo(threshold) <= 0) {
          return ExitCode.FINDINGS;
        }
      }
    }
    for (Problem problem : result.problems()) {
      if (problem.matters()) {
        return ExitCode.FAILURE;
      }
    }
    return ExitCode.CLEAN;
  }

  private LocalDate today() throws UsageException {
    if (today == null) {
      return LocalDate.now(ZoneOffset.UTC);
    }
    try {
      return LocalDate.parse(today);
    } catch (DateTimeException e) {
      throw new UsageException("--today " + today + " is no day such as 2027-03-31");
    }
  }

  private static ScanResult with(ScanResult result, Problem problem) {
    List<Problem> problems = new ArrayList<>(result.problems());
    problems.add(problem);
    return result.with(result.findings(), problems);
  }
}

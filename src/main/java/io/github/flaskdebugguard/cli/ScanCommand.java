package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.UnreadableRepositoryException;
import io.github.flaskdebugguard.repository.WorkTree;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.Judge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final String failOn;
  private final List<String> roles;
  private final List<String> assumptions;
  private final boolean requireDeployment;
  private final List<String> probes;
  private final List<String> probePaths;

  ScanCommand(Console console, ParseResult line) {
    this.console = console;
    path = line.matchedPositionalValue(0, ".");
    outputs = line.matchedOptionValue("--output", List.of());
    format = line.matchedOptionValue("--format", null);
    failOn = line.matchedOptionValue("--fail-on", "error");
    roles = line.matchedOptionValue("--role-of", List.of());
    assumptions = line.matchedOptionValue("--assume", List.of());
    requireDeployment = line.hasMatchedOption("--require-deployment");
    probes = line.matchedOptionValue("--probe", List.of());
    probePaths = line.matchedOptionValue("--probe-path", List.of());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandTree.command("scan", "Judge every deployment of a repository.")
            .addPositional(
                PositionalParamSpec.builder()
                    .type(String.class)
                    .arity("0..1")
                    .paramLabel("PATH")
                    .description("Folder of the repository (default: the current one).")
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
                    .build())
            .addOption(
                OptionSpec.builder("--fail-on")
                    .type(String.class)
                    .paramLabel("LEVEL")
                    .description(
                        "Exit 1 for findings of this level or above: error (default), warning,"
                            + " note or never.")
                    .build())
            .addOption(
                CommandTree.list("--role-of")
                    .paramLabel("GLOB=ROLE")
                    .description(
                        "Role of the deployments whose id, file or name matches: production,"
                            + " staging, development, test or unknown.")
                    .build())
            .addOption(
                CommandTree.list("--assume")
                    .paramLabel("[DEPLOYMENT:]VAR=VALUE")
                    .description("A variable that is set outside the repository.")
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
                    .build());
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
    List<Output> wanted = Output.parse(outputs, format, console.folder());
    @Nullable Level threshold = threshold(failOn);
    Scan.Options options = new Scan.Options(roles(), assumptions(), Scan.Options.DEFAULT.limit());
    LiveProbes live = new LiveProbes(probes, probePaths);
    Repository repository = open();
    ScanResult result = live.compared(scan(repository, options, start));
    if (result.verdicts().isEmpty() && requireDeployment) {
      result =
          with(
              result,
              new Problem("", null, "--require-deployment: there is nothing to judge", true));
    }
    Reports reports = new Reports(result, Main.version(), repository::read);
    boolean written = new ReportFiles(console).write(wanted, reports);
    if (!written) {
      return ExitCode.FAILURE;
    }
    return exitCode(result, threshold);
  }

  private Repository open() throws UsageException {
    try {
      return WorkTree.open(console.folder().resolve(path));
    } catch (UnreadableRepositoryException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (java.nio.file.InvalidPathException e) {
      throw new UsageException("no such path: " + path);
    }
  }

  /** Reports are owed also when the tool fails. */
  private ScanResult scan(Repository repository, Scan.Options options, long start) {
    if (!console.errIsTerminal()) {
      return scan(repository, options, Scan.Listener.NONE);
    }
    Progress progress = new Progress(console.err(), start);
    try {
      return scan(repository, options, progress);
    } finally {
      progress.clear();
    }
  }

  private static ScanResult scan(
      Repository repository, Scan.Options options, Scan.Listener listener) {
    try {
      return Scan.run(repository, options, listener);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      Problem problem = new Problem("", null, "the scan failed: " + e, true);
      return new ScanResult(repository.source(), List.of(), List.of(), List.of(problem), 0, 0);
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

  /** {@return the level at which a command fails, null for never} */
  static @Nullable Level threshold(String failOn) throws UsageException {
    if (failOn.equals("never")) {
      return null;
    }
    for (Level level : Level.values()) {
      if (level.word().equals(failOn)) {
        return level;
      }
    }
    throw new UsageException(
        "unknown level '" + failOn + "' for --fail-on, one of error, warning, note, never");
  }

  private List<Scan.RoleOf> roles() throws UsageException {
    List<Scan.RoleOf> result = new ArrayList<>();
    for (String text : roles) {
      int equals = text.lastIndexOf('=');
      if (equals <= 0) {
        throw new UsageException("--role-of " + text + " is not of the form GLOB=ROLE");
      }
      result.add(
          new Scan.RoleOf(
              new DeploymentPattern(text.substring(0, equals)), role(text.substring(equals + 1))));
    }
    return result;
  }

  private static Role role(String word) throws UsageException {
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
        return role;
      }
    }
    throw new UsageException(
        "unknown role '" + word + "', one of production, staging, development, test, unknown");
  }

  private List<Judge.Assumption> assumptions() throws UsageException {
    List<Judge.Assumption> result = new ArrayList<>();
    for (String text : assumptions) {
      int equals = text.indexOf('=');
      int colon = equals < 0 ? -1 : text.lastIndexOf(':', equals);
      String variable = equals < 0 ? "" : text.substring(colon + 1, equals);
      if (!isVariable(variable) || colon == 0) {
        throw new UsageException("--assume " + text + " is not of the form [DEPLOYMENT:]VAR=VALUE");
      }
      result.add(
          new Judge.Assumption(
              colon < 0 ? null : text.substring(0, colon), variable, text.substring(equals + 1)));
    }
    return result;
  }

  private static boolean isVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static ScanResult with(ScanResult result, Problem problem) {
    List<Problem> problems = new ArrayList<>(result.problems());
    problems.add(problem);
    return new ScanResult(
        result.source(),
        result.verdicts(),
        result.findings(),
        problems,
        result.files(),
        result.millis());
  }
}

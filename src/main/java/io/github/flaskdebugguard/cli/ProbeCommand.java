package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.probe.Failure;
import io.github.flaskdebugguard.probe.Header;
import io.github.flaskdebugguard.probe.Observed;
import io.github.flaskdebugguard.probe.Probe;
import io.github.flaskdebugguard.probe.ProbeReport;
import io.github.flaskdebugguard.probe.ProbeResult;
import io.github.flaskdebugguard.probe.Target;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Neutral;
import io.github.flaskdebugguard.repository.WholeFile;
import io.github.flaskdebugguard.rule.Level;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code probe}: asks a running address what strangers can see of it. */
final class ProbeCommand {
  /** A day; more is a slip of the keyboard. */
  private static final long SECONDS = 86_400;

  private final Console console;
  private final ParseResult line;

  ProbeCommand(Console console, ParseResult line) {
    this.console = console;
    this.line = line;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandTree.command(
                "probe",
                "Ask a running address that you own what strangers can see of it: debugger,"
                    + " tracebacks, configuration, debug tools.")
            .addPositional(
                PositionalParamSpec.builder()
                    .type(String.class)
                    .arity("1")
                    .paramLabel("URL")
                    .description(
                        "http or https address, with the path at which the app is mounted.")
                    .build())
            .addOption(
                CommandTree.list("--path")
                    .paramLabel("PATH")
                    .description(
                        "A page that may fail, from the mount path, with its query; may be given"
                            + " again.")
                    .build())
            .addOption(
                CommandTree.list("--console")
                    .paramLabel("PATH")
                    .description("Where the debugger's console may be, beside /console.")
                    .build())
            .addOption(
                CommandTree.list("--header")
                    .paramLabel("'NAME: VALUE'")
                    .description("Sent with each request; may be given again.")
                    .build())
            .addOption(text("--timeout", "SECONDS", "For one answer (default: 10)."))
            .addOption(CommandTree.flag("--insecure").description("Take any certificate.").build())
            .addOption(text("--wait", "SECONDS", "Try for so long until the service answers."))
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
                text(
                    "--fail-on",
                    "LEVEL",
                    "Exit 1 for what is of this level or above: error (default), warning, note or"
                        + " never."));
    spec.usageMessage()
        .sortOptions(false)
        .footer(
            "",
            "FORMAT is text (default), json, sarif or markdown. An address that does not answer is"
                + " exit 3.");
    return spec;
  }

  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  ExitCode run() throws UsageException, IOException {
    List<Output> wanted =
        Output.parse(
            line.matchedOptionValue("--output", List.of()),
            line.matchedOptionValue("--format", null),
            console.folder());
    for (Output output : wanted) {
      if (!ProbeReport.knows(output.format())) {
        throw new UsageException(
            "a probe has no format '"
                + output.format().word()
                + "', one of text, json, sarif,"
                + " markdown");
      }
      Path file = output.file();
      String obstacle = file == null ? "" : WholeFile.obstacle(file);
      if (!obstacle.isEmpty()) {
        throw new UsageException("cannot write " + file + ": it " + obstacle);
      }
    }
    @Nullable Level threshold =
        new ScanWords("--").threshold(line.matchedOptionValue("--fail-on", "error")).level();
    ProbeResult result = Probe.run(options());
    write(wanted, result);
    Failure failure = result.failure();
    if (failure != null) {
      console
          .err()
          .println(
              "flask-debug-guard: "
                  + Neutral.line(result.target().url() + ": " + failure.message()));
      return ExitCode.FAILURE;
    }
    for (Observed one : result.observed()) {
      if (threshold != null && one.level().compareTo(threshold) <= 0) {
        return ExitCode.FINDINGS;
      }
    }
    return ExitCode.CLEAN;
  }

  private Probe.Options options() throws UsageException {
    try {
      return new Probe.Options(
          Target.of(line.matchedPositionalValue(0, "")),
          paths("--path"),
          paths("--console"),
          headers(line.matchedOptionValue("--header", List.of())),
          seconds("--timeout", line.matchedOptionValue("--timeout", "10")),
          line.hasMatchedOption("--insecure"),
          seconds("--wait", line.matchedOptionValue("--wait", "0")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private List<String> paths(String option) throws UsageException {
    List<String> paths = line.matchedOptionValue(option, List.of());
    for (String path : paths) {
      if (!isPath(path)) {
        throw new UsageException(
            option + " " + path + " is no path; encode blanks and other letters with %");
      }
    }
    return paths;
  }

  /** A path that ends the request's line early would make another request of the rest. */
  static boolean isPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~' || c == '#') {
        return false;
      }
    }
    return !path.isEmpty() && !path.contains("://");
  }

  static List<Header> headers(List<String> texts) throws UsageException {
    List<Header> headers = new ArrayList<>();
    try {
      for (String text : texts) {
        headers.add(Header.of(text));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return headers;
  }

  static Duration seconds(String option, String text) throws UsageException {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= SECONDS && (seconds > 0 || option.endsWith("wait"))) {
        return Duration.ofMillis(Math.round(seconds * 1000));
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UsageException(option + " " + text + " is not a number of seconds");
  }

  private void write(List<Output> wanted, ProbeResult result) throws IOException {
    ProbeReport report = new ProbeReport(result, Main.version());
    for (Output output : wanted) {
      Path file = output.file();
      Format format = output.format();
      if (file == null) {
        Writer out =
            new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        report.write(format, out);
        out.flush();
      } else {
        WholeFile.write(file, out -> report.write(format, out));
      }
    }
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code report}: renders a saved JSON report again, in any format. */
final class ReportCommand {
  private final Console console;
  private final String file;
  private final List<String> outputs;
  private final @Nullable String format;

  ReportCommand(Console console, ParseResult line) {
    this.console = console;
    file = line.matchedPositionalValue(0, "");
    outputs = line.matchedOptionValue("--output", List.of());
    format = line.matchedOptionValue("--format", null);
  }

  static CommandSpec spec() {
    return CommandTree.command("report", "Render a saved JSON report again, in any format.")
        .addPositional(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("1")
                .paramLabel("FILE")
                .description("What scan --output json=FILE wrote.")
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
  }

  ExitCode run() throws UsageException {
    List<Output> wanted = Output.parse(outputs, format, console.folder());
    boolean written = new ReportFiles(console).write(wanted, read());
    return written ? ExitCode.CLEAN : ExitCode.FAILURE;
  }

  private Reports read() throws UsageException {
    byte[] json;
    try {
      Path path = console.folder().resolve(file);
      if (!Files.isRegularFile(path)) {
        throw new UsageException(file + ": no such file");
      }
      json = Files.readAllBytes(path);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(file + ": cannot be read");
    }
    try {
      return Reports.saved(json);
    } catch (IOException e) {
      throw new UsageException(file + " " + e.getMessage());
    }
  }
}

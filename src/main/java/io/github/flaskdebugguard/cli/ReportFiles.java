package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Neutral;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes reports to where the user wants them. */
final class ReportFiles {
  private final Console console;

  ReportFiles(Console console) {
    this.console = console;
  }

  /** {@return whether all reports could be written; stderr tells which could not} */
  boolean write(List<Output> wanted, Reports reports) {
    boolean written = true;
    for (Output output : wanted) {
      Path file = output.file();
      try {
        if (file == null) {
          stdout(reports, output);
        } else {
          WholeFile.write(file, out -> reports.write(output.format(), out, false));
        }
      } catch (IOException e) {
        if (file == null && isClosedPipe(e)) {
          continue;
        }
        String to = file == null ? "stdout" : file.toString();
        console
            .err()
            .println(
                "flask-debug-guard: cannot write to " + Neutral.line(to + ": " + e.getMessage()));
        written = false;
      }
    }
    return written;
  }

  private void stdout(Reports reports, Output output) throws IOException {
    Writer out =
        new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), 1 << 16);
    reports.write(output.format(), out, console.colour());
    out.flush();
  }

  /** The reader of a pipe has seen enough ({@code | head}); that is no failure. */
  private static boolean isClosedPipe(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("Broken pipe");
  }
}

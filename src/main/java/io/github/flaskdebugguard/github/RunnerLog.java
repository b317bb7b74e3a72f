package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.report.Neutral;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The one writer to a runner's log, in which each line of either stream may be a command. Text for
 * people begins with a bar, and no text holds what a runner takes for a command.
 */
final class RunnerLog {
  private final OutputStream out;

  RunnerLog(OutputStream out) {
    this.out = out;
  }

  /** Tells something, line by line. */
  void line(String... lines) {
    for (String line : lines) {
      raw("| " + Neutral.line(line) + "\n");
    }
  }

  /** Annotates the run with something to know. */
  void notice(String... lines) {
    command("notice", lines);
  }

  /** Annotates the run with something that went another way than asked. */
  void warning(String... lines) {
    command("warning", lines);
  }

  /** Annotates the run with a failure. */
  void error(String... lines) {
    command("error", lines);
  }

  /** {@return a writer for annotations, which neutralise what they say themselves} */
  Writer annotations() {
    return new java.io.StringWriter() {
      @Override
      public void flush() {
        raw(getBuffer().toString());
        getBuffer().setLength(0);
      }
    };
  }

  private void command(String word, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(text.isEmpty() ? "" : "%0A").append(Neutral.line(line).replace("%", "%25"));
    }
    raw("::" + word + " title=flask-debug-guard::" + text + "\n");
  }

  private void raw(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Consoles whose files do not come, and what OPTIONS tells of them. */
class ConsoleMethodTest {
  private static final String OK = ScriptedServer.answer(200, "text/html", "<h1>hello</h1>");
  private static final String LOST = ScriptedServer.answer(404, "text/html", "<h1>Not Found</h1>");

  /** Werkzeug's console without what its script would load. */
  private static final String CONSOLE =
      ScriptedServer.answer(
          200,
          "text/html",
          "<script>var CONSOLE_MODE = true, EVALEX = true, EVALEX_TRUSTED = false, SECRET = \""
              + "a".repeat(20)
              + "\";</script><link href=\"?__debugger__=yes&amp;cmd=resource&amp;f=style.css\">"
              + "DON'T PANIC");

  private static ScriptedServer.Script console(String options) {
    return (line, out) -> {
      String answer =
          line.startsWith("GET /console ")
              ? CONSOLE
              : line.startsWith("OPTIONS ") ? options : line.startsWith("GET / ") ? OK : LOST;
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
    };
  }

  @Test
  void aConsoleThatAnswersOptionsIsNotSaidToBeAbsent() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(console(CONSOLE))) {
      ProbeResult result = Probe.run(Probe.Options.of(Target.of(server.url())));
      assertThat(result.live().debugger()).isEqualTo(State.UNKNOWN);
      assertThat(result.live().console()).isEqualTo(Live.Console.UNKNOWN);
      assertThat(result.observed())
          .anySatisfy(
              one -> {
                assertThat(one.signal()).isEqualTo(Signal.CONSOLE_OPEN);
                assertThat(one.certainty()).isEqualTo(Certainty.HINT);
              });
      assertThat(server.heads()).filteredOn(head -> head.startsWith("OPTIONS ")).hasSize(1);
    }
  }

  @Test
  void aConsoleOfWhichTheAppAnswersOptionsIsACopy() throws IOException {
    String allow = "HTTP/1.1 200 OK\r\nAllow: GET, HEAD, OPTIONS\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.start(console(allow))) {
      ProbeResult result = Probe.run(Probe.Options.of(Target.of(server.url())));
      assertThat(result.live().debugger()).isEqualTo(State.OFF);
      assertThat(result.live().console()).isEqualTo(Live.Console.ABSENT);
      assertThat(result.observed()).extracting(Observed::signal).contains(Signal.LOOKALIKE);
      assertThat(server.heads()).filteredOn(head -> head.startsWith("OPTIONS ")).hasSize(1);
    }
  }
}

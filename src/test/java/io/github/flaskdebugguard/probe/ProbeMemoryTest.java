package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole probe by the command line in a heap that is smaller than what the server sends. */
@Timeout(120)
class ProbeMemoryTest {
  @Test
  void hugeAnswersNeedNoHeapOfTheirSize() throws Exception {
    byte[] block = "x EVALEX KeyError ".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    ScriptedServer.Script endless =
        (line, out) -> {
          String status = line.startsWith("GET /raise") ? "500 E" : "200 OK";
          String head = "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n\r\n";
          out.write(head.getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(block);
          }
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:+UseSerialGC",
                      "-Xmx26m",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "io.github.flaskdebugguard.cli.Main",
                      "probe",
                      server.url(),
                      "--path",
                      "/a?q=1",
                      "--path",
                      "/b?q=1",
                      "--path",
                      "/c?q=1",
                      "--path",
                      "/raise"))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("answers were not read to their end").doesNotContain("OutOfMemory");
    }
  }
}

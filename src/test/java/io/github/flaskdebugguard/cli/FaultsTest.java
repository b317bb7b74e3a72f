package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full disks, closed pipes, missing homes and signals: the right exit code, and no half report. */
class FaultsTest {
  private static final String CANARY = "canary-" + "7d1f0b52";

  @TempDir private Path folder;

  private record Outcome(int code, String out, String err) {}

  private static List<String> tool(String... options) {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.github.flaskdebugguard.cli.Main");
    return command;
  }

  /** Runs a line of a shell in which {@code "$@"} is the tool. */
  private Outcome run(String line, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", line, "sh"));
    command.addAll(tool(options));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    // A scan never needs a token; what is in its environment must not come out anywhere.
    builder.environment().put("GITHUB_TOKEN", CANARY);
    builder.environment().put("ACTIONS_RUNTIME_TOKEN", CANARY);
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Outcome outcome =
        new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    assertThat(outcome.out() + outcome.err()).doesNotContain(CANARY).doesNotContain("\tat ");
    return outcome;
  }

  private Path app() throws IOException {
    Path app = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(
        app.resolve("app.py"),
        "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
            + "token = os.environ['GITHUB_TOKEN']\napp.run(debug=True)\n");
    Files.writeString(app.resolve("Procfile"), "web: TOKEN=$GITHUB_TOKEN python app.py\n");
    return app;
  }

  @Test
  void aFullDiskIsOneLineAndExitCodeThree() throws Exception {
    app();
    for (String line :
        List.of("\"$@\" scan shop >/dev/full", "\"$@\" scan shop --output json=/dev/full")) {
      Outcome outcome = run(line, Map.of());
      assertThat(outcome.code()).as(line + outcome.err()).isIn(2, 3);
      assertThat(outcome.err().lines()).hasSize(1);
    }
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
    app();
    Outcome outcome = run("{ \"$@\" scan shop; echo $? >code; } | head -c 1", Map.of());
    assertThat(Files.readString(folder.resolve("code"))).isEqualTo("1\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void neitherHomeNorTemporaryFolderNorSecondProcessorIsNeeded() throws Exception {
    app();
    String line = "\"$@\" scan shop --output json";
    Outcome usual = run(line, Map.of());
    assertThat(usual.code()).isEqualTo(1);
    for (Map<String, String> environment :
        List.of(
            Map.of("HOME", "/nowhere", "TMPDIR", "/nowhere"),
            Map.of("HOME", "/proc", "XDG_CONFIG_HOME", "/proc", "TMPDIR", "/proc"))) {
      Outcome other = run(line, environment, "-Djava.io.tmpdir=/nowhere", "-Duser.home=/nowhere");
      assertThat(other.code()).isEqualTo(1);
      assertThat(withoutTime(other.out())).isEqualTo(withoutTime(usual.out()));
    }
    Outcome alone = run(line, Map.of(), "-XX:ActiveProcessorCount=1");
    assertThat(withoutTime(alone.out())).isEqualTo(withoutTime(usual.out()));
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"millis\"\\s*:\\s*\\d+", "");
  }

  @Test
  void aSignalLeavesNoHalfReport() throws Exception {
    Map<String, String> files = new TreeMap<>();
    Path app = app();
    for (int i = 0; i < 300; i++) {
      files.put("d" + i + "/Procfile", "web: python app.py\n");
      files.put(
          "d" + i + "/app.py",
          "from flask import Flask\napp = Flask(__name__)\nn = 0\n"
              + "for i in range(9000):\n    n += i\napp.run(debug=n > 1)\n");
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = app.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    for (String delay : List.of("0.3", "1")) {
      Outcome outcome =
          run(
              "\"$@\" scan shop --output json=report.json & p=$!; sleep "
                  + delay
                  + "; kill -TERM $p; wait $p",
              Map.of());
      Path report = folder.resolve("report.json");
      if (Files.exists(report)) {
        String text = Files.readString(report, StandardCharsets.UTF_8).strip();
        assertThat(text).startsWith("{").endsWith("}");
        assertThat(outcome.code()).isIn(1, 3, 143);
      } else {
        assertThat(outcome.code()).isEqualTo(143);
      }
      try (var left = Files.list(folder)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .noneMatch(name -> name.contains("report") && !name.equals("report.json"));
      }
      Files.deleteIfExists(report);
    }
  }
}

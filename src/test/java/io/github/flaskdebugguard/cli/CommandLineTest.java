package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aRepositoryWithoutFlask() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("empty/main.py"), "print(1)\n");
  }

  @Test
  void aRepositoryWithoutAnAppIsCleanAndSaysSo() {
    assertThat(run("scan", "empty")).isZero();
    assertThat(out()).contains("Nothing to judge");
    assertThat(err()).isEmpty();
  }

  @Test
  void aRequiredDeploymentThatIsMissingFails() {
    assertThat(run("scan", "empty", "--require-deployment")).isEqualTo(3);
    assertThat(out()).contains("nothing to judge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan nowhere",
        "scan empty --fomat json",
        "scan empty --format yaml",
        "scan empty --fail-on fatal",
        "scan empty --role-of web=boss",
        "scan empty --role-of web",
        "scan empty --assume X",
        "scan empty --assume =x",
        "scan empty --assume 1X=x",
        "scan empty --assume :X=x",
        "scan empty --output",
        "scan empty --output json --output text",
        "scan empty --format json --output text",
        "scan empty --output json=a --output sarif=a",
        "scan empty --output json=",
        "scan empty --output json=nowhere/a",
        "scan empty --output json=empty",
        "scan empty other",
        "scan empty @arguments",
        "report nowhere",
        "report empty/main.py",
        "explain nothing",
        "explain",
        "scna",
        ""
      })
  void wrongUsageIsOneLineAndCodeTwo(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("flask-debug-guard: ").hasLineCount(1);
  }

  @Test
  void atypoIsMetWithTheRightOption() {
    run("scan", "empty", "--fomat", "json");
    assertThat(err()).contains("--format");
  }

  @Test
  void aPathCannotGiveTheLogACommand() {
    assertThat(run("scan", "a\n::error::b")).isEqualTo(2);
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void reportsAreWrittenToFilesAndStdoutInOneScan() throws IOException {
    assertThat(
            run(
                "scan",
                "empty",
                "--output",
                "json=a.json",
                "--output",
                "sarif=b.sarif",
                "--output",
                "concise"))
        .isZero();
    assertThat(out()).isEmpty();
    assertThat(Files.readString(folder.resolve("a.json")))
        .startsWith("{")
        .contains("\"version\" : 1");
    assertThat(Files.readString(folder.resolve("b.sarif")))
        .contains("\"executionSuccessful\" : true");
    assertThat(names(folder)).containsExactly("a.json", "b.sarif", "empty");
  }

  @Test
  void anOlderReportIsReplaced() throws IOException {
    Files.writeString(folder.resolve("a.json"), "old");
    assertThat(run("scan", "empty", "--output", "json=a.json")).isZero();
    assertThat(Files.readString(folder.resolve("a.json"))).startsWith("{");
  }

  @Test
  void noReportIsWrittenThroughALink() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Files.createSymbolicLink(folder.resolve("a.json"), outside);
    assertThat(run("scan", "empty", "--output", "json=a.json")).isEqualTo(2);
    assertThat(Files.readString(outside)).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe,0", "No space left on device,3"})
  void aClosedPipeIsQuietAndAFullDiskIsNot(String message, int code) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(broken, errors, Map.of(), folder, false, false);
    assertThat(new Main(console).run("scan", "empty")).isEqualTo(code);
    assertThat(err().isEmpty()).isEqualTo(code == 0);
  }

  @Test
  void aSavedReportIsRenderedAgain() {
    run("scan", "empty", "--output", "json=a.json");
    assertThat(run("report", "a.json", "--format", "markdown")).isZero();
    assertThat(out()).contains("# Flask debug mode by deployment");
  }

  @Test
  void versionAndHelpGoToStdout() {
    assertThat(run("--version")).isZero();
    assertThat(out()).startsWith("flask-debug-guard ");
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("scan", "rules", "explain", "completion", "Exit: 0 clean");
    assertThat(run("scan", "--help")).isZero();
    assertThat(out()).contains("--fail-on", "--output");
  }

  @Test
  void rulesAndTheirPagesAreShown() {
    assertThat(run("rules")).isZero();
    assertThat(out()).contains("debugger-in-production  ", "9.8");
    assertThat(run("explain", "debugger-in-production")).isZero();
    assertThat(out()).contains("# debugger-in-production\n");
  }

  @Test
  void completionKnowsTheOptions() {
    assertThat(run("completion")).isZero();
    assertThat(out()).contains("--require-deployment").contains("complete -F");
  }

  @ParameterizedTest
  @CsvSource({
    "true,,,true",
    "false,,,false",
    "true,1,,false",
    "false,,1,true",
    "true,1,1,false",
    "false,,0,false"
  })
  void coloursDependOnTerminalAndTwoVariables(
      boolean terminal, String no, String force, boolean expected) {
    Map<String, String> environment =
        Map.of("NO_COLOR", no == null ? "" : no, "FORCE_COLOR", force == null ? "" : force);
    Console console = new Console(out, new PrintStream(err), environment, folder, terminal, false);
    assertThat(console.colour()).isEqualTo(expected);
  }

  private int run(String... arguments) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(out, errors, Map.of(), folder, false, false);
    return new Main(console).run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

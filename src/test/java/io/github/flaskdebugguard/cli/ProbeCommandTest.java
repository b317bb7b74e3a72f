package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeCommandTest {
  private static final String SCRIPT =
      "var x = CONSOLE_MODE + EVALEX + EVALEX_TRUSTED + SECRET; openShell(); '__debugger__'";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer server;
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private boolean debugger;

  @BeforeEach
  void aServerAndARepository() throws IOException {
    Files.writeString(folder.resolve("app.py"), "from flask import Flask\napp = Flask(__name__)\n");
    Files.writeString(folder.resolve("Procfile"), "web: gunicorn app:app\n");
    Files.writeString(folder.resolve("requirements.txt"), "flask==3.1.0\ngunicorn==23.0.0\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
          boolean script = debugger && uri.endsWith("f=debugger.js");
          int status = script || uri.equals("/") ? 200 : uri.startsWith("/raise") ? 500 : 404;
          byte[] body =
              (script ? SCRIPT : "<title>" + status + "</title>").getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", script ? "text/javascript" : "text/html");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... arguments) {
    return new Main(
            new Console(
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                folder,
                false,
                false))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCleanAddressIsCodeZeroAndSaysWhatWasTried() {
    assertThat(run("probe", url(), "--path", "/raise", "--format", "json")).isZero();
    assertThat(out())
        .contains("\"debugger\" : \"off\"", "\"leak\" : \"off\"", "GET /console -> 404");
    assertThat(err()).isEmpty();
  }

  @Test
  void aDebuggerIsCodeOneInEveryFormat() throws IOException {
    debugger = true;
    for (String format : List.of("text", "json", "sarif", "markdown")) {
      assertThat(run("probe", url(), "--format", format)).as(format).isEqualTo(1);
    }
    assertThat(run("probe", url(), "--output", "sarif=live.sarif", "--fail-on", "never")).isZero();
    assertThat(Files.readString(folder.resolve("live.sarif")))
        .contains("\"debugger-in-production\"", "\"executionSuccessful\" : true");
    assertThat(out()).contains("debugger (certain)", "| debugger | on |");
  }

  @Test
  void anAddressThatIsSilentIsCodeThreeWithTheReason() throws IOException {
    server.stop(0);
    assertThat(run("probe", url(), "--fail-on", "never")).isEqualTo(3);
    assertThat(err()).contains("refuses the connection");
    assertThat(run("probe", url(), "--output", "sarif=live.sarif")).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("live.sarif")))
        .contains("\"executionSuccessful\" : false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "probe",
        "probe ftp://h/",
        "probe http://h --format html",
        "probe http://h --timeout 0",
        "probe http://h --timeout soon",
        "probe http://h --wait -1",
        "probe http://h --header X",
        "probe http://h --path http://other/",
        "probe http://h --fail-on fatal",
        "probe http://user:word@h/",
        "scan . --probe http://h",
        "scan . --probe ftp://h=web",
        "scan . --probe =web"
      })
  void wrongUsageIsOneLineAndCodeTwo(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void whatRunsIsComparedWithWhatTheRepositorySays() {
    assertThat(run("scan", ".", "--probe", url() + "=web", "--format", "concise")).isZero();
    debugger = true;
    assertThat(run("scan", ".", "--probe", url() + "=web", "--format", "concise")).isEqualTo(1);
    assertThat(out()).contains("probe-contradicts-verdict", "Werkzeug's debugger is off");
  }

  @Test
  void theOtherWayRoundIsAWarning() throws IOException {
    Files.writeString(folder.resolve("Procfile"), "web: flask --app app run --debug\n");
    run("scan", ".", "--probe", url() + "=web", "--probe-path", "/raise", "--format", "json");
    assertThat(out()).contains("is on by the repository and off at the address");
  }

  @Test
  void aScanSendsTheHeadersAndWaitsAsLongAsItIsTold() {
    run("scan", ".", "--probe", url() + "=web", "--probe-header", "X-Key: a", "--probe-wait", "5");
    assertThat(keys).isNotEmpty().containsOnly("a");
    assertThat(run("scan", ".", "--probe", url() + "=web", "--probe-timeout", "0")).isEqualTo(2);
    assertThat(err()).contains("--probe-timeout 0 is not a number of seconds");
    assertThat(run("scan", ".", "--probe", url() + "=web", "--probe-header", "no")).isEqualTo(2);
  }

  @Test
  void aDeploymentThatIsNotThereIsNoPass() {
    assertThat(run("scan", ".", "--probe", url() + "=worker")).isEqualTo(3);
    assertThat(out()).contains("no deployment is named worker");
  }

  @Test
  void anAddressThatIsSilentIsNoPassForAScanEither() {
    server.stop(0);
    assertThat(run("scan", ".", "--probe", url() + "=web")).isEqualTo(3);
    assertThat(out()).contains("refuses the connection");
  }
}

package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.verdict.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm, or are broken in ways of their own. None of them gets a pass. */
@Timeout(60)
class HostileServerTest {
  private static final String OK = ScriptedServer.answer(200, "text/html", "<h1>hello</h1>");
  private static final String LOST = ScriptedServer.answer(404, "text/html", "<h1>Not Found</h1>");

  private static ProbeResult probe(ScriptedServer server, String... paths) {
    return Probe.run(options(server.url(), Duration.ofSeconds(1), false, paths));
  }

  private static Probe.Options options(
      String url, Duration timeout, boolean insecure, String... paths) {
    return new Probe.Options(
        Target.of(url), List.of(paths), List.of(), List.of(), timeout, insecure, Duration.ZERO);
  }

  private static Failure.@Nullable Kind failure(ProbeResult result) {
    Failure failure = result.failure();
    return failure == null ? null : failure.kind();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "hello\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 2\r\n\r\n",
        "\r\n\r\n",
        "HTTP/1.1 000 X\r\n\r\n",
        "HTTP/1.1"
      })
  void whatIsNotHttpIsSaidToBeThat(String text) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(text))) {
      assertThat(failure(probe(server))).isEqualTo(Failure.Kind.INVALID);
    }
  }

  @Test
  void aServerThatOnlyHangsUpIsNoPass() throws IOException {
    try (ScriptedServer server = ScriptedServer.start((line, out) -> {})) {
      assertThat(failure(probe(server))).isEqualTo(Failure.Kind.CLOSED);
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws IOException {
    try (ScriptedServer server = ScriptedServer.start((line, out) -> Thread.sleep(20_000))) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(result.millis()).isBetween(900L, 5_000L);
    }
  }

  @Test
  void aHeadThatComesByteByByteTimesOutAsAWhole() throws IOException {
    ScriptedServer.Script drip =
        (line, out) -> {
          for (char c : OK.toCharArray()) {
            out.write(c);
            out.flush();
            Thread.sleep(300);
          }
        };
    try (ScriptedServer server = ScriptedServer.start(drip)) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(result.millis()).isLessThan(5_000);
    }
  }

  @Test
  void endlessHeadersAreCutOff() throws IOException {
    ScriptedServer.Script endless =
        (line, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1));
          while (true) {
            out.write("X-More: 0123456789\r\n".getBytes(StandardCharsets.ISO_8859_1));
          }
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      assertThat(failure(probe(server))).isEqualTo(Failure.Kind.INVALID);
    }
  }

  @Test
  void endlessInterimAnswersAreCutOff() throws IOException {
    ScriptedServer.Script endless =
        (line, out) -> {
          while (true) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
          }
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      assertThat(failure(probe(server))).isEqualTo(Failure.Kind.INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 999999999999\r\n"})
  void anEndlessBodyIsReadUpToItsLimit(String header) throws IOException {
    byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.ISO_8859_1);
    boolean chunked = header.startsWith("Transfer");
    ScriptedServer.Script endless =
        (line, out) -> {
          out.write(("HTTP/1.1 200 OK\r\n" + header + "\r\n").getBytes(StandardCharsets.US_ASCII));
          while (true) {
            if (chunked) {
              out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(block);
            if (chunked) {
              out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
          }
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isNull();
      assertThat(result.live().debugger()).isEqualTo(State.OFF);
      assertThat(result.requests()).anyMatch(one -> one.contains("more than 1048576 bytes"));
      assertThat(result.remarks()).anyMatch(remark -> remark.contains("not read to their end"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nabc", "-5\r\nabc", "ffffffffffffffffffff\r\nabc", "5\r\nab"})
  void brokenChunksAreReadAsFarAsTheyGo(String body) throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(answer))) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isNull();
      assertThat(result.observed()).isEmpty();
    }
  }

  @Test
  void aCompressedBombStaysPacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    byte[] body = packed.toByteArray();
    ScriptedServer.Script bomb =
        (line, out) -> {
          String head =
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length;
          out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
          out.write(body);
        };
    try (ScriptedServer server = ScriptedServer.start(bomb)) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isNull();
      assertThat(result.requests().getFirst()).contains(body.length + " bytes");
      assertThat(server.heads()).noneMatch(head -> head.contains("Accept-Encoding"));
    }
  }

  @Test
  void redirectsInACircleAreNotFollowed() throws IOException {
    String answer = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(answer))) {
      ProbeResult result = probe(server);
      assertThat(server.heads()).noneMatch(head -> head.startsWith("GET /again"));
      assertThat(server.heads()).hasSizeLessThanOrEqualTo(Probe.REQUESTS);
      assertThat(result.observed()).isEmpty();
    }
  }

  @Test
  void aRedirectToTheMetadataServiceIsReportedAndNothingGoesThere() throws IOException {
    ScriptedServer.Script script =
        (line, out) ->
            out.write(
                (line.startsWith("GET /out")
                        ? "HTTP/1.1 302 F\r\nLocation: http://169.254.169.254/\r\n\r\n"
                        : line.startsWith("GET / ") ? OK : LOST)
                    .getBytes(StandardCharsets.US_ASCII));
    try (ScriptedServer server = ScriptedServer.start(script)) {
      ProbeResult result = probe(server, "/out");
      assertThat(result.observed())
          .anySatisfy(
              one -> {
                assertThat(one.signal()).isEqualTo(Signal.REDIRECT);
                assertThat(one.evidence()).contains("http://169.254.169.254");
              });
    }
  }

  @Test
  void aProxyWithoutItsServiceIsNoPass() throws IOException {
    String answer = ScriptedServer.answer(502, "text/html", "<h1>502 Bad Gateway</h1>");
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(answer))) {
      assertThat(failure(probe(server))).isEqualTo(Failure.Kind.GATEWAY);
    }
  }

  @Test
  void everythingLeadingToHttpsIsNoPass() throws IOException {
    String answer = "HTTP/1.1 301 M\r\nLocation: https://shop.example.com/\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(answer))) {
      ProbeResult result = probe(server);
      assertThat(failure(result)).isEqualTo(Failure.Kind.REDIRECTED);
      assertThat(String.valueOf(result.failure())).contains("https://shop.example.com");
    }
  }

  @Test
  void aServiceThatComesUpIsWaitedFor() throws IOException {
    AtomicInteger count = new AtomicInteger();
    String gateway = ScriptedServer.answer(503, "text/html", "starting");
    ScriptedServer.Script script =
        (line, out) ->
            out.write(
                (count.incrementAndGet() < 3 ? gateway : line.startsWith("GET / ") ? OK : LOST)
                    .getBytes(StandardCharsets.US_ASCII));
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Probe.Options plain = options(server.url(), Duration.ofSeconds(1), false);
      ProbeResult result =
          Probe.run(
              new Probe.Options(
                  plain.target(),
                  List.of(),
                  List.of(),
                  List.of(),
                  plain.timeout(),
                  false,
                  Duration.ofSeconds(20)));
      assertThat(failure(result)).isNull();
      assertThat(result.live().debugger()).isEqualTo(State.OFF);
    }
  }

  @Test
  void nothingListeningIsRefused() throws IOException {
    int port = LiveServer.freePort();
    ProbeResult result =
        Probe.run(options("http://127.0.0.1:" + port, Duration.ofSeconds(2), false));
    assertThat(failure(result)).isEqualTo(Failure.Kind.REFUSED);
  }

  @Test
  void anUnknownNameIsADnsFailure() {
    ProbeResult result =
        Probe.run(
            Probe.Options.of(Target.of("http://shop.invalid")),
            host -> {
              throw new UnknownHostException(host);
            },
            answer -> {});
    assertThat(failure(result)).isEqualTo(Failure.Kind.DNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "192.0.0.192",
        "64:ff9b::a9fe:a9fe",
        "224.0.0.1",
        "255.255.255.255"
      })
  void addressesOfMetadataServicesAreNeverProbed(String address) {
    ProbeResult result =
        Probe.run(
            Probe.Options.of(Target.of("http://shop.example.com")),
            host -> List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName(address)),
            answer -> {});
    assertThat(failure(result)).isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(result.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd12::1", "192.0.2.1"})
  void otherAddressesMayBeProbed(String address) throws UnknownHostException {
    assertThat(Addresses.isForbidden(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aNameThatChangesItsAddressLeadsNowhereElse() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.start(
            (line, out) ->
                out.write(
                    (line.startsWith("GET / ") ? OK : LOST).getBytes(StandardCharsets.US_ASCII)))) {
      ProbeResult result =
          Probe.run(
              options("http://shop.example.com:" + server.port(), Duration.ofSeconds(2), false),
              host -> {
                asked.incrementAndGet();
                return List.of(InetAddress.getLoopbackAddress());
              },
              answer -> {});
      assertThat(failure(result)).isNull();
      assertThat(asked).hasValue(1);
      assertThat(server.heads())
          .allMatch(head -> head.contains("Host: shop.example.com:" + server.port()));
    }
  }

  @Test
  void requestsAreHarmlessAndSayWhoSendsThem() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(OK))) {
      String[] paths = new String[40];
      for (int i = 0; i < paths.length; i++) {
        paths[i] = "/p" + i + "/x?q=1";
      }
      ProbeResult result = probe(server, paths);
      assertThat(server.heads())
          .hasSizeLessThanOrEqualTo(Probe.REQUESTS)
          .allMatch(head -> head.startsWith("GET "))
          .allMatch(head -> head.contains("User-Agent: flask-debug-guard-probe"))
          .noneMatch(head -> head.contains("pinauth") || head.contains("cmd=printpin"))
          .noneMatch(head -> head.contains("&s=") || head.contains("frm="));
      assertThat(result.remarks()).anyMatch(remark -> remark.contains("were left out"));
    }
  }

  @Test
  void certificatesAreCheckedUnlessTheUserSaysOtherwise(@TempDir Path folder) throws Exception {
    SSLContext context = selfSigned(folder);
    ServerSocket socket =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (ScriptedServer server =
        ScriptedServer.start(
            socket,
            (line, out) ->
                out.write(
                    (line.startsWith("GET / ") ? OK : LOST).getBytes(StandardCharsets.US_ASCII)))) {
      String url = "https://127.0.0.1:" + server.port();
      ProbeResult strict = Probe.run(options(url, Duration.ofSeconds(5), false));
      assertThat(failure(strict)).isEqualTo(Failure.Kind.TLS);
      ProbeResult lax = Probe.run(options(url, Duration.ofSeconds(5), true));
      assertThat(failure(lax)).isNull();
      assertThat(lax.live().debugger()).isEqualTo(State.OFF);
    }
  }

  @Test
  void aServerWithoutTlsIsATlsFailure() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always(OK))) {
      String url = "https://127.0.0.1:" + server.port();
      // The server waits for the end of a head that never comes.
      assertThat(failure(Probe.run(options(url, Duration.ofSeconds(1), false))))
          .isEqualTo(Failure.Kind.TIMEOUT);
    }
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (socket) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (java.net.Socket client = socket.accept()) {
                  client.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The probe has had enough.
                }
              });
      String url = "https://127.0.0.1:" + socket.getLocalPort();
      assertThat(failure(Probe.run(options(url, Duration.ofSeconds(5), false))))
          .isEqualTo(Failure.Kind.TLS);
    }
  }

  private static SSLContext selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}

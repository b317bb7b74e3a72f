package io.github.flaskdebugguard.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** GitHub's API on loopback, which answers from a script and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
  /** The id that an accepted upload gets. */
  public static final String ID = "47177e22-5596-11eb-80a1-c1e54ef945c6";

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  public FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** An answer of the script. */
  public record Answer(int status, String body, Map<String, String> headers) {
    /** {@return an answer without headers of its own} */
    public static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }

    /** {@return an answer with a message} */
    public static Answer message(int status, String message) {
      return of(status, "{\"message\":\"" + message + "\"}");
    }

    /** {@return the answer to an upload that is taken} */
    public static Answer accepted() {
      return of(202, "{\"id\":\"" + ID + "\",\"url\":\"x\"}");
    }

    /** {@return the answer to a question about processing} */
    public static Answer processing(String status) {
      return of(200, "{\"processing_status\":\"" + status + "\"}");
    }

    /** {@return the same with a header} */
    public Answer with(String name, String value) {
      return new Answer(status, body, Map.of(name, value));
    }
  }

  /**
   * What was asked.
   *
   * @param nanos when, by {@link System#nanoTime}
   */
  public record Call(
      String method, String path, Map<String, List<String>> headers, String body, long nanos) {
    /** {@return the SARIF file of an upload} */
    public String sarif() {
      String start = "\"sarif\":\"";
      int from = body.indexOf(start) + start.length();
      byte[] zipped = Base64.getDecoder().decode(body.substring(from, body.indexOf('"', from)));
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Adds answers; when they run out, the API answers 500. */
  public void script(Answer... script) {
    answers.addAll(List.of(script));
  }

  /** {@return all that was asked so far} */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** {@return the address as a runner gives it} */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body,
              System.nanoTime()));
      Answer next = answers.poll();
      Answer answer = next == null ? Answer.message(500, "nothing left in the script") : next;
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}

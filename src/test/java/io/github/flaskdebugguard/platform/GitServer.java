package io.github.flaskdebugguard.platform;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A real Git server over HTTP on loopback: {@code git http-backend} behind the JDK's server, with
 * basic authentication as GitHub has it.
 */
public final class GitServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Path root;
  private final @Nullable String token;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private volatile int failures;
  private volatile @Nullable String redirect;

  /**
   * @param root folder with the repositories
   * @param token what a client has to show; null for nothing
   */
  public GitServer(Path root, @Nullable String token) throws IOException {
    this.root = root;
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** {@return the address without a slash at its end} */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** {@return the Authorization headers seen, an empty text where there was none} */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** {@return how many requests came} */
  public int requests() {
    return paths.size();
  }

  /** Answers the next requests with 503. */
  public void failNext(int requests) {
    failures = requests;
  }

  /** Answers all requests with a redirect to another address from now on. */
  public void redirectTo(String base) {
    redirect = base;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      String path = exchange.getRequestURI().getPath();
      paths.add(path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (redirect != null) {
        exchange.getResponseHeaders().set("Location", redirect + exchange.getRequestURI());
        exchange.sendResponseHeaders(302, -1);
      } else if (failures > 0) {
        failures--;
        exchange.sendResponseHeaders(503, -1);
      } else if (token != null && authorization == null) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitHub\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (token != null && !basic(token).equals(authorization)) {
        exchange.sendResponseHeaders(403, -1);
      } else {
        backend(exchange, path, body);
      }
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private static String basic(String token) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
  }

  private void backend(HttpExchange exchange, String path, byte[] body) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    Headers headers = exchange.getRequestHeaders();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    environment.put("PATH_INFO", path);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("QUERY_STRING", text(exchange.getRequestURI().getRawQuery()));
    environment.put("CONTENT_TYPE", text(headers.getFirst("Content-Type")));
    environment.put("CONTENT_LENGTH", Integer.toString(body.length));
    environment.put("HTTP_CONTENT_ENCODING", text(headers.getFirst("Content-Encoding")));
    environment.put("HTTP_GIT_PROTOCOL", text(headers.getFirst("Git-Protocol")));
    environment.put("GIT_PROTOCOL", text(headers.getFirst("Git-Protocol")));
    environment.put("REMOTE_ADDR", "127.0.0.1");
    Process process = builder.start();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Thread reader = Thread.ofPlatform().start(() -> copy(process.getInputStream(), answer));
    try (OutputStream in = process.getOutputStream()) {
      in.write(body);
    } catch (IOException e) {
      // The backend has answered without reading all.
    }
    try {
      reader.join();
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    send(exchange, answer.toByteArray());
  }

  private static void send(HttpExchange exchange, byte[] answer) throws IOException {
    int at = 0;
    int status = 200;
    while (true) {
      int end = at;
      while (end < answer.length && answer[end] != '\n') {
        end++;
      }
      String line = new String(answer, at, end - at, StandardCharsets.ISO_8859_1).strip();
      at = end + 1;
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(name, value);
      }
    }
    byte[] content =
        at >= answer.length ? new byte[0] : Arrays.copyOfRange(answer, at, answer.length);
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    new ByteArrayInputStream(content).transferTo(exchange.getResponseBody());
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

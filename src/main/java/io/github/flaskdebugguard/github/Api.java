package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.repository.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * GitHub's REST API. Redirects are not followed: none is documented for the calls made here, and
 * the token is for this host only.
 */
final class Api implements AutoCloseable {
  /** Of the REST API. */
  static final String VERSION = "2022-11-28";

  private static final int BODY_BYTES = 1 << 20;

  private final String url;
  private final Secret token;
  private final String agent;
  private final HttpClient client;

  Api(String url, Secret token, String version) {
    this.url = url;
    this.token = token;
    this.agent = "flask-debug-guard/" + version;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /**
   * An answer.
   *
   * @param retryAfter seconds that the server asks to wait, -1 when it does not say
   * @param reset time in seconds since 1970 at which a used-up limit ends, -1 when none is used up
   * @param server version of a GitHub Enterprise Server, empty for GitHub's own hosts, those with
   *     data residency included
   */
  record Answer(int status, Payload body, long retryAfter, long reset, String server) {
    /** No answer came. */
    static final Answer NONE = new Answer(0, Payload.NONE, -1, -1, "");

    String message() {
      String message = body.text("message");
      return message == null ? "" : message;
    }
  }

  Answer post(String path, String json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token.reveal())
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", VERSION)
        .header("User-Agent", agent);
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      Payload body;
      try (InputStream in = response.body()) {
        body = body(in.readNBytes(BODY_BYTES));
      }
      long remaining = number(response, "x-ratelimit-remaining");
      return new Answer(
          response.statusCode(),
          body,
          number(response, "retry-after"),
          remaining == 0 ? number(response, "x-ratelimit-reset") : -1,
          server(response.headers().firstValue("x-github-enterprise-version").orElse("")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Hosts with data residency call their version "ghe.com". */
  private static String server(String version) {
    boolean numbers = version.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    return numbers && version.length() < 20 ? version : "";
  }

  private static Payload body(byte[] bytes) {
    try {
      return Payload.parse(bytes);
    } catch (IOException e) {
      return Payload.NONE;
    }
  }

  private static long number(HttpResponse<?> response, String header) {
    String value = response.headers().firstValue(header).orElse("");
    boolean digits = !value.isEmpty() && value.length() < 12;
    return digits && value.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(value) : -1;
  }
}

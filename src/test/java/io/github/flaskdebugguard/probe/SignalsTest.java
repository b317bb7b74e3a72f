package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of servers that the integration tests cannot start, and addresses. */
class SignalsTest {
  private static final String FRAME = "  File \"/srv/app.py\", line 3, in f\n    x()\n";

  private static Answer answer(int status, String type, String text) {
    return new Answer(
        "GET /x", status, List.of(new Header("Content-Type", type)), text, false, null);
  }

  private static List<Signal> leaks(int status, String type, String text) {
    return Leaks.in(answer(status, type, text), null).stream()
        .filter(one -> one.certainty() != Certainty.HINT)
        .map(Observed::signal)
        .toList();
  }

  @Test
  void quartsPageIsATraceback() {
    String frame =
        "<li><div class=\"header\">\n File <span class=\"info\">/a.py</span>,\n"
            + "        line <span class=\"info\">3</span>, in\n</div></li>";
    assertThat(leaks(500, "text/html", "<h1>RuntimeError <span>boom</span></h1>" + frame + frame))
        .containsExactly(Signal.TRACEBACK);
  }

  @Test
  void zappasJsonIsATraceback() {
    String json =
        "{\"message\": \"An uncaught exception happened\", \"traceback\": [\"Traceback (most recent"
            + " call last):\\n"
            + "\", \"  File \\\"/var/task/handler.py\\\", line 540, in handler\\n"
            + "\"]}";
    assertThat(leaks(500, "application/json", json)).containsExactly(Signal.TRACEBACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "&quot;", "&#34;", "\\\"", "\\u0022"})
  void quotesMayBeWrittenInAnyWay(String quote) {
    String text = "Traceback (most recent call last):\n" + FRAME.replace("\"", quote);
    assertThat(leaks(500, "text/plain", text)).containsExactly(Signal.TRACEBACK);
  }

  @Test
  void framesWithoutTheirHeadingAreATraceback() {
    assertThat(leaks(500, "text/plain", FRAME + FRAME)).containsExactly(Signal.TRACEBACK);
    assertThat(leaks(500, "text/plain", "File \"x\" is missing, File \"y\" too")).isEmpty();
  }

  @Test
  void anArticleAboutTracebacksIsNone() {
    String article =
        "<!doctype html><title>Errors</title>"
            + "<p>words</p>".repeat(50)
            + "<pre>Traceback (most recent call last):\n"
            + FRAME
            + "</pre>";
    assertThat(leaks(200, "text/html", article)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'%s': 1,\n", "\"%s\": 1,\n", "&#39;%s&#39;: 1, ", "%s=1\n", "%s = 1\n"})
  void aConfigurationMayBeDumpedInAnyWay(String form) {
    StringBuilder text = new StringBuilder();
    for (String key :
        List.of("SECRET_KEY", "APPLICATION_ROOT", "SESSION_COOKIE_NAME", "MAX_CONTENT_LENGTH")) {
      text.append(form.formatted(key));
    }
    assertThat(leaks(200, "text/plain", text.toString())).containsExactly(Signal.CONFIGURATION);
  }

  @Test
  void aManualThatNamesTheKeysIsNoDump() {
    String manual =
        "<li>SECRET_KEY <li>APPLICATION_ROOT <li>SESSION_COOKIE_NAME <li>MAX_CONTENT_LENGTH"
            + " <li>PROPAGATE_EXCEPTIONS <li>PREFERRED_URL_SCHEME";
    assertThat(leaks(200, "text/html", manual)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h, http, h, 80, ''",
    "https://h/, https, h, 443, ''",
    "h:5000/app/, http, h:5000, 5000, /app",
    "http://[::1]:8000/a/b, http, [::1]:8000, 8000, /a/b",
    "HTTPS://H:443/x, https, H, 443, /x",
  })
  void addressesAreTakenApart(
      String url, String scheme, String authority, int port, String prefix) {
    Target target = Target.of(url);
    assertThat(target.tls()).isEqualTo(scheme.equals("https"));
    assertThat(target.authority()).isEqualTo(authority);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://h/",
        "http://",
        "http:///x",
        "http://user:word@h/",
        "http://h:0/",
        "http://h:70000/",
        "http://h/ x",
        "gopher://h"
      })
  void otherAddressesAreRefused(String url) {
    assertThatThrownBy(() -> Target.of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X", ": y", "X Y: z", "X: a\r\nY: b", "X: \u0001"})
  void headersThatWouldSmuggleAreRefused(String line) {
    assertThatThrownBy(() -> Header.of(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeaderKeepsItsValueToItself() {
    Header header = Header.of("Authorization: Bearer token");
    assertThat(header.value()).isEqualTo("Bearer token");
    assertThat(header.toString()).doesNotContain("token");
  }

  @ParameterizedTest
  @CsvSource({
    "/login, ''",
    "login?next=http://x/, ''",
    "http://h/x, ''",
    "http://h:80/x, ''",
    "https://h/, https://h",
    "//other/x, http://other",
    "HTTP://Other:8080?x, http://other:8080",
  })
  void onlyOtherOriginsAreReported(String location, String origin) {
    assertThat(Redirects.origin(location, Target.of("http://h/"))).isEqualTo(origin);
  }
}

package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens the HTML report as a person does, in Debian's Chromium. */
class HtmlReportIT {
  private static final String INJECTION =
      "<script>document.title='taken'</script><img src=http://127.0.0.1:9/x"
          + " onerror=document.title='taken'><style>body{display:none}</style>";

  @TempDir static Path folder;
  private static @Nullable Browser browser;
  private static String html = "";

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    browser = Browser.start(folder);
    Map<String, String> files = new TreeMap<>();
    files.put("requirements.txt", "flask==3.1.0\n");
    files.put(
        "a-very-long-folder-name-without-any-blank/another-one-that-is-no-shorter/app.py",
        "from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)  # "
            + INJECTION
            + "x".repeat(400)
            + "\n");
    files.put(
        "docker-compose.yml",
        "services:\n  web:\n    image: shop\n    command: flask --app '"
            + INJECTION.replace("'", "")
            + "' run --debug\n    ports: ['5000:5000']\n");
    files.put(
        "Dockerfile",
        "FROM python\nRUN pip install flask\nCOPY . .\nENV FLASK_DEBUG=\"0\"\nENV FLASK_DEBUG=1\n"
            + "CMD [\"flask\", \"--app\", \"a-very-long-folder-name-without-any-blank/"
            + "another-one-that-is-no-shorter/app\", \"run\", \"--host\", \"0.0.0.0\"]\n");
    InMemoryRepository repository = new InMemoryRepository(files);
    ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
    assertThat(result.findings()).hasSizeGreaterThan(1);
    StringWriter out = new StringWriter();
    new Reports(result, "1.0.0", repository::read).write(Format.HTML, out, false);
    html = out.toString();
    assertThat(html).contains("document.title");
  }

  @AfterAll
  static void stop() throws IOException {
    Browser started = browser;
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void thePageIsQuietReadableAndObeysNobody(int width) throws IOException, InterruptedException {
    Browser page = browser;
    assumeThat(page).as("chromium is installed").isNotNull();
    if (page == null) {
      return;
    }
    Path file = folder.resolve("report.html");
    Files.writeString(file, html);
    page.open(file, width);
    Path pictures = Files.createDirectories(Path.of("target/html-report"));
    page.screenshot(pictures.resolve(width + ".png"));
    assertThat(page.complaints()).as("console").isEmpty();
    assertThat(page.requests())
        .as("requests")
        .containsExactly(file.toUri() + " asks for " + file.toUri());
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("width")
        .isEqualTo(Integer.toString(width));
    assertThat(page.evaluate("document.title")).isEqualTo("Flask debug mode by deployment");
    assertThat(page.evaluate("document.querySelectorAll('script, img, iframe, object').length"))
        .isEqualTo("0");
    assertThat(page.evaluate("document.body.offsetHeight > 300")).isEqualTo("true");
    assertThat(
            page.evaluate(
                "Math.min(...[...document.querySelectorAll('p, dd, li, h3')]"
                    + ".map(e => parseFloat(getComputedStyle(e).fontSize))) >= 14"))
        .isEqualTo("true");
  }
}

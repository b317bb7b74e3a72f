package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.platform.FakeApi;
import io.github.flaskdebugguard.platform.FakeApi.Answer;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The step on hosts other than github.com: a GitHub Enterprise Server, which has Git and API on one
 * host, and data residency, which has the API on a host of its own. A proxy on loopback stands for
 * all hosts, so that the addresses are those that a runner gives but for TLS.
 */
class ActionHostsTest {
  private static final String TOKEN = "ghs_" + "H0stsS3cret".repeat(3);
  private static final String SERVER = "http://ghes.example";
  private static final String SERVER_API = "http://ghes.example/api/v3";

  @TempDir Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> hosts = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private @Nullable ProxySelector before;
  private GitServer git;
  private FakeApi api;

  @BeforeEach
  void allHostsAreHere() throws IOException {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app"));
    String commit =
        repository.commit(
            "first",
            Map.of(
                "app.py",
                "from flask import Flask\napp = Flask(__name__)\napp.run('0.0.0.0', debug=True)\n",
                "Procfile",
                "web: python app.py\n"));
    git = new GitServer(folder.resolve("server"), TOKEN);
    api = new FakeApi();
    before = ProxySelector.getDefault();
    ProxySelector.setDefault(new Hosts());
    Files.createDirectories(folder.resolve("workspace"));
    environment.put("GITHUB_EVENT_NAME", "push");
    environment.put("GITHUB_REF", "refs/heads/main");
    environment.put("GITHUB_SHA", commit);
    environment.put("GITHUB_REPOSITORY", "owner/app");
    environment.put("GITHUB_WORKSPACE", folder.resolve("workspace").toString());
    environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    environment.put("INPUT_TOKEN", TOKEN);
    environment.put("INPUT_WAIT-FOR-PROCESSING", "false");
  }

  @AfterEach
  void hostsAreElsewhereAgain() {
    ProxySelector.setDefault(before);
    git.close();
    api.close();
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "http://ghes.example,http://ghes.example/api/v3",
    "http://ghes.example:8080/,http://ghes.example:8080/api/v3/",
    "http://octocorp.ghe.com,http://api.octocorp.ghe.com"
  })
  void fetchUploadAndLinksGoToTheHostsThatTheRunnerNames(String server, String address)
      throws Exception {
    api.script(Answer.accepted());
    assertThat(run(server, address)).isEqualTo(1);
    assertThat(api.calls()).hasSize(1);
    assertThat(api.calls().getFirst().path())
        .isEqualTo(address.replaceAll("/$", "") + "/repos/owner/app/code-scanning/sarifs");
    assertThat(api.calls().getFirst().headers().get("Authorization"))
        .containsExactly("Bearer " + TOKEN);
    assertThat(git.requests()).isPositive();
    String sarif = Files.readString(folder.resolve("workspace/flask-debug-guard.sarif"));
    assertThat(sarif + Files.readString(folder.resolve("summary")) + log)
        .doesNotContain("github.com/owner");
    assertThat(hosts)
        .isNotEmpty()
        .allMatch(
            h -> h.equals(URI.create(server).getHost()) || h.equals(URI.create(address).getHost()));
  }

  @Test
  void aServerWithoutCodeScanningIsNamedWithItsVersion() throws Exception {
    api.script(Answer.message(404, "Not Found").with("X-GitHub-Enterprise-Version", "3.8.2"));
    assertThat(run(SERVER, SERVER_API)).isEqualTo(1);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("GitHub Enterprise Server 3.8.2 has no code scanning for owner/app (404)")
        .contains("upload: never")
        .contains("::error file=app.py,line=3");
  }

  @Test
  void aHostWithDataResidencyIsNoServerOfOnesOwn() throws Exception {
    api.script(Answer.message(404, "Not Found").with("X-GitHub-Enterprise-Version", "ghe.com"));
    run("http://octocorp.ghe.com", "http://api.octocorp.ghe.com");
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("The token does not see owner/app");
  }

  @Test
  void aServerThatIsTooOldForTheApiSaysSo() throws Exception {
    api.script(Answer.message(400, "API version '2022-11-28' is not supported"));
    run(SERVER, SERVER_API);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("does not have version 2022-11-28 of the API (400)");
  }

  @Test
  void aRunnerThatTakesNoSummaryAndNoOutputsIsNamed() throws Exception {
    environment.remove("GITHUB_OUTPUT");
    environment.remove("GITHUB_STEP_SUMMARY");
    api.script(Answer.accepted());
    assertThat(run(SERVER, SERVER_API)).isEqualTo(1);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("This runner takes no job summary (GITHUB_STEP_SUMMARY is not set).")
        .contains("This runner takes no outputs (GITHUB_OUTPUT is not set).");
  }

  private int run(String server, String address) throws Exception {
    environment.put("GITHUB_SERVER_URL", server);
    environment.put("GITHUB_API_URL", address);
    ActionStep step =
        new ActionStep(
            ActionInputs.of(environment), environment, log, "1.2.3", time -> {}, Clock.systemUTC());
    return step.run(Configuration.Overrides.NONE, result -> result);
  }

  /** Leads every request to loopback: to the API by its path or its host, else to Git. */
  private final class Hosts extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      hosts.add(uri.getHost());
      String path = uri.getPath() == null ? "" : uri.getPath();
      boolean toApi = uri.getHost().startsWith("api.") || path.startsWith("/api/");
      int port = URI.create(toApi ? api.url() : git.url()).getPort();
      return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      throw new AssertionError(uri + " is not here", e);
    }
  }
}

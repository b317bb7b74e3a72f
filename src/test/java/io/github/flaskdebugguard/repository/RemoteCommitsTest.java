package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitServer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteCommitsTest {
  private static final String TOKEN = "token-" + "c".repeat(30);
  private static final Map<String, String> APP =
      Map.of("app.py", "from flask import Flask\n", "large.bin", "x".repeat(3 << 20));

  @TempDir Path folder;

  @Test
  void aCommitIsFetchedByIdAndByName() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"));
    String first = git.commit("first", APP);
    git.git("tag", "-a", "-m", "annotated", "v1");
    String second = git.commit("second", Map.of("app.py", "changed\n"));
    try (GitServer server = new GitServer(folder, TOKEN);
        RemoteCommits commits = open(server, TOKEN)) {
      CommitFiles head = commits.open(second);
      assertThat(head.files()).containsExactly("app.py");
      assertThat(head.firstParent()).isEqualTo(first);
      CommitFiles tagged = commits.open("v1");
      assertThat(tagged.source())
          .isEqualTo(new Repository.Source(server.url() + "/a.git", first, "refs/tags/v1"));
      assertThat(tagged.read("app.py")).isNotNull();
      assertThat(tagged.read("large.bin")).isNull();
      assertThat(tagged.problems()).extracting(Problem::path).containsExactly("large.bin");
      assertThat(commits.open("main").source().commit()).isEqualTo(second);
      assertThat(commits.open("HEAD").source().commit()).isEqualTo(second);
      assertThat(server.authorizations()).isNotEmpty().doesNotContain("");
    }
  }

  @Test
  void aServerThatKnowsNoFilterIsAskedWithoutOne() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"));
    git.git("config", "uploadpack.allowFilter", "false");
    String first = git.commit("first", APP);
    try (GitServer server = new GitServer(folder, null);
        RemoteCommits commits = open(server, null)) {
      assertThat(commits.open(first).read("app.py")).isNotNull();
    }
  }

  @Test
  void eachFailureIsOneClearError() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"));
    String first = git.commit("first", Map.of("app.py", "1\n"));
    try (GitServer server = new GitServer(folder, TOKEN)) {
      assertThatThrownBy(() -> open(server, TOKEN).open("f".repeat(40), "refs/heads/main"))
          .hasMessageContaining("has no commit ffff")
          .hasMessageEndingWith(
              "; refs/heads/main has moved to " + first + ", so run on that commit");
      assertThatThrownBy(() -> open(server, TOKEN).open("f".repeat(40), "refs/heads/gone"))
          .hasMessageEndingWith("; refs/heads/gone is gone as well");
      assertThatThrownBy(() -> open(server, "wrong").open(first))
          .hasMessageContaining("refused the token");
      assertThatThrownBy(() -> open(server, null).open(first))
          .hasMessageContaining("asks for a token");
      assertThatThrownBy(() -> open(server, TOKEN).open("f".repeat(64)))
          .hasMessageContaining("SHA-256");
      assertThatThrownBy(() -> open(server, TOKEN).open("nobranch"))
          .hasMessageContaining("has no branch or tag nobranch");
      assertThatThrownBy(
              () ->
                  RemoteCommits.at(server.url() + "/b.git", new Secret(TOKEN), time -> {})
                      .open(first))
          .hasMessageContaining("is not found");
    }
  }

  @Test
  void aSha256RepositoryIsNamed() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"), "--object-format=sha256");
    git.commit("first", Map.of("app.py", "1\n"));
    try (GitServer server = new GitServer(folder, null);
        RemoteCommits commits = open(server, null)) {
      assertThatThrownBy(() -> commits.open("main")).hasMessageContaining("SHA-256");
    }
  }

  @Test
  void aFailingServerIsAskedThreeTimes() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"));
    String first = git.commit("first", Map.of("app.py", "1\n"));
    try (GitServer server = new GitServer(folder, null)) {
      server.failNext(2);
      assertThat(open(server, null).open(first).files()).containsExactly("app.py");
      server.failNext(3);
      assertThatThrownBy(() -> open(server, null).open(first))
          .hasMessageContaining("could not be fetched");
    }
  }

  @Test
  void aRedirectIsRefusedAndNoOtherHostSeesTheToken() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("a.git"));
    String first = git.commit("first", Map.of("app.py", "1\n"));
    try (GitServer other = new GitServer(folder, TOKEN);
        GitServer server = new GitServer(folder, TOKEN)) {
      server.redirectTo(other.url());
      assertThatThrownBy(() -> open(server, TOKEN).open(first))
          .hasMessageContaining("leads to another address")
          .message()
          .doesNotContain(TOKEN);
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void onlyHttpIsFetchedAndNoPasswordIsTakenFromAnAddress() {
    assertThatThrownBy(() -> RemoteCommits.at("ssh://git@host/a", null, time -> {}))
        .hasMessageContaining("only https and http");
    assertThatThrownBy(() -> RemoteCommits.at("https://me:" + TOKEN + "@host/a", null, time -> {}))
        .hasMessageContaining("is not fetched")
        .message()
        .doesNotContain(TOKEN);
  }

  private static RemoteCommits open(GitServer server, @Nullable String token) throws Exception {
    Secret secret = token == null ? null : new Secret(token);
    return RemoteCommits.at(server.url() + "/a.git", secret, time -> {});
  }
}

package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitRepository.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitFilesTest {
  @TempDir Path folder;
  private GitRepository git;

  @BeforeEach
  void aRepository() throws IOException {
    git = GitRepository.create(folder.resolve("repository"));
  }

  @Test
  void filesAreThoseOfTheCommitAndNotOfTheWorkTree() throws Exception {
    git.commit("first", Map.of("app.py", "first\n", "web/a.txt", "a"));
    String second = git.commit("second", Map.of("app.py", "second\n"));
    Files.writeString(git.folder().resolve("app.py"), "edited");
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      CommitFiles first = commits.open("HEAD~1");
      assertThat(first.files()).containsExactly("app.py", "web/a.txt");
      assertThat(text(first, "app.py")).isEqualTo("first\n");
      assertThat(first.list("")).containsExactly("app.py", "web");
      assertThat(first.isFolder("web")).isTrue();
      CommitFiles head = commits.open(second);
      assertThat(text(head, "app.py")).isEqualTo("second\n");
      assertThat(head.source().commit()).isEqualTo(second);
      assertThat(head.firstParent()).isEqualTo(first.source().commit());
      assertThat(new ChangedLines(first, head).hold(new Location("app.py", 1, 1, 1, 2))).isTrue();
      assertThat(head.problems()).isEmpty();
    }
  }

  @Test
  void aCommitThatIsNotThereIsOneClearError() throws Exception {
    git.commit("first", Map.of("a", "a"));
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      for (String revision : List.of("nowhere", "f".repeat(40), "HEAD~5", "--help", "a b")) {
        assertThatThrownBy(() -> commits.open(revision))
            .isInstanceOf(UnreadableRepositoryException.class)
            .hasMessageContaining("has no commit " + revision);
      }
    }
    Path bare = Files.createDirectory(folder.resolve("none"));
    assertThatThrownBy(() -> LocalCommits.in(bare)).hasMessageContaining("is no Git repository");
  }

  @Test
  void installedPackagesAreLeftOutAndIgnoreRulesAnswerForWhatIsMissing() throws Exception {
    git.commit(
        "all",
        Map.of(
            ".gitignore", ".env\n",
            "app.py", "x",
            "node_modules/a/b.js", "x",
            "venv/pyvenv.cfg", "x",
            "venv/lib/x.py", "x"));
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      CommitFiles files = commits.open("HEAD");
      assertThat(files.files()).containsExactly(".gitignore", "app.py");
      assertThat(files.leftOut()).extracting(LeftOut::path).containsExactly("node_modules", "venv");
      assertThat(files.isIgnored(".env")).isTrue();
      assertThat(files.isIgnored("other")).isFalse();
    }
  }

  @Test
  void aTreeMadeByHandIsReadWithoutWritingAnythingAndEachRefusedPathIsNamed() throws Exception {
    String blob = git.blob("from flask import Flask\n");
    String inner = git.tree(List.of(new Entry("100644", "config", blob)));
    String lfs =
        git.blob("version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\n");
    String outside = git.blob("../../../../etc/passwd");
    String absolute = git.blob("/etc/passwd");
    String loop = git.blob("loop");
    String inside = git.blob("app.py");
    String tree =
        git.tree(
            List.of(
                new Entry("40000", "..", inner),
                new Entry("40000", ".git", inner),
                new Entry("40000", ".GIT", inner),
                new Entry("40000", "GIT~1", inner),
                new Entry("100644", "a/b.py", blob),
                new Entry("120000", "absolute", absolute),
                new Entry("100644", "app.py", blob),
                new Entry("100644", "app.py", lfs),
                new Entry("100644", "bad\nname.py", blob),
                new Entry("100644", "bell\u0007", blob),
                new Entry("100644", "big.py", lfs),
                new Entry("120000", "inside", inside),
                new Entry("120000", "loop", loop),
                new Entry("120000", "out", outside),
                new Entry("160000", "sub", "1".repeat(40)),
                new Entry("40000", "lost", "2".repeat(40))));
    String commit = git.commitTree(tree, "evil");
    List<Path> before = everything();
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      CommitFiles files = commits.open(commit);
      assertThat(files.files()).containsExactly("app.py", "big.py", "inside");
      assertThat(text(files, "inside")).startsWith("from flask");
      assertThat(files.read("out")).isNull();
      assertThat(files.read("big.py")).isNull();
      assertThat(files.read("sub/app.py")).isNull();
      assertThat(files.read("../config")).isNull();
      assertThat(files.problems())
          .extracting(problem -> problem.path() + ": " + problem.message())
          .containsExactlyInAnyOrder(
              "..: is a name that Git does not check out and was refused",
              ".git: is a name that Git does not check out and was refused",
              ".GIT: is a name that Git does not check out and was refused",
              "GIT~1: is a name that Git does not check out and was refused",
              "a/b.py: is a name with a slash in it and was refused",
              "absolute: is a link out of the repository and was not followed",
              "app.py: is listed twice in its folder and was refused",
              "bad\nname.py: is a name with control characters and was refused",
              "bell\u0007: is a name with control characters and was refused",
              "big.py: is a pointer to a file in Git LFS, which was not fetched",
              "loop: is a link that leads back to itself",
              "out: is a link out of the repository and was not followed",
              "sub: is a submodule and was not fetched",
              "lost: is a folder that the commit lacks or breaks");
      assertThat(files.problems())
          .filteredOn(p -> p.path().equals("sub"))
          .allMatch(Problem::matters);
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void moreEntriesThanTheLimitAreAProblem() throws Exception {
    String blob = git.blob("x");
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(new Entry("100644", "f%06d".formatted(i), blob));
    }
    String wide = git.tree(many);
    String tree =
        git.tree(
            List.of(
                new Entry("40000", "a", wide),
                new Entry("40000", "b", wide),
                new Entry("40000", "c", wide)));
    String commit = git.commitTree(tree, "wide");
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      CommitFiles files = commits.open(commit);
      assertThat(files.files().size()).isBetween(99_000, 200_000);
      assertThat(files.problems()).anyMatch(p -> p.message().contains("more than 200000"));
    }
  }

  @Test
  void aSha256RepositoryIsNamed() throws Exception {
    GitRepository other = GitRepository.create(folder.resolve("new"), "--object-format=sha256");
    assertThatThrownBy(() -> LocalCommits.in(other.folder()).open("HEAD"))
        .isInstanceOf(UnreadableRepositoryException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void aHomeFolderIsNeitherReadNorWritten() throws Exception {
    String first = git.commit("first", Map.of("a", "a"));
    Path config = Path.of(System.getProperty("user.home"), ".config", "jgit", "config");
    boolean there = Files.exists(config);
    List<Path> before = everything();
    try (LocalCommits commits = LocalCommits.in(git.folder())) {
      assertThat(commits.open(first).files()).containsExactly("a");
    }
    assertThat(everything()).isEqualTo(before);
    assertThat(Files.exists(config)).isEqualTo(there);
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  private static String text(Repository repository, String path) {
    return Objects.requireNonNull(repository.read(path), path).text();
  }
}

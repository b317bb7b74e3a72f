package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreeTest {
  @TempDir Path temporary;

  private Path root() throws IOException {
    return Files.createDirectories(temporary.resolve("root"));
  }

  private void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = root().resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
  }

  private void link(String path, String target) throws IOException {
    Path file = root().resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.createSymbolicLink(file, Path.of(target));
  }

  private WorkTree open() throws Exception {
    return WorkTree.open(root());
  }

  @Test
  void listsFilesSortedAndKnowsFolders() throws Exception {
    write("b.py", "");
    write("a/z.py", "");
    write("a/b/c.py", "x = 1\n");
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("a/b/c.py", "a/z.py", "b.py");
    assertThat(tree.list("a")).containsExactly("b", "z.py");
    assertThat(tree.list("")).containsExactly("a", "b.py");
    assertThat(tree.isFolder("a/b")).isTrue();
    assertThat(tree.isFolder("a/b/c.py")).isFalse();
    assertThat(tree.isFile("a/b/c.py")).isTrue();
    assertThat(text(tree, "a/b/c.py")).isEqualTo("x = 1\n");
    assertThat(tree.read("a/none.py")).isNull();
    assertThat(tree.problems()).isEmpty();
  }

  private static String text(Repository tree, String path) {
    return Objects.requireNonNull(tree.read(path)).text();
  }

  @Test
  void isCalledByTheNameOfItsFolderHoweverThatIsGiven() throws Exception {
    String here = Path.of("").toAbsolutePath().getFileName().toString();
    assertThat(new Repository.Source(".", null, null).name()).isEqualTo(here);
    assertThat(new Repository.Source("src/..", null, null).name()).isEqualTo(here);
    assertThat(new Repository.Source("/srv/shop/", null, null).name()).isEqualTo("shop");
    assertThat(new Repository.Source("https://example.com/a/shop.git", null, null).name())
        .isEqualTo("shop");
    assertThat(open().source().name()).isEqualTo(root().getFileName().toString());
  }

  @Test
  void refusesWhatIsNoFolder() throws Exception {
    write("file", "");
    assertThatExceptionOfType(UnreadableRepositoryException.class)
        .isThrownBy(() -> WorkTree.open(root().resolve("file")))
        .withMessageContaining("is not a folder");
    assertThatExceptionOfType(UnreadableRepositoryException.class)
        .isThrownBy(() -> WorkTree.open(root().resolve("none")))
        .withMessageContaining("no such folder");
  }

  @Test
  void leavesOutWhatGitIgnores() throws Exception {
    write(".gitignore", "*.log\n/build\n!keep.log\ntmp/\n\\#x\nblank\\ \n");
    write("sub/.gitignore", "local.py\n!deep.log\na/**/b\n");
    write(".git/info/exclude", ".env\n");
    for (String file :
        new String[] {
          "x.log",
          "keep.log",
          "build/a.py",
          "sub/build/a.py",
          "tmp/a.py",
          "sub/tmp",
          "#x",
          "blank ",
          "sub/local.py",
          "local.py",
          "sub/deep.log",
          "sub/a/1/2/b",
          "a/1/b",
          ".env",
          "sub/.env"
        }) {
      write(file, "");
    }
    WorkTree tree = open();
    assertThat(tree.files())
        .containsExactly(
            ".gitignore",
            "a/1/b",
            "keep.log",
            "local.py",
            "sub/.gitignore",
            "sub/build/a.py",
            "sub/deep.log",
            "sub/tmp");
    assertThat(tree.isIgnored(".env")).isTrue();
    assertThat(tree.isFile(".env")).isFalse();
    assertThat(tree.isIgnored("build/other/x.py")).isTrue();
    assertThat(tree.isIgnored("never/seen.log")).isTrue();
    assertThat(tree.isIgnored("never/seen.py")).isFalse();
    assertThat(tree.isIgnored("keep.log")).isFalse();
  }

  @Test
  void whereNothingTellsWhatIsTrackedADeploymentFileCountsAlthoughIgnored() throws Exception {
    write(".gitignore", "zappa_settings.json\nlocal.py\n.env\nbuild/\n");
    write("example/zappa_settings.json", "{}");
    write("example/local.py", "");
    write(".env", "A=1\n");
    write("build/Dockerfile", "FROM x\n");
    assertThat(open().files()).containsExactly(".gitignore", "example/zappa_settings.json");
    write(".git/index", index(2, ".gitignore"));
    assertThat(open().files()).containsExactly(".gitignore");
  }

  @Test
  void aBareRepositoryInsideIsLeftOut() throws Exception {
    write("tests/example.git/HEAD", "ref: refs/heads/main\n");
    write("tests/example.git/objects/10/d62caaddc43f", "x");
    write("tests/example.git/refs/heads/main", "1\n");
    write("tests/app.py", "");
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("tests/app.py");
    assertThat(tree.leftOut()).extracting(LeftOut::path).containsExactly("tests/example.git");
  }

  @Test
  void aTrackedFileCountsAlthoughIgnored() throws Exception {
    write(".gitignore", "*.env\nbuild/\n");
    write("prod.env", "A=1\n");
    write("local.env", "A=1\n");
    write("build/app.py", "");
    write("build/other.py", "");
    write(".git/index", index(2, "build/app.py", "prod.env"));
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly(".gitignore", "build/app.py", "prod.env");
    assertThat(tree.isIgnored("prod.env")).isFalse();
    assertThat(tree.isIgnored("local.env")).isTrue();
  }

  @Test
  void readsIndexesOfEachVersionAndRefusesBrokenOnes() throws Exception {
    for (int version : new int[] {2, 3, 4}) {
      assertThat(GitFolder.index(index(version, "a/b/c.py", "a/b/longer-name.py", "z")))
          .containsExactly("a/b/c.py", "a/b/longer-name.py", "z");
    }
    byte[] good = index(2, "a", "b");
    for (int length = 0; length < good.length - 1; length++) {
      GitFolder.index(java.util.Arrays.copyOf(good, length));
    }
    good[8] = (byte) 0xff;
    assertThat(GitFolder.index(good)).isNull();
  }

  private static byte[] index(int version, String... paths) throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    var data = new java.io.DataOutputStream(out);
    data.writeBytes("DIRC");
    data.writeInt(version);
    data.writeInt(paths.length);
    String before = "";
    for (String path : paths) {
      int start = out.size();
      data.write(new byte[60]);
      data.writeShort(path.length());
      if (version == 4) {
        int common = 0;
        while (common < Math.min(before.length(), path.length())
            && before.charAt(common) == path.charAt(common)) {
          common++;
        }
        data.writeByte(before.length() - common);
        data.writeBytes(path.substring(common) + "\0");
      } else {
        data.writeBytes(path);
        data.write(new byte[8 - (out.size() - start) % 8]);
      }
      before = path;
    }
    data.write(new byte[20]);
    return out.toByteArray();
  }

  @Test
  void anIgnoreFileCannotHideTheWholeRepository() throws Exception {
    write(
        ".gitignore",
        "*\n!"
            + "a*".repeat(30_000)
            + "b\n"
            + "[".repeat(3_000)
            + "\n"
            + "**/".repeat(1_000)
            + "x\n");
    write("app.py", "");
    WorkTree tree = open();
    assertThat(tree.files()).contains("app.py");
    assertThat(tree.problems()).extracting(Problem::path).contains(".gitignore");
  }

  @Test
  void leavesOutEnvironmentsAndInstalledPackagesAndSaysSo() throws Exception {
    write("node_modules/x/app.py", "");
    write("env/pyvenv.cfg", "");
    write("env/lib/python3/x.py", "");
    write("old/bin/activate", "");
    write("old/lib/x.py", "");
    write("environments/env/app.py", "");
    write("lib/site-packages/flask/app.py", "");
    write("__pycache__/x.py", "");
    write("app.py", "");
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("app.py", "environments/env/app.py");
    assertThat(tree.leftOut())
        .extracting(LeftOut::path)
        .containsExactly("env", "lib/site-packages", "node_modules", "old");
  }

  @Test
  void followsLinksInsideTheTreeOnly() throws Exception {
    Files.writeString(temporary.resolve("secret.py"), "SECRET = 1\n");
    write("src/app.py", "x = 1\n");
    link("app.py", "src/app.py");
    link("code", "src");
    link("deep/up", "..");
    link("absolute.py", root().toRealPath() + "/src/app.py");
    link("out.py", "../secret.py");
    link("deep/out.py", "../../secret.py");
    link("far", temporary.toString());
    link("loop.py", "loop.py");
    link("one", "two");
    link("two", "one");
    link("Dockerfile", "/dev/zero");
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("absolute.py", "app.py", "src/app.py");
    assertThat(Objects.requireNonNull(tree.read("app.py")).path()).isEqualTo("src/app.py");
    assertThat(text(tree, "absolute.py")).isEqualTo("x = 1\n");
    assertThat(text(tree, "code/app.py")).isEqualTo("x = 1\n");
    assertThat(text(tree, "deep/up/deep/up/code/app.py")).isEqualTo("x = 1\n");
    assertThat(tree.isFolder("code")).isTrue();
    assertThat(tree.list("code")).containsExactly("app.py");
    assertThat(tree.read("out.py")).isNull();
    assertThat(tree.read("far/secret.py")).isNull();
    assertThat(tree.read("../secret.py")).isNull();
    assertThat(tree.problems())
        .filteredOn(Problem::matters)
        .extracting(Problem::path)
        .containsExactly("Dockerfile", "deep/out.py", "loop.py", "out.py");
  }

  @Test
  void neverOpensAPipe() throws Exception {
    write("app.py", "");
    assertThat(
            new ProcessBuilder(
                    "mkfifo",
                    root().resolve("main.py").toString(),
                    root().resolve("data").toString(),
                    root().resolve(".gitignore").toString())
                .start()
                .waitFor())
        .isZero();
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("app.py");
    assertThat(tree.problems())
        .filteredOn(Problem::matters)
        .extracting(Problem::path)
        .containsExactly("main.py");
    assertThat(tree.read("data")).isNull();
    assertThat(tree.problems())
        .filteredOn(Problem::matters)
        .extracting(Problem::path)
        .containsExactly("data", "main.py");
  }

  @Test
  void doesNotReadGiants() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(root().resolve("main.py").toFile(), "rw")) {
      file.writeBytes("from flask import Flask\n");
      file.setLength(8L << 30);
    }
    WorkTree tree = open();
    assertThat(tree.mayContain("main.py", "flask")).isTrue();
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.read("main.py")).isNull();
    assertThat(tree.problems())
        .extracting(Problem::message)
        .containsExactly("is larger than 1 MiB and was not read");
  }

  @Test
  void searchesLargeFilesWithoutAProblem() throws Exception {
    write("data.py", "x = 1\n".repeat(400_000));
    write("small.py", "import flask\n");
    WorkTree tree = open();
    assertThat(tree.mayContain("data.py", "flask")).isFalse();
    assertThat(tree.mayContain("small.py", "dash", "flask")).isTrue();
    assertThat(tree.mayContain("small.py", "Flask")).isFalse();
    assertThat(tree.mayContain("none.py", "Flask")).isFalse();
    assertThat(tree.problems()).isEmpty();
  }

  @Test
  void decodesAsPythonAndOthersDo() throws Exception {
    write("bom.py", "\uFEFFx = 1\n");
    write("bom.env", "\uFEFFA=1\n");
    write("latin.py", "# -*- coding: latin-1 -*-\nx = 'é'\n".getBytes(StandardCharsets.ISO_8859_1));
    write("bad.py", "x = 'é'\n".getBytes(StandardCharsets.ISO_8859_1));
    write("latin.conf", "# é\n".getBytes(StandardCharsets.ISO_8859_1));
    write("wide.py", "x = 1\n".getBytes(StandardCharsets.UTF_16));
    write("nul.py", "x = 1\0\n");
    write("Dockerfile", "FROM \0\n");
    WorkTree tree = open();
    assertThat(text(tree, "bom.py")).isEqualTo("x = 1\n");
    assertThat(text(tree, "bom.env")).isEqualTo("\uFEFFA=1\n");
    assertThat(text(tree, "latin.py")).endsWith("x = 'é'\n");
    assertThat(text(tree, "latin.conf")).isEqualTo("# é\n");
    assertThat(tree.mayContain("wide.py", "flask")).isTrue();
    for (String path : new String[] {"bad.py", "wide.py", "nul.py", "Dockerfile"}) {
      assertThat(tree.read(path)).as(path).isNull();
    }
    assertThat(tree.problems())
        .filteredOn(Problem::matters)
        .extracting(Problem::path)
        .containsExactly("Dockerfile", "bad.py", "nul.py", "wide.py");
  }

  @Test
  void namesThatAreNoUtf8StayApart() throws Exception {
    assertThat(
            new ProcessBuilder(
                    "sh",
                    "-c",
                    "printf 'x' > \"$(printf 'caf\\351.py')\"; printf 'y' > \"$(printf"
                        + " 'caf\\303\\251.py')\"")
                .directory(root().toFile())
                .start()
                .waitFor())
        .isZero();
    WorkTree tree = open();
    assertThat(tree.files()).containsExactly("caf\\xE9.py", "caf\u00e9.py");
    assertThat(text(tree, "caf\u00e9.py")).isEqualTo("y");
    assertThat(text(tree, "caf\\xE9.py")).isEqualTo("x");
  }

  @Test
  void knowsTheCommitThatIsCheckedOut() throws Exception {
    String id = "0123456789abcdef0123456789abcdef01234567";
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", id + "\n");
    assertThat(open().source()).isEqualTo(new Repository.Source(root().toString(), id, "main"));
    Files.delete(root().resolve(".git/refs/heads/main"));
    write(".git/packed-refs", "# pack-refs with: peeled\n" + id + " refs/heads/main\n");
    assertThat(open().source().commit()).isEqualTo(id);
    write(".git/HEAD", "ref: refs/heads/../../../../secret\n");
    assertThat(open().source()).isEqualTo(new Repository.Source(root().toString(), null, null));
  }

  @Test
  void readsNothingThroughAGitFileThatPointsElsewhere() throws Exception {
    write(".git", "gitdir: " + temporary + "/elsewhere\n");
    write("app.py", "");
    assertThat(open().source().commit()).isNull();
    assertThat(open().files()).contains("app.py");
  }
}

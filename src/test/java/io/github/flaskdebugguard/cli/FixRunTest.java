package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.platform.GitRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixRunTest {
  private static final String APP =
      "from flask import Flask\r\n\r\napp = Flask(__name__)\r\n\r\napp.run(debug=True)\r\n";
  private static final String FIXED = APP.replace("True", "False");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aDiffShowsTheFixAndChangesNothing() throws IOException {
    write("app.py", APP);
    assertThat(run("scan", ".", "--diff")).isEqualTo(1);
    assertThat(out()).contains("--- a/app.py\n").contains("-app.run(debug=True)\r\n+app.run(");
    assertThat(err()).contains("would be fixed in 1 file");
    assertThat(read("app.py")).isEqualTo(APP);
  }

  @Test
  void aFixChangesOneWordAndTellsWhatIsLeft() throws IOException {
    write("app.py", APP);
    Files.setPosixFilePermissions(
        folder.resolve("app.py"), PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(run("scan", ".", "--fix")).isZero();
    assertThat(read("app.py")).isEqualTo(FIXED);
    assertThat(Files.getPosixFilePermissions(folder.resolve("app.py")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(out()).contains("0 on").contains("0 errors");
    assertThat(run("scan", ".", "--fix")).isZero();
    assertThat(err()).contains("0 of 0 findings fixed");
  }

  @Test
  void encodingAndByteOrderMarkStay() throws IOException {
    byte[] marked = ("\ufeff# \u00fc\n" + APP).getBytes(StandardCharsets.UTF_8);
    byte[] latin = ("# coding: latin-1\n# \u00fc\n" + APP).getBytes(StandardCharsets.ISO_8859_1);
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Files.write(folder.resolve("a/app.py"), marked);
    Files.write(folder.resolve("b/app.py"), latin);
    assertThat(run("scan", ".", "--fix")).isZero();
    assertThat(Files.readAllBytes(folder.resolve("a/app.py")))
        .isEqualTo(("\ufeff# \u00fc\n" + FIXED).getBytes(StandardCharsets.UTF_8));
    assertThat(Files.readAllBytes(folder.resolve("b/app.py")))
        .isEqualTo(("# coding: latin-1\n# \u00fc\n" + FIXED).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aFileWithUncommittedChangesIsRefusedUnlessForced() throws IOException {
    GitRepository git = GitRepository.create(folder.resolve("r"));
    git.commit("one", Map.of("app.py", "# one\n" + APP));
    Path file = git.folder().resolve("app.py");
    Files.writeString(file, "# two\n" + APP);
    assertThat(run("scan", "r", "--fix")).isEqualTo(2);
    assertThat(err()).contains("app.py has changes that are not committed");
    assertThat(Files.readString(file)).isEqualTo("# two\n" + APP);
    assertThat(run("scan", "r", "--fix", "--force")).isZero();
    assertThat(Files.readString(file)).isEqualTo("# two\n" + FIXED);
  }

  @Test
  void aCommittedFileInAFolderOfACloneIsChanged() throws IOException {
    GitRepository git = GitRepository.create(folder.resolve("r"));
    git.commit("one", Map.of("shop/app.py", APP));
    assertThat(run("scan", "r/shop", "--fix")).isZero();
    assertThat(Files.readString(git.folder().resolve("shop/app.py"))).isEqualTo(FIXED);
  }

  @Test
  void aFileThatGitDoesNotHoldIsRefused() throws IOException {
    GitRepository git = GitRepository.create(folder.resolve("r"));
    git.commit("one", Map.of("README", "x\n"));
    Files.writeString(git.folder().resolve("app.py"), APP);
    assertThat(run("scan", "r", "--fix")).isEqualTo(2);
    assertThat(Files.readString(git.folder().resolve("app.py"))).isEqualTo(APP);
  }

  @Test
  void whatALinkLeadsToOutsideIsNeverWritten() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("outside.py"), APP);
    Files.createSymbolicLink(folder.resolve("in/app.py"), Path.of("../outside.py"));
    run("scan", "in", "--fix");
    assertThat(Files.readString(folder.resolve("outside.py"))).isEqualTo(APP);
    assertThat(Files.isSymbolicLink(folder.resolve("in/app.py"))).isTrue();
  }

  @Test
  void aLinkInsideStaysALink() throws IOException {
    write("real.py", APP);
    Files.createSymbolicLink(folder.resolve("app.py"), Path.of("real.py"));
    run("scan", ".", "--fix");
    assertThat(Files.isSymbolicLink(folder.resolve("app.py"))).isTrue();
    assertThat(read("real.py")).isEqualTo(FIXED);
  }

  @Test
  void jsonAndSarifOfferTheFix() throws IOException {
    write("app.py", APP);
    run("scan", ".", "--output", "json=a.json", "--output", "sarif=a.sarif");
    assertThat(read("a.json")).contains("\"description\" : \"Set True to False\"");
    assertThat(read("a.sarif")).contains("\"fixes\"").contains("\"deletedRegion\"");
  }

  @Test
  void optionsThatContradictEachOtherAreWrongUsage() throws IOException {
    write("app.py", APP);
    assertThat(run("scan", ".", "--diff", "--fix")).isEqualTo(2);
    assertThat(run("scan", ".", "--force")).isEqualTo(2);
    assertThat(run("scan", ".", "--diff", "--format", "json")).isEqualTo(2);
    assertThat(out()).isEmpty();
    GitRepository git = GitRepository.create(folder.resolve("r"));
    git.commit("one", Map.of("app.py", APP));
    assertThat(run("scan", "r", "--ref", "HEAD", "--fix")).isEqualTo(2);
    assertThat(err()).contains("not a commit");
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    Console console =
        new Console(
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            false,
            false);
    return CommandTree.of(console, arguments).execute(arguments);
  }
}

package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the built tool the ways people start it. */
class LauncherIT {
  private static final Path BUILT = Path.of(System.getProperty("application"));
  private static final String VERSION_LINE = "flask-debug-guard \\d+\\.\\d+\\.\\d+\\S*\n";

  @TempDir private Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Path working;

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void startFromAnEmptyEnvironment() {
    environment.put("PATH", "/usr/bin:/bin");
    working = folder;
  }

  @Test
  void theBuiltToolPrintsItsVersion() throws Exception {
    assertVersion(run(launcher(BUILT)));
  }

  @Test
  void theFolderMayBeMovedAndHaveBlanksAndQuotesInItsName() throws Exception {
    assertVersion(run(launcher(copyTo(folder.resolve("a 'strange' $name")))));
  }

  @Test
  void linksAreFollowedFromAnyFolder() throws Exception {
    Path application = copyTo(folder.resolve("opt").resolve("guard"));
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Files.createSymbolicLink(folder.resolve("first"), Path.of("opt/guard/bin/flask-debug-guard"));
    Files.createSymbolicLink(bin.resolve("second"), Path.of("../first"));
    Files.createSymbolicLink(bin.resolve("third"), Path.of("second"));
    Files.createSymbolicLink(bin.resolve("absolute"), launcher(application));

    working = Files.createDirectories(folder.resolve("elsewhere"));
    assertVersion(run(bin.resolve("third")));
    assertVersion(run(bin.resolve("absolute")));
    assertVersion(run(Path.of("../my bin/second")));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    assertVersion(runCommand("/bin/sh", "-c", "third --version"));
  }

  @Test
  void theFolderOfTheApplicationMayBeALink() throws Exception {
    Path link = folder.resolve("current");
    Files.createSymbolicLink(link, copyTo(folder.resolve("guard-1")));

    assertVersion(run(launcher(link)));
    working = link.resolve("bin");
    assertVersion(runCommand("/bin/sh", "flask-debug-guard", "--version"));
  }

  @Test
  void aMissingCacheIsNoMatter() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Files.delete(cache(application));

    assertVersion(run(launcher(application)));
  }

  @Test
  void aCacheOfAnotherJarIsNoMatter() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Path jar = application.resolve("lib/flask-debug-guard.jar");
    byte[] content = Files.readAllBytes(jar);
    Files.delete(jar);
    // A comment at the end of the archive: the same classes in a file of another size.
    content[content.length - 2] = 1;
    Files.write(jar, content);
    Files.write(jar, new byte[] {'x'}, StandardOpenOption.APPEND);

    assertVersion(run(launcher(application)));
  }

  @Test
  void aCacheThatJavaDidNotWriteIsNoMatter() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    for (byte[] content : List.of(new byte[0], "text\n".getBytes(StandardCharsets.UTF_8))) {
      Files.delete(cache(application));
      Files.write(cache(application), content);
      assertVersion(run(launcher(application)));
    }
  }

  @Test
  void aTruncatedOrForeignCacheIsNoMatter() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    byte[] content = Files.readAllBytes(cache(application));
    byte[] foreign = content.clone();
    // The header names the build of Java that wrote the cache.
    String header = new String(content, 0, 4096, StandardCharsets.ISO_8859_1);
    int build = header.indexOf("OpenJDK");
    assertThat(build).isPositive();
    foreign[build] = 'X';
    for (byte[] changed : List.of(Arrays.copyOf(content, content.length / 2), foreign)) {
      Files.delete(cache(application));
      Files.write(cache(application), changed);
      assertVersion(run(launcher(application)));
    }
  }

  @Test
  void theCacheIsUsed() throws Exception {
    Path java = Path.of(Files.readString(BUILT.resolve("lib/java-home")).strip(), "bin", "java");

    Outcome outcome =
        runCommand(
            java.toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:AOTMode=on",
            "-XX:AOTCache=" + cache(BUILT),
            "-Xlog:class+load",
            "-jar",
            BUILT.resolve("lib/flask-debug-guard.jar").toString(),
            "--version");

    assertThat(outcome.exitCode).isZero();
    assertThat(outcome.out.lines().filter(line -> line.contains("flask-debug-guard.jar")))
        .as("classes that come from the jar and not from the cache")
        .isEmpty();
  }

  /** With the flags of the launcher: Java ends with an error where it cannot use the cache. */
  @Test
  void theCacheFitsTheLauncher() throws Exception {
    environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    Outcome outcome = run(launcher(BUILT));
    assertThat(outcome.exitCode).as(outcome.err).isZero();
    assertThat(outcome.out).startsWith("flask-debug-guard ");
  }

  @Test
  void anotherJava25IsFoundWhenTheRecordedOneIsGone() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Path record = application.resolve("lib/java-home");
    String home = Files.readString(record).strip();
    Files.delete(record);
    Files.writeString(record, "/nowhere\n");

    environment.put("JAVA_HOME", home);
    assertVersion(run(launcher(application)));
    environment.put("JAVA_HOME", "/nowhere");
    environment.put("PATH", home + "/bin:/usr/bin:/bin");
    assertVersion(run(launcher(application)));
  }

  @Test
  void argumentsAndInputReachJavaUntouched() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Path java = javaThatPrintsItsArguments();
    Files.delete(application.resolve("lib/java-home"));
    environment.put("JAVA_HOME", java.toString());
    List<String> arguments =
        List.of("scan", "a  b", "", "*", "$HOME", "it's \"x\"", "@file", "--", "-é\n");
    List<String> command = new ArrayList<>(List.of(launcher(application).toString()));
    command.addAll(arguments);

    Outcome outcome = runCommand(command.toArray(String[]::new));

    String jar = application.resolve("lib/flask-debug-guard.jar").toString();
    assertThat(outcome.out)
        .endsWith(
            "<-cp><%s><%s><%s>C.UTF-8"
                .formatted(jar, Main.class.getName(), String.join("><", arguments)));
  }

  @Test
  void aUtf8LocaleOfTheUserIsKept() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Path java = javaThatPrintsItsArguments();
    Files.delete(application.resolve("lib/java-home"));
    environment.put("JAVA_HOME", java.toString());
    environment.put("LANG", "de_DE.utf8");

    assertThat(run(launcher(application)).out).endsWith("<--version>");
  }

  @Test
  void aJavaOfAnotherVersionIsPassedOver() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Path java = javaThatPrintsItsArguments();
    for (String version : List.of("17.0.15", "26", "250", "2.5")) {
      Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
      Path record = application.resolve("lib/java-home");
      Files.delete(record);
      Files.writeString(record, java + "\n");
      environment.put("PATH", Files.createDirectories(folder.resolve("empty")).toString());
      assertThat(run(launcher(application)).exitCode).as(version).isEqualTo(3);
    }
  }

  @Test
  void withoutJava25OneLineSaysHowToGetIt() throws Exception {
    Path application = copyTo(folder.resolve("guard"));
    Files.delete(application.resolve("lib/java-home"));
    environment.put("PATH", Files.createDirectories(folder.resolve("empty")).toString());

    Outcome outcome = run(launcher(application));

    assertThat(outcome.exitCode).isEqualTo(3);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err).contains("needs Java 25").contains("JAVA_HOME").hasLineCount(1);
  }

  @Test
  void theLauncherIsPlainPosixShell() throws Exception {
    List<List<String>> shells = new ArrayList<>(List.of(List.of("/bin/dash"), List.of("/bin/sh")));
    if (Files.exists(Path.of("/bin/busybox"))) {
      shells.add(List.of("/bin/busybox", "sh"));
    }
    for (List<String> shell : shells) {
      List<String> command = new ArrayList<>(shell);
      command.addAll(List.of(launcher(BUILT).toString(), "--version"));
      assertVersion(runCommand(command.toArray(String[]::new)));
    }
  }

  private Path javaThatPrintsItsArguments() throws IOException {
    Path home = Files.createDirectories(folder.resolve("fake java"));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '<%s>' \"$@\"\nprintf %s \"$LC_ALL\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"someone\"\nJAVA_VERSION=\"25.0.1\"\n");
    return home;
  }

  private Outcome run(Path launcher) throws IOException, InterruptedException {
    return runCommand(launcher.toString(), "--version");
  }

  private Outcome runCommand(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(working.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private static void assertVersion(Outcome outcome) {
    assertThat(outcome.err).isEmpty();
    assertThat(outcome.out).matches(VERSION_LINE);
    assertThat(outcome.exitCode).isZero();
  }

  /** The application in another place. */
  private static Path copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(BUILT.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return target;
  }

  private static Path launcher(Path application) {
    return application.resolve("bin/flask-debug-guard");
  }

  private static Path cache(Path application) {
    return application.resolve("lib/flask-debug-guard.aot");
  }
}

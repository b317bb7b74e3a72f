package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample that the build scans to make the start-up cache. A class that it does not reach is
 * read, verified and linked in each scan that needs it, which takes longer than its work.
 */
class TrainingIT {
  private static final Path LIB = Path.of(System.getProperty("application"), "lib");
  private static final Path SAMPLE = Path.of("src/training/sample");
  private static final String ROOT = "io.github.flaskdebugguard.";

  /** The packages that each scan runs through; the others belong to other commands. */
  private static final Set<String> SCANNING =
      Set.of("deployment", "document", "flask", "library", "python", "rule", "verdict");

  @TempDir private Path folder;
  private Set<String> cached;
  private Set<String> read;

  @BeforeEach
  void scan() throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:AOTCache=" + LIB.resolve("flask-debug-guard.aot"),
                "-Xlog:class+load:file=" + log,
                "-jar",
                LIB.resolve("flask-debug-guard.jar").toString(),
                "scan",
                SAMPLE.toString(),
                "--fail-on",
                "never")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    List<String> loaded =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(ROOT) && !line.contains("$$"))
            .toList();
    cached = names(loaded, true);
    read = names(loaded, false);
  }

  private static Set<String> names(List<String> loaded, boolean cached) {
    return loaded.stream()
        .filter(line -> line.contains("source: shared objects file") == cached)
        .map(line -> line.substring(line.indexOf(ROOT), line.indexOf(" source:")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatTheSampleNeedsIsInTheCache() {
    assertThat(cached).hasSizeGreaterThan(500);
    assertThat(read).isEmpty();
  }

  @Test
  void theSampleReachesNearlyAllThatScansRunThrough() throws IOException {
    Set<String> own = new TreeSet<>();
    try (JarFile jar = new JarFile(LIB.resolve("flask-debug-guard.jar").toFile())) {
      jar.stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(name -> name.startsWith(ROOT) && name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(name -> SCANNING.contains(name.substring(ROOT.length()).split("\\.")[0]))
          .filter(name -> !name.endsWith("package-info"))
          .forEach(own::add);
    }
    Set<String> missed = new TreeSet<>(own);
    missed.removeAll(cached);
    assertThat(missed.size())
        .as("classes that a scan of src/training/sample does not reach: " + missed)
        .isLessThan(own.size() / 20);
  }
}

package io.github.flaskdebugguard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of this project, for the tests which judge the code itself. */
final class SourceTree {
  private SourceTree() {}

  /** All Java files below the given folders of the project, sorted. */
  static List<Path> javaFiles(String... folders) throws IOException {
    try (Stream<Path> files = Stream.of(folders).flatMap(SourceTree::walk)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Stream<Path> walk(String folder) {
    try {
      return Files.walk(Path.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

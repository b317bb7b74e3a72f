package io.github.flaskdebugguard.python.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The standard library of the machine's {@code python3}. */
@NullMarked
final class StandardLibrary {
  private static final String ASK = "import sysconfig; print(sysconfig.get_path('stdlib'))";

  private StandardLibrary() {}

  static Path folder() throws IOException {
    Process process = new ProcessBuilder("python3", "-c", ASK).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      return Path.of(new String(output.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  /** {@return the first files of a folder in it, by name, those in UTF-8} */
  static List<Path> files(String folder, int limit) throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .sorted()
          .filter(StandardLibrary::isUtf8)
          .limit(limit)
          .toList();
    }
  }

  private static boolean isUtf8(Path file) {
    try {
      Files.readString(file);
      return true;
    } catch (java.nio.charset.CharacterCodingException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** CPython is the referee: over its own library we find the same nodes at the same places. */
@NullMarked
class StandardLibraryTest {
  private static final String FILE = "F ";

  @Test
  void everyFileOfTheStandardLibraryHasTheOutlineThatPythonPrints()
      throws IOException, URISyntaxException, InterruptedException {
    Path script = Path.of(Objects.requireNonNull(getClass().getResource("outline.py")).toURI());
    Process python =
        new ProcessBuilder("python3", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> different = new ArrayList<>();
    int files = 0;
    try (BufferedReader lines = python.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        Path file = Path.of(line.substring(FILE.length()));
        List<String> expected = new ArrayList<>();
        line = lines.readLine();
        while (line != null && !line.startsWith(FILE)) {
          if (!line.isEmpty()) {
            expected.add(line);
          }
          line = lines.readLine();
        }
        files++;
        compare(file, expected, different);
      }
    }
    assertThat(python.waitFor()).isZero();
    assertThat(different).isEmpty();
    assertThat(files).isGreaterThan(300);
  }

  private static void compare(Path file, List<String> expected, List<String> different)
      throws IOException {
    String source = Files.readString(file, StandardCharsets.UTF_8);
    ModuleTree tree = PythonParser.parse(source);
    List<String> found = Outline.of(source, tree);
    expected.sort(null);
    if (!tree.broken().isEmpty()) {
      different.add(file + ": " + tree.broken().getFirst());
    } else if (!found.equals(expected)) {
      List<String> missing = new ArrayList<>(expected);
      missing.removeAll(found);
      different.add(file + ": missing " + missing);
    }
  }
}

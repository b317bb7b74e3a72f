package io.github.flaskdebugguard.python.syntax;

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

/** Compares our outlines of files with those that CPython prints, in one process for all. */
@NullMarked
final class OutlineReferee {
  private static final String FILE = "F ";

  private final List<String> different = new ArrayList<>();
  private int files;

  private OutlineReferee() {}

  /**
   * {@return the comparison}
   *
   * @param folders what is read; none for the standard library
   */
  static OutlineReferee over(Path... folders)
      throws IOException, URISyntaxException, InterruptedException {
    OutlineReferee referee = new OutlineReferee();
    Path script =
        Path.of(Objects.requireNonNull(OutlineReferee.class.getResource("outline.py")).toURI());
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    for (Path folder : folders) {
      command.add(folder.toString());
    }
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
        referee.compare(file, expected);
      }
    }
    if (python.waitFor() != 0) {
      throw new AssertionError("python3 ended with " + python.exitValue());
    }
    return referee;
  }

  /** {@return what differs, with the file} */
  List<String> different() {
    return List.copyOf(different);
  }

  /** {@return how many files CPython accepts} */
  int files() {
    return files;
  }

  private void compare(Path file, List<String> expected) throws IOException {
    String source = Files.readString(file, StandardCharsets.UTF_8);
    ModuleTree tree = PythonParser.parse(source);
    List<String> found = Outline.of(source, tree);
    expected.sort(null);
    files++;
    if (!tree.broken().isEmpty()) {
      different.add(file + ": " + tree.broken().getFirst());
    } else if (!found.equals(expected)) {
      List<String> missing = new ArrayList<>(expected);
      missing.removeAll(found);
      List<String> more = new ArrayList<>(found);
      more.removeAll(expected);
      different.add(file + ": missing " + missing + ", more " + more);
    }
  }
}

package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.repository.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report to write.
 *
 * @param file null for stdout
 */
record Output(Format format, @Nullable Path file) {
  /** {@return the reports that the options ask for; text on stdout when they ask for none} */
  static List<Output> parse(List<String> outputs, @Nullable String format, Path folder)
      throws UsageException {
    return parse(outputs, format, folder, true);
  }

  /**
   * {@return the reports that the options ask for; text on stdout when they ask for none and
   * nothing else is written there}
   *
   * @param outputs {@code FORMAT} or {@code FORMAT=FILE}
   * @param format short form of one more {@code FORMAT}
   * @param folder relative files count from here
   * @param stdout whether reports may be written to stdout
   */
  static List<Output> parse(
      List<String> outputs, @Nullable String format, Path folder, boolean stdout)
      throws UsageException {
    List<Output> result = new ArrayList<>();
    if (format != null) {
      result.add(new Output(format(format), null));
    }
    for (String output : outputs) {
      int equals = output.indexOf('=');
      String word = equals < 0 ? output : output.substring(0, equals);
      result.add(new Output(format(word), equals < 0 ? null : file(output, equals, folder)));
    }
    if (!stdout && result.stream().anyMatch(output -> output.file() == null)) {
      throw new UsageException(
          "--diff writes to stdout; give reports a file: --output FORMAT=FILE");
    }
    if (result.isEmpty() && stdout) {
      result.add(new Output(Format.TEXT, null));
    }
    check(result);
    return result;
  }

  private static Path file(String output, int equals, Path folder) throws UsageException {
    String name = output.substring(equals + 1);
    if (name.isEmpty()) {
      throw new UsageException("--output " + output + " names no file");
    }
    return folder.resolve(name).normalize();
  }

  private static Format format(String word) throws UsageException {
    Format format = Format.of(word);
    if (format == null) {
      List<String> words = new ArrayList<>();
      for (Format known : Format.values()) {
        words.add(known.word());
      }
      throw new UsageException("unknown format '" + word + "', one of " + String.join(", ", words));
    }
    return format;
  }

  private static void check(List<Output> outputs) throws UsageException {
    Set<Path> files = new HashSet<>();
    boolean stdout = false;
    for (Output output : outputs) {
      Path file = output.file();
      if (file == null) {
        if (stdout) {
          throw new UsageException(
              "two reports for stdout; give all but one a file: --output FORMAT=FILE");
        }
        stdout = true;
      } else {
        if (!files.add(file)) {
          throw new UsageException("two reports for the file " + file);
        }
        String obstacle = WholeFile.obstacle(file);
        if (!obstacle.isEmpty()) {
          throw new UsageException("cannot write " + file + ": it " + obstacle);
        }
      }
    }
  }
}

package io.github.flaskdebugguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void everySourceFileIsFormatted() throws IOException {
    List<Path> files = SourceTree.javaFiles("src/main/java", "src/test/java", "src/build/java");

    List<Path> unformatted = files.parallelStream().filter(file -> !isFormatted(file)).toList();

    assertThat(files).hasSizeGreaterThan(40);
    assertThat(unformatted).as("files to format with: dev/format").isEmpty();
  }

  @Test
  void aFileWithOddSpacingIsNotFormatted() {
    assertThat(formatted("class  A {}\n")).isEqualTo("class A {}\n");
  }

  private static boolean isFormatted(Path file) {
    try {
      String source = Files.readString(file);
      return formatted(source).equals(source);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  private static String formatted(String source) {
    try {
      String sorted =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE));
      return new Formatter().formatSource(sorted);
    } catch (FormatterException e) {
      return "";
    }
  }
}

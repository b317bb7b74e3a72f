package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page prints the constants as they are, with the reasons that stand at them. */
class LimitsDocsTest {
  private static final Path MAIN = Path.of("src/main/java/io/github/flaskdebugguard");
  private static final Pattern CONSTANT =
      Pattern.compile("/\\*\\*([^/]*)\\*/\\s+public static final int (\\w+) =");

  /** A number that stands for one of the limits, in a declaration of its own. */
  private static final Pattern SCATTERED =
      Pattern.compile(
          "static final (?:int|long) \\w+ =\\s+"
              + "(?:65_536|64 \\* 1024|1 << 16|512 \\* 1024|1 << 20|1024 \\* 1024"
              + "|25_000);");

  @Test
  void thePageHoldsTheTableOfTheCode() throws IOException, ReflectiveOperationException {
    StringBuilder table = new StringBuilder("| Limit | What, and why |\n| ---: | --- |\n");
    for (String[] row : rows()) {
      table.append("| %s | %s |\n".formatted(row[0], row[1]));
    }
    assertThat(Files.readString(Path.of("docs/limits.md")))
        .contains("<!-- limits -->\n" + table + "<!-- /limits -->\n");
  }

  private static List<String[]> rows() throws IOException, ReflectiveOperationException {
    String source = Files.readString(MAIN.resolve("repository/Limits.java"));
    List<String[]> rows = new ArrayList<>();
    List<String> documented = new ArrayList<>();
    Matcher constant = CONSTANT.matcher(source);
    while (constant.find()) {
      String text = constant.group(1).replaceAll("\\s+\\*?\\s*", " ").strip();
      int value = Limits.class.getField(constant.group(2)).getInt(null);
      rows.add(new String[] {String.format(Locale.ROOT, "%,d", value), text});
      documented.add(constant.group(2));
    }
    List<String> all = new ArrayList<>();
    for (Field field : Limits.class.getFields()) {
      assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
      all.add(field.getName());
    }
    assertThat(documented).as("limits with a reason").containsExactlyInAnyOrderElementsOf(all);
    return rows;
  }

  @Test
  void noOtherClassDeclaresOneOfTheseNumbersAgain() throws IOException {
    List<String> again = new ArrayList<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String name = MAIN.relativize(file).toString();
        boolean judges =
            Stream.of("python/", "document/", "deployment/", "verdict/", "report/", "library/")
                .anyMatch(name::startsWith);
        Matcher scattered = SCATTERED.matcher(judges ? Files.readString(file) : "");
        while (scattered.find()) {
          again.add(name + ": " + scattered.group());
        }
      }
    }
    assertThat(again).isEmpty();
  }
}

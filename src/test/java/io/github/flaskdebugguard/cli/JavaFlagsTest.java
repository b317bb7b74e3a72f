package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java runs with the same flags wherever the tool is started. */
class JavaFlagsTest {
  private static final Pattern FLAG = Pattern.compile("-X[^\\s\"<]+|-Dstd[^\\s\"<]+");

  /** Flags that name a place, which is another one in an image. */
  private static final List<String> PLACED = List.of("-XX:AOTCache=", "-XX:ErrorFile=");

  private static Set<String> flags(String text) {
    Set<String> flags = new TreeSet<>();
    Matcher matcher = FLAG.matcher(text);
    while (matcher.find()) {
      String flag = matcher.group();
      flags.add(PLACED.stream().filter(flag::startsWith).findFirst().orElse(flag));
    }
    return flags;
  }

  private static String from(String file, String begin) throws IOException {
    String text = Files.readString(Path.of(file));
    int start = text.indexOf(begin);
    assertThat(start).as(begin).isNotNegative();
    return text.substring(start);
  }

  private static Set<String> launcher() throws IOException {
    return flags(from("src/launcher/flask-debug-guard", "exec \"$java\""));
  }

  @Test
  void theLauncherHasFlags() throws IOException {
    assertThat(launcher())
        .contains("-XX:+UseParallelGC", "-Xmx512m", "-XX:AOTCache=")
        .hasSizeGreaterThan(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"src/launcher/in-image|exec ", "Dockerfile|ENTRYPOINT", "pom.xml|<entrypoint>"})
  void imagesHaveThoseOfTheLauncher(String place) throws IOException {
    String[] parts = place.split("\\|");
    String text = from(parts[0], parts[1]);
    int end = text.indexOf("</entrypoint>");
    assertThat(flags(end < 0 ? text : text.substring(0, end))).isEqualTo(launcher());
  }
}

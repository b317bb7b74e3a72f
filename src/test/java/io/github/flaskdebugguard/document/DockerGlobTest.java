package io.github.flaskdebugguard.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DockerGlobTest {
  /** Read from the end, a pattern fits where it fits when read from the start. */
  @Test
  void readsInBothDirections() {
    Random random = new Random(20_261_126);
    for (int round = 0; round < 20_000; round++) {
      String pattern = text(random, "ab/*?", 6).replace("b", random.nextBoolean() ? "b" : "[^a]");
      String text = text(random, "ab/", 7);
      for (DockerGlob glob :
          new DockerGlob[] {
            DockerGlob.flat(pattern), DockerGlob.deep(pattern), DockerGlob.text(pattern)
          }) {
        boolean[] starts = glob.starts(text);
        boolean[] begins = glob.begins(text);
        for (int i = 0; i <= text.length(); i++) {
          String rest = text.substring(i);
          assertThat(starts[i]).as("%s at %s", pattern, rest).isEqualTo(glob.matches(rest));
          assertThat(begins[i]).as("%s at %s", pattern, rest).isEqualTo(any(glob.ends(rest)));
        }
      }
    }
  }

  private static boolean any(boolean[] ends) {
    for (boolean end : ends) {
      if (end) {
        return true;
      }
    }
    return false;
  }

  private static String text(Random random, String from, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(from.charAt(random.nextInt(from.length())));
    }
    return text.toString();
  }
}

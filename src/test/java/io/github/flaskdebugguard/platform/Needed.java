package io.github.flaskdebugguard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test cannot do without. */
public final class Needed {
  private Needed() {}

  /**
   * Skips a test for what is missing on a machine; in continuous integration, where nothing may be
   * missing, the test fails.
   *
   * @param sentence what is missing and how it comes here
   */
  public static void that(boolean there, String sentence) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(sentence).isTrue();
    }
    assumeTrue(there, "skipped: " + sentence);
  }
}

package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Valid programs made from fixed seeds, in the layouts that people do not write: calls, definitions
 * and assignments stand where CPython says that they stand.
 */
@NullMarked
class GeneratedPythonTest {
  private static final int SEEDS = 1_000;

  @Test
  void aThousandProgramsHaveTheOutlinesThatPythonPrints(@TempDir Path folder)
      throws IOException, URISyntaxException, InterruptedException {
    for (int seed = 0; seed < SEEDS; seed++) {
      Files.writeString(
          folder.resolve("seed%04d.py".formatted(seed)), new PythonWriter(seed).program());
    }
    OutlineReferee referee = OutlineReferee.over(folder);
    assertThat(referee.different()).isEmpty();
    assertThat(referee.files()).as("programs that CPython accepts").isEqualTo(SEEDS);
  }
}

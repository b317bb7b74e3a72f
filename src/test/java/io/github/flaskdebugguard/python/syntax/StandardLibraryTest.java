package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** CPython is the referee: over its own library we find the same nodes at the same places. */
@NullMarked
class StandardLibraryTest {
  @Test
  void everyFileOfTheStandardLibraryHasTheOutlineThatPythonPrints()
      throws IOException, URISyntaxException, InterruptedException {
    OutlineReferee referee = OutlineReferee.over();
    assertThat(referee.different()).isEmpty();
    assertThat(referee.files()).isGreaterThan(300);
  }
}

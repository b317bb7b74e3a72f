package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePathTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "/, ''",
    "app/main.py, app/main.py",
    "/app/main.py, app/main.py",
    "/app/.env, app/.env",
    "/app/..., app/...",
    "/app/..data/x, app/..data/x",
    "app//main.py, app/main.py",
    "app/main.py/, app/main.py",
    "//app, app",
    "./app/./x, app/x",
    "/app/., app",
    "/app/../x, x",
    "../../x, x",
    "/app/.., ''",
  })
  void partsThatLeadNowhereAreTakenOut(String path, String joined) {
    assertThat(ImagePath.join(path)).isEqualTo(joined);
  }
}

package io.github.flaskdebugguard.flask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.Script;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugFlagTest {
  private static final List<String> TEXTS =
      List.of("", "0", "1", "true", "True", "false", "FALSE", "no", "No", "off", " ", "other");

  private static @Nullable Text text(@Nullable String value) {
    return value == null ? null : new Text.Known(value, new Span("", 0, 0));
  }

  private static Version version(String release) {
    Version version = Version.parse(release);
    assertThat(version).isNotNull();
    return version == null ? new Version(0, 0, 0) : version;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.12.5", "1.1.4", "2.2.5", "3.1.3"})
  void valuesThatTheReadingDoesNotTellApartGiveTheSameFlag(String release) {
    DebugFlag.Flag reading = new DebugFlag.Flag(version(release));
    List<@Nullable String> values = new ArrayList<>(TEXTS);
    values.add(null);
    for (String mode : List.of("production", "development")) {
      for (String one : values) {
        for (String other : values) {
          if (reading.seen(text(one)).equals(reading.seen(text(other)))) {
            assertThat(flag(release, mode, one))
                .as("%s and %s", one, other)
                .isEqualTo(flag(release, mode, other));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.4", "2.2.5", "3.1.3"})
  void valuesThatASwitchDoesNotTellApartReadTheSameFiles(String release) {
    DebugFlag.Switch reading = new DebugFlag.Switch(version(release));
    List<@Nullable String> values = new ArrayList<>(TEXTS);
    values.add(null);
    for (String one : values) {
      for (String other : values) {
        if (reading.seen(text(one)).equals(reading.seen(text(other)))) {
          assertThat(loads(release, one))
              .as("%s and %s", one, other)
              .isEqualTo(loads(release, other));
        }
      }
    }
  }

  private static String flag(String release, String mode, @Nullable String value) {
    Script script =
        Script.of(
                """
                from flask.helpers import get_debug_flag
                result = get_debug_flag()
                """)
            .installed("flask", release)
            .variable("FLASK_ENV", mode);
    return (value == null ? script : script.variable("FLASK_DEBUG", value)).result();
  }

  private static int loads(String release, @Nullable String value) {
    Script script =
        Script.of("from flask import Flask\nFlask(__name__).run()\n")
            .file(".env", "A=1\n")
            .installed("flask", release)
            .installed("python-dotenv", "1.0.1");
    Script run = value == null ? script : script.variable("FLASK_SKIP_DOTENV", value);
    run.result();
    return run.effects(EnvFileLoaded.class).size();
  }
}

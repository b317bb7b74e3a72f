package io.github.flaskdebugguard.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LineChangesTest {
  @Test
  void aValueIsTurnedOffInItsOwnSpelling() {
    assertThat(flipped("a.env", "FLASK_DEBUG=1\r\nA=1\r\n", "FLASK_DEBUG=1"))
        .isEqualTo("FLASK_DEBUG=0\r\nA=1\r\n");
    assertThat(flipped("c.yml", "  FLASK_DEBUG: \"True\" # x\n", "FLASK_DEBUG: \"True\""))
        .isEqualTo("  FLASK_DEBUG: \"False\" # x\n");
    assertThat(flipped("c.yml", "  D: ${FLASK_DEBUG:-1}\n", "D: ${FLASK_DEBUG:-1}"))
        .isEqualTo("  D: ${FLASK_DEBUG:-0}\n");
    assertThat(flipped("a.ini", "env = FLASK_DEBUG=yes", "env = FLASK_DEBUG=yes"))
        .isEqualTo("env = FLASK_DEBUG=no");
  }

  @Test
  void aValueInsideAnotherWordIsLeft() {
    assertThat(changes("a.env", "DEBUG_1=x-1", "DEBUG_1=x-1", LineChanges::flips)).isEmpty();
    assertThat(changes("a.yml", "on: push", "on: push", LineChanges::flips)).isEmpty();
  }

  @Test
  void anOptionIsTakenOutOfACommand() {
    assertThat(without("Dockerfile", "CMD [\"gunicorn\", \"--reload\", \"a:b\"]\n", "\"--reload\""))
        .isEqualTo("CMD [\"gunicorn\", \"a:b\"]\n");
    assertThat(without("Dockerfile", "CMD [\"flask\", \"run\", \"--debug\"]\n", "--debug"))
        .isEqualTo("CMD [\"flask\", \"run\"]\n");
    assertThat(without("Procfile", "web: flask run --debug -p 1\n", "--debug"))
        .isEqualTo("web: flask run -p 1\n");
    assertThat(without("c.yml", "command:\n  - flask\n  - --debug\n  - run\n", "--debug"))
        .isEqualTo("command:\n  - flask\n  - run\n");
  }

  @Test
  void aLineOfALongCommandGoesWithItsContinuation() {
    assertThat(without("run.sh", "gunicorn \\\n  --reload \\\n  a:b\n", "--reload"))
        .isEqualTo("gunicorn \\\n  a:b\n");
    assertThat(without("run.sh", "gunicorn a:b \\\n  --reload\nnext\n", "--reload"))
        .isEqualTo("gunicorn a:b\nnext\n");
  }

  @Test
  void aSettingGoesWithItsLine() {
    assertThat(
            removed(
                "u.ini",
                "[uwsgi]\r\ncatch-exceptions = true\r\nx = 1\r\n",
                "catch-exceptions = true"))
        .isEqualTo("[uwsgi]\r\nx = 1\r\n");
    assertThat(removed("Dockerfile", "ENV FLASK_ENV=production\nCMD x\n", "FLASK_ENV=production"))
        .isEqualTo("CMD x\n");
    assertThat(removed("Dockerfile", "ENV A=1 FLASK_ENV=production\n", "FLASK_ENV=production"))
        .isEqualTo("ENV A=1\n");
    assertThat(removed("Dockerfile", "ENV FLASK_ENV=production A=1\n", "FLASK_ENV=production"))
        .isEqualTo("ENV A=1\n");
    assertThat(removed("Dockerfile", "ENV FLASK_ENV=x \\\n    A=1\n", "FLASK_ENV=x"))
        .isEqualTo("ENV A=1\n");
  }

  @Test
  void theOnlyEntryGoesWithItsKey() {
    String text = "web:\n  environment:\n    FLASK_ENV: production\n  ports: [1]\n";
    assertThat(removed("c.yml", text, "FLASK_ENV: production")).isEqualTo("web:\n  ports: [1]\n");
    String two = "web:\n  environment:\n    FLASK_ENV: production\n    A: 1\n";
    assertThat(removed("c.yml", two, "FLASK_ENV: production"))
        .isEqualTo("web:\n  environment:\n    A: 1\n");
    String list = "web:\n  environment:\n  - FLASK_ENV=production\n  - A=1\n";
    assertThat(removed("c.yml", list, "FLASK_ENV=production"))
        .isEqualTo("web:\n  environment:\n  - A=1\n");
  }

  private static String flipped(String path, String text, String part) {
    return applied(text, changes(path, text, part, LineChanges::flips));
  }

  private static String without(String path, String text, String part) {
    return applied(text, changes(path, text, part, LineChanges::withoutOption));
  }

  private static String removed(String path, String text, String part) {
    return applied(text, changes(path, text, part, LineChanges::withoutSetting));
  }

  private static List<Change> changes(
      String path, String text, String part, Function<LineChanges, List<Change>> kind) {
    int start = text.indexOf(part);
    assertThat(start).isNotNegative();
    return kind.apply(
        new LineChanges(new SourceFile(path, text), new Span(path, start, start + part.length())));
  }

  private static String applied(String text, List<Change> changes) {
    assertThat(changes).isNotEmpty();
    Finding.Edit edit = changes.getFirst().edits().getFirst();
    return text.substring(0, edit.span().start()) + edit.text() + text.substring(edit.span().end());
  }
}

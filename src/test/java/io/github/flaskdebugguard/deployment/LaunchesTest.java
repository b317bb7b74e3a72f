package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchesTest {
  private static final Span SPAN = new Span("Dockerfile", 0, 0);

  private static List<ProcessStart> resolve(
      Map<String, String> files, Environment environment, String... command) {
    List<Text> words = new ArrayList<>();
    for (String word : command) {
      words.add(new Text.Known(word, SPAN));
    }
    return Launches.resolve(
        new ProcessStart(words, "/app", environment, null, List.of()),
        new TextFiles("/app", files));
  }

  private static String shown(ProcessStart start) {
    return CommandLine.shown(start.arguments());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tini -g -- gunicorn app:app | gunicorn app:app
          dumb-init gosu app flask run | flask run
          bash -lc 'exec nohup nice -n 5 flask run' | flask run
          sudo -E -u app FLASK_DEBUG=1 flask run | flask run
          su -s /bin/sh app -c 'flask run' | flask run
          ./wait-for-it.sh db:5432 -t 60 -- flask run | flask run
          dockerize -wait tcp://db:5432 -timeout 60s flask run | flask run
          poetry run flask run | flask run
          uv run --no-dev gunicorn app:app | gunicorn app:app
          conda run -n web --no-capture-output python app.py | python app.py
          newrelic-admin run-program gunicorn app:app | gunicorn app:app
          opentelemetry-instrument --traces_exporter console flask run | flask run
          xvfb-run -a python app.py | python app.py
          timeout 60 ddtrace-run python app.py | python app.py
          bash ./wait-for-it.sh db:5432 -- flask run | flask run
          ./wait-for-it.sh db:5432 && flask run | flask run
          doppler run --project x -- flask run | flask run
          sleep 5 && flask run | flask run
          """)
  void wrappersLeadToWhatTheyStart(String line, String expected) {
    assertThat(resolve(Map.of(), Environment.EMPTY, "sh", "-c", line))
        .extracting(LaunchesTest::shown)
        .containsExactly(expected);
  }

  @Test
  void secretStoresMaySetAnything() {
    ProcessStart start =
        resolve(Map.of(), Environment.EMPTY, "chamber", "exec", "web", "--", "flask", "run")
            .getFirst();
    assertThat(start.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Unknown.class);
  }

  @Test
  void anUnknownConditionStartsBothAndNamesIt() {
    Environment environment =
        Environment.EMPTY.with("MODE", new Text.Unknown("comes from a secret", null, SPAN));
    List<ProcessStart> starts =
        resolve(
            Map.of(
                "entry.sh",
                "if [ \"$MODE\" = dev ]; then export FLASK_DEBUG=1; fi\nexec flask run\n"),
            environment,
            "sh",
            "entry.sh");
    assertThat(starts)
        .extracting(ProcessStart::condition)
        .containsExactlyInAnyOrder("[ \"$MODE\" = dev ]", "! [ \"$MODE\" = dev ]");
    assertThat(starts)
        .filteredOn(start -> String.valueOf(start.condition()).startsWith("["))
        .allSatisfy(
            start ->
                assertThat(start.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Known.class));
    assertThat(starts)
        .filteredOn(start -> String.valueOf(start.condition()).startsWith("!"))
        .allSatisfy(start -> assertThat(start.environment().get("FLASK_DEBUG")).isNull());
  }

  @Test
  void conditionsThatChangeNothingLeaveOneStart() {
    List<ProcessStart> starts =
        resolve(
            Map.of(
                "entry.sh",
                "if nc -z db 5432; then echo up; else sleep 3; fi\n"
                    + "until pg_isready; do sleep 1; done\n"
                    + "[ -n \"$(hostname)\" ] || exit 1\n"
                    + "exec flask run\n"),
            Environment.EMPTY,
            "sh",
            "entry.sh");
    assertThat(starts).hasSize(1);
    assertThat(starts.getFirst().condition()).isNull();
  }

  @Test
  void askingForAVariableThatNothingSetsIsNoted() {
    ProcessStart start =
        resolve(
                Map.of("entry.sh", "export FLASK_DEBUG=${DEBUG:-0}\nexec flask run\n"),
                Environment.EMPTY,
                "sh",
                "entry.sh")
            .getFirst();
    assertThat(start.absent()).extracting(ProcessStart.Absent::variable).contains("DEBUG");
  }

  @Test
  void theTrailNamesScriptsAndExportsWithTheirPlaces() {
    String script = "#!/bin/bash\nexport FLASK_DEBUG=1\npython app.py\n";
    ProcessStart start =
        resolve(Map.of("entry.sh", script), Environment.EMPTY, "./entry.sh").getFirst();
    assertThat(start.trail())
        .extracting(Fact::message)
        .containsExactly("runs entry.sh", "FLASK_DEBUG=\"1\" is exported");
    Span span = Objects.requireNonNull(start.environment().variable("FLASK_DEBUG")).span();
    assertThat(script.substring(span.start(), span.end())).isEqualTo("FLASK_DEBUG=1");
  }

  @Test
  void commandsWhoseWordIsUnknownStay() {
    Environment environment =
        Environment.EMPTY.with("CMD", new Text.Unknown("is given at deployment", "CMD", SPAN));
    assertThat(resolve(Map.of(), environment, "sh", "-c", "exec $CMD"))
        .singleElement()
        .satisfies(
            start -> assertThat(start.arguments().getFirst()).isInstanceOf(Text.Unknown.class));
  }

  @Test
  void endlessScriptsEndAndSayThatTheRestIsNotKnown() {
    List<ProcessStart> starts =
        resolve(
            Map.of("a.sh", "while true; do ./b.sh; done\n", "b.sh", "./a.sh\n"),
            Environment.EMPTY,
            "sh",
            "a.sh");
    assertThat(starts)
        .isNotEmpty()
        .allSatisfy(
            start -> assertThat(start.arguments().getFirst()).isInstanceOf(Text.Unknown.class));
  }

  @Test
  void manyUnknownConditionsDoNotMultiply() {
    StringBuilder script = new StringBuilder();
    Environment environment = Environment.EMPTY;
    for (int i = 0; i < 40; i++) {
      environment = environment.with("U" + i, new Text.Unknown("comes from outside", null, SPAN));
      script.append("[ \"$U").append(i).append("\" = 1 ] && export V").append(i).append("=1\n");
    }
    script.append("exec flask run\n");
    List<ProcessStart> starts =
        resolve(Map.of("a.sh", script.toString()), environment, "bash", "a.sh");
    assertThat(starts).hasSizeBetween(1, 48);
  }

  @Test
  void pipenvLoadsDotenvAndKnowsScripts() {
    Map<String, String> files =
        Map.of("Pipfile", "[scripts]\nweb = \"flask run --port 80\"\n", ".env", "FLASK_DEBUG=1\n");
    ProcessStart start = resolve(files, Environment.EMPTY, "pipenv", "run", "web").getFirst();
    assertThat(shown(start)).isEqualTo("flask run --port 80");
    assertThat(start.environment().get("FLASK_DEBUG")).isInstanceOf(Text.Known.class);
  }
}

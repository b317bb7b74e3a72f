package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionsTest {
  private static final String IGNORE = "flask-debug-guard: ignore[debugger-in-production] a lab";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final String APP =
      "from flask import Flask\napp = Flask(__name__)\n%sapp.run(\"0.0.0.0\", debug=True)%s\n";

  /** The comment stands where @ is; the number is the line that it speaks of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.py | # @~x = 1 | 2",
        "app.py | x = 1  # @ | 1",
        "app.py | x = 1# @ | 0",
        "app.py | x = '# @' | 0",
        "app.py | # @~# and more~~x = 1 | 3",
        "app.py | ; @~x = 1 | 0",
        "compose.yaml | a: b # @ | 1",
        "compose.yaml | a: b#@ | 0",
        "chart/templates/web.yaml | {{- /* @ */}}~a: b | 2",
        "playbook.yml | {# @ #}~a: b | 2",
        "Dockerfile | # @~ENV A=1 | 2",
        "Dockerfile | ENV A=1 # @ | 0",
        "web.Dockerfile | # @~ENV A=1 | 2",
        ".env | # @~A=1 | 2",
        ".env.production | A=1 # @ | 0",
        "Procfile | # @~web: x | 2",
        "supervisord.conf | ; @~[program:x] | 2",
        "uwsgi.ini | ; @~[uwsgi] | 2",
        "web.service | # @~[Unit] | 2",
        "main.tf | a = 1 // @ | 1",
        "main.tf | /* @ */~a = 1 | 2",
        "main.bicep | // @~param a string | 2",
        "web.config | <!-- @ -->~<a/> | 2",
        "web.config | <a/><!-- @ --> | 1",
        "nginx.conf.j2 | {# @ #}~a b; | 2",
        "nginx.conf.j2 | # @~a b; | 2",
        "start | #!/bin/sh~# @~x | 3",
        "start.bat | rem @~x | 2",
        "setup.toml | a = 1 # @ | 1",
        "app.json | // @~{} | 0",
        "README.md | # @~x | 0",
        "README.rst | # @~x | 0",
      })
  void eachFormatHasItsOwnComments(String path, String text, int line) {
    String content = text.replace("@", IGNORE).replace("~", "\n") + "\n";
    InMemoryRepository repository = new InMemoryRepository(Map.of(path, content));
    ExceptionComments comments =
        ExceptionComments.in(repository, ExceptionComments.candidates(repository), List.of());
    assertThat(comments.faults()).isEmpty();
    if (line == 0) {
      assertThat(comments.acceptances()).isEmpty();
    } else {
      assertThat(comments.acceptances()).hasSize(1);
      Acceptance one = comments.acceptances().getFirst();
      assertThat(one.reason()).isEqualTo("a lab");
      assertThat(((Acceptance.Scope.Line) one.scope()).line()).isEqualTo(line);
    }
  }

  @Test
  void theCommentSaysWhoAndUntilWhen() {
    IgnoreText text =
        IgnoreText.parse(
            " ignore[debugger-in-production , environment-drift] - see SEC-12 by=ada"
                + " until=2027-03-31 -->");
    assertThat(text)
        .isEqualTo(
            new IgnoreText(
                List.of("debugger-in-production", "environment-drift"),
                "see SEC-12",
                "ada",
                LocalDate.of(2027, 3, 31),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignore[debugger-in-production] | It states no reason.",
        "ignore[debugger-in-production] -- | It states no reason.",
        "ignore[debugger-in-production until=2027-01-01 | Its list of rules has no end",
        "ignore[] because | It names no rule.",
        "ignore[debuger-in-production] because | did you mean debugger-in-production?",
        "ignore[*] because | There is no rule '*' to accept",
        "ignore[exception-without-effect] because | There is no rule",
        "ignore[debugger-in-production] because until=tomorrow | until= is followed by no day",
        "ignore debugger-in-production because | It is not of the form",
        "Ignore[debugger-in-production] because | It is not of the form",
        "disable=debugger-in-production | It is not of the form",
      })
  void whatHasNoEffectIsTold(String text, String fault) {
    IgnoreText parsed = Objects.requireNonNull(IgnoreText.parse(" " + text));
    assertThat(parsed.counts()).isFalse();
    assertThat(parsed.faults()).anyMatch(each -> each.contains(fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {" runs on every change", " https://example.org", ""})
  void otherCommentsThatNameTheToolAreNone(String text) {
    assertThat(IgnoreText.parse(text)).isNull();
  }

  @Test
  void aFindingOfSeveralDeploymentsIsAcceptedForTheOneThatIsNamed() {
    Map<String, String> files = new TreeMap<>(files("", ""));
    files.put("docker-compose.yml", "services:\n  lab:\n    build: .\n  shop:\n    build: .\n");
    ScanResult result =
        scan(files, new ExceptionOptions(true, List.of(entry("*#lab", null)), TODAY, null));
    assertThat(open(result))
        .containsExactly("compose:docker-compose.yml#shop", "dockerfile:Dockerfile#final");
    assertThat(result.accepted())
        .extracting(each -> each.finding().deployments())
        .containsExactly(List.of("compose:docker-compose.yml#lab"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24,false,false",
    "2026-11-25,true,true",
    "2026-12-02,true,true",
    "2026-12-03,true,false"
  })
  void anExceptionEndsAfterItsLastDayAndSaysSoTheWeekBefore(
      String until, boolean accepted, boolean warned) {
    ScanResult result = scan(files("# " + IGNORE + " until=" + until + "\n", ""), options(null));
    assertThat(result.accepted()).hasSize(accepted ? 1 : 0);
    assertThat(open(result).isEmpty()).isEqualTo(accepted);
    assertThat(result.problems().stream().map(Problem::message))
        .filteredOn(message -> message.contains("ends on " + until))
        .hasSize(warned ? 1 : 0);
    assertThat(faults(result)).hasSize(accepted ? 0 : 1);
    assertThat(result.problems()).noneMatch(Problem::matters);
  }

  @Test
  void withoutIgnoresEverythingCountsAndNothingIsUnused() {
    Map<String, String> files = files("# " + IGNORE + "\n", "");
    ScanResult result = scan(files, new ExceptionOptions(false, List.of(), TODAY, null));
    assertThat(open(result)).isNotEmpty();
    assertThat(result.accepted()).isEmpty();
    assertThat(faults(result)).isEmpty();
    assertThat(result.problems()).anyMatch(problem -> problem.message().contains("--no-ignores"));
  }

  @Test
  void aCommentCountsInAChangeUnderReviewOnlyIfTheStateBeforeHasIt() {
    Map<String, String> files = files("# " + IGNORE + "\n", "");
    ScanResult before = scan(files, options(null));
    assertThat(before.exceptions()).hasSize(1);
    assertThat(open(scan(files, options(before.exceptions())))).isEmpty();
    assertThat(open(scan(files, options(List.of())))).isNotEmpty();
    assertThat(faults(scan(files, options(List.of())))).isEmpty();

    Map<String, String> moved = files("# some lines\n\n# " + IGNORE + "\n", "");
    assertThat(open(scan(moved, options(before.exceptions())))).isEmpty();
    Map<String, String> longer = files("# " + IGNORE + " until=2027-01-01\n", "");
    assertThat(open(scan(longer, options(before.exceptions())))).isEmpty();
    ScanResult limited = scan(longer, options(null));
    assertThat(open(scan(files, options(limited.exceptions())))).isNotEmpty();
    Map<String, String> copied =
        files("# " + IGNORE + "\napp.run(\"0.0.0.0\", debug=True)\n# " + IGNORE + "\n", "");
    assertThat(scan(copied, options(before.exceptions())).exceptions()).hasSize(2);
  }

  @Test
  void anotherLineBelowAKnownCommentIsNotAccepted() {
    ScanResult before = scan(files("# " + IGNORE + "\nx = 1\n", ""), options(null));
    Map<String, String> after = files("# " + IGNORE + "\n", "");
    assertThat(open(scan(after, options(before.exceptions())))).isNotEmpty();
  }

  @Test
  void aRuleThatIsOffLeavesItsExceptionsAlone() {
    Map<String, String> files =
        files("# flask-debug-guard: ignore[debug-off-not-explicit] a lab\n", "");
    assertThat(faults(scan(files, options(null)))).isEmpty();
  }

  @Test
  void whatIsRunFromAnIgnoredPathStillCounts() {
    Scan.Options plain = Scan.Options.DEFAULT;
    Scan.Options options =
        new Scan.Options(
            List.of(),
            List.of(),
            Duration.ofSeconds(60),
            Levels.DEFAULT,
            List.of("app.py", "no"),
            plain.exceptions(),
            "");
    ScanResult result =
        Scan.run(new InMemoryRepository(files("", "")), options, Scan.Listener.NONE);
    assertThat(open(result)).containsExactly("dockerfile:Dockerfile#final");
    assertThat(result.problems())
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("no: there"));
    Map<String, String> script = Map.of("app.py", files("", "").getOrDefault("app.py", ""));
    assertThat(Scan.run(new InMemoryRepository(script), options, Scan.Listener.NONE).verdicts())
        .isEmpty();
  }

  private static Map<String, String> files(String above, String behind) {
    return Map.of(
        "app.py",
        APP.formatted(above, behind),
        "Dockerfile",
        "FROM python:3.12-slim\nRUN pip install flask\nCOPY . .\nCMD [\"python\", \"app.py\"]\n");
  }

  private static ExceptionOptions options(@Nullable List<Acceptance> trusted) {
    return new ExceptionOptions(true, List.of(), TODAY, trusted);
  }

  private static Acceptance entry(String deployment, @Nullable String path) {
    return new Acceptance(
        new Acceptance.Scope.Entry(new DeploymentPattern(deployment), path),
        List.of("debugger-in-production"),
        "a lab",
        null,
        null,
        new Span(".flask-debug-guard.yml", 0, 0));
  }

  private static ScanResult scan(Map<String, String> files, ExceptionOptions exceptions) {
    return Scan.run(
        new InMemoryRepository(files), Scan.Options.DEFAULT.with(exceptions), Scan.Listener.NONE);
  }

  /** {@return the deployments for which the debugger counts} */
  private static List<String> open(ScanResult result) {
    return result.findings().stream()
        .filter(finding -> finding.rule().id().equals("debugger-in-production"))
        .flatMap(finding -> finding.deployments().stream())
        .toList();
  }

  private static List<Finding> faults(ScanResult result) {
    return result.findings().stream()
        .filter(finding -> finding.rule().id().equals("exception-without-effect"))
        .toList();
  }
}

package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Exposure;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Launchers;
import io.github.flaskdebugguard.python.Trees;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one deployment showed tells what another does that starts alike, and only then. */
class AlikeStartsTest {
  /** Dear enough to be remembered. */
  private static final String APP =
      """
      import os
      from flask import Flask
      import settings
      app = Flask(__name__)
      for i in range(900):
          app.config["KEY%d" % i] = i
      app.debug = os.environ.get("MODE") == "dev"
      """;

  private final AlikeStarts alike = new AlikeStarts();
  private final Trees trees = new Trees();

  /** One deployment of the app. */
  private final class Deployed {
    private final InMemoryRepository repository;
    private final Deployment deployment;

    Deployed(String file, Map<String, String> environment, Map<String, String> changed) {
      Map<String, String> files = new LinkedHashMap<>();
      files.put("app.py", APP);
      files.put("settings.py", "LEVEL = 1\n");
      files.put("unread.py", "x = 1\n");
      files.put(file, "web\n");
      files.putAll(changed);
      this.repository = new InMemoryRepository(files);
      Span place = new Span(file, 0, 3);
      Environment set = Environment.EMPTY;
      for (Map.Entry<String, String> each : environment.entrySet()) {
        set = set.with(each.getKey(), new Text.Known(each.getValue(), place));
      }
      List<Text> words =
          List.of(new Text.Known("gunicorn", place), new Text.Known("app:app", place));
      this.deployment =
          new Deployment(
              "procfile:" + file + "#web",
              "procfile",
              Role.PRODUCTION,
              "a test",
              place,
              "gunicorn app:app",
              List.of(new ProcessStart(words, "/app", set, null, List.of())),
              repository.mountedAt("/app"),
              Exposure.NONE,
              Packages.UNKNOWN);
    }

    private Evaluations.Process process(Evaluations evaluations) {
      ProcessStart start = deployment.starts().getFirst();
      Launch launch = Objects.requireNonNull(Launchers.of(start, deployment.files()));
      return evaluations.of(deployment, start, launch);
    }

    private Environment environment() {
      return deployment.starts().getFirst().environment();
    }

    void judged() {
      Evaluations evaluations = new Evaluations(trees, alike);
      process(evaluations).run(environment(), Set.of());
      evaluations.share();
    }

    boolean isKnown() {
      return process(new Evaluations(trees, alike)).recalled(environment()) != null;
    }
  }

  private Deployed deployed(String file, Map<String, String> environment) {
    return new Deployed(file, environment, Map.of());
  }

  @Test
  void anotherFileWithOtherVariablesThatNothingAsksForIsAlike() {
    deployed("one.yml", Map.of("MODE", "prod", "NAME", "one")).judged();
    assertThat(deployed("two.yml", Map.of("MODE", "prod", "NAME", "two")).isKnown()).isTrue();
  }

  @Test
  void aVariableThatTheCodeAsksForIsToldApart() {
    deployed("one.yml", Map.of("MODE", "prod")).judged();
    assertThat(deployed("two.yml", Map.of("MODE", "dev")).isKnown()).isFalse();
    assertThat(deployed("two.yml", Map.of()).isKnown()).isFalse();
  }

  @Test
  void aFileThatTheCodeReadsIsToldApart() {
    deployed("one.yml", Map.of()).judged();
    Map<String, String> unread = Map.of("unread.py", "x = 2\n");
    assertThat(new Deployed("two.yml", Map.of(), unread).isKnown()).isTrue();
    Map<String, String> read = Map.of("settings.py", "LEVEL = 2\n");
    assertThat(new Deployed("two.yml", Map.of(), read).isKnown()).isFalse();
    Map<String, String> before = Map.of("settings/__init__.py", "LEVEL = 1\n");
    assertThat(new Deployed("two.yml", Map.of(), before).isKnown()).isFalse();
  }

  @Test
  void onlySoManyAreLookedThrough() {
    for (int i = 0; i < 20; i++) {
      new Deployed("one.yml", Map.of(), Map.of("settings.py", "LEVEL = " + i + "\n")).judged();
    }
    Map<String, String> first = Map.of("settings.py", "LEVEL = 0\n");
    assertThat(new Deployed("two.yml", Map.of(), first).isKnown()).isTrue();
    Map<String, String> last = Map.of("settings.py", "LEVEL = 19\n");
    assertThat(new Deployed("two.yml", Map.of(), last).isKnown()).isFalse();
  }

  @Test
  void theVerdictsOfDeploymentsAreThoseThatEachHasAlone() {
    Deployed one = deployed("one.yml", Map.of("NAME", "one"));
    Deployed two = deployed("two.yml", Map.of("NAME", "two"));
    Judge both = new Judge(one.repository, new Judge.Options(List.of()));
    both.judge(one.deployment);
    Judge alone = new Judge(two.repository, new Judge.Options(List.of()));
    assertThat(both.judge(two.deployment).toString())
        .isEqualTo(alone.judge(two.deployment).toString())
        .contains("MODE");
  }
}

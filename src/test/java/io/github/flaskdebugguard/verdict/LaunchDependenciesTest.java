package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Exposure;
import io.github.flaskdebugguard.deployment.Launches;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variables for which start scripts ask. */
class LaunchDependenciesTest {
  private static final Span PLACE = new Span("Dockerfile", 0, 5);
  private static final String APP =
      "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
          + "if 'MODE' in os.environ:\n    app.debug = os.getenv('MODE') == 'x'\n";

  private static List<Verdict> judged(String script, Judge.Assumption... assumptions) {
    InMemoryRepository repository =
        new InMemoryRepository(Map.of("app.py", APP, "start.sh", script, "Dockerfile", "FROM x\n"));
    FileView files = repository.mountedAt("/app");
    List<Text> words = List.of(new Text.Known("sh", PLACE), new Text.Known("start.sh", PLACE));
    ProcessStart start = new ProcessStart(words, "/app", Environment.EMPTY, null, List.of());
    Deployment deployment =
        new Deployment(
            "dockerfile:Dockerfile#final",
            "dockerfile",
            Role.PRODUCTION,
            "a test",
            PLACE,
            "sh start.sh",
            Launches.resolve(start, files),
            files,
            Exposure.NONE,
            Packages.UNKNOWN);
    return new Judge(repository, new Judge.Options(List.of(assumptions))).judge(deployment);
  }

  private static String told(Verdict verdict, String variable) {
    return verdict.dependsOn().stream()
        .filter(each -> each.variable().equals(variable))
        .map(each -> each.whenUnset().word() + ", then " + each.description())
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void aVariableThatChoosesTheServerIsTold() {
    Verdict verdict =
        judged(
                "if [ \"$APP_ENV\" = development ]; then\n  exec flask run --debug\nfi\n"
                    + "exec gunicorn app:app\n")
            .getFirst();
    assertThat(verdict.debug()).isEqualTo(State.OFF);
    assertThat(told(verdict, "APP_ENV")).isEqualTo("off, then on for \"development\"");
  }

  @Test
  void theCasesOfAVariableAreItsValues() {
    Verdict verdict =
        judged(
                "case \"$STAGE\" in\n  dev|local) exec flask run --debug ;;\n"
                    + "  *) exec gunicorn app:app ;;\nesac\n")
            .getFirst();
    assertThat(told(verdict, "STAGE")).isEqualTo("off, then on for \"dev\" and \"local\"");
  }

  @Test
  void aVariableThatBecomesAnotherIsTold() {
    Verdict verdict =
        judged("export FLASK_DEBUG=${DEBUG_MODE:-0}\nexec gunicorn app:app\n").getFirst();
    assertThat(told(verdict, "DEBUG_MODE"))
        .isEqualTo("off, then on for any text but \"0\", \"false\", \"no\" and empty");
  }

  @Test
  void aVariableThatOnlyTheCodeAsksForIsToldOnce() {
    Verdict verdict = judged("exec gunicorn ${OPTIONS:-} app:app\n").getFirst();
    assertThat(told(verdict, "OPTIONS")).isEqualTo("nothing");
    assertThat(told(verdict, "MODE")).isEqualTo("off, then on for \"x\"");
  }

  @Test
  void whatTheUserAssumesReachesTheScripts() {
    String script = "[ -n \"$DEV\" ] && exec flask run --debug\nexec gunicorn app:app\n";
    assertThat(judged(script).getFirst().debugger()).isEqualTo(State.OFF);
    assertThat(judged(script, new Judge.Assumption(null, "DEV", "1")).getFirst().debugger())
        .isEqualTo(State.ON);
  }
}

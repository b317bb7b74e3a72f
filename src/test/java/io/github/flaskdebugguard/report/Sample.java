package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Exposure;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Accepted;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fixed scan result with a bit of everything, hostile names included. */
final class Sample {
  static final String HOSTILE = "odd/::error::x ##[group]\u202e\u001b[31m\r.py";

  private static final Map<String, String> TEXTS =
      Map.of(
          "compose.yaml",
          "services:\n"
              + "  web:\n"
              + "    build: .\n"
              + "    environment:\n"
              + "      FLASK_DEBUG: \"1\"\n"
              + "    ports: [\"80:5000\"]\n",
          "Dockerfile",
          "FROM python:3.12-slim\nCOPY . .\nCMD [\"python\", \"run.py\"]\n",
          "run.py",
          "from shop import app\r\n\r\n"
              + "if __name__ == \"__main__\":\r\n"
              + "\tapp.run(\"0.0.0.0\", debug=bool(\"\ud83d\ude00 no\"))\r\n",
          "Procfile",
          "web: gunicorn run:app\n",
          HOSTILE,
          "app.run(debug=True)  # " + "x".repeat(300) + "\n");

  private Sample() {}

  static Repository repository() {
    return new InMemoryRepository(TEXTS);
  }

  /** {@return the span of the first place of a text in a file} */
  static Span span(String path, String text) {
    SourceFile file = Objects.requireNonNull(repository().read(path));
    int start = file.text().indexOf(text);
    if (start < 0) {
      throw new IllegalArgumentException(text + " is not in " + path);
    }
    return new Span(path, start, start + text.length());
  }

  static ScanResult result() {
    Span flag = span("compose.yaml", "FLASK_DEBUG: \"1\"");
    Span bool = span("run.py", "bool(\"\ud83d\ude00 no\")");
    Verdict web =
        verdict(
            "compose:compose.yaml#web",
            Role.PRODUCTION,
            span("compose.yaml", "web:"),
            "python run.py",
            State.ON,
            State.ON,
            flag,
            List.of(
                new Fact(flag, "FLASK_DEBUG=\"1\" sets the environment of web", true),
                new Fact(span("Dockerfile", "CMD [\"python\", \"run.py\"]"), "starts run.py", true),
                new Fact(bool, "debug is overruled by FLASK_DEBUG", false)));
    Verdict worker =
        verdict(
            "procfile:Procfile#web",
            Role.UNKNOWN,
            span("Procfile", "gunicorn run:app"),
            "gunicorn run:app",
            State.OFF,
            State.OFF,
            span("Procfile", "gunicorn run:app"),
            List.of());
    Verdict odd =
        verdict(
            "python:" + HOSTILE + "#main",
            Role.UNKNOWN,
            new Span(HOSTILE, 0, 19),
            "python " + HOSTILE,
            State.UNKNOWN,
            State.UNKNOWN,
            new Span(HOSTILE, 0, 19),
            List.of());
    return new ScanResult(
        new Repository.Source("shop", "0123456789012345678901234567890123456789", "main"),
        List.of(web, worker, odd),
        List.of(
            finding("debugger-in-production", flag, List.of("compose:compose.yaml#web"), web),
            finding("debug-value-always-true", bool, List.of("compose:compose.yaml#web"), web),
            finding(
                "debug-state-unknown",
                new Span(HOSTILE, 0, 19),
                List.of("python:" + HOSTILE + "#main"),
                odd)),
        List.of(
            new Problem(HOSTILE, new Span(HOSTILE, 0, 3), "not read: [x](javascript:y)", true),
            new Problem("", null, "a remark\n::error::about all", false)),
        5,
        42,
        List.of(
            accepted(
                finding("reloader-in-production", flag, List.of("compose:compose.yaml#web"), web))),
        List.of(),
        ".flask-debug-guard.yml");
  }

  private static Accepted accepted(Finding finding) {
    return new Accepted(
        finding,
        new Acceptance(
            new Acceptance.Scope.Line("compose.yaml", 5, "FLASK_DEBUG:\"1\""),
            List.of("reloader-in-production"),
            "a lab | <b>without</b> network\n::error::x ##[group]",
            "ada",
            LocalDate.of(2027, 3, 31),
            span("compose.yaml", "build: .")));
  }

  private static Finding finding(String rule, Span span, List<String> ids, Verdict verdict) {
    RuleInfo info = Objects.requireNonNull(Rules.info(rule));
    List<Finding.Related> related =
        verdict.trail().stream()
            .filter(Fact::decides)
            .map(fact -> new Finding.Related(fact.span(), fact.message()))
            .toList();
    return new Finding(
        info,
        info.level(),
        span,
        "Something about " + ids.getFirst() + " is wrong.",
        "Change it.",
        ids,
        related,
        null);
  }

  private static Verdict verdict(
      String id,
      Role role,
      Span place,
      String command,
      State debug,
      State debugger,
      Span deciding,
      List<Fact> trail) {
    return new Verdict(
        new Deployment(
            id,
            id.substring(0, id.indexOf(':')),
            role,
            "a reason",
            place,
            command,
            List.of(),
            new NoFiles(),
            new Exposure(null, List.of("80:5000")),
            Packages.UNKNOWN),
        "app.run",
        debug == State.UNKNOWN ? null : "run.py",
        "assumed 3.1",
        debug,
        debugger,
        State.OFF,
        debug,
        State.ON,
        debug == State.UNKNOWN ? "DEBUG is set outside the repository" : "",
        List.of(new Dependency("DEBUG", State.OFF, State.ON, "on for any text", null)),
        trail,
        deciding,
        false,
        List.of());
  }

  /** Reports read the repository, not the files of a deployment. */
  private static final class NoFiles implements FileView {
    @Override
    public Presence presence(String absolutePath) {
      return Presence.ABSENT;
    }

    @Override
    public @Nullable SourceFile read(String absolutePath) {
      return null;
    }

    @Override
    public List<String> list(String absolutePath) {
      return List.of();
    }

    @Override
    public @Nullable String pathOf(String repositoryPath) {
      return null;
    }
  }
}

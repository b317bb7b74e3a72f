package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Exposure;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.report.Reports;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scan result in which one text stands wherever text of a repository can stand. */
public final class HostileResult {
  /** Messages end at this length already in the rules. */
  private static final int MESSAGE = 1_000;

  private final String text;
  private final Span place;

  private HostileResult(String text) {
    this.text = text.isEmpty() ? "x" : text;
    this.place = new Span(this.text, this.text.length() / 3, this.text.length() * 2 / 3);
  }

  /** {@return reports of it; its one file holds the text too, and has it as its path} */
  public static Reports reports(String text) {
    HostileResult result = new HostileResult(text);
    return new Reports(result.result(), "1.2.3", result::source)
        .since(result.text, result.result(), result::source, List.of("+" + result.text), false);
  }

  private @Nullable SourceFile source(String path) {
    return path.equals(text) ? new SourceFile(path, text) : null;
  }

  private ScanResult result() {
    Acceptance acceptance =
        new Acceptance(
            new Acceptance.Scope.Line(text, 1, text),
            List.of("reloader-in-production"),
            text,
            text,
            null,
            place);
    Verdict verdict = verdict();
    return new ScanResult(
        new Repository.Source(text, text, text),
        List.of(verdict),
        List.of(finding("debugger-in-production"), finding("debug-off-not-explicit")),
        List.of(new Problem(text, place, text, true), new Problem("", null, text, false)),
        1,
        1,
        List.of(new Accepted(finding("reloader-in-production"), acceptance)),
        List.of(acceptance),
        text);
  }

  private Finding finding(String rule) {
    RuleInfo info = Objects.requireNonNull(Rules.info(rule));
    String message = text.substring(0, Math.min(text.length(), MESSAGE));
    return new Finding(
        info,
        info.level(),
        place,
        message,
        message,
        List.of(text),
        List.of(new Finding.Related(place, message)),
        new Finding.Fix(message, List.of(new Finding.Edit(place, text))));
  }

  private Verdict verdict() {
    Deployment deployment =
        new Deployment(
            text,
            text,
            Role.PRODUCTION,
            text,
            place,
            text,
            List.of(),
            new InMemoryRepository(Map.of()).mountedAt("/"),
            new Exposure(text, List.of(text)),
            Packages.UNKNOWN);
    return new Verdict(
        deployment,
        text,
        text,
        text,
        State.ON,
        State.ON,
        State.UNKNOWN,
        State.OFF,
        State.ON,
        text,
        List.of(new Dependency(text, State.OFF, State.ON, text, place)),
        List.of(new Fact(place, text, true), new Fact(place, text, false)),
        place,
        false,
        List.of());
  }
}

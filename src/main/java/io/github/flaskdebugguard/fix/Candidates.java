package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The changes that may make a finding go away, the most fitting first. Only changes that are right
 * whatever the app is for: what needs a decision of people gets none.
 */
final class Candidates {
  private static final int MAX = 12;

  private final Repository repository;
  private final List<Finding> all;

  /**
   * @param all findings of the scan: text that is taken as truth is what another finding rests on
   */
  Candidates(Repository repository, List<Finding> all) {
    this.repository = repository;
    this.all = all;
  }

  List<Change> of(Finding finding) {
    Set<Change> found = new LinkedHashSet<>();
    switch (finding.rule().id()) {
      case "debugger-in-production",
          "debug-mode-in-production",
          "debug-on-by-default",
          "debug-run-entry-point",
          "environment-drift" ->
          debug(finding, found);
      case "debug-value-always-true" ->
          at(finding.span(), python -> found.addAll(python.parsed()), line -> {});
      case "reloader-in-production" ->
          at(
              finding.span(),
              python -> found.addAll(python.flips()),
              line -> {
                found.addAll(line.withoutOption());
                found.addAll(line.withoutSetting());
                found.addAll(line.flips());
              });
      case "debugger-pin-disabled" ->
          at(
              finding.span(),
              python -> found.addAll(python.pins()),
              line -> found.addAll(line.withoutSetting()));
      case "setting-without-effect" ->
          at(
              finding.span(),
              python -> found.addAll(python.withoutAssignment()),
              line -> found.addAll(line.withoutSetting()));
      case "traceback-to-client" -> leak(finding, found);
      default -> {}
    }
    return found.stream().limit(MAX).toList();
  }

  private void debug(Finding finding, Set<Change> into) {
    for (Finding other : all) {
      boolean same = other.deployments().stream().anyMatch(finding.deployments()::contains);
      if (other.rule().id().equals("debug-value-always-true") && same) {
        at(other.span(), python -> into.addAll(python.parsed()), line -> {});
      }
    }
    turnOff(finding.span(), into);
    for (Finding.Related place : finding.related().reversed()) {
      if (!place.span().equals(finding.span())) {
        turnOff(place.span(), into);
      }
    }
  }

  private void turnOff(Span span, Set<Change> into) {
    at(
        span,
        python -> {
          into.addAll(python.parsedDefaults());
          into.addAll(python.flips());
        },
        line -> {
          into.addAll(line.withoutOption());
          into.addAll(line.flips());
          into.addAll(line.zeros());
        });
  }

  private void leak(Finding finding, Set<Change> into) {
    at(
        finding.span(),
        python -> into.addAll(python.flips()),
        line -> {
          into.addAll(line.withoutOption());
          into.addAll(line.withoutSetting());
          into.addAll(line.flips());
        });
    for (Finding.Related place : finding.related().reversed()) {
      at(place.span(), python -> into.addAll(python.flips()), line -> {});
    }
  }

  private void at(Span span, Consumer<PythonChanges> inPython, Consumer<LineChanges> elsewhere) {
    SourceFile file = span.path().isEmpty() ? null : repository.read(span.path());
    if (file == null || !file.path().equals(span.path()) || span.end() > file.text().length()) {
      return;
    }
    if (file.path().toLowerCase(Locale.ROOT).endsWith(".py")) {
      inPython.accept(new PythonChanges(file, span));
    } else {
      elsewhere.accept(new LineChanges(file, span));
    }
  }
}

package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Accepted;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the offsets of a scan result into lines and columns. */
final class Places {
  private final Function<String, @Nullable SourceFile> sources;
  private final Map<String, AtomicInteger> occurrences = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();

  /**
   * A line with findings of one rule, which may be many of a long line.
   *
   * @param count of the findings so far on lines with this text
   */
  private record Line(String hash, AtomicInteger count) {}

  private Places(Function<String, @Nullable SourceFile> sources) {
    this.sources = sources;
  }

  static Report report(
      ScanResult result, String version, Function<String, @Nullable SourceFile> sources) {
    Places places = new Places(sources);
    List<Report.Row> rows = new ArrayList<>();
    for (Verdict verdict : result.verdicts()) {
      rows.add(places.row(verdict));
    }
    List<Report.Alert> alerts = new ArrayList<>();
    for (Finding finding : result.findings()) {
      alerts.add(places.alert(finding));
    }
    List<Report.Trouble> problems = new ArrayList<>();
    for (Problem problem : result.problems()) {
      Span span = problem.span();
      problems.add(
          new Report.Trouble(
              problem.path(),
              span == null ? 0 : places.locate(span).line(),
              problem.message(),
              problem.matters()));
    }
    List<Report.Granted> accepted = new ArrayList<>();
    for (Accepted each : result.accepted()) {
      accepted.add(new Report.Granted(places.alert(each.finding()), places.approval(each.by())));
    }
    return new Report(
        version,
        result.source(),
        rows,
        alerts,
        problems,
        result.files(),
        result.millis(),
        accepted,
        result.configuration(),
        null);
  }

  /** {@return the decisions that a change adds or lets accept more than before} */
  static List<Since.Exempt> exempt(
      ScanResult before, ScanResult after, Function<String, @Nullable SourceFile> sources) {
    Places places = new Places(sources);
    List<Acceptance> known = new ArrayList<>(before.exceptions());
    List<Acceptance> left = new ArrayList<>();
    List<Since.Exempt> exempt = new ArrayList<>();
    for (Acceptance acceptance : after.exceptions()) {
      Acceptance same = take(known, acceptance::isWithin);
      if (same == null) {
        left.add(acceptance);
      } else if (!covered(before, same).containsAll(covered(after, acceptance))) {
        exempt.add(new Since.Exempt("widened", places.approval(acceptance)));
      }
    }
    for (Acceptance acceptance : left) {
      boolean widened = take(known, acceptance::meets) != null;
      exempt.add(new Since.Exempt(widened ? "widened" : "added", places.approval(acceptance)));
    }
    return exempt;
  }

  /** One that was there before explains one only. */
  private static @Nullable Acceptance take(List<Acceptance> known, Predicate<Acceptance> same) {
    for (int i = 0; i < known.size(); i++) {
      if (same.test(known.get(i))) {
        return known.remove(i);
      }
    }
    return null;
  }

  /** {@return the rules and deployments that a decision accepts} */
  private static Set<String> covered(ScanResult result, Acceptance acceptance) {
    Set<String> covered = new HashSet<>();
    for (Accepted each : result.accepted()) {
      if (each.by().equals(acceptance)) {
        String rule = each.finding().rule().id();
        covered.add(rule);
        each.finding().deployments().forEach(id -> covered.add(rule + "\n" + id));
      }
    }
    return covered;
  }

  private Report.Approval approval(Acceptance acceptance) {
    return new Report.Approval(
        acceptance.rules(),
        acceptance.isComment(),
        acceptance.reason(),
        acceptance.by(),
        acceptance.until() == null ? null : acceptance.until().toString(),
        locate(acceptance.place()));
  }

  private Report.Row row(Verdict verdict) {
    Deployment deployment = verdict.deployment();
    List<Report.Step> trail = new ArrayList<>();
    for (Fact fact : verdict.trail()) {
      trail.add(new Report.Step(locate(fact.span()), fact.message(), fact.decides()));
    }
    return new Report.Row(
        deployment.id(),
        deployment.kind(),
        deployment.role().name().toLowerCase(Locale.ROOT),
        deployment.roleReason(),
        locate(deployment.place()),
        deployment.command(),
        verdict.server(),
        verdict.entryPoint(),
        verdict.flaskVersion(),
        verdict.debug(),
        verdict.debugger(),
        verdict.leak(),
        verdict.reloader(),
        verdict.starts(),
        verdict.reason(),
        deployment.exposure().bind(),
        deployment.exposure().ports(),
        verdict.dependsOn(),
        trail);
  }

  private Report.Alert alert(Finding finding) {
    List<Report.Note> related = new ArrayList<>();
    for (Finding.Related place : finding.related()) {
      related.add(new Report.Note(locate(place.span()), place.message()));
    }
    Location place = locate(finding.span());
    return new Report.Alert(
        finding.rule().id(),
        finding.level(),
        finding.rule().securitySeverity(),
        place,
        finding.message(),
        finding.advice(),
        finding.deployments(),
        fingerprint(finding.rule().id(), place),
        related,
        finding.fix());
  }

  /** The file of a span that a deployment made up (a default, an image) may not be readable. */
  private Location locate(Span span) {
    SourceFile file = sources.apply(span.path());
    return file == null ? new Location(span.path(), 1, 1, 1, 1) : file.locate(span);
  }

  /** {@return a text that stays the same when lines are added elsewhere or blanks change} */
  private String fingerprint(String rule, Location place) {
    Line line =
        lines.computeIfAbsent(
            rule + "\n" + place.path() + "\n" + place.line(), key -> line(rule, place));
    return line.hash() + ":" + line.count().incrementAndGet();
  }

  private Line line(String rule, Location place) {
    SourceFile file = sources.apply(place.path());
    StringBuilder text = new StringBuilder(rule).append('\n').append(place.path()).append('\n');
    if (file != null && place.line() <= file.lineCount()) {
      String line = file.line(place.line());
      for (int i = 0; i < line.length(); i++) {
        if (!Character.isWhitespace(line.charAt(i))) {
          text.append(line.charAt(i));
        }
      }
    }
    return new Line(
        hex(fnv(text)), occurrences.computeIfAbsent(text.toString(), key -> new AtomicInteger()));
  }

  /** FNV-1a over UTF-16 units, 64 bits: no secret is kept, only lines are told apart. */
  private static long fnv(CharSequence text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(16 - digits.length()) + digits;
  }
}

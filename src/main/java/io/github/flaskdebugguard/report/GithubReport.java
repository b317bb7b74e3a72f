package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Annotations for a workflow on GitHub. A runner keeps ten of each kind per step (actions/runner,
 * ExecutionContext), so the worst come first and the rest is counted.
 */
final class GithubReport {
  private static final int PER_LEVEL = 9;
  private static final int MESSAGE = 2_000;
  private static final int PATH = 1_000;

  /** More findings than these are not asked whether they are in the diff. */
  private static final int NEAR = 1_000;

  private static final List<String> ROLES =
      List.of("production", "unknown", "staging", "test", "development");

  private GithubReport() {}

  /** The commands of a runner that annotate. */
  private enum Kind {
    ERROR("error"),
    WARNING("warning"),
    NOTICE("notice");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  static void write(Report report, Writer out) throws IOException {
    annotate(report, place -> false, out);
    out.write(report.summary() + "\n");
  }

  /**
   * Annotates, of findings of one level first those in production and of those first the ones in
   * the change under review.
   */
  static void annotate(Report report, Predicate<Location> inDiff, Writer out) throws IOException {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (Report.Trouble problem : report.problems()) {
      if (problem.matters() && counts.merge(Kind.ERROR, 1, Integer::sum) <= PER_LEVEL) {
        String properties =
            problem.path().isEmpty()
                ? ""
                : " file=" + property(problem.path()) + ",line=" + Math.max(problem.line(), 1);
        out.write("::error" + properties + "::" + data(problem.message()) + "\n");
      }
    }
    for (Report.Alert finding : ordered(report, inDiff)) {
      Kind kind =
          switch (finding.level()) {
            case ERROR -> Kind.ERROR;
            case WARNING -> Kind.WARNING;
            case NOTE -> Kind.NOTICE;
          };
      if (counts.merge(kind, 1, Integer::sum) <= PER_LEVEL) {
        annotation(out, kind, finding);
      }
    }
    int hidden = 0;
    for (int count : counts.values()) {
      hidden += Math.max(0, count - PER_LEVEL);
    }
    if (hidden > 0) {
      out.write("::notice::" + hidden + " more are not annotated; another format lists all.\n");
    }
  }

  private static List<Report.Alert> ordered(Report report, Predicate<Location> inDiff) {
    Map<String, Integer> roles = new HashMap<>();
    for (Report.Row row : report.deployments()) {
      roles.put(row.id(), Math.max(ROLES.indexOf(row.role()), 0));
    }
    Map<Report.Alert, Integer> ranks = new IdentityHashMap<>();
    for (Report.Alert finding : report.findings()) {
      int role = ROLES.size();
      for (String id : finding.deployments()) {
        role = Math.min(role, roles.getOrDefault(id, ROLES.size()));
      }
      // A place in the diff is asked for only where a runner may show it.
      ranks.put(finding, 2 * (role + ROLES.size() * 2 * finding.level().ordinal()));
    }
    List<Report.Alert> sorted = new ArrayList<>(report.findings());
    sorted.sort(Comparator.comparing(ranks::get));
    List<Report.Alert> near = sorted.subList(0, Math.min(sorted.size(), NEAR));
    for (Report.Alert finding : near) {
      ranks.merge(finding, inDiff.test(finding.place()) ? 0 : 1, Integer::sum);
    }
    near.sort(Comparator.comparing(ranks::get));
    return sorted;
  }

  private static void annotation(Writer out, Kind kind, Report.Alert finding) throws IOException {
    Location place = finding.place();
    StringBuilder line = new StringBuilder("::").append(kind.word);
    line.append(" file=").append(property(place.path()));
    line.append(",line=").append(place.line()).append(",endLine=").append(place.endLine());
    if (place.line() == place.endLine()) {
      line.append(",col=").append(place.column()).append(",endColumn=").append(place.endColumn());
    }
    line.append(",title=").append(finding.rule()).append("::").append(data(finding.message()));
    if (!finding.advice().isEmpty()) {
      line.append("%0A").append(data(finding.advice()));
    }
    out.write(line.append('\n').toString());
  }

  private static String data(String text) {
    return Neutral.line(text, MESSAGE).replace("%", "%25");
  }

  private static String property(String text) {
    return Neutral.line(text, PATH).replace("%", "%25").replace(":", "%3A").replace(",", "%2C");
  }
}

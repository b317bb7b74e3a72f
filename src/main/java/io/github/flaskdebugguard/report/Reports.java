package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes one scan result in any number of formats. The same result gives the same text. */
public final class Reports {
  /** Where people find the pages of the project; a release replaces it. */
  static final String HOME = "https://github.com/flask-debug-guard/flask-debug-guard";

  private final @Nullable ScanResult result;
  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;
  private final String category;

  /**
   * @param version of the tool
   * @param sources gives the files that the result speaks of, for lines, columns and code frames
   */
  public Reports(
      ScanResult result, String version, Function<String, @Nullable SourceFile> sources) {
    this(result, Places.report(result, version, sources), MaskedSources.of(sources), "");
  }

  private Reports(
      @Nullable ScanResult result,
      Report report,
      Function<String, @Nullable SourceFile> sources,
      String category) {
    this.result = result;
    this.report = report;
    this.sources = sources;
    this.category = category;
  }

  /**
   * {@return reports that also tell what has changed}
   *
   * @param ref as the user named the state before
   * @param before the result for that state
   * @param old gives the files of that state
   */
  public Reports since(String ref, ScanResult before, Function<String, @Nullable SourceFile> old) {
    return since(ref, before, old, List.of(), false);
  }

  /**
   * {@return reports that also tell what has changed}
   *
   * @param settings what has changed in the configuration, lines with {@code +} or {@code -}
   * @param baseCounts whether the exceptions and the configuration of the state before count
   */
  public Reports since(
      String ref,
      ScanResult before,
      Function<String, @Nullable SourceFile> old,
      List<String> settings,
      boolean baseCounts) {
    Since change = Since.of(ref, Places.report(before, report.version(), old), report);
    List<Since.Exempt> exempt = result == null ? List.of() : Places.exempt(before, result, sources);
    change = change.with(exempt, settings, baseCounts);
    return new Reports(result, report.with(change), sources, category);
  }

  /**
   * {@return reports whose SARIF has this category} Code scanning keeps the alerts of each category
   * apart, so it has to be the same on every event.
   *
   * @param name words without control characters; empty for the default
   */
  public Reports category(String name) {
    return new Reports(result, report, sources, name);
  }

  /** {@return the result in a sentence or two, without text of the repository} */
  public String summary() {
    Since since = report.since();
    return report.summary() + (since == null ? "" : " Since the base: " + since.summary() + ".");
  }

  /**
   * Writes annotations for a runner of GitHub, the worst first, and of those the ones that the
   * change under review brings.
   *
   * @param inDiff whether the change holds all lines of a place
   */
  public void annotate(Predicate<Location> inDiff, Writer out) throws IOException {
    GithubReport.annotate(report, inDiff, out);
    out.flush();
  }

  /**
   * {@return reports of a result that was saved as JSON} Code frames need the files and are left
   * out.
   *
   * @throws IOException when the bytes are no JSON report of version 1; the message says why
   */
  public static Reports saved(byte[] json) throws IOException {
    return new Reports(null, SavedReport.read(json), path -> null, "");
  }

  /**
   * Writes a report.
   *
   * @param colour whether the reader is a terminal that shows colours; only text has them
   * @throws IOException when the writer fails
   */
  public void write(Format format, Writer out, boolean colour) throws IOException {
    switch (format) {
      case TEXT -> new TextReport(report, sources, colour).write(out);
      case CONCISE -> ConciseReport.write(report, out);
      case JSON -> JsonReport.write(report, out);
      case SARIF -> SarifReport.write(report, sources, category, true, out);
      case MARKDOWN -> new MarkdownReport(report, sources).write(out);
      case HTML -> new HtmlReport(report, sources).write(out);
      case GITLAB -> GitlabReport.write(report, out);
      case RDJSON -> new RdjsonReport(report, sources).write(out);
      case GITHUB -> GithubReport.write(report, out);
    }
    out.flush();
  }

  /**
   * Writes SARIF without what is accepted: code scanning opens alerts for it all the same
   * (github/codeql-action#1230).
   */
  public void writeUpload(Writer out) throws IOException {
    SarifReport.write(report, sources, category, false, out);
    out.flush();
  }

  /** {@return the ids of all deployments, in the order of the reports} */
  public List<String> deployments() {
    return report.deployments().stream().map(Report.Row::id).toList();
  }

  /**
   * {@return the ids of the deployments that a person means: an id, the name at its end, or a file}
   */
  public List<String> named(String topic) {
    List<String> exact = deployments().stream().filter(topic::equals).toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    return report.deployments().stream()
        .filter(
            row ->
                row.id().endsWith("#" + topic)
                    || row.place().path().equals(topic)
                    || topic.equals(row.entryPoint()))
        .map(Report.Row::id)
        .toList();
  }

  /** {@return the ids of the deployments whose launch, trail or findings hold a line} */
  public List<String> resting(String path, int line) {
    return report.deployments().stream()
        .filter(row -> rests(row, path, line))
        .map(Report.Row::id)
        .toList();
  }

  private boolean rests(Report.Row row, String path, int line) {
    return holds(row.place(), path, line)
        || row.trail().stream().anyMatch(step -> holds(step.place(), path, line))
        || report.findings().stream()
            .anyMatch(
                finding ->
                    finding.deployments().contains(row.id()) && holds(finding.place(), path, line));
  }

  private static boolean holds(Location place, String path, int line) {
    return place.path().equals(path) && place.line() <= line && line <= place.endLine();
  }

  /** Writes the stories of deployments. */
  public void explain(List<String> ids, Writer out, boolean colour) throws IOException {
    new StoryReport(report, sources, colour, out)
        .write(report.deployments().stream().filter(row -> ids.contains(row.id())).toList());
    out.flush();
  }

  /** {@return the address of the page that explains a rule} */
  static String page(String rule) {
    return HOME + "/blob/main/src/main/resources/io/github/flaskdebugguard/rules/" + rule + ".md";
  }
}

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
    this(result, Places.report(result, version, sources), sources, "");
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

  /** {@return the address of the page that explains a rule} */
  static String page(String rule) {
    return HOME + "/blob/main/src/main/resources/io/github/flaskdebugguard/rules/" + rule + ".md";
  }
}

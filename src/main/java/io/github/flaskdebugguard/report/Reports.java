package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one scan result in any number of formats. The same result gives the same text. */
public final class Reports {
  /** Where people find the pages of the project; a release replaces it. */
  static final String HOME = "https://github.com/flask-debug-guard/flask-debug-guard";

  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;

  /**
   * @param version of the tool
   * @param sources gives the files that the result speaks of, for lines, columns and code frames
   */
  public Reports(
      ScanResult result, String version, Function<String, @Nullable SourceFile> sources) {
    this.report = Places.report(result, version, sources);
    this.sources = sources;
  }

  private Reports(Report report, Function<String, @Nullable SourceFile> sources) {
    this.report = report;
    this.sources = sources;
  }

  /**
   * {@return reports of a result that was saved as JSON} Code frames need the files and are left
   * out.
   *
   * @throws IOException when the bytes are no JSON report of version 1; the message says why
   */
  public static Reports saved(byte[] json) throws IOException {
    return new Reports(SavedReport.read(json), path -> null);
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
      case SARIF -> SarifReport.write(report, sources, out);
      case MARKDOWN -> new MarkdownReport(report, sources).write(out);
      case HTML -> new HtmlReport(report, sources).write(out);
      case GITLAB -> GitlabReport.write(report, out);
      case RDJSON -> new RdjsonReport(report, sources).write(out);
      case GITHUB -> GithubReport.write(report, out);
    }
    out.flush();
  }

  /** {@return the address of the page that explains a rule} */
  static String page(String rule) {
    return HOME + "/blob/main/src/main/resources/io/github/flaskdebugguard/rules/" + rule + ".md";
  }
}

package io.github.flaskdebugguard.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Reports;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Text of a repository is text in every report: JSON stays JSON, and pages have the same markup
 * whether the text has signs that mean something to them or letters in their place.
 */
final class ReportFuzz implements FuzzTarget {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public void check(String input) throws IOException {
    Reports reports = HostileResult.reports(input);
    String json = written(reports, Format.JSON);
    for (String text :
        List.of(
            json,
            written(reports, Format.SARIF),
            written(reports, Format.GITLAB),
            written(reports, Format.RDJSON))) {
      // What is outside of the basic plane stays as it is in data.
      Shown.isVisible(withoutPairs(text));
      parse(text);
    }
    Reports saved = Reports.saved(json.getBytes(StandardCharsets.UTF_8));
    Property.same(written(saved, Format.JSON), json, "saved report");
    markdown(input);
    html(input);
  }

  private static String withoutPairs(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(c -> c < 0x10000).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static void parse(String text) throws IOException {
    try (JsonParser parser = STRICT.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals("uri")) {
          parser.nextToken();
          uri(parser.getText());
        }
      }
    }
  }

  private static void uri(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      Property.holds(
          c > ' ' && c < 0x7f && "<>\"{}|\\^`".indexOf(c) < 0, "U+%04X in %s", (int) c, uri);
    }
    Property.holds(
        uri.startsWith("https://") || uri.indexOf(':') < 0, "a scheme of its own: %s", uri);
  }

  private static void markdown(String input) throws IOException {
    // A broken command is one character longer; that it is broken is a matter of the console.
    String text = input.replace("#[", "#x");
    String page = written(HostileResult.reports(text), Format.MARKDOWN);
    Shown.isVisible(page);
    String letters = replaced(text, "!\"#$%&()*+<=>@[\\]^`{|}~");
    String plain = written(HostileResult.reports(letters), Format.MARKDOWN);
    // References are longer than letters, so that the limit of a summary is reached sooner.
    if (!page.contains(" more entries are not shown")) {
      Property.same(withoutReferences(page), withoutReferences(plain), "Markdown");
    }
  }

  /** Character references of Markdown and Mermaid become the letter that stands for them. */
  private static String withoutReferences(String page) {
    StringBuilder out = new StringBuilder(page.length());
    int at = 0;
    while (at < page.length()) {
      int start = page.startsWith("&#", at) ? at + 2 : page.charAt(at) == '#' ? at + 1 : -1;
      int end = start;
      while (end > 0 && end < page.length() && page.charAt(end) >= '0' && page.charAt(end) <= '9') {
        end++;
      }
      if (end > start && end < page.length() && page.charAt(end) == ';') {
        out.append('x');
        at = end + 1;
      } else {
        out.append(page.charAt(at));
        at++;
      }
    }
    return out.toString();
  }

  private static void html(String input) throws IOException {
    String page = written(HostileResult.reports(input), Format.HTML);
    Shown.isVisible(page);
    String plain = written(HostileResult.reports(replaced(input, "&<>\"'")), Format.HTML);
    Property.same(tags(page), tags(plain), "elements of the page");
  }

  private static List<String> tags(String page) {
    List<String> tags = new ArrayList<>();
    int style = page.indexOf("</style>");
    for (int at = page.indexOf('<', style); at >= 0; at = page.indexOf('<', at + 1)) {
      int end = page.indexOf('>', at);
      Property.holds(end > 0, "an element without an end: %s", page.substring(at));
      tags.add(page.substring(at, end + 1));
    }
    return tags;
  }

  private static String replaced(String text, String signs) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(signs.indexOf(c) >= 0 ? 'x' : c);
    }
    return out.toString();
  }

  private static String written(Reports reports, Format format) throws IOException {
    StringWriter out = new StringWriter();
    reports.write(format, out, false);
    return out.toString();
  }
}

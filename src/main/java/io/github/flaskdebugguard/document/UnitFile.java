package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A systemd unit or drop-in file (executed: 252 as pid 1). A backslash at the end continues a line,
 * comment lines inside a continuation are skipped, names are case-sensitive.
 *
 * @param entries in file order; those before the first section have an empty section
 */
public record UnitFile(List<Entry> entries) {
  public UnitFile {
    entries = List.copyOf(entries);
  }

  /**
   * A setting.
   *
   * @param value with continued lines joined by blanks
   */
  public record Entry(String section, String key, String value, Span span) {}

  /** {@return the settings of a file} */
  public static UnitFile parse(SourceFile file) {
    List<Entry> entries = new ArrayList<>();
    String text = file.text();
    String section = "";
    int at = 0;
    while (at < text.length()) {
      int start = at;
      int end = lineEnd(text, at);
      String first = line(text, at, end);
      at = end + 1;
      String stripped = first.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        continue;
      }
      StringBuilder whole = new StringBuilder(first);
      int last = end;
      while (ends(whole) && at < text.length()) {
        end = lineEnd(text, at);
        String next = line(text, at, end);
        String bare = next.strip();
        at = end + 1;
        if (!bare.startsWith("#") && !bare.startsWith(";")) {
          whole.setCharAt(whole.length() - 1, ' ');
          whole.append(next);
          last = end;
        }
      }
      if (ends(whole)) {
        whole.setLength(whole.length() - 1);
      }
      String logical = whole.toString().strip();
      if (logical.startsWith("[")) {
        section = logical.endsWith("]") ? logical.substring(1, logical.length() - 1) : "";
        continue;
      }
      int equals = logical.indexOf('=');
      if (equals > 0) {
        int from = start + first.length() - first.stripLeading().length();
        entries.add(
            new Entry(
                section,
                logical.substring(0, equals).strip(),
                logical.substring(equals + 1).strip(),
                file.span(from, trimmed(text, from, last))));
      }
    }
    return new UnitFile(entries);
  }

  private static boolean ends(StringBuilder line) {
    return !line.isEmpty() && line.charAt(line.length() - 1) == '\\';
  }

  private static int lineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static String line(String text, int at, int end) {
    return text.substring(at, end > at && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /** {@return where a stretch ends without the blanks behind it} */
  private static int trimmed(String text, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }
}

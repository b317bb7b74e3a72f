package io.github.flaskdebugguard.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INI text as {@code configparser} reads it by default (CPython library reference). */
final class IniFile {
  private IniFile() {}

  /**
   * A section header or an option.
   *
   * @param option null for a header
   * @param value null for an option without a delimiter
   * @param start offset of the line
   * @param end offset of its end
   */
  record Entry(
      String section, @Nullable String option, @Nullable String value, int start, int end) {}

  static List<Entry> parse(String text) {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(start, end);
      String bare = line.strip();
      boolean comment = bare.startsWith("#") || bare.startsWith(";");
      boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
      if (!bare.isEmpty() && !comment) {
        Entry last = entries.isEmpty() ? null : entries.getLast();
        if (indented && last != null && last.option() != null && last.value() != null) {
          entries.set(
              entries.size() - 1,
              new Entry(
                  last.section(), last.option(), last.value() + "\n" + bare, last.start(), end));
        } else if (bare.startsWith("[") && bare.indexOf(']') > 0) {
          section = bare.substring(1, bare.indexOf(']'));
          entries.add(new Entry(section, null, null, start, end));
        } else if (!section.isEmpty()) {
          entries.add(option(section, bare, start, end));
        }
      }
      start = end + 1;
    }
    return entries;
  }

  private static Entry option(String section, String line, int start, int end) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    int cut = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    return cut < 0
        ? new Entry(section, line, null, start, end)
        : new Entry(
            section, line.substring(0, cut).strip(), line.substring(cut + 1).strip(), start, end);
  }
}

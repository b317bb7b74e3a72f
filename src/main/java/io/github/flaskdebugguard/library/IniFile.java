package io.github.flaskdebugguard.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INI text as {@code configparser} reads it by default (CPython library reference). */
final class IniFile {
  private final List<Entry> entries = new ArrayList<>();
  private String section = "";

  /** The lines that continue the last option. */
  private final StringBuilder continuation = new StringBuilder();

  private int continuationEnd;

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
    IniFile file = new IniFile();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      file.line(text.substring(start, end), start, end);
      start = end + 1;
    }
    file.complete();
    return file.entries;
  }

  private void line(String line, int start, int end) {
    String bare = line.strip();
    if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
      return;
    }
    Entry last = entries.isEmpty() ? null : entries.getLast();
    if (Character.isWhitespace(line.charAt(0)) && last != null && last.value() != null) {
      continuation.append('\n').append(bare);
      continuationEnd = end;
      return;
    }
    complete();
    if (bare.startsWith("[") && bare.indexOf(']') > 0) {
      section = bare.substring(1, bare.indexOf(']'));
      entries.add(new Entry(section, null, null, start, end));
    } else if (!section.isEmpty()) {
      entries.add(option(section, bare, start, end));
    }
  }

  /** Gives the last option the lines that continue it. */
  private void complete() {
    if (!continuation.isEmpty()) {
      Entry last = entries.removeLast();
      String value = last.value() + continuation;
      entries.add(new Entry(last.section(), last.option(), value, last.start(), continuationEnd));
      continuation.setLength(0);
    }
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

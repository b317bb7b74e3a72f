package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ini file as Python's {@code configparser} reads it for supervisor (executed: 4.2.5): {@code ;}
 * and {@code #} after a blank start a comment everywhere, an indented line continues the option
 * before it, option names are lower case, the last one of a name wins.
 *
 * @param sections by name in file order; a section that stands twice is joined
 */
public record ConfigParserFile(Map<String, Map<String, Option>> sections) {
  public ConfigParserFile {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * An option.
   *
   * @param value continued lines are joined by line feeds
   */
  public record Option(String value, Span span) {}

  /** {@return the sections of a file} */
  public static ConfigParserFile parse(SourceFile file) {
    Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    Map<String, Option> section = null;
    List<String> lines = new ArrayList<>();
    String key = null;
    int start = 0;
    int last = 0;
    int at = 0;
    String text = file.text();
    while (at <= text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String raw = text.substring(at, end);
      String line = uncommented(raw.startsWith("\uFEFF") ? raw.substring(1) : raw);
      String bare = line.strip();
      boolean indented = !bare.isEmpty() && line.charAt(0) <= ' ';
      if (!bare.isEmpty() && indented && key != null) {
        lines.add(bare);
        last = at + line.stripTrailing().length();
      } else if (!bare.isEmpty()) {
        put(file, section, key, lines, start, last);
        key = null;
        lines.clear();
        if (bare.startsWith("[")) {
          int close = bare.indexOf(']');
          section =
              close < 0
                  ? null
                  : sections.computeIfAbsent(bare.substring(1, close), s -> new LinkedHashMap<>());
        } else if (section != null) {
          int separator = separator(bare);
          key =
              (separator < 0 ? bare : bare.substring(0, separator))
                  .strip()
                  .toLowerCase(Locale.ROOT);
          lines.add(separator < 0 ? "" : bare.substring(separator + 1).strip());
          start = at + line.indexOf(bare);
          last = start + bare.length();
        }
      }
      at = end + 1;
    }
    put(file, section, key, lines, start, last);
    return new ConfigParserFile(sections);
  }

  private static void put(
      SourceFile file,
      @Nullable Map<String, Option> section,
      @Nullable String key,
      List<String> lines,
      int start,
      int last) {
    if (section != null && key != null) {
      section.put(
          key,
          new Option(String.join("\n", lines).strip(), file.span(start, Math.max(start, last))));
    }
  }

  private static String uncommented(String line) {
    String bare = line.strip();
    if (bare.startsWith("#") || bare.startsWith(";")) {
      return "";
    }
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c == ';' || c == '#') && line.charAt(i - 1) <= ' ') {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }
}

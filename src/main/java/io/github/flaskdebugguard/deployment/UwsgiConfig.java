package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one uWSGI configuration file in one of its four formats (executed: 2.0.21). Nothing
 * is expanded yet.
 */
final class UwsgiConfig {
  /** An option as it is written. */
  record Line(String name, String value, Span span) {}

  private UwsgiConfig() {}

  /**
   * {@return the options of a section}
   *
   * @param format {@code ini}, {@code yaml}, {@code json} or {@code xml}
   * @param section name of the section, {@code uwsgi} unless another one was asked for
   */
  static List<Line> lines(SourceFile file, String format, String section) {
    return switch (format) {
      case "yaml" -> {
        YamlMap map = YamlFile.needed(file).map();
        yield map == null ? List.of() : entries(map.map(section));
      }
      case "json" -> {
        YamlMap map = JsonFile.parse(file).map();
        yield map == null ? List.of() : entries(map.map(section));
      }
      case "xml" -> xml(file);
      default -> ini(file, section);
    };
  }

  private static List<Line> entries(@Nullable YamlMap map) {
    List<Line> lines = new ArrayList<>();
    for (YamlEntry entry : map == null ? List.<YamlEntry>of() : map.entries()) {
      String name = entry.name();
      List<YamlNode> values =
          entry.value() instanceof YamlList list ? list.items() : List.of(entry.value());
      for (YamlNode value : values) {
        if (name != null && value instanceof YamlScalar scalar) {
          String text = scalar.isNull() ? "" : scalar.text();
          boolean bool = scalar.isPlain() && value.span().path().endsWith(".json");
          text = bool && text.equals("true") ? "1" : bool && text.equals("false") ? "0" : text;
          lines.add(new Line(name, text, scalar.span()));
        }
      }
    }
    return lines;
  }

  /**
   * Values are raw to the end of the line; only a {@code ;} or {@code #} at its start is a comment.
   */
  private static List<Line> ini(SourceFile file, String wanted) {
    List<Line> lines = new ArrayList<>();
    String text = file.text();
    boolean inside = false;
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end);
      String bare = line.strip();
      if (bare.startsWith("[")) {
        int close = bare.indexOf(']');
        inside = close > 0 && bare.substring(1, close).equals(wanted);
      } else if (inside && !bare.isEmpty() && bare.charAt(0) != ';' && bare.charAt(0) != '#') {
        int equals = bare.indexOf('=');
        int start = at + line.indexOf(bare);
        lines.add(
            new Line(
                (equals < 0 ? bare : bare.substring(0, equals)).strip(),
                equals < 0 ? "" : bare.substring(equals + 1).strip(),
                file.span(start, start + bare.length())));
      }
      at = end + 1;
    }
    return lines;
  }

  /** Elements without children are options; this reads no more of XML than uWSGI's files need. */
  private static List<Line> xml(SourceFile file) {
    List<Line> lines = new ArrayList<>();
    String text = file.text();
    int at = text.indexOf('<');
    while (at >= 0 && at < text.length()) {
      if (text.startsWith("<!--", at)) {
        int end = text.indexOf("-->", at);
        at = end < 0 ? -1 : text.indexOf('<', end);
        continue;
      }
      int close = text.indexOf('>', at);
      if (close < 0) {
        break;
      }
      String tag = text.substring(at + 1, close).strip();
      boolean single = tag.endsWith("/");
      String name = (single ? tag.substring(0, tag.length() - 1) : tag).split("[ \t\r\n]", 2)[0];
      int next = text.indexOf('<', close);
      if (single) {
        lines.add(new Line(name, "", file.span(at, close + 1)));
      } else if (next > 0 && text.startsWith("</" + name, next)) {
        lines.add(new Line(name, text.substring(close + 1, next).strip(), file.span(at, next)));
      }
      at = next;
    }
    return lines;
  }
}

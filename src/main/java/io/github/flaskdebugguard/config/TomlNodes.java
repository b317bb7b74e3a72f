package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The section of a {@code pyproject.toml}, read strictly and as the nodes of a YAML file. */
final class TomlNodes {
  static final String SECTION = "flask-debug-guard";

  private final SourceFile file;

  private TomlNodes(SourceFile file) {
    this.file = file;
  }

  /** {@return the section {@code [tool.flask-debug-guard]}, or null when there is none} */
  static @Nullable YamlMap section(SourceFile file) throws ConfigurationException {
    if (file.text().length() > Limits.DATA_CHARS) {
      throw new ConfigurationException(file.path() + ": is larger than 512 KiB");
    }
    TomlParseResult parsed = parse(file);
    if (parsed.hasErrors() && !file.text().contains("tool." + SECTION)) {
      // A template of a project may name the tool among what it installs.
      return null;
    }
    if (parsed.hasErrors()) {
      TomlParseError error = parsed.errors().getFirst();
      TomlPosition at = error.position();
      throw new ConfigurationException(
          file.path() + ":" + at.line() + ": is no TOML: " + error.getMessage());
    }
    if (parsed.get(List.of("tool")) instanceof TomlTable tool
        && tool.get(List.of(SECTION)) instanceof TomlTable section) {
      TomlNodes nodes = new TomlNodes(file);
      Span place = nodes.span(tool.inputPositionOf(List.of(SECTION)));
      return nodes.map(section, place, 0);
    }
    return null;
  }

  private static TomlParseResult parse(SourceFile file) throws ConfigurationException {
    try {
      return Toml.parse(file.text());
    } catch (StackOverflowError e) {
      throw new ConfigurationException(file.path() + ": is nested too deeply");
    }
  }

  private YamlNode node(@Nullable Object value, Span place, int depth)
      throws ConfigurationException {
    if (depth > Limits.LEVELS) {
      throw new ConfigurationException(file.path() + ": is nested too deeply");
    }
    return switch (value) {
      case TomlTable table -> map(table, place, depth);
      case TomlArray array -> list(array, place, depth);
      case String text -> new YamlScalar(text, Style.DOUBLE_QUOTED, null, place, null);
      case null -> new YamlScalar("", Style.PLAIN, null, place, null);
      default -> new YamlScalar(value.toString(), Style.PLAIN, null, place, null);
    };
  }

  private YamlMap map(TomlTable table, Span place, int depth) throws ConfigurationException {
    List<YamlEntry> entries = new ArrayList<>();
    for (String name : table.keySet()) {
      Span span = span(table.inputPositionOf(List.of(name)));
      YamlScalar key = new YamlScalar(name, Style.PLAIN, null, span, null);
      entries.add(new YamlEntry(key, node(table.get(List.of(name)), span, depth + 1)));
    }
    return new YamlMap(entries, null, place);
  }

  private YamlList list(TomlArray array, Span place, int depth) throws ConfigurationException {
    List<YamlNode> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      items.add(node(array.get(i), span(array.inputPositionOf(i)), depth + 1));
    }
    return new YamlList(items, null, place);
  }

  /** The whole line, because the parser tells starts only. */
  private Span span(@Nullable TomlPosition position) {
    int line = position == null ? 1 : Math.min(Math.max(position.line(), 1), file.lineCount());
    int start = 0;
    for (int i = 0, seen = 1; i < file.text().length() && seen < line; i++) {
      if (file.text().charAt(i) == '\n') {
        seen++;
        start = i + 1;
      }
    }
    return file.span(start, start + file.line(line).length());
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.ConfigParserFile;
import io.github.flaskdebugguard.document.ConfigParserFile.Option;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environments of tox: {@code [testenv:name]} of an ini file over {@code [testenv]}, or the
 * tables of {@code tox.toml} and {@code pyproject.toml} (by tox's documentation).
 */
final class ToxFile {
  private static final int DEEPEST = 8;

  private final Map<String, Map<String, List<Line>>> environments = new LinkedHashMap<>();
  private final Map<String, Map<String, List<Line>>> others = new LinkedHashMap<>();

  /** A line of a setting, and where it stands. */
  record Line(String text, Span span) {}

  private ToxFile() {}

  /** {@return the environments in a file; none when it holds none} */
  static ToxFile read(SourceFile file) {
    return file.as(ToxFile.class, ToxFile::parse);
  }

  private static ToxFile parse(SourceFile file) {
    ToxFile tox = new ToxFile();
    if (file.path().endsWith(".toml")) {
      YamlMap root = TomlFile.parse(file);
      YamlMap table = file.path().endsWith("pyproject.toml") ? tool(root) : root;
      if (table != null) {
        tox.toml(table);
      }
    } else {
      ConfigParserFile.parse(file)
          .sections()
          .forEach((name, options) -> tox.section(file, name, options));
    }
    return tox;
  }

  private static @Nullable YamlMap tool(YamlMap root) {
    YamlMap tool = root.map("tool");
    return tool == null ? null : tool.map("tox");
  }

  /** {@return names of the environments that have commands of their own} */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    environments.forEach(
        (name, settings) -> {
          if (!name.isEmpty() && settings.containsKey("commands")) {
            names.add(name);
          }
        });
    return names;
  }

  /** {@return the lines of a setting, of the environment itself or of the one for all} */
  List<Line> lines(String environment, String... keys) {
    for (String name : List.of(environment, "")) {
      for (String key : keys) {
        List<Line> lines = environments.getOrDefault(name, Map.of()).get(key);
        if (lines != null) {
          List<Line> result = new ArrayList<>();
          lines.forEach(line -> referred(line, result, 0));
          return result;
        }
      }
    }
    return List.of();
  }

  /** A line {@code {[section]key}} stands for the lines of another setting. */
  private void referred(Line line, List<Line> result, int depth) {
    if (result.size() >= Limits.ITEMS) {
      LimitNotes.bites(line.span(), "more than " + Limits.ITEMS + " lines of one setting of tox");
      return;
    }
    String text = line.text();
    int close = text.indexOf(']');
    if (!text.startsWith("{[") || !text.endsWith("}") || close < 0 || depth > DEEPEST) {
      result.add(line);
      return;
    }
    String section = text.substring(2, close);
    String key = text.substring(close + 1, text.length() - 1);
    Map<String, List<Line>> settings =
        section.equals("testenv") || section.startsWith("testenv:")
            ? environments.get(name(section))
            : others.get(section);
    List<Line> lines = settings == null ? null : settings.get(key);
    if (lines == null) {
      result.add(line);
    } else {
      for (Line each : lines) {
        if (result.size() < Limits.ITEMS) {
          referred(each, result, depth + 1);
        }
      }
    }
  }

  private static String name(String section) {
    return section.equals("testenv") ? "" : section.substring("testenv:".length()).strip();
  }

  /** {@return whether there is such an environment} */
  boolean has(String environment) {
    return environments.containsKey(environment);
  }

  private void section(SourceFile file, String section, Map<String, Option> options) {
    boolean environment = section.equals("testenv") || section.startsWith("testenv:");
    Map<String, List<Line>> settings =
        (environment ? environments : others)
            .computeIfAbsent(environment ? name(section) : section, each -> new LinkedHashMap<>());
    options.forEach(
        (key, option) -> {
          List<Line> lines = new ArrayList<>();
          int from = option.span().start();
          for (String text : option.value().split("\n")) {
            if (!text.isBlank()) {
              int found = file.text().indexOf(text, from);
              from = found < 0 ? from : found + text.length();
              lines.add(new Line(text, found < 0 ? option.span() : file.span(found, from)));
            }
          }
          settings.put(key, continued(lines));
        });
  }

  /** A backslash at its end joins a line with the next. */
  private static List<Line> continued(List<Line> lines) {
    List<Line> result = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      text.append(lines.get(i).text());
      while (!text.isEmpty() && text.charAt(text.length() - 1) == '\\' && i + 1 < lines.size()) {
        text.setLength(text.length() - 1);
        text.append(lines.get(++i).text());
      }
      result.add(new Line(text.toString(), lines.get(first).span()));
      text.setLength(0);
    }
    return result;
  }

  private void toml(YamlMap table) {
    if (table.get("env_run_base") instanceof YamlMap base) {
      table(base, "");
    }
    if (table.get("env") instanceof YamlMap all) {
      for (YamlEntry entry : all.entries()) {
        String name = entry.name();
        if (name != null && entry.value() instanceof YamlMap settings) {
          table(settings, name);
        }
      }
    }
  }

  private void table(YamlMap settings, String name) {
    Map<String, List<Line>> result = new LinkedHashMap<>();
    for (YamlEntry entry : settings.entries()) {
      String key = entry.name();
      if (key != null) {
        List<Line> lines = new ArrayList<>();
        lines(entry.value(), lines, 0);
        result.put(key, lines);
      }
    }
    environments.put(name, result);
  }

  /** A list of lists is a list of commands, each of its words. */
  private static void lines(YamlNode node, List<Line> lines, int depth) {
    switch (node) {
      case YamlScalar scalar -> lines.add(new Line(scalar.text(), scalar.span()));
      case YamlMap map -> {
        for (YamlEntry entry : map.entries()) {
          if (entry.value() instanceof YamlScalar value) {
            lines.add(new Line(entry.name() + "=" + value.text(), value.span()));
          }
        }
      }
      case YamlList list -> {
        for (YamlNode item : list.items()) {
          if (item instanceof YamlList words) {
            StringBuilder line = new StringBuilder();
            for (YamlNode word : words.items()) {
              String text = word instanceof YamlScalar scalar ? scalar.text() : "{posargs}";
              line.append(line.isEmpty() ? "" : " ").append(quoted(text));
            }
            lines.add(new Line(line.toString(), words.span()));
          } else if (depth < DEEPEST) {
            lines(item, lines, depth + 1);
          }
        }
      }
    }
  }

  private static String quoted(String word) {
    boolean plain = word.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '\\');
    return plain && !word.isEmpty()
        ? word
        : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

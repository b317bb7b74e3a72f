package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The scripts that {@code pyproject.toml} and {@code Pipfile} name. */
final class ProjectScripts {
  private ProjectScripts() {}

  /**
   * A script.
   *
   * @param function whether it is {@code module:function}, not a command
   */
  record Found(Text.Known text, boolean function) {}

  static @Nullable Found find(SourceFile file, String runner, String name) {
    TomlParseResult toml = Toml.parse(file.text());
    if (runner.equals("pipenv")) {
      return command(file, toml, List.of("scripts"), name);
    }
    for (List<String> table :
        List.of(List.of("project", "scripts"), List.of("tool", "poetry", "scripts"))) {
      Found found = command(file, toml, table, name);
      if (found != null) {
        return new Found(found.text(), true);
      }
    }
    for (List<String> table :
        List.of(
            List.of("tool", runner, "scripts"),
            List.of("tool", "hatch", "envs", "default", "scripts"),
            List.of("tool", "pixi", "tasks"))) {
      if (table.contains(runner)) {
        Found found = command(file, toml, table, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Found command(
      SourceFile file, TomlParseResult toml, List<String> path, String name) {
    TomlTable table = toml;
    for (String key : path) {
      table = table.get(List.of(key)) instanceof TomlTable inner ? inner : null;
      if (table == null) {
        return null;
      }
    }
    Object value = table.get(List.of(name));
    if (value instanceof TomlTable inner) {
      value = inner.get(List.of("cmd"));
    }
    TomlPosition position = table.inputPositionOf(List.of(name));
    if (!(value instanceof String text)) {
      return null;
    }
    int start = 0;
    int end = 0;
    if (position != null && position.line() <= file.lineCount()) {
      start = offset(file, position.line());
      end = start + file.line(position.line()).length();
    }
    return new Found(new Text.Known(text, file.span(start, end)), false);
  }

  private static int offset(SourceFile file, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int feed = file.text().indexOf('\n', at);
      if (feed < 0) {
        return at;
      }
      at = feed + 1;
    }
    return at;
  }
}

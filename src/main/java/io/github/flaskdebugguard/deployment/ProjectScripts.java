package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    YamlMap toml = TomlFile.parse(file);
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
      SourceFile file, YamlMap toml, List<String> path, String name) {
    @Nullable YamlMap table = toml;
    // A quoted name may hold dots, at which TOML's keys part.
    String[] parts = name.split("\\.", -1);
    List<String> around = new ArrayList<>(path);
    around.addAll(Arrays.asList(parts).subList(0, parts.length - 1));
    for (String key : around) {
      table = table.map(key);
      if (table == null) {
        return null;
      }
    }
    YamlEntry entry = table.entry(parts[parts.length - 1]);
    if (entry == null) {
      return null;
    }
    YamlNode value = entry.value() instanceof YamlMap inner ? inner.get("cmd") : entry.value();
    if (!(value instanceof YamlScalar text) || text.isPlain()) {
      return null;
    }
    int line = file.lineOf(entry.key().span().start());
    int start = offset(file, line);
    return new Found(
        new Text.Known(text.text(), file.span(start, start + file.line(line).length())), false);
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

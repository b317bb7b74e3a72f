package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.TomlLines;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** Values of TOML stand in the file as they are read. */
final class TomlFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/pyproject.toml", input);
    TomlLines lines = TomlLines.parse(file);
    Records.areIn(file, lines);
    for (TomlLines.Table table : lines.tables()) {
      int last = table.span().end();
      for (TomlLines.Entry entry : table.entries()) {
        Property.holds(last <= entry.span().start(), "%s is not in order", entry);
        last = entry.span().end();
        Property.same(
            entry.value(),
            input.substring(entry.start(), entry.start() + entry.value().length()),
            "value");
        for (TomlLines.Quoted quoted : entry.strings()) {
          Property.holds(
              entry.start() <= quoted.start()
                  && quoted.start() < quoted.end()
                  && quoted.end() <= entry.start() + entry.value().length(),
              "%s is not inside of %s",
              quoted,
              entry);
        }
      }
    }
    Records.areIn(file, TomlFile.parse(file));
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/pyproject.toml", input,
            "own/Pipfile", input,
            "own/fly.toml", input,
            "own/app.py", Scanned.APP));
  }
}

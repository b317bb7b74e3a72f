package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.Redirection;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Commands and words stand where they say, and every command can be shown on one line. */
final class ShellFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/run.sh", input);
    ShellScript script = ShellScript.parse(file);
    Records.areIn(file, script);
    Set<Record> bodies = Collections.newSetFromMap(new IdentityHashMap<>());
    Records.walk(
        script.body(),
        (parent, child) -> {
          if (child instanceof Redirection redirection && redirection.body() != null) {
            bodies.add(redirection.body());
          }
        });
    Records.areNested(script.body(), bodies::contains);
    Records.walk(
        script.body(),
        (parent, child) -> {
          if (child instanceof Word word) {
            Property.holds(
                word.literal() == null || word.literal().length() <= word.source().length(),
                "%s is longer than it is written",
                word);
          }
        });
    for (Command command : script.body().commands()) {
      String line = command.source();
      Property.holds(line.indexOf('\n') < 0, "more than one line: %s", line);
    }
    // The same text somewhere inside of another file.
    Text.Known part =
        new Text.Known(input, new SourceFile("x", "  " + input).span(2, input.length() + 2));
    ShellScript moved = ShellScript.parse(part);
    Property.same(
        moved.body().commands().size(), script.body().commands().size(), "commands elsewhere");
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of("own/run.sh", input, "own/Procfile", "web: sh run.sh\n", "own/app.py", Scanned.APP));
  }
}

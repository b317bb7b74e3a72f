package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.Procfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** Processes stand on lines of their own, in order, with their command as it is written. */
final class ProcfileFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/Procfile", input);
    Procfile procfile = Procfile.parse(file);
    Records.areIn(file, procfile);
    Records.areNested(procfile, part -> false);
    int last = 0;
    for (Procfile.Process process : procfile.processes()) {
      Property.holds(last <= process.span().start(), "%s is not in order", process);
      last = process.span().end();
      Text.Known command = process.command();
      Property.same(
          command.value(),
          input.substring(command.span().start(), command.span().end()),
          "command");
      Property.holds(command.value().indexOf('\n') < 0, "two lines: %s", process);
      Property.holds(!command.value().isBlank(), "no command: %s", process);
    }
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(Map.of("own/Procfile", input, "own/app.py", Scanned.APP));
  }
}

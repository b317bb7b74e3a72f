package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.Justfile;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** What a justfile holds is in the file. */
final class JustfileFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/justfile", input);
    Records.areIn(file, Justfile.parse(file));
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(Map.of("own/justfile", input, "own/app.py", Scanned.APP));
  }
}

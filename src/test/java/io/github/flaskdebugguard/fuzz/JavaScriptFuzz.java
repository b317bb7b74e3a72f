package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.JavaScriptModule;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** What a module exports is in the file. */
final class JavaScriptFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/ecosystem.config.js", input);
    YamlNode exported = JavaScriptModule.exported(file);
    if (exported != null) {
      Records.areIn(file, exported);
    }
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(Map.of("own/ecosystem.config.js", input, "own/app.py", Scanned.APP));
  }
}

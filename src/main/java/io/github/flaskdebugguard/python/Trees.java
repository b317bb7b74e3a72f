package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Syntax trees of the files that runs have asked for; shared by all runs of a scan. */
public final class Trees {
  private final Map<SourceFile, ModuleTree> trees = new ConcurrentHashMap<>();

  /** {@return the tree of a file} */
  public ModuleTree tree(SourceFile file) {
    return trees.computeIfAbsent(file, f -> PythonParser.parse(f.text()));
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Syntax trees of the files that runs have asked for, and the signatures of models; shared by all
 * runs of a scan.
 */
public final class Trees {
  private final Map<SourceFile, ModuleTree> trees = new ConcurrentHashMap<>();
  private final Map<String, Signature> signatures = new ConcurrentHashMap<>();

  /** {@return the tree of a file} */
  public ModuleTree tree(SourceFile file) {
    ModuleTree known = trees.get(file);
    return known == null ? trees.computeIfAbsent(file, f -> PythonParser.parse(f.text())) : known;
  }

  /** {@return the signature that a parameter list describes} */
  Signature signature(String text) {
    Signature known = signatures.get(text);
    return known == null ? signatures.computeIfAbsent(text, Signature::of) : known;
  }

  /** {@return the files that hold text which is no Python, each once, at the first such place} */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    trees.forEach(
        (file, tree) -> {
          if (!tree.broken().isEmpty() && !file.path().isEmpty()) {
            Statement.Broken first = tree.broken().getFirst();
            int others = tree.broken().size() - 1;
            problems.add(
                new Problem(
                    file.path(),
                    file.span(first.start(), first.end()),
                    "is no Python here and was read on from the next statement: "
                        + first.message()
                        + (others == 0 ? "" : ", and in " + others + " more places"),
                    false));
          }
        });
    return problems;
  }
}

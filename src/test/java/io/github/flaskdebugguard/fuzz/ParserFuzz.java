package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.Node;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.python.syntax.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes stand inside of their parents, statements follow each other, and what is sound Python stays
 * so between other statements.
 */
final class ParserFuzz implements FuzzTarget {
  private static final String BEFORE = "import before\n";

  @Override
  public void check(String input) {
    ModuleTree tree = PythonParser.parse(input);
    Records.walk(
        tree,
        (parent, child) -> {
          if (child instanceof Node node) {
            Property.holds(
                0 <= node.start() && node.start() <= node.end() && node.end() <= input.length(),
                "%s is outside of the text",
                node);
            isInside(parent, node);
          }
        });
    inOrder(tree.body());
    int last = 0;
    for (Statement.Broken broken : tree.broken()) {
      Property.holds(last <= broken.start(), "%s is not in order", broken);
      last = broken.start();
    }
    int first = tree.body().isEmpty() ? 0 : tree.body().getFirst().start();
    boolean indented = first > 0 && "\r\n".indexOf(input.charAt(first - 1)) < 0;
    if (tree.broken().isEmpty() && !indented && !input.startsWith("\uFEFF")) {
      ModuleTree among = PythonParser.parse(BEFORE + input);
      Property.same(among.broken(), List.of(), "broken after an import");
      Property.same(among.body().size(), tree.body().size() + 1, "statements after an import");
    }
  }

  private static void isInside(@Nullable Record parent, Node node) {
    boolean decorated =
        parent instanceof Statement.FunctionDefinition f && f.decorators().contains(node)
            || parent instanceof Statement.ClassDefinition c && c.decorators().contains(node);
    // CPython's arg ends before its default.
    boolean fallback = parent instanceof Parameter p && p.defaultValue() == node;
    if (parent instanceof Node outer && !decorated && !fallback) {
      Property.holds(
          outer.start() <= node.start() && node.end() <= outer.end(),
          "%s is not inside of %s",
          node,
          outer);
    }
  }

  private static void inOrder(List<Statement> body) {
    int last = 0;
    for (Statement statement : body) {
      if (!(statement instanceof Statement.Broken)) {
        Property.holds(last <= statement.start(), "%s begins before %d", statement, last);
        last = statement.end();
      }
    }
  }
}

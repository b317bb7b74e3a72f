package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Statement.Broken;
import java.util.ArrayList;
import java.util.List;

/** Python source, 2.7 to 3.14, to a syntax tree. */
public final class PythonParser {
  private PythonParser() {}

  /**
   * {@return the tree of {@code source}} Never fails: what is no Python becomes {@link Broken}, and
   * parsing goes on at the next statement. A definition whose header is broken comes after its
   * {@code Broken} with its name and block, without parameters; conflict markers and template tags
   * on lines of their own are only in {@link ModuleTree#broken()}.
   *
   * @param source the file's text; a byte order mark is skipped
   */
  public static ModuleTree parse(String source) {
    Lexer lexer = Lexer.lex(source);
    StatementParser parser = new StatementParser(new Cursor(lexer));
    List<Statement> body = parser.module();
    List<Broken> broken = new ArrayList<>(parser.broken());
    broken.addAll(lexer.foreign);
    broken.sort((left, right) -> Integer.compare(left.start(), right.start()));
    return new ModuleTree(body, lexer.comments, broken);
  }
}

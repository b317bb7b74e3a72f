package io.github.flaskdebugguard.python.syntax;

/** Python source, 2.7 to 3.14, to a syntax tree. */
public final class PythonParser {
  private PythonParser() {}

  /**
   * {@return the tree of {@code source}} Never fails: what is no Python becomes {@link
   * Statement.Broken}, and parsing goes on at the next statement.
   *
   * @param source the file's text; a byte order mark is skipped
   */
  public static ModuleTree parse(String source) {
    throw new IllegalStateException("being written: " + source.length());
  }
}

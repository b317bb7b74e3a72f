package io.github.flaskdebugguard.python.syntax;

/**
 * A node of a Python syntax tree. Offsets are UTF-16 indices into the file's text, {@code end}
 * exclusive, and cover what CPython's {@code ast} covers ({@code col_offset} to {@code
 * end_col_offset}).
 */
public sealed interface Node
    permits Expression,
        Statement,
        Argument,
        Parameter,
        Alias,
        ExceptHandler,
        WithItem,
        MatchCase,
        Pattern,
        ComprehensionClause {
  /** {@return the offset of the first character} */
  int start();

  /** {@return the offset after the last character} */
  int end();
}

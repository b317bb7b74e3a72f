package io.github.flaskdebugguard.python.syntax;

/**
 * Takes the line ends inside brackets out. A bracket that nothing closes would swallow the rest of
 * the file: its statement ends where a line looks like the next statement.
 */
final class Layout {
  private final TokenList tokens;
  private int lineIndentation;
  private Token lineStart;

  private Layout(TokenList tokens) {
    this.tokens = tokens;
    this.lineIndentation = tokens.links[0];
    this.lineStart = tokens.kinds[1];
  }

  static void fold(TokenList tokens) {
    new Layout(tokens).run();
  }

  private void run() {
    int to = 1;
    int closedAt = 0;
    boolean leftOpen = false;
    for (int from = 1; from < tokens.size; from++) {
      Token kind = tokens.kinds[from];
      int partner = tokens.links[from];
      if (kind == Token.NEWLINE) {
        if (from < closedAt || leftOpen && continues(from)) {
          continue;
        }
        leftOpen = false;
        lineIndentation = partner;
        lineStart = tokens.kinds[from + 1];
      } else if (kind.isOpening() || kind == Token.FORMAT_START) {
        if (partner >= 0) {
          // The partner is moved later and then finds where this one went.
          tokens.links[partner] = to;
          closedAt = Math.max(closedAt, partner);
        } else if (from >= closedAt) {
          leftOpen = true;
        }
      }
      tokens.move(from, to);
      if (partner >= 0 && (kind.isClosing() || kind == Token.FORMAT_END)) {
        tokens.links[tokens.links[to]] = to;
      }
      to++;
    }
    tokens.size = to;
  }

  /** {@return whether the statement with the open bracket goes on after the line end} */
  private boolean continues(int newline) {
    Token next = tokens.kinds[newline + 1];
    int indentation = tokens.links[newline];
    if (next == Token.END_OF_FILE || next.startsStatementOnly()) {
      return false;
    }
    if (lineStart.startsCompound()
        && tokens.kinds[newline - 1] == Token.COLON
        && indentation > lineIndentation) {
      return false;
    }
    return indentation > lineIndentation || !canStartStatement(next);
  }

  private static boolean canStartStatement(Token token) {
    return switch (token) {
      case NAME, AT -> true;
      case AND, OR, IN, IS, AS, NOT -> false;
      default -> token.isKeyword();
    };
  }
}

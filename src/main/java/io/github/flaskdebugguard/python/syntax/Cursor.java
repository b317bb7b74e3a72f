package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.repository.Limits;

/** The place in the tokens that all parsers of one file share, with its budget of nesting. */
final class Cursor {
  private static final int BRACKET = 3;

  /** An operator inside counts a third of a bracket, as it does on the stack. */
  private static final int NESTING = BRACKET * Limits.PYTHON_LEVELS;

  private static final int BLOCK = 2;

  private static final int SHOWN_TEXT = 40;

  final char[] text;
  private final TokenList tokens;
  private final Token[] kinds;
  private final WordTable words;
  private int at = 1;
  private int depth;

  /** How many {@code yield} of the present function were read. */
  int yields;

  Cursor(Lexer lexer) {
    this.text = lexer.text;
    this.tokens = lexer.tokens;
    this.kinds = tokens.kinds;
    this.words = lexer.words;
  }

  Token kind() {
    return kinds[at];
  }

  /** {@return the kind of the token after this one} */
  Token following() {
    return at + 1 < tokens.size ? kinds[at + 1] : Token.END_OF_FILE;
  }

  Token kindAt(int index) {
    return kinds[index];
  }

  int at() {
    return at;
  }

  int start() {
    return tokens.starts[at];
  }

  int end() {
    return tokens.ends[at];
  }

  int startOf(int index) {
    return tokens.starts[index];
  }

  int endOf(int index) {
    return tokens.ends[index];
  }

  /** {@return the end of the token before this one} */
  int previousEnd() {
    return tokens.ends[at - 1];
  }

  /** {@return the index of the bracket's or f-string's partner, or {@link TokenList#NONE}} */
  int partner(int index) {
    return tokens.links[index];
  }

  /** {@return the indentation of the line that starts here} */
  int indentation() {
    return tokens.links[at - 1];
  }

  /** {@return the end of the last token before this line, line ends apart} */
  int blockEnd() {
    int index = at - 1;
    while (index > 0 && kinds[index] == Token.NEWLINE) {
      index--;
    }
    return tokens.ends[index];
  }

  String word() {
    return words.text(tokens.links[at]);
  }

  boolean is(Token kind) {
    return kinds[at] == kind;
  }

  void next() {
    if (kinds[at] != Token.END_OF_FILE) {
      at++;
    }
  }

  boolean accept(Token kind) {
    if (kinds[at] != kind) {
      return false;
    }
    next();
    return true;
  }

  void expect(Token kind) {
    if (!accept(kind)) {
      throw unexpected("'" + kind.text + "'");
    }
  }

  /** {@return the name here} Words that only some Python versions reserve are names too. */
  String expectName() {
    if (!kinds[at].isSoftName()) {
      throw unexpected("a name");
    }
    String name = word();
    at++;
    return name;
  }

  void back(int index) {
    at = index;
  }

  boolean atStatementEnd() {
    Token kind = kinds[at];
    return kind == Token.NEWLINE || kind == Token.SEMICOLON || kind == Token.END_OF_FILE;
  }

  /** Goes to the end of this statement, at a semicolon outside brackets or at the line's end. */
  void skipStatement() {
    while (!atStatementEnd()) {
      skipToken();
    }
  }

  /** Goes to the start of the next line. */
  void skipLine() {
    while (!is(Token.NEWLINE) && !is(Token.END_OF_FILE)) {
      skipToken();
    }
    accept(Token.NEWLINE);
  }

  /** Goes behind this token, or behind the bracket or f-string that it opens. */
  void skipToken() {
    at = afterGroup(at);
  }

  /** {@return the index behind the token at {@code index}, or behind what it opens} */
  int afterGroup(int index) {
    Token kind = kinds[index];
    boolean opens = kind.isOpening() || kind == Token.FORMAT_START;
    return opens && tokens.links[index] > index ? tokens.links[index] + 1 : index + 1;
  }

  void enter() {
    depth += BRACKET;
    if (depth > NESTING) {
      throw new SyntaxFailure("too deeply nested");
    }
  }

  void leave() {
    depth -= BRACKET;
  }

  void enterOperator() {
    if (++depth > NESTING) {
      throw new SyntaxFailure("too deeply nested");
    }
  }

  void leaveOperator() {
    depth--;
  }

  /** Starts counting anew; the blocks around the statement take their share of the stack. */
  void startStatement(int blocks) {
    depth = blocks * BLOCK;
  }

  SyntaxFailure unexpected(String expected) {
    Token kind = kinds[at];
    if (kind == Token.UNTERMINATED) {
      return new SyntaxFailure("unterminated or malformed string literal");
    }
    if (kind == Token.NEWLINE || kind == Token.END_OF_FILE) {
      return new SyntaxFailure("expected " + expected + " before the end of the line");
    }
    int start = tokens.starts[at];
    int length = Math.min(SHOWN_TEXT, tokens.ends[at] - start);
    return new SyntaxFailure(
        "expected " + expected + " instead of '" + new String(text, start, length) + "'");
  }
}

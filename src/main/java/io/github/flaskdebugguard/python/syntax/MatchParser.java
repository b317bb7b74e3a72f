package io.github.flaskdebugguard.python.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code match} statements, and whether the word {@code match} starts one. */
final class MatchParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final PatternParser patterns;
  private final StatementParser statements;

  MatchParser(Cursor cursor, ExpressionParser expressions, StatementParser statements) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.patterns = new PatternParser(cursor, expressions);
    this.statements = statements;
  }

  /** {@return whether the line is {@code match ...:} with an indented {@code case} on the next} */
  boolean isHere(int indentation) {
    if (!cursor.word().equals("match")) {
      return false;
    }
    int line = cursor.at();
    switch (cursor.following()) {
      case NEWLINE, COLON, ASSIGN, DOT, COMMA, SEMICOLON -> {
        return false;
      }
      default -> {}
    }
    cursor.skipLine();
    boolean colon = cursor.kindAt(cursor.at() - 2) == Token.COLON;
    boolean result = colon && cursor.indentation() > indentation && isCase();
    cursor.back(line);
    return result;
  }

  private boolean isCase() {
    return cursor.is(Token.NAME) && cursor.word().equals("case");
  }

  Statement parse(int indentation) {
    int start = cursor.start();
    cursor.next();
    Expression subject = expressions.namedList();
    cursor.expect(Token.COLON);
    cursor.expect(Token.NEWLINE);
    List<MatchCase> cases = new ArrayList<>();
    while (!cursor.is(Token.END_OF_FILE) && cursor.indentation() > indentation) {
      statements.startHeader();
      cases.add(matchCase(cursor.indentation()));
    }
    return new Statement.Match(subject, List.copyOf(cases), start, cursor.blockEnd());
  }

  /** A case; a broken header counts as {@code case _}, so that its block is kept. */
  private MatchCase matchCase(int indentation) {
    int line = cursor.at();
    int start = cursor.start();
    List<Statement> body;
    Pattern pattern;
    Expression guard = null;
    try {
      if (!isCase()) {
        throw cursor.unexpected("'case'");
      }
      cursor.next();
      pattern = patterns.parse();
      guard = guard();
      if (!cursor.is(Token.COLON)) {
        throw cursor.unexpected("':'");
      }
      body = statements.suite(indentation);
    } catch (SyntaxFailure failure) {
      pattern = new Pattern.Capture(null, null, start, start);
      List<Statement> kept = new ArrayList<>();
      kept.add(statements.skipBrokenLine(failure, line));
      statements.block(indentation, kept);
      body = List.copyOf(kept);
    }
    return new MatchCase(pattern, guard, body, start, cursor.blockEnd());
  }

  private @Nullable Expression guard() {
    return cursor.accept(Token.IF) ? expressions.named() : null;
  }
}

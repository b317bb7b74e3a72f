package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Statement.Broken;
import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines and blocks, and what happens to broken ones: the statement is lost, what comes after it is
 * not.
 */
final class StatementParser {

  private final Cursor cursor;
  private final SimpleStatementParser simple;
  private final CompoundStatementParser compound;
  private final MatchParser match;
  private final List<Broken> broken = new ArrayList<>();
  private int depth;

  StatementParser(Cursor cursor) {
    this.cursor = cursor;
    ExpressionParser expressions = new ExpressionParser(cursor);
    this.simple = new SimpleStatementParser(cursor, expressions);
    this.compound = new CompoundStatementParser(cursor, expressions, this);
    this.match = new MatchParser(cursor, expressions, this);
  }

  List<Statement> module() {
    List<Statement> body = new ArrayList<>();
    lines(-1, body);
    return List.copyOf(body);
  }

  /** Starts counting the nesting of a header anew. */
  void startHeader() {
    cursor.startStatement(depth);
  }

  List<Broken> broken() {
    return broken;
  }

  /** The lines that are indented more than {@code outer}. */
  private void lines(int outer, List<Statement> into) {
    int base = cursor.indentation();
    int expected = base;
    while (!cursor.is(Token.END_OF_FILE) && cursor.indentation() > outer) {
      int indentation = cursor.indentation();
      if (indentation != expected) {
        boolean afterBroken = !into.isEmpty() && into.getLast() instanceof Broken;
        if (indentation != base && !afterBroken) {
          String message =
              indentation > expected ? "unexpected indent" : "unindent matches no outer line";
          into.add(broken(message, cursor.start(), cursor.end()));
        }
        expected = indentation;
      }
      statement(into, indentation);
    }
  }

  private void statement(List<Statement> into, int indentation) {
    int start = cursor.at();
    cursor.startStatement(depth);
    try {
      switch (cursor.kind()) {
        case IF, WHILE, FOR, TRY, WITH -> into.add(compound.parse(indentation));
        case DEF, CLASS, AT -> compound.definition(into, indentation);
        case ASYNC -> {
          switch (cursor.following()) {
            case DEF -> compound.definition(into, indentation);
            case FOR, WITH -> into.add(compound.parse(indentation));
            default -> line(into);
          }
        }
        case ELIF, ELSE, EXCEPT, FINALLY -> throw compound.strayClause();
        case NAME -> {
          if (match.isHere(indentation)) {
            into.add(match.parse(indentation));
          } else {
            line(into);
          }
        }
        default -> line(into);
      }
    } catch (SyntaxFailure failure) {
      into.add(skipBrokenLine(failure, start));
    }
  }

  /** Simple statements to the end of the line. */
  private void line(List<Statement> into) {
    do {
      if (cursor.is(Token.NEWLINE)) {
        break;
      }
      int start = cursor.at();
      cursor.startStatement(depth);
      try {
        Statement statement = simple.parse();
        if (!cursor.atStatementEnd()) {
          throw cursor.unexpected("the end of the statement");
        }
        into.add(statement);
      } catch (SyntaxFailure failure) {
        cursor.back(start);
        cursor.skipStatement();
        if (cursor.at() == start) {
          cursor.next();
        }
        into.add(broken(failure.reason(), cursor.startOf(start), cursor.previousEnd()));
      }
    } while (cursor.accept(Token.SEMICOLON));
    if (!cursor.is(Token.NEWLINE)) {
      cursor.skipLine();
    } else {
      cursor.next();
    }
  }

  /** Gives up the line that starts at the token {@code start}. */
  Broken skipBrokenLine(SyntaxFailure failure, int start) {
    cursor.back(start);
    cursor.skipLine();
    return broken(failure.reason(), cursor.startOf(start), cursor.blockEnd());
  }

  Broken broken(String message, int start, int end) {
    // Where nothing is left of a line, its end is before the line feed that is not understood.
    Broken result = new Broken(message, Math.min(start, end), end);
    broken.add(result);
    return result;
  }

  /**
   * A colon with what belongs to it: statements on the same line, or an indented block. A header
   * that does not end here is broken, its block is not.
   */
  List<Statement> suite(int indentation) {
    List<Statement> body = new ArrayList<>();
    if (!cursor.is(Token.COLON)) {
      int start = cursor.at();
      body.add(skipBrokenLine(cursor.unexpected("':'"), start));
      block(indentation, body);
    } else {
      cursor.next();
      if (!cursor.accept(Token.NEWLINE)) {
        line(body);
      } else if (cursor.indentation() <= indentation || cursor.is(Token.END_OF_FILE)) {
        int end = cursor.blockEnd();
        body.add(broken("expected an indented block", end, end));
      } else {
        block(indentation, body);
      }
    }
    return List.copyOf(body);
  }

  /** The lines indented more than {@code indentation}, if any. */
  void block(int indentation, List<Statement> into) {
    if (cursor.is(Token.END_OF_FILE) || cursor.indentation() <= indentation) {
      return;
    }
    if (depth >= Limits.PYTHON_BLOCKS) {
      int start = cursor.start();
      while (!cursor.is(Token.END_OF_FILE) && cursor.indentation() > indentation) {
        cursor.skipLine();
      }
      into.add(broken("too deeply nested", start, cursor.blockEnd()));
      return;
    }
    depth++;
    lines(indentation, into);
    depth--;
  }
}

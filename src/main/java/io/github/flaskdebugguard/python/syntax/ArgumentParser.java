package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.Comprehension;
import io.github.flaskdebugguard.python.syntax.Expression.Slice;
import io.github.flaskdebugguard.python.syntax.Expression.TupleDisplay;
import java.util.ArrayList;
import java.util.List;

/** What stands in the parentheses of a call and in the brackets of a subscript. */
final class ArgumentParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final DisplayParser displays;

  ArgumentParser(Cursor cursor, ExpressionParser expressions, DisplayParser displays) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.displays = displays;
  }

  /** The arguments with both parentheses. */
  List<Argument> parse() {
    int open = cursor.start();
    cursor.enter();
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (cursor.accept(Token.RIGHT_PARENTHESIS)) {
      cursor.leave();
      return List.of();
    }
    List<Argument> arguments = new ArrayList<>(4);
    boolean named = false;
    boolean unpacked = false;
    do {
      if (cursor.is(Token.RIGHT_PARENTHESIS)) {
        break;
      }
      Argument argument = argument(open, arguments.isEmpty());
      switch (argument.kind()) {
        case POSITIONAL -> inOrder(!named);
        case STAR -> inOrder(!unpacked);
        case KEYWORD -> named = true;
        case DOUBLE_STAR -> {
          named = true;
          unpacked = true;
        }
      }
      arguments.add(argument);
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_PARENTHESIS);
    cursor.leave();
    return List.copyOf(arguments);
  }

  /** Executed: CPython refuses these orders (3.11). */
  private static void inOrder(boolean possible) {
    if (!possible) {
      throw new SyntaxFailure("argument follows keyword arguments");
    }
  }

  private Argument argument(int open, boolean first) {
    int start = cursor.start();
    Token kind = cursor.kind();
    if (kind == Token.STAR || kind == Token.DOUBLE_STAR) {
      cursor.next();
      Expression value = expressions.expression();
      Argument.Kind passed = kind == Token.STAR ? Argument.Kind.STAR : Argument.Kind.DOUBLE_STAR;
      return new Argument(passed, null, value, start, cursor.previousEnd());
    }
    if (cursor.following() == Token.ASSIGN && kind.isSoftName()) {
      String name = cursor.word();
      cursor.next();
      cursor.next();
      Expression value = expressions.expression();
      return new Argument(Argument.Kind.KEYWORD, name, value, start, cursor.previousEnd());
    }
    Expression value = expressions.named();
    if (displays.startsComprehension()) {
      List<ComprehensionClause> clauses = displays.clauses(false);
      // A generator that is the only argument borrows the call's parentheses.
      boolean only = first && cursor.is(Token.RIGHT_PARENTHESIS);
      value =
          new Comprehension(
              Comprehension.Kind.GENERATOR,
              value,
              null,
              clauses,
              only ? open : start,
              only ? cursor.end() : cursor.previousEnd());
    }
    return new Argument(Argument.Kind.POSITIONAL, null, value, value.start(), value.end());
  }

  /** The index with both brackets. */
  Expression subscript() {
    cursor.enter();
    cursor.expect(Token.LEFT_BRACKET);
    int start = cursor.start();
    Expression index = item();
    if (cursor.is(Token.COMMA)) {
      List<Expression> items = new ArrayList<>();
      items.add(index);
      while (cursor.accept(Token.COMMA) && !cursor.is(Token.RIGHT_BRACKET)) {
        items.add(item());
      }
      index = new TupleDisplay(List.copyOf(items), start, cursor.previousEnd());
    }
    cursor.expect(Token.RIGHT_BRACKET);
    cursor.leave();
    return index;
  }

  private Expression item() {
    int start = cursor.start();
    Expression lower = cursor.is(Token.COLON) ? null : expressions.starredOrNamed();
    if (lower != null && !cursor.is(Token.COLON)) {
      return lower;
    }
    cursor.expect(Token.COLON);
    Expression upper = expressions.startsExpression() ? expressions.expression() : null;
    Expression step = null;
    if (cursor.accept(Token.COLON)) {
      step = expressions.startsExpression() ? expressions.expression() : null;
    }
    return new Slice(lower, upper, step, start, cursor.previousEnd());
  }
}

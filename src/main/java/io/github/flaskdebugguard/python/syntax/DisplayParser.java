package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.Comprehension;
import io.github.flaskdebugguard.python.syntax.Expression.DictDisplay;
import io.github.flaskdebugguard.python.syntax.Expression.ListDisplay;
import io.github.flaskdebugguard.python.syntax.Expression.SetDisplay;
import io.github.flaskdebugguard.python.syntax.Expression.TupleDisplay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in brackets of its own: tuples, lists, sets, dictionaries and comprehensions. */
final class DisplayParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  DisplayParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  Expression parenthesised() {
    int start = cursor.start();
    cursor.enter();
    cursor.next();
    Expression inner = null;
    List<Expression> items = List.of();
    if (cursor.is(Token.YIELD)) {
      inner = expressions.yieldExpression();
    } else if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      Expression first = expressions.starredOrNamed();
      if (startsComprehension()) {
        List<ComprehensionClause> clauses = clauses(false);
        cursor.expect(Token.RIGHT_PARENTHESIS);
        cursor.leave();
        return new Comprehension(
            Comprehension.Kind.GENERATOR, first, null, clauses, start, cursor.previousEnd());
      }
      if (cursor.is(Token.COMMA)) {
        items = rest(first);
      } else {
        inner = first;
      }
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    cursor.leave();
    return inner != null ? inner : new TupleDisplay(items, start, cursor.previousEnd());
  }

  Expression bracketed() {
    int start = cursor.start();
    cursor.enter();
    cursor.next();
    List<Expression> items = List.of();
    if (!cursor.is(Token.RIGHT_BRACKET)) {
      Expression first = expressions.starredOrNamed();
      if (startsComprehension()) {
        List<ComprehensionClause> clauses = clauses(true);
        cursor.expect(Token.RIGHT_BRACKET);
        cursor.leave();
        return new Comprehension(
            Comprehension.Kind.LIST, first, null, clauses, start, cursor.previousEnd());
      }
      items = rest(first);
    }
    cursor.expect(Token.RIGHT_BRACKET);
    cursor.leave();
    return new ListDisplay(items, start, cursor.previousEnd());
  }

  private List<Expression> rest(Expression first) {
    if (!cursor.is(Token.COMMA)) {
      return List.of(first);
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(Token.COMMA) && expressions.startsExpression()) {
      items.add(expressions.starredOrNamed());
    }
    return List.copyOf(items);
  }

  Expression braced() {
    int start = cursor.start();
    cursor.enter();
    cursor.next();
    Expression result;
    if (cursor.accept(Token.RIGHT_BRACE)) {
      result = new DictDisplay(List.of(), start, cursor.previousEnd());
    } else if (cursor.is(Token.DOUBLE_STAR)) {
      cursor.enterOperator();
      result = dictionary(start, null);
      cursor.leaveOperator();
    } else {
      Expression first = expressions.starredOrNamed();
      cursor.enterOperator();
      result = cursor.is(Token.COLON) ? dictionary(start, first) : set(start, first);
      cursor.leaveOperator();
    }
    cursor.leave();
    return result;
  }

  private Expression set(int start, Expression first) {
    if (startsComprehension()) {
      List<ComprehensionClause> clauses = clauses(false);
      cursor.expect(Token.RIGHT_BRACE);
      return new Comprehension(
          Comprehension.Kind.SET, first, null, clauses, start, cursor.previousEnd());
    }
    List<Expression> items = rest(first);
    cursor.expect(Token.RIGHT_BRACE);
    return new SetDisplay(items, start, cursor.previousEnd());
  }

  /** The rest of a dictionary whose first key, unless it starts with {@code **}, has been read. */
  private Expression dictionary(int start, @Nullable Expression firstKey) {
    List<DictDisplay.Item> items = new ArrayList<>();
    Expression key = firstKey;
    do {
      if (key == null) {
        if (cursor.is(Token.RIGHT_BRACE)) {
          break;
        }
        if (cursor.accept(Token.DOUBLE_STAR)) {
          items.add(new DictDisplay.Item(null, expressions.operation(Token.BIT_OR_LEVEL)));
          continue;
        }
        key = expressions.expression();
      }
      cursor.expect(Token.COLON);
      Expression value = expressions.expression();
      if (items.isEmpty() && startsComprehension()) {
        List<ComprehensionClause> clauses = clauses(false);
        cursor.expect(Token.RIGHT_BRACE);
        return new Comprehension(
            Comprehension.Kind.DICT, key, value, clauses, start, cursor.previousEnd());
      }
      items.add(new DictDisplay.Item(key, value));
      key = null;
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACE);
    return new DictDisplay(List.copyOf(items), start, cursor.previousEnd());
  }

  boolean startsComprehension() {
    return cursor.is(Token.FOR) || cursor.is(Token.ASYNC) && cursor.following() == Token.FOR;
  }

  /**
   * The {@code for} clauses; Python 2 lets a list's clause run over a tuple without parentheses.
   */
  List<ComprehensionClause> clauses(boolean bareTuples) {
    List<ComprehensionClause> clauses = new ArrayList<>(2);
    cursor.enterOperator();
    while (startsComprehension()) {
      int start = cursor.start();
      boolean async = cursor.accept(Token.ASYNC);
      cursor.expect(Token.FOR);
      Expression target = expressions.targetList();
      cursor.expect(Token.IN);
      Expression iterable = bareTuples ? iterable() : condition();
      List<Expression> conditions = List.of();
      if (cursor.is(Token.IF)) {
        conditions = new ArrayList<>(2);
        while (cursor.accept(Token.IF)) {
          conditions.add(condition());
        }
        conditions = List.copyOf(conditions);
      }
      clauses.add(
          new ComprehensionClause(
              async, target, iterable, conditions, start, cursor.previousEnd()));
    }
    cursor.leaveOperator();
    return List.copyOf(clauses);
  }

  private Expression iterable() {
    int start = cursor.start();
    Expression first = condition();
    if (!cursor.is(Token.COMMA)) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(Token.COMMA) && expressions.startsExpression()) {
      items.add(condition());
    }
    return new TupleDisplay(List.copyOf(items), start, cursor.previousEnd());
  }

  private Expression condition() {
    return cursor.is(Token.LAMBDA)
        ? expressions.lambda(false)
        : expressions.operation(Token.OR_LEVEL);
  }
}

package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.BinaryOperation;
import io.github.flaskdebugguard.python.syntax.Expression.BooleanOperation;
import io.github.flaskdebugguard.python.syntax.Expression.Comparison;
import io.github.flaskdebugguard.python.syntax.Expression.Conditional;
import io.github.flaskdebugguard.python.syntax.Expression.Constant;
import io.github.flaskdebugguard.python.syntax.Expression.Lambda;
import io.github.flaskdebugguard.python.syntax.Expression.Name;
import io.github.flaskdebugguard.python.syntax.Expression.NamedExpression;
import io.github.flaskdebugguard.python.syntax.Expression.Starred;
import io.github.flaskdebugguard.python.syntax.Expression.TupleDisplay;
import io.github.flaskdebugguard.python.syntax.Expression.UnaryOperation;
import io.github.flaskdebugguard.python.syntax.Expression.Yield;
import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions by precedence climbing: few stack frames a nesting level, and flat lists for chains
 * of operators.
 */
final class ExpressionParser {

  private static final int UNARY_LEVEL = 11;

  private final Cursor cursor;
  private final DisplayParser displays;
  private final ArgumentParser arguments;
  private final ParameterParser parameters;
  private final TextParser texts;

  ExpressionParser(Cursor cursor) {
    this.cursor = cursor;
    this.displays = new DisplayParser(cursor, this);
    this.arguments = new ArgumentParser(cursor, this, displays);
    this.parameters = new ParameterParser(cursor, this);
    this.texts = new TextParser(cursor, this);
  }

  ArgumentParser arguments() {
    return arguments;
  }

  ParameterParser parameters() {
    return parameters;
  }

  /** A conditional expression, a lambda or anything that binds tighter. */
  Expression expression() {
    if (cursor.is(Token.LAMBDA)) {
      return lambda(true);
    }
    int start = cursor.start();
    Expression body = operation(Token.OR_LEVEL);
    if (!cursor.is(Token.IF)) {
      return body;
    }
    cursor.enter();
    cursor.next();
    Expression test = operation(Token.OR_LEVEL);
    cursor.expect(Token.ELSE);
    Expression otherwise = expression();
    cursor.leave();
    return new Conditional(test, body, otherwise, start, cursor.previousEnd());
  }

  /** {@code name := value} or an expression. */
  Expression named() {
    if (cursor.following() != Token.WALRUS || !cursor.kind().isSoftName()) {
      return expression();
    }
    int start = cursor.start();
    Name target = new Name(cursor.word(), start, cursor.end());
    cursor.next();
    cursor.next();
    Expression value = expression();
    return new NamedExpression(target, value, start, cursor.previousEnd());
  }

  /** {@code *value} or what {@link #named} takes. */
  Expression starredOrNamed() {
    if (cursor.is(Token.STAR)) {
      return starred();
    }
    return cursor.following() == Token.WALRUS ? named() : expression();
  }

  private Expression starredOrExpression() {
    return cursor.is(Token.STAR) ? starred() : expression();
  }

  Expression starred() {
    int start = cursor.start();
    cursor.next();
    Expression value = operation(Token.BIT_OR_LEVEL);
    return new Starred(value, start, cursor.previousEnd());
  }

  /** {@code yield}, or one expression, or a tuple without parentheses. */
  Expression yieldOrList() {
    return cursor.is(Token.YIELD) ? yieldExpression() : list();
  }

  /** One expression or a tuple without parentheses. */
  Expression list() {
    int start = cursor.start();
    Expression first = starredOrExpression();
    if (!cursor.is(Token.COMMA)) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(Token.COMMA) && startsExpression()) {
      items.add(starredOrExpression());
    }
    return new TupleDisplay(List.copyOf(items), start, cursor.previousEnd());
  }

  /** The subject of a match: a list whose items may be {@code name := value}. */
  Expression namedList() {
    int start = cursor.start();
    Expression first = starredOrNamed();
    if (!cursor.is(Token.COMMA)) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(Token.COMMA) && startsExpression()) {
      items.add(starredOrNamed());
    }
    return new TupleDisplay(List.copyOf(items), start, cursor.previousEnd());
  }

  /** What {@code for} and {@code as} assign to; stops before {@code in}. */
  Expression targetList() {
    int start = cursor.start();
    Expression first = target();
    if (!cursor.is(Token.COMMA)) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(Token.COMMA) && startsExpression()) {
      items.add(target());
    }
    return new TupleDisplay(List.copyOf(items), start, cursor.previousEnd());
  }

  Expression target() {
    return cursor.is(Token.STAR) ? starred() : operation(Token.BIT_OR_LEVEL);
  }

  Expression yieldExpression() {
    int start = cursor.start();
    cursor.expect(Token.YIELD);
    cursor.yields++;
    boolean from = cursor.accept(Token.FROM);
    Expression value = from ? expression() : startsExpression() ? list() : null;
    return new Yield(from, value, start, cursor.previousEnd());
  }

  boolean startsExpression() {
    return switch (cursor.kind()) {
      case NAME,
          NUMBER,
          STRING,
          UNTERMINATED,
          FORMAT_START,
          LEFT_PARENTHESIS,
          LEFT_BRACKET,
          LEFT_BRACE,
          BACKTICK,
          TILDE,
          PLUS,
          MINUS,
          STAR,
          ELLIPSIS,
          NOT,
          LAMBDA,
          NONE,
          TRUE,
          FALSE,
          AWAIT,
          NONLOCAL ->
          true;
      case ASYNC -> cursor.following() != Token.FOR;
      default -> false;
    };
  }

  /** {@code lambda}; in a comprehension's condition its body is no conditional expression. */
  Expression lambda(boolean conditionalBody) {
    int start = cursor.start();
    int yieldsOutside = cursor.yields;
    cursor.enter();
    cursor.next();
    List<Parameter> list = parameters.parse(Token.COLON, false);
    cursor.expect(Token.COLON);
    Expression body =
        cursor.is(Token.LAMBDA)
            ? lambda(conditionalBody)
            : conditionalBody ? expression() : operation(Token.OR_LEVEL);
    cursor.leave();
    cursor.yields = yieldsOutside;
    return new Lambda(list, body, start, cursor.previousEnd());
  }

  /** Operators of at least this precedence. */
  Expression operation(int minimum) {
    int start = cursor.start();
    Token first = cursor.kind();
    Expression left;
    if (first == Token.NOT || isSign(first)) {
      left = unary(minimum);
    } else {
      left = chain();
      if (cursor.is(Token.DOUBLE_STAR)) {
        left = power(left, start);
      }
    }
    while (true) {
      int level = precedence();
      if (level == 0 || level < minimum) {
        return left;
      }
      left =
          level == Token.COMPARISON_LEVEL
              ? comparison(left, start)
              : level < Token.COMPARISON_LEVEL
                  ? booleanOperation(left, start)
                  : binaryOperation(left, start);
    }
  }

  private int precedence() {
    Token kind = cursor.kind();
    return kind == Token.NOT && cursor.following() == Token.IN
        ? Token.COMPARISON_LEVEL
        : kind.precedence;
  }

  private Expression booleanOperation(Expression first, int start) {
    Token operator = cursor.kind();
    List<Expression> operands = new ArrayList<>(4);
    operands.add(first);
    cursor.enterOperator();
    while (cursor.accept(operator)) {
      operands.add(operation(operator.precedence + 1));
    }
    cursor.leaveOperator();
    return new BooleanOperation(
        operator == Token.AND, List.copyOf(operands), start, cursor.previousEnd());
  }

  private Expression binaryOperation(Expression first, int start) {
    int level = cursor.kind().precedence;
    List<Expression> operands = new ArrayList<>(4);
    List<String> operators = new ArrayList<>(4);
    operands.add(first);
    cursor.enterOperator();
    while (cursor.kind().precedence == level) {
      operators.add(cursor.kind().text);
      cursor.next();
      operands.add(operation(level + 1));
    }
    cursor.leaveOperator();
    return new BinaryOperation(
        List.copyOf(operands), List.copyOf(operators), start, cursor.previousEnd());
  }

  private Expression comparison(Expression left, int start) {
    List<Expression> operands = new ArrayList<>(2);
    List<String> operators = new ArrayList<>(2);
    cursor.enterOperator();
    while (precedence() == Token.COMPARISON_LEVEL) {
      Token kind = cursor.kind();
      cursor.next();
      String operator = kind.text;
      if (kind == Token.NOT) {
        cursor.next();
        operator = "not in";
      } else if (kind == Token.IS && cursor.accept(Token.NOT)) {
        operator = "is not";
      }
      operators.add(operator);
      operands.add(operation(Token.COMPARISON_LEVEL + 1));
    }
    cursor.leaveOperator();
    return new Comparison(
        left, List.copyOf(operators), List.copyOf(operands), start, cursor.previousEnd());
  }

  /** {@code +}, {@code -}, {@code ~} or {@code not} with what it applies to. */
  private Expression unary(int minimum) {
    int start = cursor.start();
    List<String> operators = new ArrayList<>(2);
    Expression operand;
    cursor.enterOperator();
    if (cursor.is(Token.NOT)) {
      if (minimum > Token.NOT_LEVEL) {
        throw cursor.unexpected("an expression");
      }
      while (cursor.accept(Token.NOT)) {
        operators.add(Token.NOT.text);
      }
      operand = operation(Token.COMPARISON_LEVEL);
    } else {
      while (isSign(cursor.kind())) {
        operators.add(cursor.kind().text);
        cursor.next();
      }
      operand = operation(UNARY_LEVEL);
    }
    cursor.leaveOperator();
    return new UnaryOperation(List.copyOf(operators), operand, start, cursor.previousEnd());
  }

  private static boolean isSign(Token kind) {
    return kind == Token.MINUS || kind == Token.PLUS || kind == Token.TILDE;
  }

  private Expression power(Expression base, int start) {
    cursor.enter();
    cursor.next();
    Expression exponent = operation(UNARY_LEVEL);
    cursor.leave();
    return new BinaryOperation(List.of(base, exponent), List.of("**"), start, cursor.previousEnd());
  }

  private static boolean startsAwaited(Token kind) {
    return switch (kind) {
      case NAME,
          NUMBER,
          STRING,
          FORMAT_START,
          LEFT_PARENTHESIS,
          LEFT_BRACKET,
          LEFT_BRACE,
          NONE,
          TRUE,
          FALSE,
          ASYNC,
          AWAIT ->
          true;
      default -> false;
    };
  }

  /** An atom with its attributes, calls and subscripts. */
  private Expression chain() {
    int start = cursor.start();
    if (cursor.is(Token.AWAIT) && startsAwaited(cursor.following())) {
      cursor.enter();
      cursor.next();
      Expression awaited = chain();
      cursor.leave();
      return new Expression.Await(awaited, start, cursor.previousEnd());
    }
    Expression value = atom();
    for (int links = 0; ; links++) {
      switch (cursor.kind()) {
        case DOT -> {
          cursor.next();
          int nameStart = cursor.start();
          String name = attributeName();
          value = new Expression.Attribute(value, name, nameStart, start, cursor.previousEnd());
        }
        case LEFT_PARENTHESIS -> {
          List<Argument> list = arguments.parse();
          value = new Expression.Call(value, list, start, cursor.previousEnd());
        }
        case LEFT_BRACKET -> {
          Expression index = arguments.subscript();
          value = new Expression.Subscript(value, index, start, cursor.previousEnd());
        }
        default -> {
          return value;
        }
      }
      if (links >= Limits.PYTHON_CHAIN) {
        throw new SyntaxFailure("too deeply nested");
      }
    }
  }

  /** Python 2 lets {@code None} and its like follow a dot. */
  private String attributeName() {
    Token kind = cursor.kind();
    if (kind == Token.NONE || kind == Token.TRUE || kind == Token.FALSE) {
      cursor.next();
      return kind.text;
    }
    return cursor.expectName();
  }

  private Expression atom() {
    int start = cursor.start();
    int end = cursor.end();
    Token kind = cursor.kind();
    switch (kind) {
      case NAME, AWAIT, NONLOCAL -> {
        String id = cursor.word();
        cursor.next();
        return new Name(id, start, end);
      }
      case NUMBER -> {
        cursor.next();
        return new Expression.Number(NumberScanner.literal(cursor.text, start, end), start, end);
      }
      case STRING, FORMAT_START -> {
        return texts.parse();
      }
      case LEFT_PARENTHESIS -> {
        return displays.parenthesised();
      }
      case LEFT_BRACKET -> {
        return displays.bracketed();
      }
      case LEFT_BRACE -> {
        return displays.braced();
      }
      case BACKTICK -> {
        return backticks();
      }
      case NONE, TRUE, FALSE, ELLIPSIS -> {
        cursor.next();
        return new Constant(constant(kind), start, end);
      }
      default -> {
        // Before Python 3.7 "async" was a plain name.
        if (kind == Token.ASYNC && !cursor.following().startsCompound()) {
          String id = cursor.word();
          cursor.next();
          return new Name(id, start, end);
        }
        throw cursor.unexpected("an expression");
      }
    }
  }

  private static Constant.Kind constant(Token kind) {
    return switch (kind) {
      case TRUE -> Constant.Kind.TRUE;
      case FALSE -> Constant.Kind.FALSE;
      case NONE -> Constant.Kind.NONE;
      default -> Constant.Kind.ELLIPSIS;
    };
  }

  private Expression backticks() {
    int start = cursor.start();
    cursor.enter();
    cursor.next();
    Expression value = list();
    cursor.expect(Token.BACKTICK);
    cursor.leave();
    Argument argument =
        new Argument(Argument.Kind.POSITIONAL, null, value, value.start(), value.end());
    return new Expression.Call(
        new Name("repr", start, start + 1), List.of(argument), start, cursor.previousEnd());
  }

  /** {@return what Python can assign to, or null} */
  static @Nullable Expression assignable(Expression target) {
    return switch (target) {
      case Name _, Expression.Attribute _, Expression.Subscript _, Constant _ -> target;
      case Starred starred -> assignable(starred.value()) == null ? null : target;
      case TupleDisplay tuple -> allAssignable(tuple.items()) ? target : null;
      case Expression.ListDisplay list -> allAssignable(list.items()) ? target : null;
      default -> null;
    };
  }

  private static boolean allAssignable(List<Expression> items) {
    for (Expression item : items) {
      if (assignable(item) == null) {
        return false;
      }
    }
    return true;
  }
}

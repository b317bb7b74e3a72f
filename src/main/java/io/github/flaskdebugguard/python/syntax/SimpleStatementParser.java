package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements without a block. */
final class SimpleStatementParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  SimpleStatementParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  Statement parse() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case RETURN -> {
        cursor.next();
        Expression value = cursor.atStatementEnd() ? null : expressions.list();
        yield new Statement.Return(value, start, cursor.previousEnd());
      }
      case RAISE -> raise(start);
      case GLOBAL -> scope(start, true);
      case NONLOCAL ->
          cursor.following() == Token.NAME ? scope(start, false) : expressionStatement(start);
      case DEL -> delete(start);
      case ASSERT -> {
        cursor.next();
        Expression test = expressions.expression();
        Expression message = cursor.accept(Token.COMMA) ? expressions.expression() : null;
        yield new Statement.Assert(test, message, start, cursor.previousEnd());
      }
      case PASS -> {
        cursor.next();
        yield new Statement.Pass(start, cursor.previousEnd());
      }
      case BREAK -> {
        cursor.next();
        yield new Statement.Break(start, cursor.previousEnd());
      }
      case CONTINUE -> {
        cursor.next();
        yield new Statement.Continue(start, cursor.previousEnd());
      }
      case IMPORT -> {
        cursor.next();
        List<Alias> names = new ArrayList<>(2);
        do {
          names.add(module());
        } while (cursor.accept(Token.COMMA));
        yield new Statement.Import(List.copyOf(names), start, cursor.previousEnd());
      }
      case FROM -> importFrom(start);
      case NAME -> {
        Statement special = softKeyword(start);
        yield special == null ? expressionStatement(start) : special;
      }
      default -> expressionStatement(start);
    };
  }

  private @Nullable Statement softKeyword(int start) {
    return switch (cursor.word()) {
      case "print" -> startsPrinted() ? print(start) : null;
      case "exec" ->
          startsPrinted() && cursor.following() != Token.RIGHT_SHIFT ? exec(start) : null;
      case "type" -> cursor.following().isSoftName() ? typeAlias(start) : null;
      default -> null;
    };
  }

  /** {@return whether the word here is Python 2's statement, since no operator or call follows} */
  private boolean startsPrinted() {
    return switch (cursor.following()) {
      case NAME,
          NUMBER,
          STRING,
          UNTERMINATED,
          FORMAT_START,
          LEFT_BRACE,
          BACKTICK,
          TILDE,
          LAMBDA,
          NONE,
          TRUE,
          FALSE,
          ELLIPSIS,
          RIGHT_SHIFT,
          AWAIT ->
          true;
      case NOT -> cursor.kindAt(cursor.at() + 2) != Token.IN;
      case LEFT_BRACKET -> {
        Token after = cursor.kindAt(cursor.afterGroup(cursor.at() + 1));
        yield after != Token.ASSIGN && after != Token.AUGMENTED_ASSIGN && after != Token.COLON;
      }
      default -> false;
    };
  }

  private Statement print(int start) {
    cursor.next();
    cursor.accept(Token.RIGHT_SHIFT);
    List<Expression> values = new ArrayList<>(2);
    do {
      if (!values.isEmpty() && cursor.atStatementEnd()) {
        break;
      }
      values.add(expressions.expression());
    } while (cursor.accept(Token.COMMA));
    return new Statement.Legacy("print", List.copyOf(values), start, cursor.previousEnd());
  }

  private Statement exec(int start) {
    cursor.next();
    List<Expression> values = new ArrayList<>(3);
    values.add(expressions.operation(Token.BIT_OR_LEVEL));
    if (cursor.accept(Token.IN)) {
      do {
        values.add(expressions.expression());
      } while (cursor.accept(Token.COMMA));
    }
    return new Statement.Legacy("exec", List.copyOf(values), start, cursor.previousEnd());
  }

  private Statement typeAlias(int start) {
    cursor.next();
    int nameStart = cursor.start();
    int nameEnd = cursor.end();
    Name name = new Name(cursor.expectName(), nameStart, nameEnd);
    expressions.parameters().skipTypeParameters();
    cursor.expect(Token.ASSIGN);
    Expression value = expressions.expression();
    return new Statement.TypeAlias(name, value, start, cursor.previousEnd());
  }

  /** {@code raise E from cause} and Python 2's {@code raise E, value, traceback}. */
  private Statement raise(int start) {
    cursor.next();
    if (cursor.atStatementEnd()) {
      return new Statement.Raise(null, null, start, cursor.previousEnd());
    }
    Expression exception = expressions.expression();
    Expression cause = null;
    if (cursor.accept(Token.FROM)) {
      cause = expressions.expression();
    } else if (cursor.accept(Token.COMMA)) {
      Expression value = expressions.expression();
      Argument argument =
          new Argument(Argument.Kind.POSITIONAL, null, value, value.start(), value.end());
      exception =
          new Expression.Call(
              exception, List.of(argument), exception.start(), cursor.previousEnd());
      if (cursor.accept(Token.COMMA)) {
        expressions.expression();
      }
    }
    return new Statement.Raise(exception, cause, start, cursor.previousEnd());
  }

  private Statement scope(int start, boolean global) {
    cursor.next();
    List<String> names = new ArrayList<>(2);
    do {
      names.add(cursor.expectName());
    } while (cursor.accept(Token.COMMA));
    return new Statement.ScopeDeclaration(global, List.copyOf(names), start, cursor.previousEnd());
  }

  private Statement delete(int start) {
    cursor.next();
    List<Expression> targets = new ArrayList<>(2);
    do {
      if (!targets.isEmpty() && cursor.atStatementEnd()) {
        break;
      }
      targets.add(assignable(expressions.target()));
    } while (cursor.accept(Token.COMMA));
    return new Statement.Delete(List.copyOf(targets), start, cursor.previousEnd());
  }

  private Alias module() {
    int start = cursor.start();
    String name = dottedName();
    String asName = cursor.accept(Token.AS) ? cursor.expectName() : null;
    return new Alias(name, asName, start, cursor.previousEnd());
  }

  private String dottedName() {
    String name = cursor.expectName();
    if (!cursor.is(Token.DOT)) {
      return name;
    }
    StringBuilder dotted = new StringBuilder(name);
    while (cursor.accept(Token.DOT)) {
      dotted.append('.').append(cursor.expectName());
    }
    return dotted.toString();
  }

  private Statement importFrom(int start) {
    cursor.next();
    int level = 0;
    while (cursor.is(Token.DOT) || cursor.is(Token.ELLIPSIS)) {
      level += cursor.is(Token.DOT) ? 1 : 3;
      cursor.next();
    }
    String module = level > 0 && cursor.is(Token.IMPORT) ? null : dottedName();
    cursor.expect(Token.IMPORT);
    List<Alias> names;
    if (cursor.is(Token.STAR)) {
      names = List.of(new Alias("*", null, cursor.start(), cursor.end()));
      cursor.next();
    } else {
      boolean parenthesised = cursor.accept(Token.LEFT_PARENTHESIS);
      names = importedNames(parenthesised);
      if (parenthesised) {
        cursor.expect(Token.RIGHT_PARENTHESIS);
      }
    }
    return new Statement.ImportFrom(module, names, level, start, cursor.previousEnd());
  }

  private List<Alias> importedNames(boolean parenthesised) {
    List<Alias> names = new ArrayList<>(4);
    do {
      if (parenthesised && !names.isEmpty() && cursor.is(Token.RIGHT_PARENTHESIS)) {
        break;
      }
      int start = cursor.start();
      String name = cursor.expectName();
      String asName = cursor.accept(Token.AS) ? cursor.expectName() : null;
      names.add(new Alias(name, asName, start, cursor.previousEnd()));
    } while (cursor.accept(Token.COMMA));
    return List.copyOf(names);
  }

  private Statement expressionStatement(int start) {
    Expression first = expressions.yieldOrList();
    return switch (cursor.kind()) {
      case ASSIGN -> assign(first, start);
      case AUGMENTED_ASSIGN -> {
        String operator =
            new String(cursor.text, cursor.start(), cursor.end() - cursor.start() - 1);
        cursor.next();
        Expression value = expressions.yieldOrList();
        yield new Statement.AugmentedAssign(
            assignable(first), operator, value, start, cursor.previousEnd());
      }
      case COLON -> {
        if (!(first instanceof Name
            || first instanceof Expression.Attribute
            || first instanceof Expression.Subscript)) {
          throw cursor.unexpected("the end of the statement");
        }
        cursor.next();
        Expression annotation = expressions.expression();
        Expression value = cursor.accept(Token.ASSIGN) ? expressions.yieldOrList() : null;
        yield new Statement.AnnotatedAssign(first, annotation, value, start, cursor.previousEnd());
      }
      default -> new Statement.ExpressionStatement(first, start, cursor.previousEnd());
    };
  }

  private Statement assign(Expression first, int start) {
    List<Expression> targets = new ArrayList<>(2);
    Expression value = first;
    while (cursor.accept(Token.ASSIGN)) {
      targets.add(assignable(value));
      value = expressions.yieldOrList();
    }
    return new Statement.Assign(List.copyOf(targets), value, start, cursor.previousEnd());
  }

  private static Expression assignable(Expression target) {
    Expression result = ExpressionParser.assignable(target);
    if (result == null) {
      throw new SyntaxFailure("cannot assign to this expression");
    }
    return result;
  }
}

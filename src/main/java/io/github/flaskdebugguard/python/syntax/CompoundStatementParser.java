package io.github.flaskdebugguard.python.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with blocks, {@code match} apart. */
final class CompoundStatementParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  CompoundStatementParser(Cursor cursor, ExpressionParser expressions, StatementParser statements) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.statements = statements;
  }

  /**
   * {@code if}, {@code while}, {@code for}, {@code try} or {@code with}; fails only in its first
   * header.
   */
  Statement parse(int indentation) {
    int start = cursor.start();
    boolean async = cursor.accept(Token.ASYNC);
    return switch (cursor.kind()) {
      case IF -> ifStatement(start, indentation);
      case WHILE -> {
        cursor.next();
        Expression test = expressions.named();
        requireColon();
        List<Statement> body = statements.suite(indentation);
        List<Statement> otherwise = clause(Token.ELSE, indentation);
        yield new Statement.While(test, body, otherwise, start, cursor.blockEnd());
      }
      case FOR -> {
        cursor.next();
        Expression target = expressions.targetList();
        cursor.expect(Token.IN);
        Expression iterable = expressions.list();
        requireColon();
        List<Statement> body = statements.suite(indentation);
        List<Statement> otherwise = clause(Token.ELSE, indentation);
        yield new Statement.For(async, target, iterable, body, otherwise, start, cursor.blockEnd());
      }
      case WITH -> {
        cursor.next();
        List<WithItem> items = withItems();
        requireColon();
        List<Statement> body = statements.suite(indentation);
        yield new Statement.With(async, items, body, start, cursor.blockEnd());
      }
      default -> tryStatement(start, indentation);
    };
  }

  private void requireColon() {
    if (!cursor.is(Token.COLON)) {
      throw cursor.unexpected("':'");
    }
  }

  private boolean isClause(Token kind, int indentation) {
    return cursor.is(kind) && cursor.indentation() == indentation;
  }

  private List<Statement> clause(Token kind, int indentation) {
    if (!isClause(kind, indentation)) {
      return List.of();
    }
    cursor.next();
    return statements.suite(indentation);
  }

  private Statement ifStatement(int start, int indentation) {
    List<Statement.If.Branch> branches = new ArrayList<>(2);
    cursor.next();
    Expression test = expressions.named();
    requireColon();
    branches.add(new Statement.If.Branch(test, statements.suite(indentation), start));
    while (isClause(Token.ELIF, indentation)) {
      int line = cursor.at();
      int branchStart = cursor.start();
      statements.startHeader();
      try {
        cursor.next();
        test = expressions.named();
        requireColon();
      } catch (SyntaxFailure _) {
        // The line is read again as a stray clause, which reports it; this statement ends here.
        cursor.back(line);
        break;
      }
      branches.add(new Statement.If.Branch(test, statements.suite(indentation), branchStart));
    }
    List<Statement> otherwise = clause(Token.ELSE, indentation);
    return new Statement.If(List.copyOf(branches), otherwise, start, cursor.blockEnd());
  }

  /** {@return why a clause that no statement took is broken} */
  SyntaxFailure strayClause() {
    Token kind = cursor.kind();
    if (kind == Token.ELIF) {
      cursor.next();
      expressions.named();
      requireColon();
    }
    return new SyntaxFailure("'" + kind.text + "' without a statement that it belongs to");
  }

  private Statement tryStatement(int start, int indentation) {
    cursor.next();
    requireColon();
    List<Statement> body = statements.suite(indentation);
    List<ExceptHandler> handlers = new ArrayList<>(2);
    boolean group = false;
    while (isClause(Token.EXCEPT, indentation)) {
      group |= cursor.following() == Token.STAR;
      statements.startHeader();
      handlers.add(handler(indentation));
    }
    List<Statement> otherwise = clause(Token.ELSE, indentation);
    List<Statement> finallyBody = clause(Token.FINALLY, indentation);
    return new Statement.Try(
        body, List.copyOf(handlers), otherwise, finallyBody, group, start, cursor.blockEnd());
  }

  /** A handler; with a broken header it catches everything and its block is kept. */
  private ExceptHandler handler(int indentation) {
    int line = cursor.at();
    int start = cursor.start();
    Expression type = null;
    String name = null;
    List<Statement> body;
    try {
      cursor.next();
      cursor.accept(Token.STAR);
      if (!cursor.is(Token.COLON)) {
        int typeStart = cursor.start();
        type = expressions.expression();
        if (cursor.is(Token.COMMA)) {
          List<Expression> types = new ArrayList<>(2);
          types.add(type);
          while (cursor.accept(Token.COMMA) && expressions.startsExpression()) {
            types.add(expressions.expression());
          }
          name = cursor.is(Token.AS) ? null : oldName(types);
          if (name == null) {
            type = new Expression.TupleDisplay(List.copyOf(types), typeStart, cursor.previousEnd());
          }
        }
        if (cursor.accept(Token.AS)) {
          name = cursor.expectName();
        }
      }
      requireColon();
      body = statements.suite(indentation);
    } catch (SyntaxFailure failure) {
      type = null;
      name = null;
      List<Statement> kept = new ArrayList<>();
      kept.add(statements.skipBrokenLine(failure, line));
      statements.block(indentation, kept);
      body = List.copyOf(kept);
    }
    return new ExceptHandler(type, name, body, start, cursor.blockEnd());
  }

  /**
   * {@return the name in Python 2's {@code except E, e}} Python 3.14 means two exceptions by it;
   * those are written with a capital letter or a dot.
   */
  private static @Nullable String oldName(List<Expression> types) {
    if (types.size() == 2 && types.get(1) instanceof Expression.Name name) {
      return Character.isUpperCase(name.id().charAt(0)) ? null : name.id();
    }
    return null;
  }

  private List<WithItem> withItems() {
    boolean parenthesised = hasItemsInParentheses();
    if (parenthesised) {
      cursor.next();
    }
    List<WithItem> items = new ArrayList<>(2);
    do {
      if (parenthesised && cursor.is(Token.RIGHT_PARENTHESIS)) {
        break;
      }
      int start = cursor.start();
      Expression context = expressions.expression();
      Expression target = cursor.accept(Token.AS) ? expressions.target() : null;
      items.add(new WithItem(context, target, start, cursor.previousEnd()));
    } while (cursor.accept(Token.COMMA));
    if (parenthesised) {
      cursor.expect(Token.RIGHT_PARENTHESIS);
    }
    return List.copyOf(items);
  }

  /** {@return whether the parentheses that start here hold items, not one expression} */
  private boolean hasItemsInParentheses() {
    int close = cursor.partner(cursor.at());
    if (!cursor.is(Token.LEFT_PARENTHESIS)
        || close < 0
        || cursor.kindAt(close + 1) != Token.COLON) {
      return false;
    }
    int index = cursor.at() + 1;
    if (index == close) {
      return false;
    }
    Token previous = Token.COMMA;
    while (index < close) {
      Token kind = cursor.kindAt(index);
      if (kind == Token.AS) {
        return true;
      }
      if (kind == Token.FOR
          || kind == Token.YIELD
          || kind == Token.WALRUS
          || kind == Token.STAR && previous == Token.COMMA) {
        return false;
      }
      previous = kind;
      index = cursor.afterGroup(index);
    }
    return true;
  }

  /** Decorators with their function or class. */
  void definition(List<Statement> into, int indentation) {
    List<Expression> decorators = decorators(into, indentation);
    boolean function =
        cursor.is(Token.DEF) || cursor.is(Token.ASYNC) && cursor.following() == Token.DEF;
    boolean follows = cursor.indentation() == indentation;
    if (follows && function) {
      function(decorators, into, indentation);
    } else if (follows && cursor.is(Token.CLASS)) {
      classDefinition(decorators, into, indentation);
    } else {
      for (Expression decorator : decorators) {
        into.add(new Statement.ExpressionStatement(decorator, decorator.start(), decorator.end()));
      }
      into.add(
          statements.broken(
              "expected a definition after a decorator", cursor.blockEnd(), cursor.blockEnd()));
    }
  }

  private List<Expression> decorators(List<Statement> into, int indentation) {
    if (!cursor.is(Token.AT)) {
      return List.of();
    }
    List<Expression> decorators = new ArrayList<>(2);
    while (isClause(Token.AT, indentation)) {
      int line = cursor.at();
      statements.startHeader();
      try {
        cursor.next();
        Expression decorator = expressions.named();
        cursor.expect(Token.NEWLINE);
        decorators.add(decorator);
      } catch (SyntaxFailure failure) {
        into.add(statements.skipBrokenLine(failure, line));
      }
    }
    return List.copyOf(decorators);
  }

  private void function(List<Expression> decorators, List<Statement> into, int indentation) {
    int line = cursor.at();
    int start = cursor.start();
    boolean async = cursor.accept(Token.ASYNC);
    cursor.next();
    int nameStart = cursor.start();
    String name = cursor.expectName();
    List<Parameter> parameters;
    Expression returns = null;
    List<Statement> body;
    int yieldsOutside = cursor.yields;
    cursor.yields = 0;
    statements.startHeader();
    try {
      expressions.parameters().skipTypeParameters();
      cursor.enter();
      cursor.expect(Token.LEFT_PARENTHESIS);
      parameters = expressions.parameters().parse(Token.RIGHT_PARENTHESIS, true);
      cursor.expect(Token.RIGHT_PARENTHESIS);
      if (cursor.accept(Token.ARROW)) {
        returns = expressions.expression();
      }
      requireColon();
      body = statements.suite(indentation);
    } catch (SyntaxFailure failure) {
      parameters = List.of();
      returns = null;
      body = orphanedBlock(failure, line, into, indentation);
    }
    into.add(
        new Statement.FunctionDefinition(
            async,
            name,
            nameStart,
            parameters,
            returns,
            decorators,
            body,
            cursor.yields > 0,
            start,
            cursor.blockEnd()));
    cursor.yields = yieldsOutside;
  }

  private void classDefinition(List<Expression> decorators, List<Statement> into, int indentation) {
    int line = cursor.at();
    int start = cursor.start();
    cursor.next();
    int nameStart = cursor.start();
    String name = cursor.expectName();
    List<Argument> arguments;
    List<Statement> body;
    statements.startHeader();
    try {
      expressions.parameters().skipTypeParameters();
      arguments = cursor.is(Token.LEFT_PARENTHESIS) ? expressions.arguments().parse() : List.of();
      requireColon();
      body = statements.suite(indentation);
    } catch (SyntaxFailure failure) {
      arguments = List.of();
      body = orphanedBlock(failure, line, into, indentation);
    }
    into.add(
        new Statement.ClassDefinition(
            name, nameStart, arguments, decorators, body, start, cursor.blockEnd()));
  }

  /** The header is broken and said so; the definition keeps its name and block. */
  private List<Statement> orphanedBlock(
      SyntaxFailure failure, int line, List<Statement> into, int indentation) {
    into.add(statements.skipBrokenLine(failure, line));
    List<Statement> body = new ArrayList<>();
    statements.block(indentation, body);
    return List.copyOf(body);
  }
}

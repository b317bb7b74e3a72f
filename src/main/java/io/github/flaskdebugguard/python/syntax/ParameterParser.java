package io.github.flaskdebugguard.python.syntax;

import java.util.ArrayList;
import java.util.List;

/** Parameters of functions and lambdas, and type parameters. */
final class ParameterParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  ParameterParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** Parameters up to, not including, {@code end}; a lambda's have no annotations. */
  List<Parameter> parse(Token end, boolean annotated) {
    if (cursor.is(end)) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>(4);
    Parameter.Kind kind = Parameter.Kind.POSITIONAL;
    do {
      if (cursor.is(end)) {
        break;
      }
      if (cursor.accept(Token.SLASH)) {
        parameters.replaceAll(ParameterParser::positionalOnly);
      } else if (cursor.accept(Token.STAR)) {
        kind = Parameter.Kind.KEYWORD_ONLY;
        if (!cursor.is(Token.COMMA) && !cursor.is(end)) {
          parameters.add(parameter(Parameter.Kind.STAR, annotated));
        }
      } else if (cursor.accept(Token.DOUBLE_STAR)) {
        parameters.add(parameter(Parameter.Kind.DOUBLE_STAR, annotated));
      } else if (cursor.is(Token.LEFT_PARENTHESIS)) {
        parameters.add(tuple(kind, parameters.size()));
      } else {
        parameters.add(parameter(kind, annotated));
      }
    } while (cursor.accept(Token.COMMA));
    return List.copyOf(parameters);
  }

  private static Parameter positionalOnly(Parameter parameter) {
    return new Parameter(
        Parameter.Kind.POSITIONAL_ONLY,
        parameter.name(),
        parameter.annotation(),
        parameter.defaultValue(),
        parameter.start(),
        parameter.end());
  }

  private Parameter parameter(Parameter.Kind kind, boolean annotated) {
    int start = cursor.start();
    String name = cursor.expectName();
    Expression annotation = null;
    if (annotated && cursor.accept(Token.COLON)) {
      boolean unpacked = kind == Parameter.Kind.STAR && cursor.is(Token.STAR);
      annotation = unpacked ? expressions.starred() : expressions.expression();
    }
    int end = cursor.previousEnd();
    Expression defaultValue = cursor.accept(Token.ASSIGN) ? expressions.expression() : null;
    return new Parameter(kind, name, annotation, defaultValue, start, end);
  }

  /** Python 2's {@code (a, b)}, unpacked on entry. */
  private Parameter tuple(Parameter.Kind kind, int position) {
    int start = cursor.start();
    Expression names = expressions.target();
    if (ExpressionParser.assignable(names) == null) {
      throw new SyntaxFailure("expected names in a tuple parameter");
    }
    int end = cursor.previousEnd();
    Expression defaultValue = cursor.accept(Token.ASSIGN) ? expressions.expression() : null;
    return new Parameter(kind, "." + position, null, defaultValue, start, end);
  }

  /** Reads {@code [T: bound = default, *Ts, **P]} where it stands; the tree does not keep it. */
  void skipTypeParameters() {
    if (!cursor.accept(Token.LEFT_BRACKET)) {
      return;
    }
    do {
      if (cursor.is(Token.RIGHT_BRACKET)) {
        break;
      }
      if (!cursor.accept(Token.STAR)) {
        cursor.accept(Token.DOUBLE_STAR);
      }
      cursor.expectName();
      if (cursor.accept(Token.COLON)) {
        expressions.expression();
      }
      if (cursor.accept(Token.ASSIGN)) {
        expressions.starredOrNamed();
      }
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACKET);
  }
}

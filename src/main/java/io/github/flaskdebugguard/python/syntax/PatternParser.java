package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patterns of {@code case}. */
final class PatternParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  PatternParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** A pattern, or several with commas and no brackets. */
  Pattern parse() {
    int start = cursor.start();
    Pattern first = starOrPattern();
    if (!cursor.is(Token.COMMA)) {
      return first;
    }
    List<Pattern> patterns = rest(first);
    return new Pattern.Sequence(patterns, start, cursor.previousEnd());
  }

  private List<Pattern> rest(Pattern first) {
    List<Pattern> patterns = new ArrayList<>();
    patterns.add(first);
    while (cursor.accept(Token.COMMA) && !endsSequence()) {
      patterns.add(starOrPattern());
    }
    return List.copyOf(patterns);
  }

  private boolean endsSequence() {
    return switch (cursor.kind()) {
      case COLON, IF, RIGHT_PARENTHESIS, RIGHT_BRACKET -> true;
      default -> false;
    };
  }

  private Pattern starOrPattern() {
    if (!cursor.is(Token.STAR)) {
      return pattern();
    }
    int start = cursor.start();
    cursor.next();
    String name = captured(cursor.expectName());
    return new Pattern.Star(name, start, cursor.previousEnd());
  }

  private static @Nullable String captured(String name) {
    return name.equals("_") ? null : name;
  }

  private Pattern pattern() {
    int start = cursor.start();
    cursor.enter();
    Pattern result = closed();
    if (cursor.is(Token.BAR)) {
      List<Pattern> patterns = new ArrayList<>();
      patterns.add(result);
      while (cursor.accept(Token.BAR)) {
        patterns.add(closed());
      }
      result = new Pattern.Alternatives(List.copyOf(patterns), start, cursor.previousEnd());
    }
    if (cursor.accept(Token.AS)) {
      result = new Pattern.Capture(result, cursor.expectName(), start, cursor.previousEnd());
    }
    cursor.leave();
    return result;
  }

  private Pattern closed() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case NUMBER, MINUS, STRING, FORMAT_START, NONE, TRUE, FALSE -> {
        Expression value = literal();
        yield new Pattern.Value(value, start, cursor.previousEnd());
      }
      case LEFT_PARENTHESIS -> group(start, Token.RIGHT_PARENTHESIS);
      case LEFT_BRACKET -> group(start, Token.RIGHT_BRACKET);
      case LEFT_BRACE -> mapping(start);
      default -> nameOrClass(start);
    };
  }

  /** A literal, which may be {@code -1+2j}. */
  private Expression literal() {
    return expressions.operation(Token.PLUS.precedence);
  }

  private Pattern group(int start, Token end) {
    cursor.next();
    if (cursor.accept(end)) {
      return new Pattern.Sequence(List.of(), start, cursor.previousEnd());
    }
    Pattern first = starOrPattern();
    boolean sequence =
        end == Token.RIGHT_BRACKET || cursor.is(Token.COMMA) || first instanceof Pattern.Star;
    List<Pattern> patterns = rest(first);
    cursor.expect(end);
    return sequence ? new Pattern.Sequence(patterns, start, cursor.previousEnd()) : first;
  }

  private Pattern mapping(int start) {
    cursor.next();
    List<Expression> keys = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    String rest = null;
    do {
      if (cursor.is(Token.RIGHT_BRACE)) {
        break;
      }
      if (cursor.accept(Token.DOUBLE_STAR)) {
        rest = cursor.expectName();
      } else {
        keys.add(literal());
        cursor.expect(Token.COLON);
        patterns.add(pattern());
      }
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACE);
    return new Pattern.Mapping(
        List.copyOf(keys), List.copyOf(patterns), rest, start, cursor.previousEnd());
  }

  private Pattern nameOrClass(int start) {
    int end = cursor.end();
    String name = cursor.expectName();
    if (!cursor.is(Token.DOT) && !cursor.is(Token.LEFT_PARENTHESIS)) {
      return new Pattern.Capture(null, captured(name), start, end);
    }
    Expression value = new Name(name, start, end);
    while (cursor.accept(Token.DOT)) {
      cursor.enter();
      int nameStart = cursor.start();
      String attribute = cursor.expectName();
      value = new Expression.Attribute(value, attribute, nameStart, start, cursor.previousEnd());
    }
    return cursor.is(Token.LEFT_PARENTHESIS)
        ? classPattern(value, start)
        : new Pattern.Value(value, start, cursor.previousEnd());
  }

  private Pattern classPattern(Expression type, int start) {
    cursor.next();
    List<Pattern> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Pattern> named = new ArrayList<>();
    do {
      if (cursor.is(Token.RIGHT_PARENTHESIS)) {
        break;
      }
      if (cursor.following() == Token.ASSIGN && cursor.kind().isSoftName()) {
        names.add(cursor.expectName());
        cursor.next();
        named.add(pattern());
      } else {
        positional.add(pattern());
      }
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return new Pattern.ClassPattern(
        type,
        List.copyOf(positional),
        List.copyOf(names),
        List.copyOf(named),
        start,
        cursor.previousEnd());
  }
}

package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.python.syntax.Expression.FormattedText;
import io.github.flaskdebugguard.python.syntax.Expression.FormattedValue;
import io.github.flaskdebugguard.python.syntax.Expression.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** String literals, adjacent ones joined, with the expressions inside f-strings and t-strings. */
final class TextParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  TextParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  Expression parse() {
    int start = cursor.start();
    Expression first = null;
    List<Expression> parts = List.of();
    boolean formatted = false;
    while (true) {
      if (cursor.is(Token.STRING)) {
        Text text = plain();
        if (first == null) {
          first = text;
          continue;
        }
        if (parts.isEmpty()) {
          parts = new ArrayList<>();
          parts.add(first);
        }
        parts.add(text);
      } else if (cursor.is(Token.FORMAT_START)) {
        formatted = true;
        if (parts.isEmpty()) {
          parts = new ArrayList<>();
          if (first != null) {
            parts.add(first);
          }
        }
        first = first == null ? new Text("", false, start, start) : first;
        formatted(parts);
      } else if (cursor.is(Token.UNTERMINATED)) {
        throw cursor.unexpected("a string");
      } else {
        break;
      }
    }
    if (formatted) {
      return new FormattedText(List.copyOf(parts), start, cursor.previousEnd());
    }
    return first instanceof Text text && parts.isEmpty() ? text : joined(parts, start);
  }

  private Text joined(List<Expression> parts, int start) {
    StringBuilder value = new StringBuilder();
    boolean bytes = false;
    for (Expression part : parts) {
      if (part instanceof Text text) {
        value.append(text.value());
        bytes |= text.bytes();
      }
    }
    return new Text(value.toString(), bytes, start, cursor.previousEnd());
  }

  private Text plain() {
    int start = cursor.start();
    int end = cursor.end();
    cursor.next();
    return StringLiteral.decode(cursor.text, start, end);
  }

  private void formatted(List<Expression> parts) {
    boolean raw = StringLiteral.isRaw(cursor.text, cursor.start());
    cursor.next();
    while (!cursor.accept(Token.FORMAT_END)) {
      if (cursor.is(Token.FORMAT_TEXT)) {
        parts.add(text(raw));
      } else {
        field(parts, raw);
      }
    }
  }

  private Text text(boolean raw) {
    int start = cursor.start();
    int end = cursor.end();
    cursor.next();
    return new Text(
        StringLiteral.decodeFormatText(cursor.text, start, end, raw), false, start, end);
  }

  private void field(List<Expression> parts, boolean raw) {
    int start = cursor.start();
    int textStart = cursor.end();
    cursor.enter();
    cursor.expect(Token.FIELD_OPEN);
    Expression value = expressions.yieldOrList();
    boolean selfDocumenting = cursor.accept(Token.ASSIGN);
    if (selfDocumenting) {
      int textEnd = cursor.start();
      parts.add(
          new Text(
              new String(cursor.text, textStart, textEnd - textStart), false, textStart, textEnd));
    }
    char conversion = 0;
    if (cursor.accept(Token.FIELD_CONVERSION)) {
      String name = cursor.expectName();
      if (name.length() != 1 || "rsa".indexOf(name.charAt(0)) < 0) {
        throw new SyntaxFailure("invalid conversion character");
      }
      conversion = name.charAt(0);
    }
    Expression format = cursor.accept(Token.FIELD_SPEC) ? specification(raw) : null;
    if (selfDocumenting && conversion == 0 && format == null) {
      conversion = 'r';
    }
    cursor.expect(Token.FIELD_CLOSE);
    cursor.leave();
    parts.add(new FormattedValue(value, conversion, format, start, cursor.previousEnd()));
  }

  private @Nullable Expression specification(boolean raw) {
    int start = cursor.start();
    List<Expression> parts = new ArrayList<>(2);
    while (!cursor.is(Token.FIELD_CLOSE)) {
      if (cursor.is(Token.FORMAT_TEXT)) {
        parts.add(text(raw));
      } else {
        field(parts, raw);
      }
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Text text) {
      return text;
    }
    return new FormattedText(List.copyOf(parts), start, Math.max(start, cursor.previousEnd()));
  }
}

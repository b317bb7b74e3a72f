package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python expression. Chains that the grammar makes left-recursive (sums, boolean operators,
 * comparisons) are flat lists, so that no walk overflows on long ones.
 */
public sealed interface Expression extends Node {

  /** A name read, written or deleted. */
  record Name(String id, int start, int end) implements Expression {}

  /** A string literal, adjacent literals joined. {@code bytes} for {@code b''}. */
  record Text(String value, boolean bytes, int start, int end) implements Expression {}

  /**
   * A number as it stands in the source, without underscores: {@code 0x1F}, {@code 1e3}, {@code
   * 3j}, Python 2's {@code 0777L}.
   */
  record Number(String literal, int start, int end) implements Expression {}

  /** {@code True}, {@code False}, {@code None} and {@code ...}. */
  record Constant(Kind kind, int start, int end) implements Expression {
    /** Which constant. */
    public enum Kind {
      TRUE,
      FALSE,
      NONE,
      ELLIPSIS
    }
  }

  /**
   * An f-string or t-string, possibly joined with plain literals: {@link Text} and {@link
   * FormattedValue} in order.
   */
  record FormattedText(List<Expression> parts, int start, int end) implements Expression {}

  /**
   * {@code {value!r:spec}} inside an f-string; {@code conversion} is {@code 'r'}, {@code 's'},
   * {@code 'a'} or 0.
   */
  record FormattedValue(
      Expression value, char conversion, @Nullable Expression format, int start, int end)
      implements Expression {}

  /** {@code value.name}. */
  record Attribute(Expression value, String name, int nameStart, int start, int end)
      implements Expression {}

  /** {@code function(arguments)}; Python 2's backticks are a call of {@code repr}. */
  record Call(Expression function, List<Argument> arguments, int start, int end)
      implements Expression {}

  /** {@code value[index]}. */
  record Subscript(Expression value, Expression index, int start, int end) implements Expression {}

  /** {@code lower:upper:step} inside a subscript. */
  record Slice(
      @Nullable Expression lower,
      @Nullable Expression upper,
      @Nullable Expression step,
      int start,
      int end)
      implements Expression {}

  /** A tuple, with or without parentheses. */
  record TupleDisplay(List<Expression> items, int start, int end) implements Expression {}

  /** {@code [a, b]}. */
  record ListDisplay(List<Expression> items, int start, int end) implements Expression {}

  /** {@code {a, b}}. */
  record SetDisplay(List<Expression> items, int start, int end) implements Expression {}

  /** {@code {k: v, **m}}. */
  record DictDisplay(List<Item> items, int start, int end) implements Expression {
    /** One entry; {@code key} is null for {@code **value}. */
    public record Item(@Nullable Expression key, Expression value) {}
  }

  /** A comprehension or generator expression; {@code value} only for dictionaries. */
  record Comprehension(
      Kind kind,
      Expression element,
      @Nullable Expression value,
      List<ComprehensionClause> clauses,
      int start,
      int end)
      implements Expression {
    /** What it makes. */
    public enum Kind {
      LIST,
      SET,
      DICT,
      GENERATOR
    }
  }

  /** {@code a and b and c}: at least two operands of one operator. */
  record BooleanOperation(boolean and, List<Expression> operands, int start, int end)
      implements Expression {}

  /**
   * {@code a < b <= c}: operators are the source words ({@code "<"}, {@code "not in"}, {@code
   * "is"}; Python 2's {@code <>} is {@code "!="}).
   */
  record Comparison(
      Expression left, List<String> operators, List<Expression> operands, int start, int end)
      implements Expression {}

  /**
   * {@code a + b - c}: operators of one precedence from left to right; {@code operands} has one
   * more than {@code operators}. {@code **} always has two operands.
   */
  record BinaryOperation(List<Expression> operands, List<String> operators, int start, int end)
      implements Expression {}

  /**
   * {@code not a}, {@code -a}, {@code +a}, {@code ~a}; {@code operators} outermost first ({@code
   * not not a} has two).
   */
  record UnaryOperation(List<String> operators, Expression operand, int start, int end)
      implements Expression {}

  /** {@code body if test else otherwise}. */
  record Conditional(Expression test, Expression body, Expression otherwise, int start, int end)
      implements Expression {}

  /** {@code lambda parameters: body}. */
  record Lambda(List<Parameter> parameters, Expression body, int start, int end)
      implements Expression {}

  /** {@code target := value}. */
  record NamedExpression(Name target, Expression value, int start, int end) implements Expression {}

  /** {@code await value}. */
  record Await(Expression value, int start, int end) implements Expression {}

  /** {@code yield value} and {@code yield from value}. */
  record Yield(boolean from, @Nullable Expression value, int start, int end)
      implements Expression {}

  /** {@code *value} in a display, a target or a subscript. */
  record Starred(Expression value, int start, int end) implements Expression {}
}

package io.github.flaskdebugguard.python;

import org.jspecify.annotations.Nullable;

/** Arithmetic on known numbers. */
final class Arithmetic {
  private Arithmetic() {}

  /** {@return the result, or null when the operands are no numbers or the result is not exact} */
  static @Nullable Value of(String operator, Value a, Value b, Origin origin) {
    Long x = integer(a);
    Long y = integer(b);
    if (x != null && y != null) {
      return ofIntegers(operator, x, y, a, b, origin);
    }
    Double u = real(a);
    Double v = real(b);
    if (u == null || v == null) {
      return null;
    }
    return switch (operator) {
      case "+" -> new Value.Real(u + v, origin);
      case "-" -> new Value.Real(u - v, origin);
      case "*" -> new Value.Real(u * v, origin);
      case "/" -> v == 0 ? null : new Value.Real(u / v, origin);
      default -> null;
    };
  }

  private static @Nullable Value ofIntegers(
      String operator, long x, long y, Value a, Value b, Origin origin) {
    boolean booleans = a instanceof Value.Bool && b instanceof Value.Bool;
    try {
      return switch (operator) {
        case "+" -> new Value.Int(Math.addExact(x, y), origin);
        case "-" -> new Value.Int(Math.subtractExact(x, y), origin);
        case "*" -> new Value.Int(Math.multiplyExact(x, y), origin);
        case "/" -> y == 0 ? null : new Value.Real((double) x / y, origin);
        case "//" -> y == 0 ? null : new Value.Int(Math.floorDiv(x, y), origin);
        case "%" -> y == 0 ? null : new Value.Int(Math.floorMod(x, y), origin);
        case "|" -> booleans ? new Value.Bool((x | y) != 0, origin) : new Value.Int(x | y, origin);
        case "&" -> booleans ? new Value.Bool((x & y) != 0, origin) : new Value.Int(x & y, origin);
        case "^" -> booleans ? new Value.Bool((x ^ y) != 0, origin) : new Value.Int(x ^ y, origin);
        case "<<" -> y < 0 || y > 62 ? null : new Value.Int(Math.multiplyExact(x, 1L << y), origin);
        case ">>" -> y < 0 ? null : new Value.Int(x >> Math.min(y, 63), origin);
        default -> null;
      };
    } catch (ArithmeticException e) {
      return null;
    }
  }

  static @Nullable Long integer(Value value) {
    return switch (value) {
      case Value.Int i -> i.value();
      case Value.Bool b -> b.value() ? 1L : 0L;
      default -> null;
    };
  }

  static @Nullable Double real(Value value) {
    if (value instanceof Value.Real r) {
      return r.value();
    }
    Long integer = integer(value);
    return integer == null ? null : (double) integer;
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.repository.Span;
import java.math.BigInteger;
import java.util.Locale;

/** The values of numbers and constants as code writes them. */
final class Literals {
  private static final int MAX_DIGITS = 18;

  /** Digits of an integer that is read; the time for one grows with their square. */
  private static final int LONGEST = 300;

  private Literals() {}

  static Value constant(Expression.Constant.Kind kind, Span span) {
    return switch (kind) {
      case TRUE -> new Value.Bool(true, Origin.at(span));
      case FALSE -> new Value.Bool(false, Origin.at(span));
      case NONE -> new Value.None(Origin.at(span));
      case ELLIPSIS -> Value.Unknown.of("...", span).known(Truth.TRUE);
    };
  }

  static Value number(String literal, Span span) {
    Origin origin = Origin.at(span);
    if (isPlain(literal)) {
      return new Value.Int(Long.parseLong(literal), origin);
    }
    String text = literal.toLowerCase(Locale.ROOT);
    try {
      if (text.startsWith("0x")) {
        return integer(strip(text.substring(2)), 16, span);
      }
      if (text.startsWith("0b")) {
        return integer(strip(text.substring(2)), 2, span);
      }
      if (text.startsWith("0o")) {
        return integer(strip(text.substring(2)), 8, span);
      }
      if (text.endsWith("j")) {
        return Value.Unknown.of("a complex number", span).known(Truth.DEPENDS);
      }
      if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0) {
        return new Value.Real(Double.parseDouble(text), origin);
      }
      String digits = strip(text);
      boolean octal = digits.length() > 1 && digits.startsWith("0");
      return integer(digits, octal ? 8 : 10, span);
    } catch (NumberFormatException e) {
      return Value.Unknown.of("a number that could not be read", span);
    }
  }

  /** {@return whether a number is decimal digits that fit into 64 bits, as most are} */
  private static boolean isPlain(String literal) {
    if (literal.length() > MAX_DIGITS || (literal.length() > 1 && literal.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return !literal.isEmpty();
  }

  private static String strip(String digits) {
    return digits.endsWith("l") ? digits.substring(0, digits.length() - 1) : digits;
  }

  private static Value integer(String digits, int base, Span span) {
    BigInteger number = digits.length() > LONGEST ? null : new BigInteger(digits, base);
    return number != null && number.bitLength() < 64
        ? new Value.Int(number.longValue(), Origin.at(span))
        : Value.Unknown.of("a very large number", span).known(Truth.TRUE);
  }
}

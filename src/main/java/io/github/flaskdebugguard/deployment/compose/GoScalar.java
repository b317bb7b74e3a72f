package io.github.flaskdebugguard.deployment.compose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How compose v2 prints an unquoted YAML scalar that it takes for a number, a bool or a date
 * (executed: {@code 1.0} is {@code 1}, {@code 010} is {@code 8}, {@code True} is {@code true},
 * {@code 2024-01-02} is a time; {@code yes}, {@code off} and {@code 12:30} stay).
 */
final class GoScalar {
  private GoScalar() {}

  /** What kind of value the scalar is. */
  enum Kind {
    TEXT,
    BOOL,
    NUMBER,
    /** Infinity or not a number, which compose refuses. */
    ENDLESS,
    TIME
  }

  static Kind kind(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOL;
      case ".nan",
          ".NaN",
          ".NAN",
          ".inf",
          ".Inf",
          ".INF",
          "+.inf",
          "+.Inf",
          "+.INF",
          "-.inf",
          "-.Inf",
          "-.INF" ->
          Kind.ENDLESS;
      default -> {
        if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
          yield Kind.TEXT;
        }
        if (isDate(text)) {
          yield Kind.TIME;
        }
        yield integer(text) != null || isFloat(text) ? Kind.NUMBER : Kind.TEXT;
      }
    };
  }

  static String print(String text) {
    return switch (kind(text)) {
      case TEXT, ENDLESS -> text;
      case BOOL -> text.toLowerCase(Locale.ROOT);
      case TIME -> time(text);
      case NUMBER -> {
        BigInteger integer = integer(text);
        yield integer != null ? integer.toString() : number(text);
      }
    };
  }

  private static boolean isDate(String text) {
    String[] parts = text.split("-", -1);
    return parts.length == 3
        && parts[0].length() == 4
        && digits(parts[0])
        && parts[1].length() <= 2
        && digits(parts[1])
        && parts[2].length() <= 2
        && digits(parts[2]);
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String time(String text) {
    String[] parts = text.split("-", -1);
    return "%s-%02d-%02d 00:00:00 +0000 UTC"
        .formatted(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  private static @Nullable BigInteger integer(String text) {
    String plain = text.replace("_", "");
    boolean negative = plain.startsWith("-");
    String body = negative || plain.startsWith("+") ? plain.substring(1) : plain;
    int radix = 10;
    if (body.startsWith("0x") || body.startsWith("0X")) {
      radix = 16;
      body = body.substring(2);
    } else if (body.startsWith("0o") || body.startsWith("0O")) {
      radix = 8;
      body = body.substring(2);
    } else if (body.startsWith("0b") || body.startsWith("0B")) {
      radix = 2;
      body = body.substring(2);
    } else if (body.length() > 1 && body.startsWith("0")) {
      radix = 8;
    }
    if (body.isEmpty() || body.length() > 40) {
      return null;
    }
    int base = radix;
    if (!body.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0)) {
      return null;
    }
    BigInteger value = new BigInteger(body, radix);
    return value.bitLength() > 64 ? null : negative ? value.negate() : value;
  }

  private static boolean isFloat(String text) {
    int i = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    int whole = 0;
    int fraction = 0;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
      whole++;
    }
    if (i < text.length() && text.charAt(i) == '.') {
      i++;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
        fraction++;
      }
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = i;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
      return i == text.length() && i > exponent && i - exponent < 5;
    }
    return i == text.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Go's shortest form: plain digits up to an exponent of 20, else {@code 1e+21}. */
  private static String number(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return text;
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (exact.signum() == 0) {
      return text.startsWith("-") ? "-0" : "0";
    }
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 21) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (exact.signum() < 0 ? "-" : "")
        + mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}

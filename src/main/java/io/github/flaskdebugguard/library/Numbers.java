package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;

/** Numbers in documents. */
final class Numbers {
  private Numbers() {}

  /** {@return a decimal number; what does not fit is unknown} */
  static Value decimal(String text, Origin origin) {
    String plain = text.replace("_", "");
    try {
      if (plain.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '+')) {
        return new Value.Int(Long.parseLong(plain), origin);
      }
      return new Value.Real(Double.parseDouble(plain), origin);
    } catch (NumberFormatException tooLarge) {
      return Value.Unknown.of("a number", origin.span(), origin);
    }
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Value;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How libraries read a text as true or false; facts F, each table executed unless it says other.
 */
final class Booleans {
  private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on");
  private static final Set<String> FALSE = Set.of("0", "false", "f", "no", "n", "off");

  private Booleans() {}

  /** {@return the words of strtobool, click, decouple, environs, pydantic; null for any other} */
  static @Nullable Boolean word(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return TRUE.contains(lower) ? Boolean.TRUE : FALSE.contains(lower) ? Boolean.FALSE : null;
  }

  /** {@code distutils.util.strtobool}: 1 or 0, {@code ValueError} for other words. */
  static Value strtobool(Call call) {
    Value value = call.get("val");
    return switch (value) {
      case Value.Str text -> {
        Boolean known = word(text.value());
        if (known == null) {
          throw call.interpreter().raise("ValueError", "invalid truth value", call.span());
        }
        yield new Value.Int(known ? 1 : 0, call.origin(value));
      }
      case Value.Unknown unknown ->
          new Value.Unknown(
              unknown.reason(),
              unknown.span(),
              unknown.variable(),
              io.github.flaskdebugguard.python.Truth.DEPENDS,
              call.origin(value));
      default ->
          throw call.interpreter().raise("AttributeError", "no attribute 'lower'", call.span());
    };
  }
}

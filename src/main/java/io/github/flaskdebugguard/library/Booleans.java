package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How libraries read a text as true or false; facts F, each row executed unless it says other. No
 * two of them agree on every text.
 */
enum Booleans {
  /** {@code distutils.util.strtobool}, gone with Python 3.12. */
  STRTOBOOL("1 true t yes y on", "0 false f no n off", false, null),
  /** python-decouple 3.6, {@code cast=bool}. */
  DECOUPLE("1 true t yes y on", "0 false f no n off", false, null),
  /** click's {@code BOOL}, which drops blanks around the text. */
  CLICK("1 true t yes y on", "0 false f no n off", true, null),
  /** django-environ 0.4.4 {@code env.bool}: {@code t} is not among its words. */
  DJANGO_ENVIRON("1 true yes y on ok", "", false, false),
  /** envparse {@code env.bool}. */
  ENVPARSE("1 true yes y on ok", "", false, false),
  /** environs {@code env.bool}: marshmallow's words (read, not executed). */
  ENVIRONS("1 true t yes y on", "0 false f no n off", false, null),
  /** pydantic 2 and pydantic-settings 2. */
  PYDANTIC("1 true t yes y on", "0 false f no n off", false, null),
  /** {@code starlette.config.Config} with {@code cast=bool}. */
  STARLETTE("1 true", "0 false", false, null),
  /** {@code waitress.adjustments.asbool}. */
  WAITRESS("1 true t yes y on", "", true, false),
  /** {@code paste.deploy.converters.asbool}. */
  PASTE("1 true t yes y on", "0 false f no n off", true, null),
  /** {@code configparser} {@code getboolean}. */
  CONFIGPARSER("1 true yes on", "0 false no off", false, null);

  private final Set<String> yes;
  private final Set<String> no;
  private final boolean strips;
  private final @Nullable Boolean otherwise;

  Booleans(String yes, String no, boolean strips, @Nullable Boolean otherwise) {
    this.yes = Set.of(yes.split(" "));
    this.no = Set.of(no.split(" "));
    this.strips = strips;
    this.otherwise = otherwise;
  }

  /** {@return what the library makes of a text, or null when it refuses it} */
  @Nullable Boolean read(String text) {
    String word = (strips ? text.strip() : text).toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return this == DECOUPLE || this == DJANGO_ENVIRON || this == ENVPARSE || this == WAITRESS
          ? Boolean.FALSE
          : null;
    }
    if (this == DJANGO_ENVIRON && number(word)) {
      return !word.chars().allMatch(c -> c == '0');
    }
    if (this == ENVIRONS && mixedCase(text)) {
      return null;
    }
    return yes.contains(word) ? Boolean.TRUE : no.contains(word) ? Boolean.FALSE : otherwise;
  }

  private static boolean number(String word) {
    return word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** {@return whether a word is neither lower, upper nor title case, which marshmallow refuses} */
  private static boolean mixedCase(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String tail = text.isEmpty() ? "" : text.substring(1);
    return !tail.equals(lower.substring(Math.min(1, lower.length())))
        && !text.equals(text.toUpperCase(Locale.ROOT));
  }

  /** {@return a value as this library reads it; raises {@code ValueError} for a word it refuses} */
  Value read(Call call, Value value) {
    return call.interpreter().each(value, v -> one(call, v), call.span());
  }

  private Value one(Call call, Value value) {
    return switch (value) {
      case Value.Str text -> {
        Boolean known = read(text.value());
        if (known == null) {
          throw call.interpreter()
              .raise("ValueError", "invalid truth value: " + text.value(), call.span());
        }
        yield new Value.Bool(known, call.origin(value));
      }
      case Value.Bool truth -> truth;
      case Value.Int number -> new Value.Bool(number.value() != 0, call.origin(value));
      case Value.None none -> new Value.Bool(false, call.origin(value));
      default -> undecided(call, value);
    };
  }

  /** {@return a result that a value which is not known decides} */
  static Value undecided(Call call, Value value) {
    return value instanceof Value.Unknown unknown
        ? new Value.Unknown(
            unknown.reason(), unknown.span(), unknown.variable(), Truth.DEPENDS, call.origin(value))
        : call.unknown("the truth of an object");
  }

  /** {@code distutils.util.strtobool}: 1 or 0, {@code ValueError} for other words. */
  static Value strtobool(Call call) {
    Value value = call.get("val");
    return switch (value) {
      case Value.Str text -> {
        Boolean known = STRTOBOOL.read(text.value());
        if (known == null) {
          throw call.interpreter().raise("ValueError", "invalid truth value", call.span());
        }
        yield new Value.Int(known ? 1 : 0, call.origin(value));
      }
      case Value.Unknown unknown -> undecided(call, unknown);
      default ->
          throw call.interpreter().raise("AttributeError", "no attribute 'lower'", call.span());
    };
  }
}

package io.github.flaskdebugguard.fix;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that turn something on, and what turns it off in the same spelling. */
final class Words {
  private static final Map<String, String> OPPOSITES =
      Map.ofEntries(
          Map.entry("1", "0"),
          Map.entry("true", "false"),
          Map.entry("True", "False"),
          Map.entry("TRUE", "FALSE"),
          Map.entry("yes", "no"),
          Map.entry("Yes", "No"),
          Map.entry("YES", "NO"),
          Map.entry("on", "off"),
          Map.entry("On", "Off"),
          Map.entry("ON", "OFF"),
          Map.entry("y", "n"),
          Map.entry("t", "f"),
          Map.entry("development", "production"));

  private static final Set<String> MEANT_OFF =
      Set.of("off", "no", "n", "f", "none", "disabled", "disable");

  private Words() {}

  /** {@return what turns off, or null when the word turns nothing on} */
  static @Nullable String off(String word) {
    return OPPOSITES.get(word);
  }

  /** {@return whether a person means off; {@code FLASK_DEBUG=off} is on (facts F)} */
  static boolean isMeantOff(String word) {
    return MEANT_OFF.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }
}

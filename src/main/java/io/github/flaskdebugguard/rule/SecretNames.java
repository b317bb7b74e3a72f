package io.github.flaskdebugguard.rule;

import java.util.List;
import java.util.Locale;

/** Tells by its name and form which variable holds a secret. Values are looked at, never shown. */
public final class SecretNames {
  private static final List<String> WORDS =
      List.of(
          "SECRET",
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "TOKEN",
          "API_KEY",
          "APIKEY",
          "PRIVATE_KEY",
          "ACCESS_KEY",
          "ENCRYPTION_KEY",
          "CREDENTIAL",
          "_PWD");

  private static final List<String> PLACEHOLDERS =
      List.of("<", "${", "$(", "{{", "your", "change", "xxx", "example", "placeholder", "dummy");

  private SecretNames() {}

  /** {@return whether a variable of this name is a secret} */
  public static boolean isSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (String word : WORDS) {
      if (upper.contains(word)) {
        return true;
      }
    }
    return upper.equals("PWD") || upper.endsWith("_DSN");
  }

  /** {@return whether a value is an address with a password in it: {@code db://user:x@host}} */
  public static boolean hasPassword(String value) {
    int scheme = value.indexOf("://");
    int at = scheme < 0 ? -1 : value.indexOf('@', scheme);
    int colon = at < 0 ? -1 : value.indexOf(':', scheme + 3);
    int slash = scheme < 0 ? -1 : value.indexOf('/', scheme + 3);
    return colon > 0 && colon + 1 < at && (slash < 0 || slash > colon);
  }

  /** {@return whether a value only shows where a secret is to be put} */
  static boolean isPlaceholder(String value) {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    return lower.isEmpty() || PLACEHOLDERS.stream().anyMatch(lower::startsWith);
  }

  /** {@return whether a file of this name holds variables, one a line} */
  public static boolean isEnvFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.equals(".flaskenv")
        || name.equals(".env")
        || name.startsWith(".env.")
        || name.endsWith(".env");
  }
}

package io.github.flaskdebugguard.config;

/**
 * A value and where it is from.
 *
 * @param origin for people: {@code default}, {@code .flask-debug-guard.yml:3}, {@code option
 *     --policy}
 */
public record Sourced<T>(T value, String origin) {
  static final String DEFAULT = "default";

  static <T> Sourced<T> byDefault(T value) {
    return new Sourced<>(value, DEFAULT);
  }
}

package io.github.flaskdebugguard.config;

/** A configuration says what it cannot say; the message names file, line and what is wrong. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}

package io.github.flaskdebugguard.repository;

/**
 * The path that the user gave is no folder that can be read. The message names the path and the
 * reason.
 */
public final class UnreadableRepositoryException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRepositoryException(String message) {
    super(message);
  }
}

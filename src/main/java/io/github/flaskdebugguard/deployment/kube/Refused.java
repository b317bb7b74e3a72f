package io.github.flaskdebugguard.deployment.kube;

/** A step that the real tool refuses; becomes a problem with a place where it is caught. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

package io.github.flaskdebugguard.repository;

/**
 * A token. It has no text form of its own, so that no message can hold it by accident; whoever
 * needs the text asks for it.
 */
public final class Secret {
  private final String text;

  /**
   * @param text not empty
   */
  public Secret(String text) {
    this.text = text;
  }

  /** {@return the token, for a request header} */
  public String reveal() {
    return text;
  }
}

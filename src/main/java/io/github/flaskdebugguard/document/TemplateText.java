package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;

/** Text that a template engine may have to fill in first. */
public final class TemplateText {
  private TemplateText() {}

  /** {@return the text as known, or as unknown when an expression in braces stands in it} */
  public static Text of(String value, Span span) {
    return EnvEntries.known(value, span);
  }
}

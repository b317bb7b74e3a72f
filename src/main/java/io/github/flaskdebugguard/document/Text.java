package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/** A text from a file that may not be knowable. Nothing can read characters out of an unknown. */
public sealed interface Text {
  /** {@return where it is written} */
  Span span();

  /** A text that is known, also the empty one. */
  record Known(String value, Span span) implements Text {}

  /**
   * A text that something outside the repository decides.
   *
   * @param reason why, as a clause: "comes from the secret app-secrets"
   * @param variable name of the outside variable that decides, if one does
   */
  record Unknown(String reason, @Nullable String variable, Span span) implements Text {}
}

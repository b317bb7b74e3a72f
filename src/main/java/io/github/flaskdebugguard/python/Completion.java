package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * How a statement or block ended.
 *
 * @param value what it returned or raised; null otherwise
 * @param span where it was raised; null otherwise
 */
record Completion(Kind kind, @Nullable Value value, @Nullable Span span) {
  static final Completion NORMAL = new Completion(Kind.NORMAL, null, null);
  static final Completion BREAK = new Completion(Kind.BREAK, null, null);
  static final Completion CONTINUE = new Completion(Kind.CONTINUE, null, null);
  static final Completion END = new Completion(Kind.END, null, null);

  /** The ways to end. {@code END} is the end of the process on this path: it serves or exits. */
  enum Kind {
    NORMAL,
    RETURN,
    BREAK,
    CONTINUE,
    RAISE,
    END
  }

  static Completion result(Value value) {
    return new Completion(Kind.NORMAL, value, null);
  }

  static Completion returned(Value value) {
    return new Completion(Kind.RETURN, value, null);
  }

  static Completion raised(Raised raised) {
    return new Completion(Kind.RAISE, raised.exception(), raised.span());
  }

  boolean is(Kind other) {
    return kind == other;
  }
}

package io.github.flaskdebugguard.probe;

import java.util.Locale;

/** How much an observation can be trusted. */
enum Certainty {
  /** Nothing but the thing itself is known to answer like this. */
  CERTAIN(4),
  /** Other causes are rare. */
  LIKELY(2),
  /** One of several causes; says little alone. */
  HINT(1);

  private final int weight;

  Certainty(int weight) {
    this.weight = weight;
  }

  /** {@return what it counts beside others that speak for or against the same thing} */
  int weight() {
    return weight;
  }

  /** {@return the word in reports} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

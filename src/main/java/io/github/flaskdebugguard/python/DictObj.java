package io.github.flaskdebugguard.python;

import org.jspecify.annotations.Nullable;

/**
 * A dictionary, also of a subclass. Keys are Java values: {@code String}, {@code Long}, {@code
 * Boolean} and the like. An open one may hold more keys than are known.
 */
public final class DictObj extends Value.Obj {
  /** The slot that holds why a dictionary is open, or the environment it is a copy of. */
  static final Object OPEN = new Object();

  private final @Nullable ClassObj type;

  /** Attributes of a dictionary whose class is a subclass of {@code dict}; no others have any. */
  final Slots attributes;

  DictObj(@Nullable ClassObj type, Origin origin) {
    this(type, origin, Slots.FEW);
  }

  /**
   * @param expected how many keys it is likely to have
   */
  DictObj(@Nullable ClassObj type, Origin origin, int expected) {
    super(origin, expected);
    this.type = type;
    this.attributes = type == null ? slots : new Slots(Slots.FEW);
  }

  /** {@return the subclass, or null for a plain dictionary} */
  public @Nullable ClassObj type() {
    return type;
  }
}

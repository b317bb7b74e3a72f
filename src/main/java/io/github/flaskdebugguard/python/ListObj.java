package io.github.flaskdebugguard.python;

/** A list or set. Its items are one slot. */
public final class ListObj extends Value.Obj {
  static final String ITEMS = "items";
  private final boolean set;

  ListObj(boolean set, Origin origin) {
    super(origin, 1);
    this.set = set;
  }

  /** {@return whether it is a set} */
  public boolean isSet() {
    return set;
  }
}

package io.github.flaskdebugguard.python;

/** An object of a class. Its attributes are its slots. */
public final class Instance extends Value.Obj {
  private final ClassObj type;

  Instance(ClassObj type, Origin origin) {
    super(origin, Slots.FEW);
    this.type = type;
  }

  /** {@return its class} */
  public ClassObj type() {
    return type;
  }
}

package io.github.flaskdebugguard.python;

/** The truth of a value. */
public enum Truth {
  TRUE,
  FALSE,
  /** Something that is not known decides. */
  DEPENDS;

  /** {@return the truth of a decided question} */
  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** {@return the opposite} */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case DEPENDS -> DEPENDS;
    };
  }
}

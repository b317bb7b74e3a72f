package io.github.flaskdebugguard.fuzz;

/** What may never be in text that a terminal or the log of a runner shows. */
public final class Shown {
  private Shown() {}

  /** Fails when a character moves a cursor, changes a direction or is not seen. */
  public static void isVisible(String output) {
    for (int i = 0; i < output.length(); ) {
      int c = output.codePointAt(i);
      boolean harmful =
          switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n';
            case Character.FORMAT -> !isNumberSign(c);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
          };
      Property.holds(!harmful, "U+%04X at %d of <%s>", c, i, output);
      i += Character.charCount(c);
    }
  }

  /** Signs of Arabic, Syriac and Kaithi numbers are of this kind, though they are seen. */
  private static boolean isNumberSign(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6dd
        || c == 0x70f
        || (c >= 0x890 && c <= 0x891)
        || c == 0x8e2
        || c == 0x110bd
        || c == 0x110cd;
  }
}

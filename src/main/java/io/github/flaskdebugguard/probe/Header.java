package io.github.flaskdebugguard.probe;

import java.util.Locale;

/** A header field. */
public record Header(String name, String value) {
  private static final String TOKEN = "!#$%&'*+-.^_`|~";

  /**
   * {@return the header of a line {@code Name: value}}
   *
   * @throws IllegalArgumentException when the line is no header
   */
  public static Header of(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a header is given as 'Name: value'");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && TOKEN.indexOf(c) < 0) {
        throw new IllegalArgumentException("the name of a header holds a character it must not");
      }
    }
    String value = line.substring(colon + 1).strip();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException("the header " + name + " holds a control character");
      }
    }
    return new Header(name, value);
  }

  boolean is(String other) {
    return name.toLowerCase(Locale.ROOT).equals(other);
  }

  /** Values may be secrets. */
  @Override
  public String toString() {
    return name + ": …";
  }
}

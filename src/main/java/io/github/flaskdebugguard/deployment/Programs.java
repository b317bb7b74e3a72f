package io.github.flaskdebugguard.deployment;

/** Names of programs as distributions change them. */
public final class Programs {
  private Programs() {}

  /**
   * {@return the base name of a program without the version of Python that distributions put at its
   * end: {@code flask-3}, {@code gunicorn3}, {@code waitress-serve-python3}}
   */
  public static String name(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    int end = name.length();
    while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    boolean versioned = end < name.length() && name.charAt(end) == '3' && end > 2;
    if (!versioned || name.startsWith("python") || name.startsWith("pypy")) {
      return name;
    }
    String plain = name.substring(0, end);
    plain = plain.endsWith("-python") ? plain.substring(0, plain.length() - 7) : plain;
    return plain.endsWith("-") ? plain.substring(0, plain.length() - 1) : plain;
  }
}

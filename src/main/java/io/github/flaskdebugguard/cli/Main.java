package io.github.flaskdebugguard.cli;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println("flask-debug-guard " + Main.class.getPackage().getImplementationVersion());
    }
  }
}

package io.github.flaskdebugguard.cli;

/** What the exit code of a command means. */
enum ExitCode {
  /** Nothing was found at or above the level that fails. */
  CLEAN,
  /** There are such findings. */
  FINDINGS,
  /** The command line or a configuration is wrong. */
  USAGE,
  /** The tool failed, or could not read a file that matters. */
  FAILURE;

  /** {@return the exit code of this number, 0 to 3} */
  static ExitCode of(int number) {
    return values()[number];
  }

  /** {@return the number that the process ends with} */
  int number() {
    return ordinal();
  }
}

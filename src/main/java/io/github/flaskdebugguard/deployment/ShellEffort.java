package io.github.flaskdebugguard.deployment;

/** What the commands of one start may cost beside their number: characters that they look at. */
final class ShellEffort {
  private static final int MOST = 32 << 20;

  private long left = MOST;

  /** {@return whether so many characters may still be looked at} */
  boolean spend(long characters) {
    left -= characters;
    return left >= 0;
  }

  boolean isSpent() {
    return left < 0;
  }
}

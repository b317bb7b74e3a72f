package io.github.flaskdebugguard.repository;

/**
 * A folder that was not looked into on purpose.
 *
 * @param path repository-relative folder
 * @param reason what it is, for example {@code virtual environment}
 */
public record LeftOut(String path, String reason) implements Comparable<LeftOut> {
  @Override
  public int compareTo(LeftOut other) {
    int byPath = path.compareTo(other.path);
    return byPath != 0 ? byPath : reason.compareTo(other.reason);
  }
}

package io.github.flaskdebugguard.repository;

/**
 * A stretch of a file's text.
 *
 * @param path repository-relative, with {@code /}
 * @param start offset of the first character, in UTF-16 units
 * @param end offset after the last character
 */
public record Span(String path, int start, int end) implements Comparable<Span> {
  /** In no file. */
  public static final Span NOWHERE = new Span("", 0, 0);

  public Span {
    if (start < 0 || end < start) {
      throw reversed(path, start, end);
    }
  }

  private static IllegalArgumentException reversed(String path, int start, int end) {
    return new IllegalArgumentException("reversed span " + start + ".." + end + " in " + path);
  }

  @Override
  public int compareTo(Span other) {
    int byPath = path.compareTo(other.path);
    if (byPath != 0) {
      return byPath;
    }
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}

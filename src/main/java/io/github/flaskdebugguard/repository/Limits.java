package io.github.flaskdebugguard.repository;

/** Bounds on what is read of a repository. One that bites is a {@link Problem}. */
final class Limits {
  /** Bytes of a text file; larger ones are not read. */
  public static final int FILE_BYTES = 1 << 20;

  /** Files and folders of a work tree. */
  public static final int ENTRIES = 200_000;

  /** UTF-8 bytes of a path. */
  public static final int PATH_BYTES = 4096;

  /** Folders inside each other. */
  public static final int DEPTH = 256;

  /**
   * Bytes of files that {@link Repository#mayContain} looks through before it gives up and says
   * yes.
   */
  static final int SEARCH_BYTES = 16 << 20;

  /** Bytes of a Git index; a larger one is not read. */
  static final int INDEX_BYTES = 64 << 20;

  /** Characters of one pattern of an ignore file. */
  static final int PATTERN_CHARS = 4096;

  /** Problems that a repository keeps. */
  static final int PROBLEMS = 1000;

  /** Bytes and characters of files that are kept for the next reader. */
  static final int KEPT = 96 << 20;

  /** Symbolic links that are followed for one path, as Linux does. */
  static final int LINKS = 40;

  private Limits() {}
}

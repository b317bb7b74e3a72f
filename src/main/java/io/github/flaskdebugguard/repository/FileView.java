package io.github.flaskdebugguard.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files as a process sees them, by absolute POSIX path ({@code /app/app.py}): the repository itself
 * or an image that a build fills from it.
 */
public interface FileView {
  /** What is known of a path. */
  enum Presence {
    FILE,
    FOLDER,
    ABSENT,
    /** Something outside the repository decides, a volume or a base image for example. */
    UNKNOWN
  }

  /** {@return what stands at an absolute, normalised path} */
  Presence presence(String absolutePath);

  /**
   * {@return the text of a file whose spans point into the repository, or null when there is none
   * or it could not be read}
   */
  @Nullable SourceFile read(String absolutePath);

  /** {@return names of the known entries of a folder, sorted} */
  List<String> list(String absolutePath);

  /**
   * {@return the absolute path at which a repository file stands here, or null}
   *
   * @param repositoryPath repository-relative path
   */
  @Nullable String pathOf(String repositoryPath);
}

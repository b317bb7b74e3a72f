package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerIgnore;
import io.github.flaskdebugguard.repository.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * One step that filled an image, at an absolute, normalised path. Later layers hide earlier ones.
 */
sealed interface ImageLayer {
  /** {@return where it acts} */
  String at();

  /**
   * A repository folder and all below it.
   *
   * @param folder repository-relative, empty for the root
   * @param context folder to which the ignore rules are relative
   * @param hides whether what stood below before is gone, as under a bind mount
   */
  record Tree(String at, String folder, String context, DockerIgnore ignore, boolean hides)
      implements ImageLayer {}

  /** One repository file. */
  record Single(String at, String file) implements ImageLayer {}

  /** A file that the build writes; null when its text cannot be known. */
  record Written(String at, @Nullable SourceFile text) implements ImageLayer {}

  /** An empty folder. */
  record Folder(String at) implements ImageLayer {}

  /** The path and all below it are gone. */
  record Removed(String at) implements ImageLayer {}

  /** The path and all below it are decided elsewhere. */
  record Opaque(String at) implements ImageLayer {}

  /** Something may stand here that was not seen, unless an earlier layer tells. */
  record Touched(String at) implements ImageLayer {}

  /** A file or folder of another image, or of this one as it was before. */
  record Part(String at, ImageFiles other, String from) implements ImageLayer {}

  /** A symbolic link. */
  record Link(String at, String target) implements ImageLayer {}
}

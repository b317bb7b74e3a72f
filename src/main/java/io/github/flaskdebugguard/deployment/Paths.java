package io.github.flaskdebugguard.deployment;

import org.jspecify.annotations.Nullable;

/** Absolute POSIX paths of a deployment's files. */
final class Paths {
  private Paths() {}

  /**
   * {@return the normalised absolute path, or null when it is relative to a folder that is not
   * known}
   */
  static @Nullable String resolve(@Nullable String folder, String path) {
    if (!path.startsWith("/") && folder == null) {
      return null;
    }
    return ImagePath.resolve(folder == null ? "/" : folder, path);
  }

  /** {@return the last part of a path} */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@return the folder of an absolute path} */
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}

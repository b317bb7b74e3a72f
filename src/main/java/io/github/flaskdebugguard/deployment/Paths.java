package io.github.flaskdebugguard.deployment;

import java.util.ArrayDeque;
import java.util.Deque;
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
    String whole = path.startsWith("/") ? path : folder + "/" + path;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : whole.split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
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

package io.github.flaskdebugguard.deployment.compose;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Paths of the repository as text: relative to its root, with {@code /}, the root is empty. */
final class Paths {
  private Paths() {}

  /**
   * {@return the path that a relative one names from a folder, or null when it is absolute, a home
   * path, a URL or above the root}
   */
  static @Nullable String resolve(@Nullable String folder, String path) {
    if (folder == null || path.startsWith("/") || path.startsWith("~") || path.contains("://")) {
      return null;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + path).split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return null;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package io.github.flaskdebugguard.deployment.kube;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Repository-relative paths as text; the root is empty. */
final class KubePaths {
  private KubePaths() {}

  /**
   * {@return the path that a relative one names from a folder, or null when it is absolute, remote
   * or above the root}
   */
  static @Nullable String resolve(String folder, String path) {
    if (path.startsWith("/") || path.contains("://") || path.startsWith("git@")) {
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
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  static boolean isBelow(String folder, String path) {
    return folder.isEmpty() || path.startsWith(folder + "/");
  }
}

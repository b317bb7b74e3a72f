package io.github.flaskdebugguard.deployment;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Arithmetic on absolute POSIX paths and on repository-relative ones. */
final class ImagePath {
  private ImagePath() {}

  /** {@return the absolute path that a path means in a folder, without {@code .} and {@code ..}} */
  static String resolve(String folder, String path) {
    String whole = path.startsWith("/") ? path : folder + "/" + path;
    return whole.startsWith("/") && isPlain(whole, 1) ? whole : "/" + join(whole);
  }

  /**
   * {@return the relative path without {@code .}, leading slashes, and {@code ..} that would leave
   * the root}
   */
  static String join(String path) {
    int start = path.startsWith("/") ? 1 : 0;
    if (isPlain(path, start)) {
      return path.substring(start);
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /** {@return whether each part from an offset on is the name of something} */
  private static boolean isPlain(String path, int from) {
    int start = from;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      boolean dots =
          path.startsWith(".", start)
              && (end == start + 1 || (end == start + 2 && path.charAt(start + 1) == '.'));
      if (end == start || dots) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  /**
   * {@return what follows {@code folder} in {@code path}: empty when equal, null when it is not
   * below}
   */
  static @Nullable String below(String folder, String path) {
    if (folder.isEmpty() || folder.equals("/")) {
      return path.startsWith("/") ? path.substring(1) : path;
    }
    if (path.equals(folder)) {
      return "";
    }
    return path.startsWith(folder) && path.charAt(folder.length()) == '/'
        ? path.substring(folder.length() + 1)
        : null;
  }

  /** {@return a path below a folder; either may be empty} */
  static String child(String folder, String rest) {
    if (rest.isEmpty()) {
      return folder;
    }
    return folder.isEmpty() || folder.equals("/") ? folder + rest : folder + "/" + rest;
  }

  /** {@return the last part of a path} */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@return the folder of a repository-relative path, empty for the root} */
  static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}

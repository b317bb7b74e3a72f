package io.github.flaskdebugguard.python;

import java.util.ArrayDeque;
import java.util.Deque;

/** Absolute POSIX paths as text. */
public final class Paths {
  private Paths() {}

  /** {@return the normalised absolute path of a path seen from a folder} */
  public static String absolute(String path, String folder) {
    String joined = path.startsWith("/") ? path : folder + "/" + path;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : joined.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** {@return the folder of an absolute path} */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** {@return the last part of a path} */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package io.github.flaskdebugguard.deployment;

import java.util.ArrayDeque;

/** Paths of a process: absolute, with {@code /}. */
final class PosixPath {
  private PosixPath() {}

  /** {@return the absolute, normalised path; {@code ..} at the root stays there} */
  static String resolve(String folder, String path) {
    String whole = path.startsWith("/") ? path : folder + "/" + path;
    ArrayDeque<String> names = new ArrayDeque<>();
    for (String name : whole.split("/")) {
      switch (name) {
        case "", "." -> {}
        case ".." -> names.pollLast();
        default -> names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }

  /** {@return the folder of a path; the root is its own} */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** {@return a name in a folder} */
  static String child(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** {@return the last name} */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package io.github.flaskdebugguard.fuzz;

import java.util.Map;
import java.util.TreeMap;

/** Several files in one text: each begins with a line {@code === path}. */
public final class Sections {
  private static final String HEAD = "=== ";

  private Sections() {}

  /**
   * {@return the files by path}
   *
   * @param first path of what stands before the first head, if anything does
   */
  public static Map<String, String> files(String text, String first) {
    Map<String, String> files = new TreeMap<>();
    String path = first;
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      int feed = text.indexOf('\n', at);
      int next = feed < 0 ? text.length() : feed + 1;
      if (text.startsWith(HEAD, at)) {
        put(files, path, text.substring(start, at));
        path = text.substring(at + HEAD.length(), feed < 0 ? text.length() : feed).strip();
        start = next;
      }
      at = next;
    }
    put(files, path, text.substring(start));
    return files;
  }

  private static void put(Map<String, String> files, String path, String text) {
    // A path of a repository: Git has no others.
    boolean sound =
        !path.isEmpty()
            && path.indexOf('\0') < 0
            && !path.endsWith("/")
            && ("/" + path).indexOf("//") < 0
            && ("/" + path + "/").indexOf("/../") < 0
            && ("/" + path + "/").indexOf("/./") < 0;
    if (sound && !text.isEmpty()) {
      files.put(path, text);
    }
  }
}

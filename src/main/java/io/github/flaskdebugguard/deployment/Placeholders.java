package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Places that whoever installs a file has to fill in, as people write them into it: {@code
 * <path_of_the_app>/start.sh}. They stand for where the repository is.
 */
final class Placeholders {
  private static final String MOUNT = "/srv/app";
  private static final int LONGEST = 80;

  private Placeholders() {}

  /** {@return the file with a folder in place of each; the file itself when it has none} */
  static SourceFile filled(SourceFile file) {
    String text = file.text();
    StringBuilder out = new StringBuilder();
    List<Integer> origins = new ArrayList<>();
    boolean found = false;
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      if (end > at) {
        for (int i = 0; i < MOUNT.length(); i++) {
          origins.add(at);
        }
        out.append(MOUNT);
        at = end;
        found = true;
      } else {
        origins.add(at);
        out.append(text.charAt(at++));
      }
    }
    return found
        ? SourceFile.written(
            file.path(), out.toString(), origins.stream().mapToInt(Integer::intValue).toArray())
        : file;
  }

  /** {@return where a placeholder for a folder ends that begins here, else where it begins} */
  private static int end(String text, int at) {
    boolean starts = at == 0 || text.charAt(at - 1) == '=' || text.charAt(at - 1) == ' ';
    if (text.charAt(at) != '<' || !starts) {
      return at;
    }
    int close = text.indexOf('>', at, Math.min(text.length(), at + LONGEST + 1));
    if (close < 0) {
      return at;
    }
    for (int i = at + 1; i < close; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-/. ".indexOf(c) < 0) {
        return at;
      }
    }
    char next = close + 1 < text.length() ? text.charAt(close + 1) : '\n';
    return next == '/' || next == '\n' || next == '\r' ? close + 1 : at;
  }
}

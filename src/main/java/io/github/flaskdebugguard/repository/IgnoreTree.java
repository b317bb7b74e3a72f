package io.github.flaskdebugguard.repository;

import java.util.Map;

/**
 * The ignore files of a tree.
 *
 * @param byFolder the empty name stands for the root's, a lone slash for {@code .git/info/exclude}
 */
record IgnoreTree(Map<String, IgnoreRules> byFolder) {
  /** {@return whether a path that need not exist, or a folder around it, is ignored} */
  boolean ignoresAround(String path) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (ignores(path.substring(0, end), true)) {
        return true;
      }
    }
    return ignores(path, false);
  }

  /** {@return whether a path that need not exist is ignored by a pattern for itself} */
  boolean ignores(String path, boolean folder) {
    for (int end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
      String at = end < 0 ? "" : path.substring(0, end);
      IgnoreRules here = byFolder.get(at);
      IgnoreRules.Answer answer =
          here == null ? IgnoreRules.Answer.NONE : here.answer(path, end + 1, folder);
      if (answer == IgnoreRules.Answer.NONE && end < 0) {
        IgnoreRules exclude = byFolder.get("/");
        return exclude != null && exclude.answer(path, 0, folder) == IgnoreRules.Answer.IGNORED;
      }
      if (answer != IgnoreRules.Answer.NONE) {
        return answer == IgnoreRules.Answer.IGNORED;
      }
    }
  }
}

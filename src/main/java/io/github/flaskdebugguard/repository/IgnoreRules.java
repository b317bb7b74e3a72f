package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one {@code .gitignore} or {@code .git/info/exclude}, as gitignore(5) defines them.
 */
final class IgnoreRules {
  /** What the last line that matches says. */
  enum Answer {
    NONE,
    IGNORED,
    KEPT
  }

  private enum Form {
    NAME,
    ENDING,
    NAME_PATTERN,
    PATH_PATTERN
  }

  /**
   * One line.
   *
   * @param text the name, the ending or the pattern; for a path how all paths begin that match
   */
  private record Rule(Form form, String text, Glob glob, boolean folderOnly, boolean negated) {}

  private static final Glob NONE = Glob.of("");

  private final List<Rule> rules;
  private final int skipped;

  private IgnoreRules(List<Rule> rules, int skipped) {
    this.rules = rules;
    this.skipped = skipped;
  }

  static IgnoreRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    int skipped = 0;
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String raw : content.split("\n", -1)) {
      String line = trimmed(raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw);
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      if (line.length() > Limits.PATTERN_CHARS) {
        skipped++;
        continue;
      }
      boolean negated = line.charAt(0) == '!';
      String pattern = negated ? line.substring(1) : line;
      boolean folderOnly = pattern.endsWith("/");
      if (folderOnly) {
        pattern = pattern.substring(0, pattern.length() - 1);
      }
      if (!pattern.isEmpty()) {
        rules.add(rule(pattern, folderOnly, negated));
      }
    }
    return new IgnoreRules(List.copyOf(rules), skipped);
  }

  /** {@return how many lines were too long to be used} */
  int skipped() {
    return skipped;
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * {@return what these lines say of a path}
   *
   * @param path path below the folder of the ignore file starts at this offset
   */
  Answer answer(String path, int from, boolean folder) {
    int nameStart = Math.max(from, path.lastIndexOf('/') + 1);
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if ((!rule.folderOnly() || folder) && matches(rule, path, from, nameStart)) {
        return rule.negated() ? Answer.KEPT : Answer.IGNORED;
      }
    }
    return Answer.NONE;
  }

  private static boolean matches(Rule rule, String path, int from, int nameStart) {
    return switch (rule.form()) {
      case NAME ->
          path.length() - nameStart == rule.text().length()
              && path.startsWith(rule.text(), nameStart);
      case ENDING ->
          path.length() - nameStart >= rule.text().length() && path.endsWith(rule.text());
      case NAME_PATTERN -> Glob.segment(rule.text(), path, nameStart, path.length());
      case PATH_PATTERN -> path.startsWith(rule.text(), from) && rule.glob().matches(path, from);
    };
  }

  private static Rule rule(String pattern, boolean folderOnly, boolean negated) {
    if (pattern.indexOf('/') >= 0) {
      Glob glob = Glob.of(pattern);
      return new Rule(Form.PATH_PATTERN, glob.beginning(), glob, folderOnly, negated);
    }
    if (plain(pattern)) {
      return new Rule(Form.NAME, pattern, NONE, folderOnly, negated);
    }
    if (pattern.charAt(0) == '*' && plain(pattern.substring(1))) {
      return new Rule(Form.ENDING, pattern.substring(1), NONE, folderOnly, negated);
    }
    return new Rule(Form.NAME_PATTERN, pattern, NONE, folderOnly, negated);
  }

  private static boolean plain(String text) {
    return !Glob.isPattern(text) && text.indexOf('\\') < 0;
  }

  /** Blanks at the end do not count unless the last one is escaped. */
  private static String trimmed(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
      end--;
    }
    return line.substring(0, end);
  }
}

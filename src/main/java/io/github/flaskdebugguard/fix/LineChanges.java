package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one setting in a file that is no Python: compose, Dockerfile, unit, ini, env file,
 * shell. What surrounds the setting is kept to the character.
 */
final class LineChanges {
  private static final int WORDS = 4;

  private final SourceFile file;
  private final String text;
  private final int start;
  private final int end;

  LineChanges(SourceFile file, Span span) {
    this.file = file;
    this.text = file.text();
    this.start = Math.min(span.start(), text.length());
    this.end = Math.min(span.end(), text.length());
  }

  /** {@return changes of a value that turns on into one that turns off, the last word first} */
  List<Change> flips() {
    return words(Words::off);
  }

  /** {@return changes of words that people take for off, and the reader does not, into 0} */
  List<Change> zeros() {
    return words(word -> Words.isMeantOff(word) ? "0" : null);
  }

  private List<Change> words(Function<String, @Nullable String> other) {
    List<Change> found = new ArrayList<>();
    for (int at = end; at > start && found.size() < WORDS; at--) {
      if (!Words.isWordPart(text.charAt(at - 1))) {
        continue;
      }
      int first = at;
      while (first > start && Words.isWordPart(text.charAt(first - 1))) {
        first--;
      }
      String word = text.substring(first, at);
      // ":-1" is a default in a reference, and "-1" is no word of its own.
      int sign = 0;
      while (sign < word.length() && (word.charAt(sign) == '-' || word.charAt(sign) == '.')) {
        sign++;
      }
      boolean whole = sign == 0 || (sign == 1 && first > 0 && text.charAt(first - 1) == ':');
      String off = other.apply(word.substring(sign));
      if (off != null && whole && !isName(at)) {
        found.add(
            Change.of("Set " + word.substring(sign) + " to " + off, path(), first + sign, at, off));
      }
      at = first;
    }
    return found;
  }

  private boolean isName(int at) {
    int next = at;
    while (next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '\'')) {
      next++;
    }
    return next < text.length() && (text.charAt(next) == '=' || text.charAt(next) == ':');
  }

  /** {@return changes that take an option such as {@code --debug} out of a command} */
  List<Change> withoutOption() {
    int from = start;
    int to = end;
    String word = unquoted(text.substring(from, to));
    if (!word.startsWith("-") || word.contains(" ") || word.contains("\n")) {
      return List.of();
    }
    String description = "Drop " + word;
    if (from > 0
        && to < text.length()
        && isQuote(text.charAt(from - 1))
        && text.charAt(to) == text.charAt(from - 1)) {
      from--;
      to++;
    }
    return without(description, from, to);
  }

  /** {@return changes that remove a setting of its own, whatever its value is} */
  List<Change> withoutSetting() {
    if (start == end || path().endsWith(".json")) {
      return List.of();
    }
    String setting = text.substring(start, end).strip();
    int stop = 0;
    while (stop < setting.length()
        && (Words.isWordPart(setting.charAt(stop)) || setting.charAt(stop) == '"')) {
      stop++;
    }
    if (stop == 0) {
      return List.of();
    }
    return without("Remove " + unquoted(setting.substring(0, stop)), start, end);
  }

  private List<Change> without(String description, int from, int to) {
    int lineStart = lineStart(from);
    int lineEnd = lineEnd(to);
    String before = text.substring(lineStart, from).strip();
    String after = text.substring(to, lineEnd).strip();
    boolean continued = after.equals("\\");
    boolean alone =
        (before.isEmpty() || before.equals("-") || isKeyword(before))
            && (after.isEmpty() || after.startsWith("#") || after.startsWith(";") || continued);
    if (alone && isKeyword(before) && continued) {
      return List.of(Change.of(description, path(), from, skipContinuation(to), ""));
    }
    if (alone) {
      return List.of(wholeLine(description, lineStart, lineEnd, continued));
    }
    if (after.startsWith(",")) {
      int comma = text.indexOf(',', to) + 1;
      return List.of(Change.of(description, path(), from, skipBlanks(comma), ""));
    }
    if (before.endsWith(",")) {
      return List.of(Change.of(description, path(), text.lastIndexOf(',', from), to, ""));
    }
    int blank = from;
    while (blank > lineStart && isBlank(text.charAt(blank - 1))) {
      blank--;
    }
    boolean word = to == lineEnd || isBlank(text.charAt(to)) || "\"'".indexOf(text.charAt(to)) >= 0;
    if (blank < from && word) {
      return List.of(Change.of(description, path(), blank, to, ""));
    }
    return blank == lineStart && to < lineEnd && isBlank(text.charAt(to))
        ? List.of(Change.of(description, path(), from, skipBlanks(to), ""))
        : List.of();
  }

  private Change wholeLine(String description, int lineStart, int lineEnd, boolean continued) {
    int first = lineStart;
    int last = afterLine(lineEnd);
    if (!continued && lineStart > 0) {
      int previousEnd = contentEnd(lineStart);
      if (previousEnd > 0 && text.charAt(previousEnd - 1) == '\\') {
        // The line before went on here and must not go on with the next one.
        int keep = previousEnd - 1;
        while (keep > 0 && isBlank(text.charAt(keep - 1))) {
          keep--;
        }
        return Change.of(description, path(), keep, lineEnd, "");
      }
    }
    if (isYaml() && isOnlyEntry(lineStart, last)) {
      first = lineStart(contentEnd(lineStart));
    }
    return Change.of(description, path(), first, last, "");
  }

  /** {@return whether nothing stays below the key on the line before} */
  private boolean isOnlyEntry(int lineStart, int next) {
    if (lineStart == 0) {
      return false;
    }
    int parentStart = lineStart(contentEnd(lineStart));
    String parent = text.substring(parentStart, contentEnd(lineStart));
    String following = next < text.length() ? text.substring(next, lineEnd(next)) : "";
    int own = indent(text.substring(lineStart));
    boolean list = text.substring(lineStart + own).startsWith("-");
    int left = indent(following);
    boolean more =
        left > indent(parent) || (list && left == own && following.substring(left).startsWith("-"));
    return parent.stripTrailing().endsWith(":")
        && !parent.strip().startsWith("-")
        && (indent(parent) < own || list)
        && (following.isBlank() ? next >= text.length() : !more);
  }

  private boolean isYaml() {
    String name = path().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  private int skipContinuation(int at) {
    int backslash = text.indexOf('\\', at);
    return skipBlanks(afterLine(lineEnd(backslash)));
  }

  private int skipBlanks(int at) {
    int next = at;
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private int lineStart(int at) {
    int found = at;
    while (found > 0 && text.charAt(found - 1) != '\n' && text.charAt(found - 1) != '\r') {
      found--;
    }
    return found;
  }

  private int lineEnd(int at) {
    int found = at;
    while (found < text.length() && text.charAt(found) != '\n' && text.charAt(found) != '\r') {
      found++;
    }
    return found;
  }

  private int afterLine(int lineEnd) {
    int next = lineEnd;
    if (next < text.length() && text.charAt(next) == '\r') {
      next++;
    }
    if (next < text.length() && text.charAt(next) == '\n') {
      next++;
    }
    return next;
  }

  /** {@return where the content of the line before ends} */
  private int contentEnd(int lineStart) {
    int found = lineStart;
    if (found > 0 && text.charAt(found - 1) == '\n') {
      found--;
    }
    if (found > 0 && text.charAt(found - 1) == '\r') {
      found--;
    }
    return found;
  }

  private String path() {
    return file.path();
  }

  private static boolean isKeyword(String before) {
    String word = before.toUpperCase(Locale.ROOT);
    return word.equals("ENV") || word.equals("EXPORT");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int indent(String line) {
    int blanks = 0;
    while (blanks < line.length() && line.charAt(blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }

  private static @Nullable String quoted(String word) {
    return word.length() > 1
            && isQuote(word.charAt(0))
            && word.charAt(word.length() - 1) == word.charAt(0)
        ? word.substring(1, word.length() - 1)
        : null;
  }

  private static String unquoted(String word) {
    String inner = quoted(word.strip());
    return inner == null ? word.strip() : inner;
  }
}

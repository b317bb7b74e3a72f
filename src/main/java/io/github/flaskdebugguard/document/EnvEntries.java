package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of an env file has found so far, and the lines of the file for readers that go
 * by line.
 */
final class EnvEntries {
  /** Characters of a value; references that double it line after line would fill the memory. */
  static final int LONGEST = Limits.TEXT_CHARS;

  /** Characters of all names and values, which are no more than the file's without references. */
  private static final int MOST = Limits.FILE_BYTES;

  private final SourceFile file;
  private final EnvFile.Lookup environment;
  private final List<EnvFile.Entry> entries = new ArrayList<>();
  private final Map<String, Text> byName = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable String error;
  private long characters;

  EnvEntries(SourceFile file, EnvFile.Lookup environment) {
    this.file = file;
    this.environment = environment;
  }

  static Text.Unknown tooLong(Span span) {
    return new Text.Unknown("expands to more than " + LONGEST + " characters", null, span);
  }

  static Text.Unknown tooMuch(Span span) {
    return new Text.Unknown(
        "stands in a file that expands to more than " + MOST + " characters", null, span);
  }

  /** {@return whether names and values are so long already that no more are put together} */
  boolean isFull() {
    return characters > MOST;
  }

  /** A line without its line end. */
  record Line(String text, int start) {}

  /**
   * {@return the lines, ended by line feed or by carriage return and line feed, the last one only
   * when it is not empty}
   */
  List<Line> lines(boolean dropByteOrderMark) {
    String text = file.text();
    List<Line> lines = new ArrayList<>();
    int start = dropByteOrderMark && text.startsWith("\ufeff") ? 1 : 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      int cut = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
      lines.add(new Line(text.substring(start, cut), start));
      start = end + 1;
    }
    return lines;
  }

  void set(String name, String value, int start, int end) {
    set(name, known(value, file.span(start, end)), start, end);
  }

  void set(String name, Text value, int start, int end) {
    characters += name.length() + (value instanceof Text.Known known ? known.value().length() : 0);
    byName.put(name, value);
    entries.add(new EnvFile.Entry(name, value, file.span(start, end)));
  }

  /** A name without a value. */
  void bare(String name, int start, int end) {
    entries.add(new EnvFile.Entry(name, null, file.span(start, end)));
  }

  void refuse(String message, int start, int end) {
    if (error == null) {
      error = message;
      problems.add(new Problem(file.path(), file.span(start, end), message, false));
    }
  }

  boolean refused() {
    return error != null;
  }

  void skipped(String message, int start, int end) {
    problems.add(new Problem(file.path(), file.span(start, end), message, false));
  }

  @Nullable Text fromFile(String name) {
    return byName.get(name);
  }

  @Nullable Text fromEnvironment(String name) {
    return environment.get(name);
  }

  Span span(int start, int end) {
    return file.span(start, end);
  }

  /** {@return the value, unknown where a template engine writes a part of it} */
  static Text known(String value, Span span) {
    String expression = template(value);
    return expression == null
        ? new Text.Known(value, span)
        : new Text.Unknown("is filled in by the template expression " + expression, null, span);
  }

  private static @Nullable String template(String value) {
    int open = value.indexOf("{{");
    int close = open < 0 ? -1 : value.indexOf("}}", open);
    if (close < 0) {
      open = value.indexOf("<%");
      close = open < 0 ? -1 : value.indexOf("%>", open + 2);
    }
    return close < 0 ? null : value.substring(open, close + 2);
  }

  EnvFile result() {
    return new EnvFile(entries, error, problems);
  }
}

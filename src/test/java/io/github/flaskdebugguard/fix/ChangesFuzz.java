package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.Property;
import io.github.flaskdebugguard.fuzz.Scanned;
import io.github.flaskdebugguard.fuzz.Sections;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Overlay;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A change touches what it is about and nothing else, Python stays Python, and a fix that is
 * offered makes its finding go away.
 */
public final class ChangesFuzz implements FuzzTarget {
  private static final int PLACES = 12;

  @Override
  public void check(String input) {
    Sections.files(input, "app.py")
        .forEach(
            (path, text) -> {
              SourceFile file = new SourceFile(path, text);
              for (Span span : places(file)) {
                for (Change change : changes(file, span)) {
                  check(file, change);
                }
              }
            });
  }

  /** Words, and everything from one of them to the end of its line. */
  private static List<Span> places(SourceFile file) {
    String text = file.text();
    List<Span> places = new ArrayList<>();
    int at = 0;
    while (at < text.length() && places.size() < PLACES) {
      int start = at;
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      int end = start;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      int feed = text.indexOf('\n', start);
      if (end > start) {
        places.add(new Span(file.path(), start, end));
        places.add(new Span(file.path(), start, feed < 0 ? text.length() : feed));
      }
      at = Math.max(end, at + 1);
    }
    return places;
  }

  private static List<Change> changes(SourceFile file, Span span) {
    List<Change> changes = new ArrayList<>();
    if (file.path().endsWith(".py")) {
      PythonChanges python = new PythonChanges(file, span);
      changes.addAll(python.flips());
      changes.addAll(python.pins());
      changes.addAll(python.parsed());
      changes.addAll(python.parsedDefaults());
      changes.addAll(python.withoutAssignment());
    } else {
      LineChanges lines = new LineChanges(file, span);
      changes.addAll(lines.flips());
      changes.addAll(lines.zeros());
      changes.addAll(lines.withoutOption());
      changes.addAll(lines.withoutSetting());
    }
    return changes;
  }

  private static void check(SourceFile file, Change change) {
    String text = file.text();
    for (Finding.Edit edit : change.edits()) {
      Span span = edit.span();
      Property.same(span.path(), file.path(), "file of " + change);
      Property.holds(span.end() <= text.length(), "%s is outside of the file", change);
      Property.holds(
          isBoundary(text, span.start()) && isBoundary(text, span.end()),
          "%s takes half of a character",
          change);
    }
    Map<String, SourceFile> changed =
        Edits.apply(new InMemoryRepository(Map.of(file.path(), text)), change.edits());
    Property.holds(changed != null, "%s cannot be made", change);
    if (changed != null) {
      SourceFile after = changed.get(file.path());
      Property.holds(after != null, "%s changes another file", change);
      if (after != null) {
        soundness(file, after);
      }
    }
  }

  private static boolean isBoundary(String text, int offset) {
    return offset <= 0
        || offset >= text.length()
        || !Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }

  /** Python that could be read can still be read, and the diff leads from one text to the other. */
  private static void soundness(SourceFile before, SourceFile after) {
    if (before.path().endsWith(".py")) {
      Property.holds(
          PythonParser.parse(after.text()).broken().size()
              <= PythonParser.parse(before.text()).broken().size(),
          "no Python any more: <%s>",
          after.text());
    }
    String diff = UnifiedDiff.of(before, after, UnaryOperator.identity());
    Property.same(patched(before.text(), diff), after.text(), "patched text");
  }

  /** Applies a diff as {@code patch} does. */
  private static String patched(String before, String diff) {
    List<String> old = lines(before);
    StringBuilder out = new StringBuilder();
    int at = 0;
    List<String> lines = lines(diff);
    for (int i = 2; i < lines.size(); i++) {
      String line = lines.get(i);
      switch (line.charAt(0)) {
        case '@' -> {
          String range = line.substring(line.indexOf('-') + 1, line.indexOf(" +"));
          String[] parts = range.split(",", -1);
          int count = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
          int start = Integer.parseInt(parts[0]) - (count == 0 ? 0 : 1);
          Property.holds(at <= start && start <= old.size(), "hunk %s", line);
          while (at < start) {
            out.append(old.get(at++));
          }
        }
        case '\\' -> {}
        default -> {
          boolean ended = i + 1 == lines.size() || lines.get(i + 1).charAt(0) != '\\';
          String content = line.substring(1, ended ? line.length() : line.length() - 1);
          if (line.charAt(0) != '+') {
            Property.same(old.get(at++), content, "line of the diff");
          }
          if (line.charAt(0) != '-') {
            out.append(content);
          }
        }
      }
    }
    while (at < old.size()) {
      out.append(old.get(at++));
    }
    return out.toString();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', start)) {
      lines.add(text.substring(start, feed + 1));
      start = feed + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  @Override
  public void checkDeeply(String input) {
    Repository repository = new InMemoryRepository(Sections.files(input, "app.py"));
    ScanResult found = judged(repository);
    ScanResult offered = Fixes.offered(repository, found, Fixes.FOR_REPORTS, ChangesFuzz::judged);
    for (Finding finding : offered.findings()) {
      Finding.Fix fix = finding.fix();
      if (fix != null) {
        Map<String, SourceFile> changed = Edits.apply(repository, fix.edits());
        Property.holds(changed != null, "%s cannot be made", fix);
        if (changed != null) {
          changed.forEach((path, after) -> soundness(read(repository, path), after));
          ScanResult after = judged(new Overlay(repository, changed));
          Property.holds(
              after.findings().size() < found.findings().size()
                  || !after.findings().contains(finding),
              "%s stays",
              finding);
        }
      }
    }
    Fixes.Whole whole = Fixes.together(repository, offered, ChangesFuzz::judged);
    whole.files().forEach((path, after) -> soundness(read(repository, path), after));
  }

  private static SourceFile read(Repository repository, String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      throw new AssertionError("a fix of " + path + ", which is not there");
    }
    return file;
  }

  private static ScanResult judged(Repository repository) {
    ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
    Scanned.check(repository, result);
    return result;
  }
}

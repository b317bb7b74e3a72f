package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Replacements in the texts of files. */
final class Edits {
  private Edits() {}

  /** {@return whether two edits change the same characters in different ways} */
  static boolean clash(Finding.Edit one, Finding.Edit other) {
    Span a = one.span();
    Span b = other.span();
    return !one.equals(other)
        && a.path().equals(b.path())
        && a.start() <= b.end()
        && b.start() <= a.end();
  }

  /** {@return the changed files by path, or null when an edit is outside of its file} */
  static @Nullable Map<String, SourceFile> apply(
      Repository repository, Collection<Finding.Edit> edits) {
    Map<String, List<Finding.Edit>> byPath = new TreeMap<>();
    for (Finding.Edit edit : edits) {
      byPath.computeIfAbsent(edit.span().path(), path -> new ArrayList<>()).add(edit);
    }
    Map<String, SourceFile> changed = new TreeMap<>();
    for (Map.Entry<String, List<Finding.Edit>> entry : byPath.entrySet()) {
      SourceFile file = repository.read(entry.getKey());
      String text = file == null ? null : apply(file.text(), entry.getValue());
      if (file == null || text == null || !file.path().equals(entry.getKey())) {
        return null;
      }
      changed.put(entry.getKey(), new SourceFile(entry.getKey(), text));
    }
    return changed;
  }

  private static @Nullable String apply(String text, List<Finding.Edit> edits) {
    List<Finding.Edit> sorted = new ArrayList<>(edits);
    sorted.sort(Comparator.comparing(Finding.Edit::span));
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    for (Finding.Edit edit : sorted) {
      if (edit.span().start() < at || edit.span().end() > text.length()) {
        return null;
      }
      result.append(text, at, edit.span().start()).append(edit.text());
      at = edit.span().end();
    }
    return result.append(text, at, text.length()).toString();
  }
}

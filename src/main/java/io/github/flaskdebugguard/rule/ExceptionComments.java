package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.python.syntax.Comment;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The comments of a repository that accept findings, each in the form of its file. A comment behind
 * something speaks of its own line, one that has a line for itself of the next line that is none.
 *
 * @param faults what is wrong with comments
 */
record ExceptionComments(List<Acceptance> acceptances, List<Finding> faults) {
  private static final String ADVICE =
      "Write flask-debug-guard: ignore[RULE] and why it is accepted, or remove the comment.";

  /** More in one file would only hide each other. */
  private static final int PER_FILE = 1_000;

  ExceptionComments {
    acceptances = List.copyOf(acceptances);
    faults = List.copyOf(faults);
  }

  /**
   * {@return the comments of the files that are looked through, and of those with findings, which
   * may be elsewhere}
   */
  static ExceptionComments in(Repository repository, List<Finding> findings) {
    List<Acceptance> acceptances = new ArrayList<>();
    List<Finding> faults = new ArrayList<>();
    Set<String> paths = new TreeSet<>(repository.files());
    findings.forEach(finding -> paths.add(finding.span().path()));
    for (String path : paths) {
      if (CommentForm.of(path, "#!") == null || !repository.mayContain(path, IgnoreText.MARKER)) {
        continue;
      }
      SourceFile file = repository.read(path);
      CommentForm form = file == null ? null : CommentForm.of(path, start(file));
      if (file != null && form != null) {
        new Reading(file, form, acceptances, faults).read();
      }
    }
    return new ExceptionComments(acceptances, faults);
  }

  private static String start(SourceFile file) {
    return file.text().substring(0, Math.min(2, file.text().length()));
  }

  /** Reads one file. */
  private record Reading(
      SourceFile file, CommentForm form, List<Acceptance> acceptances, List<Finding> faults) {

    void read() {
      Set<Integer> comments = python() ? pythonComments() : null;
      String text = file.text();
      int at = text.indexOf(IgnoreText.MARKER);
      for (int count = 0; at >= 0 && count < PER_FILE; count++) {
        marker(at, comments);
        at = text.indexOf(IgnoreText.MARKER, at + 1);
      }
    }

    private boolean python() {
      return file.path().endsWith(".py") || file.path().endsWith(".pyw");
    }

    /** A text that holds such a comment is none: tests and tools write them. */
    private Set<Integer> pythonComments() {
      Set<Integer> starts = new TreeSet<>();
      for (Comment comment : PythonParser.parse(file.text()).comments()) {
        starts.add(comment.start());
      }
      return starts;
    }

    private void marker(int at, @Nullable Set<Integer> comments) {
      int number = file.lineOf(at);
      String line = file.line(number);
      int lineStart = at - (file.locate(file.span(at, at)).column() - 1);
      int opening = form.opening(line, at - lineStart);
      if (opening < 0 || (comments != null && !comments.contains(lineStart + opening))) {
        return;
      }
      String body = line.substring(at - lineStart + IgnoreText.MARKER.length());
      IgnoreText ignore = IgnoreText.parse(body);
      if (ignore == null) {
        return;
      }
      Span place = file.span(lineStart + opening, lineStart + line.stripTrailing().length());
      for (String fault : ignore.faults()) {
        faults.add(
            ExceptionWithoutEffect.finding(
                place, "This comment means to accept a finding. " + fault, ADVICE));
      }
      if (ignore.counts()) {
        boolean alone = line.substring(0, opening).isBlank();
        int target = alone ? below(number) : number;
        String spoken = target == number ? line.substring(0, opening) : file.line(target);
        acceptances.add(
            new Acceptance(
                new Acceptance.Scope.Line(file.path(), target, withoutBlanks(spoken)),
                ignore.rules(),
                ignore.reason(),
                ignore.by(),
                ignore.until(),
                place));
      }
    }

    private int below(int number) {
      int next = number + 1;
      while (next < file.lineCount() && form.isComment(file.line(next))) {
        next++;
      }
      return Math.min(next, file.lineCount());
    }

    private static String withoutBlanks(String line) {
      StringBuilder text = new StringBuilder();
      line.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> text.append((char) c));
      return text.toString();
    }
  }
}

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

  /** More would only hide each other; what is not read accepts nothing. */
  private static final int MOST = 10_000;

  private static final int PER_FILE = 1_000;
  private static final int PER_LINE = 4;

  /** Faults of one comment that are told. */
  private static final int FAULTS = 20;

  private static final int LONGEST_LINE = 10_000;
  private static final int COMMENT_LINES = 50;

  ExceptionComments {
    acceptances = List.copyOf(acceptances);
    faults = List.copyOf(faults);
  }

  /**
   * {@return the files that are looked through and may hold such a comment} Needs no finding, so it
   * can be known before there are any. Files that only their first line would tell to be scripts
   * are not among them: of many names that say nothing, hardly one is a script.
   */
  static List<String> candidates(Repository repository) {
    return repository.files().stream()
        .filter(path -> CommentForm.mayDecide(path) && CommentForm.of(path, "") != null)
        .filter(path -> repository.mayContain(path, IgnoreText.MARKER))
        .toList();
  }

  private static boolean mayHold(Repository repository, String path) {
    return CommentForm.of(path, "#!") != null && repository.mayContain(path, IgnoreText.MARKER);
  }

  /**
   * {@return the comments of the candidates, and of the files with findings, which may be
   * elsewhere}
   */
  static ExceptionComments in(
      Repository repository, List<String> candidates, List<Finding> findings) {
    List<Acceptance> acceptances = new ArrayList<>();
    List<Finding> faults = new ArrayList<>();
    Set<String> paths = new TreeSet<>(candidates);
    for (Finding finding : findings) {
      if (mayHold(repository, finding.span().path())) {
        paths.add(finding.span().path());
      }
    }
    for (String path : paths) {
      if (acceptances.size() + faults.size() >= MOST) {
        break;
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
        int number = file.lineOf(at);
        String line = file.line(number);
        int start = at - (file.locate(file.span(at, at)).column() - 1);
        if (line.length() <= LONGEST_LINE) {
          line(start, number, line, comments);
        }
        at = text.indexOf(IgnoreText.MARKER, start + line.length());
      }
    }

    private void line(int start, int number, String line, @Nullable Set<Integer> comments) {
      int at = line.indexOf(IgnoreText.MARKER);
      for (int count = 0; at >= 0 && count < PER_LINE; count++) {
        int opening = form.opening(line, at);
        if (opening >= 0 && (comments == null || comments.contains(start + opening))) {
          comment(start, number, line, opening, at + IgnoreText.MARKER.length());
          return;
        }
        at = line.indexOf(IgnoreText.MARKER, at + 1);
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

    private void comment(int start, int number, String line, int opening, int from) {
      IgnoreText ignore = IgnoreText.parse(line.substring(from));
      if (ignore == null) {
        return;
      }
      Span place = file.span(start + opening, start + line.stripTrailing().length());
      int told = Math.min(FAULTS, ignore.faults().size());
      for (String fault : ignore.faults().subList(0, told)) {
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
      while (next < Math.min(file.lineCount(), number + COMMENT_LINES)
          && form.isComment(file.line(next))) {
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

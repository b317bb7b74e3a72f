package io.github.flaskdebugguard.repository;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Which lines one state of a repository has that another has not, file by file when asked. */
public final class ChangedLines {
  private final Repository before;
  private final Repository after;
  private final Map<String, BitSet> lines = new ConcurrentHashMap<>();

  /**
   * @param before the base of a change
   * @param after what it leads to; lines are lines of this
   */
  public ChangedLines(Repository before, Repository after) {
    this.before = before;
    this.after = after;
  }

  /** {@return whether all lines of a place were added or edited, as code scanning asks it} */
  public boolean hold(Location place) {
    BitSet changed = lines.computeIfAbsent(place.path(), this::changed);
    return changed.nextClearBit(place.line()) > place.endLine();
  }

  private BitSet changed(String path) {
    BitSet changed = new BitSet();
    SourceFile now = after.read(path);
    if (now == null) {
      return changed;
    }
    SourceFile then = before.read(path);
    if (then == null) {
      changed.set(1, now.lineCount() + 1);
      return changed;
    }
    for (Edit edit : new HistogramDiff().diff(RawTextComparator.DEFAULT, raw(then), raw(now))) {
      changed.set(edit.getBeginB() + 1, edit.getEndB() + 1);
    }
    return changed;
  }

  private static RawText raw(SourceFile file) {
    return new RawText(file.text().getBytes(StandardCharsets.UTF_8));
  }
}

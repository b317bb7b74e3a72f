package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Overlay;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds fixes and proves each by judging the changed repository, without writing anything: the
 * finding is gone, no verdict is worse, no finding is new.
 */
public final class Fixes {
  /**
   * Files that the proofs of one scan may list together, where a report only mentions fixes: in a
   * repository of more files it mentions none.
   */
  public static final int FOR_REPORTS = 4_000;

  /** The same, where the user asks for fixes. */
  public static final int ASKED_FOR = 400_000;

  private final Repository repository;
  private final Function<Repository, ScanResult> scan;
  private final Map<List<Finding.Edit>, ScanResult> judged = new HashMap<>();
  private long budget;

  private Fixes(Repository repository, Function<Repository, ScanResult> scan, long budget) {
    this.repository = repository;
    this.scan = scan;
    this.budget = budget;
  }

  /**
   * {@return the result, its findings with the fixes that hold}
   *
   * @param budget one of the limits of this class; findings beyond it get no fix
   */
  public static ScanResult offered(
      Repository repository, Scan.Options options, ScanResult result, int budget) {
    return offered(
        repository, result, budget, changed -> Scan.runWhole(changed, options, Scan.Listener.NONE));
  }

  /**
   * {@return the same}
   *
   * @param scan judges a changed repository as the result was made
   */
  public static ScanResult offered(
      Repository repository, ScanResult result, int budget, Function<Repository, ScanResult> scan) {
    Fixes fixes = new Fixes(repository, scan, budget);
    Candidates candidates = new Candidates(repository, result.findings());
    List<Finding> findings = new ArrayList<>(result.findings().size());
    for (Finding finding : result.findings()) {
      Finding.Fix fix = fixes.of(finding, candidates.of(finding), result);
      findings.add(fix == null ? finding : with(finding, fix));
    }
    return result.with(findings, result.problems());
  }

  private Finding.@Nullable Fix of(Finding finding, List<Change> changes, ScanResult before) {
    for (Change change : changes) {
      ScanResult after = judged(change.edits());
      if (after != null && Comparison.fixes(finding, before, after)) {
        return new Finding.Fix(change.description(), change.edits());
      }
    }
    return null;
  }

  /** {@return the result with the edits made, or null when they cannot be made or proved} */
  private @Nullable ScanResult judged(List<Finding.Edit> edits) {
    ScanResult known = judged.get(edits);
    if (known != null) {
      return known;
    }
    Map<String, SourceFile> changed = Edits.apply(repository, edits);
    int cost = Math.max(repository.files().size(), 1);
    if (changed == null || budget < cost) {
      return null;
    }
    budget -= cost;
    ScanResult result = scan.apply(new Overlay(repository, changed));
    judged.put(List.copyOf(edits), result);
    return result;
  }

  /**
   * A change of the repository that takes all fixes of a result together.
   *
   * @param files the changed files by path
   * @param fixed the findings whose fixes are in it
   * @param left the findings whose fixes contradict others, so that they need another run
   */
  public record Whole(Map<String, SourceFile> files, List<Finding> fixed, List<Finding> left) {
    public Whole {
      files = Map.copyOf(files);
      fixed = List.copyOf(fixed);
      left = List.copyOf(left);
    }
  }

  /**
   * {@return the fixes of a result together, proved together}
   *
   * @param result with the fixes that are {@link #offered}
   * @param scan judges a changed repository as the result was made
   */
  public static Whole together(
      Repository repository, ScanResult result, Function<Repository, ScanResult> scan) {
    Fixes fixes = new Fixes(repository, scan, ASKED_FOR);
    List<Finding> fixable =
        result.findings().stream().filter(finding -> finding.fix() != null).toList();
    Whole all = fixes.whole(fixable, List.of(), result);
    if (all != null) {
      return all;
    }
    List<Finding> taken = new ArrayList<>();
    List<Finding> left = new ArrayList<>();
    for (Finding finding : fixable) {
      List<Finding> more = new ArrayList<>(taken);
      more.add(finding);
      if (fixes.whole(more, List.of(), result) != null) {
        taken.add(finding);
      } else {
        left.add(finding);
      }
    }
    Whole some = fixes.whole(taken, left, result);
    return some == null ? new Whole(Map.of(), List.of(), fixable) : some;
  }

  private @Nullable Whole whole(List<Finding> findings, List<Finding> left, ScanResult before) {
    Set<Finding.Edit> edits = new LinkedHashSet<>();
    for (Finding finding : findings) {
      Finding.Fix fix = finding.fix();
      if (fix == null || clashes(edits, fix.edits())) {
        return null;
      }
      edits.addAll(fix.edits());
    }
    if (edits.isEmpty()) {
      return new Whole(Map.of(), List.of(), left);
    }
    Map<String, SourceFile> changed = Edits.apply(repository, edits);
    ScanResult after = judged(List.copyOf(edits));
    return changed == null || after == null || !Comparison.noneWorse(before, after)
        ? null
        : new Whole(changed, findings, left);
  }

  private static boolean clashes(Collection<Finding.Edit> edits, List<Finding.Edit> more) {
    for (Finding.Edit edit : edits) {
      for (Finding.Edit other : more) {
        if (Edits.clash(edit, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Finding with(Finding finding, Finding.Fix fix) {
    return new Finding(
        finding.rule(),
        finding.level(),
        finding.span(),
        finding.message(),
        finding.advice(),
        finding.deployments(),
        finding.related(),
        fix);
  }
}

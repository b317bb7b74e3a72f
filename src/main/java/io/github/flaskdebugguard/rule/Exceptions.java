package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.repository.Glob;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the findings that somebody accepts apart from the others, and judges who says so. */
final class Exceptions {
  private static final int WARNED_DAYS = 7;
  private static final String ADVICE = "Remove it, or say what it is still for.";

  private final Repository repository;
  private final ExceptionOptions options;
  private final Levels levels;
  private final Map<String, Deployment> deployments;
  private final Looked scope;
  private final List<Acceptance> counting = new ArrayList<>();
  private final List<Acceptance> untrusted = new ArrayList<>();
  private final List<Finding> faults = new ArrayList<>();
  private final List<Problem> remarks = new ArrayList<>();
  private final Set<Use> used = new HashSet<>();

  /** How much of a repository is looked through, so that what matches nothing is unused. */
  enum Looked {
    ALL,
    FOLDER,
    /** Something failed. */
    PART
  }

  private record Use(Acceptance acceptance, String rule) {}

  /**
   * What is open and what is accepted.
   *
   * @param open not merged, what is wrong with exceptions included
   * @param accepted by place
   * @param declared all that the comments and the configuration accept, whether it counts or not
   */
  record Outcome(
      List<Finding> open,
      List<Accepted> accepted,
      List<Acceptance> declared,
      List<Problem> remarks) {
    Outcome {
      open = List.copyOf(open);
      accepted = List.copyOf(accepted);
      declared = List.copyOf(declared);
      remarks = List.copyOf(remarks);
    }
  }

  private Exceptions(
      Repository repository,
      ExceptionOptions options,
      Levels levels,
      Map<String, Deployment> deployments,
      Looked scope) {
    this.repository = repository;
    this.options = options;
    this.levels = levels;
    this.deployments = deployments;
    this.scope = scope;
  }

  /**
   * {@return the findings apart}
   *
   * @param candidates the files that may hold comments which accept findings
   * @param findings of single deployments, not merged
   * @param deployments by id
   * @param scope how much was judged
   */
  static Outcome apply(
      Repository repository,
      List<String> candidates,
      ExceptionOptions options,
      Levels levels,
      List<Finding> findings,
      Map<String, Deployment> deployments,
      Looked scope) {
    if (!options.counted()) {
      return new Outcome(findings, List.of(), List.of(), List.of());
    }
    return new Exceptions(repository, options, levels, deployments, scope)
        .apply(candidates, findings);
  }

  private Outcome apply(List<String> candidates, List<Finding> findings) {
    ExceptionComments comments = ExceptionComments.in(repository, candidates, findings);
    faults.addAll(comments.faults());
    List<Acceptance> declared = new ArrayList<>(comments.acceptances());
    declared.addAll(options.configured());
    sort(declared);
    List<Finding> open = new ArrayList<>();
    Map<Acceptance, Findings> accepted = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Acceptance by = by(finding);
      if (by == null) {
        open.add(finding);
      } else {
        accepted.computeIfAbsent(by, each -> new Findings()).add(finding);
      }
    }
    if (scope != Looked.PART) {
      unused(declared);
    }
    open.addAll(faults);
    List<Accepted> all = new ArrayList<>();
    accepted.forEach(
        (by, some) -> some.sorted().forEach(finding -> all.add(new Accepted(finding, by))));
    all.sort((a, b) -> Findings.ORDER.compare(a.finding(), b.finding()));
    return new Outcome(open, all, declared, remarks);
  }

  /** Tells those that count from those that are over and those that nobody has reviewed yet. */
  private void sort(List<Acceptance> declared) {
    List<Acceptance> known = options.trusted();
    List<Acceptance> left = known == null ? List.of() : new ArrayList<>(known);
    for (Acceptance acceptance : declared) {
      if (acceptance.isOver(options.today())) {
        fault(acceptance, "It ended on " + acceptance.until() + ", so what it accepted counts.");
        acceptance.rules().forEach(rule -> used.add(new Use(acceptance, rule)));
      } else if (known != null && acceptance.isComment() && !takes(left, acceptance)) {
        untrusted.add(acceptance);
      } else {
        counting.add(acceptance);
        if (acceptance.until() != null
            && !acceptance.until().isAfter(options.today().plusDays(WARNED_DAYS))) {
          remarks.add(
              new Problem(
                  acceptance.place().path(),
                  acceptance.place(),
                  "the exception for "
                      + String.join(", ", acceptance.rules())
                      + " ends on "
                      + acceptance.until()
                      + "; what it accepts counts again after that day",
                  false));
        }
      }
    }
  }

  /** One that is known vouches for one only, or a copy on another line would count. */
  private static boolean takes(List<Acceptance> known, Acceptance acceptance) {
    for (int i = 0; i < known.size(); i++) {
      if (acceptance.isWithin(known.get(i))) {
        known.remove(i);
        return true;
      }
    }
    return false;
  }

  private @Nullable Acceptance by(Finding finding) {
    Acceptance first = null;
    for (Acceptance acceptance : counting) {
      if (accepts(acceptance, finding)) {
        used.add(new Use(acceptance, finding.rule().id()));
        first = first == null ? acceptance : first;
      }
    }
    for (Acceptance acceptance : untrusted) {
      if (accepts(acceptance, finding)) {
        used.add(new Use(acceptance, finding.rule().id()));
      }
    }
    return first;
  }

  private boolean accepts(Acceptance acceptance, Finding finding) {
    return acceptance.rules().contains(finding.rule().id())
        && switch (acceptance.scope()) {
          case Acceptance.Scope.Line line -> holds(finding, line);
          case Acceptance.Scope.Entry entry -> names(entry, finding);
        };
  }

  private boolean holds(Finding finding, Acceptance.Scope.Line line) {
    if (!finding.span().path().equals(line.path())) {
      return false;
    }
    SourceFile file = repository.read(line.path());
    if (file == null) {
      return false;
    }
    Location place = file.locate(finding.span());
    return place.line() <= line.line() && line.line() <= place.endLine();
  }

  private boolean names(Acceptance.Scope.Entry entry, Finding finding) {
    String path = entry.path();
    if (path != null && !Glob.of(path).matches(finding.span().path())) {
      return false;
    }
    DeploymentPattern pattern = entry.deployments();
    return pattern == null
        || finding.deployments().stream()
            .map(deployments::get)
            .anyMatch(each -> each != null && pattern.matches(each));
  }

  private void unused(List<Acceptance> declared) {
    Set<String> looked = new HashSet<>(repository.files());
    for (Acceptance acceptance : declared) {
      // What one is about may lie outside the folder that is looked through.
      if (acceptance.isComment()
          ? !looked.contains(acceptance.place().path())
          : scope == Looked.FOLDER) {
        continue;
      }
      for (String rule : acceptance.rules()) {
        RuleInfo info = Rules.info(rule);
        if (!used.contains(new Use(acceptance, rule)) && info != null && levels.of(info) != null) {
          fault(acceptance, "There is no finding of " + rule + " that it could accept.");
        }
      }
    }
  }

  private void fault(Acceptance acceptance, String what) {
    String path = acceptance.place().path();
    if (!repository.isFile(path)) {
      remarks.add(
          new Problem("", null, "an exception in " + path + " has no effect. " + what, false));
      return;
    }
    faults.add(
        ExceptionWithoutEffect.finding(
            acceptance.place(),
            (acceptance.isComment() ? "This comment accepts " : "This entry accepts ")
                + String.join(", ", acceptance.rules())
                + ". "
                + what,
            ADVICE));
  }
}

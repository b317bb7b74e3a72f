package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.repository.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's decision to live with findings.
 *
 * @param rules ids, sorted
 * @param reason why, never empty
 * @param by who decided, where it says so
 * @param until the last day on which it counts, null for no end
 * @param place the comment, or the entry of the configuration
 */
public record Acceptance(
    Scope scope,
    List<String> rules,
    String reason,
    @Nullable String by,
    @Nullable LocalDate until,
    Span place) {
  public Acceptance {
    rules = List.copyOf(rules);
  }

  /** What it is about. */
  public sealed interface Scope {
    /** {@return the same for two states of a repository when both mean the same place} */
    String identity();

    /**
     * The line that a comment speaks of.
     *
     * @param line 1-based
     * @param text of the line, without blanks
     */
    record Line(String path, int line, String text) implements Scope {
      @Override
      public String identity() {
        return "line\n" + path + "\n" + text;
      }
    }

    /**
     * What an entry of the configuration names.
     *
     * @param deployments null for all
     * @param path glob of the files in which the finding is, null for all
     */
    record Entry(@Nullable DeploymentPattern deployments, @Nullable String path) implements Scope {
      @Override
      public String identity() {
        return "entry\n" + (deployments == null ? "" : deployments.text()) + "\n" + path;
      }
    }
  }

  /** {@return those that are comments, and others that are not} */
  public static List<Acceptance> comments(List<Acceptance> some, List<Acceptance> others) {
    return Stream.concat(some.stream().filter(Acceptance::isComment), others.stream()).toList();
  }

  /** {@return whether findings of a rule may be accepted} */
  public static boolean isFor(RuleInfo rule) {
    return !rule.id().equals("exception-without-effect")
        && !rule.id().equals("probe-contradicts-verdict");
  }

  /** {@return whether it stands in a comment, not in the configuration} */
  public boolean isComment() {
    return scope instanceof Scope.Line;
  }

  /** {@return whether its last day is before a day} */
  boolean isOver(LocalDate today) {
    return until != null && until.isBefore(today);
  }

  /** {@return whether another one accepts all that this one does, for as long} */
  public boolean isWithin(Acceptance other) {
    LocalDate end = other.until;
    boolean asLong = end == null || (until != null && !until.isAfter(end));
    return asLong
        && other.rules.containsAll(rules)
        && scope.identity().equals(other.scope.identity());
  }

  /** {@return whether both are about the same place, and share a rule} */
  public boolean meets(Acceptance other) {
    return scope.identity().equals(other.scope.identity())
        && rules.stream().anyMatch(other.rules::contains);
  }
}

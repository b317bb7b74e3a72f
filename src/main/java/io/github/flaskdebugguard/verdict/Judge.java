package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges deployments of one repository. Safe for use by several threads. */
public final class Judge {
  /** Judges deployments of these files under these assumptions. */
  public Judge(Repository repository, Options options) {}

  /**
   * What the user tells the scan.
   *
   * @param assumptions values of variables that nothing in the repository sets
   */
  public record Options(List<Assumption> assumptions) {
    public Options {
      assumptions = List.copyOf(assumptions);
    }
  }

  /**
   * A variable that the user knows to be set.
   *
   * @param deployment pattern of the ids for which it holds, null for all
   */
  public record Assumption(@Nullable String deployment, String variable, String value) {}

  /**
   * Scripts that serve an app when they are run.
   *
   * @param deployments those whose app no other deployment serves
   * @param looseEntryPoints the others
   */
  public record Scripts(List<Verdict> deployments, List<Verdict> looseEntryPoints) {
    public Scripts {
      deployments = List.copyOf(deployments);
      looseEntryPoints = List.copyOf(looseEntryPoints);
    }
  }

  /** {@return one verdict for each process of a deployment that serves a Flask app} */
  public List<Verdict> judge(Deployment deployment) {
    return List.of();
  }

  /** {@return verdicts on the scripts that nothing deploys} */
  public Scripts scripts(List<Verdict> known) {
    return new Scripts(List.of(), List.of());
  }

  /** {@return what could not be read or understood so far} */
  public List<Problem> problems() {
    return List.of();
  }
}

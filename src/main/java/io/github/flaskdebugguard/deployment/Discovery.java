package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.List;

/** What the readers of one scan share: the files they read and the list they add to. */
final class Discovery {
  private final Repository repository;
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Discovery(Repository repository) {
    this.repository = repository;
  }

  Repository repository() {
    return repository;
  }

  void add(Deployment deployment) {
    deployments.add(deployment);
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  List<Deployment> deployments() {
    return deployments;
  }

  List<Problem> problems() {
    return problems;
  }
}

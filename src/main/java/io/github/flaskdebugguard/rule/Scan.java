package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Deployments;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.repository.LeftOut;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Subfolder;
import io.github.flaskdebugguard.repository.WithoutPaths;
import io.github.flaskdebugguard.verdict.Judge;
import io.github.flaskdebugguard.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Leads a repository through all stages. Whatever goes wrong around one deployment or one rule
 * becomes a problem that names it, and the rest goes on.
 */
public final class Scan {

  private static final String NOT_ACCEPTED = "no finding is accepted";
  private static final String NONE = "there is no such deployment";

  private final Repository repository;
  private final boolean partial;
  private final Options options;
  private final Listener listener;
  private final Judge judge;
  private final Workers workers;
  private final RoleOverrides roles;
  private final ScanProblems problems = new ScanProblems();

  private Scan(Repository repository, Options options, Listener listener, long start) {
    this.partial = repository instanceof Subfolder;
    this.repository =
        options.ignoredPaths().isEmpty()
            ? repository
            : new WithoutPaths(repository, options.ignoredPaths());
    this.options = options;
    this.listener = listener;
    this.judge = new Judge(this.repository, new Judge.Options(options.assumptions()));
    this.roles = new RoleOverrides(options.roles());
    this.workers = new Workers(start + options.limit().toNanos());
  }

  /**
   * What the user asks for.
   *
   * @param roles overrides; the last one that matches a deployment counts
   * @param assumptions the first that fits counts
   * @param limit after this time the scan ends with what it has, and a problem
   * @param ignoredPaths globs of files that are not looked through for what starts an app
   * @param configuration name of the file that this is from, empty for none
   */
  public record Options(
      List<RoleOf> roles,
      List<Judge.Assumption> assumptions,
      Duration limit,
      Levels levels,
      List<String> ignoredPaths,
      ExceptionOptions exceptions,
      String configuration) {
    /** Nothing but the repository counts. */
    public static final Options DEFAULT =
        new Options(
            List.of(),
            List.of(),
            Duration.ofSeconds(Limits.SECONDS),
            Levels.DEFAULT,
            List.of(),
            ExceptionOptions.DEFAULT,
            "");

    public Options {
      roles = List.copyOf(roles);
      assumptions = List.copyOf(assumptions);
      ignoredPaths = List.copyOf(ignoredPaths);
    }

    /** {@return the same with other exceptions} */
    public Options with(ExceptionOptions others) {
      return new Options(roles, assumptions, limit, levels, ignoredPaths, others, configuration);
    }
  }

  /**
   * A role that the user gives to deployments.
   *
   * @param origin where the user says so, for people
   */
  public record RoleOf(DeploymentPattern deployments, Role role, String origin) {}

  /** Is told how far a scan is, about ten times a second and by the thread that scans. */
  @FunctionalInterface
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = (done, total) -> {};

    /** So many deployments of the total are judged. */
    void judged(int done, int total);
  }

  /** {@return all that a repository shows; never fails because of what the repository holds} */
  public static ScanResult run(Repository repository, Options options, Listener listener) {
    long start = System.nanoTime();
    Scan scan = new Scan(repository, options, listener, start);
    return scan.run(start);
  }

  /** {@return the same, also when the tool itself fails: reports are owed then as well} */
  public static ScanResult runWhole(Repository repository, Options options, Listener listener) {
    try {
      return run(repository, options, listener);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      Problem problem = new Problem("", null, "the scan failed: " + e, true);
      return new ScanResult(repository.source(), List.of(), List.of(), List.of(problem), 0, 0);
    }
  }

  private ScanResult run(long start) {
    // Reads each file once, and everything else then finds it read.
    Workers.Pending<List<String>> commented =
        workers.begin(
            () ->
                options.exceptions().counted()
                    ? ExceptionComments.candidates(repository)
                    : List.of());
    List<Deployment> deployments = find().stream().map(roles::applied).toList();
    List<Verdict> verdicts = new ArrayList<>(judge(deployments));
    Judge.Scripts scripts = scripts(!verdicts.isEmpty());
    for (Verdict script : scripts.deployments()) {
      verdicts.add(script.with(roles.applied(script.deployment())));
    }
    verdicts.sort((left, right) -> Deployment.inOrder(left.deployment(), right.deployment()));
    List<Verdict> distinct = distinct(verdicts);
    RuleRun rules = new RuleRun(options.levels(), problems);
    List<Finding> found = rules.findings(distinct, scripts.looseEntryPoints(), envFiles(distinct));
    Exceptions.Outcome outcome = accepted(commented.join(), found, distinct);
    return new ScanResult(
        repository.source(),
        distinct,
        rules.merged(outcome.open()),
        problems(distinct),
        repository.files().size(),
        (System.nanoTime() - start) / 1_000_000,
        outcome.accepted(),
        outcome.declared(),
        options.configuration());
  }

  private Exceptions.Outcome accepted(
      Workers.Outcome<List<String>> commented, List<Finding> findings, List<Verdict> verdicts) {
    Map<String, Deployment> byId = new HashMap<>();
    verdicts.forEach(each -> byId.put(each.deployment().id(), each.deployment()));
    Exceptions.Looked looked =
        problems.matter()
            ? Exceptions.Looked.PART
            : partial ? Exceptions.Looked.FOLDER : Exceptions.Looked.ALL;
    List<String> candidates = commented.value();
    Exceptions.Outcome nothing = new Exceptions.Outcome(findings, List.of(), List.of(), List.of());
    if (candidates == null) {
      problems.failure("", NOT_ACCEPTED + ": " + commented.failure());
      return nothing;
    }
    Exceptions.Outcome outcome =
        one(
            () ->
                Exceptions.apply(
                    repository,
                    candidates,
                    options.exceptions(),
                    options.levels(),
                    findings,
                    byId,
                    looked),
            nothing,
            NOT_ACCEPTED);
    problems.addAll(outcome.remarks());
    return outcome;
  }

  private List<Deployment> find() {
    Deployments found =
        one(
            () -> Deployments.find(repository),
            new Deployments(List.of(), List.of()),
            "no deployment is judged");
    problems.addAll(found.problems());
    return found.deployments();
  }

  private List<Verdict> judge(List<Deployment> deployments) {
    List<Supplier<List<Verdict>>> tasks = new ArrayList<>(deployments.size());
    for (Deployment deployment : deployments) {
      tasks.add(() -> judge.judge(deployment));
    }
    List<Verdict> verdicts = new ArrayList<>();
    List<Workers.Outcome<List<Verdict>>> outcomes =
        workers.run(tasks, done -> listener.judged(done, tasks.size()));
    for (int i = 0; i < outcomes.size(); i++) {
      List<Verdict> some = outcomes.get(i).value();
      if (some != null) {
        verdicts.addAll(some);
      } else {
        Deployment lost = deployments.get(i);
        problems.add(
            new Problem(
                lost.place().path(),
                lost.place(),
                lost.id() + " is not judged: " + outcomes.get(i).failure(),
                true));
      }
    }
    return verdicts;
  }

  /**
   * {@return verdicts on the scripts that nothing deploys}
   *
   * @param known whether any deployment serves an app
   */
  private Judge.Scripts scripts(boolean known) {
    judge.deploymentsJudged();
    List<String> paths =
        one(judge::scripts, List.of(), "the scripts that nothing deploys are not judged");
    List<Supplier<Judge.Scripts>> tasks = new ArrayList<>(paths.size());
    for (String path : paths) {
      tasks.add(() -> judge.script(path, known));
    }
    List<Verdict> deployments = new ArrayList<>();
    List<Verdict> loose = new ArrayList<>();
    List<Workers.Outcome<Judge.Scripts>> outcomes = workers.run(tasks, done -> {});
    for (int i = 0; i < outcomes.size(); i++) {
      Judge.Scripts some = outcomes.get(i).value();
      if (some == null) {
        String message = "is not judged as a script: " + outcomes.get(i).failure();
        problems.failure(paths.get(i), message);
      } else {
        deployments.addAll(some.deployments());
        loose.addAll(some.looseEntryPoints());
      }
    }
    return new Judge.Scripts(deployments, loose);
  }

  private <T> T one(Supplier<T> task, T otherwise, String consequence) {
    Workers.Outcome<T> outcome = workers.run(List.of(task), done -> {}).getFirst();
    T value = outcome.value();
    if (value != null) {
      return value;
    }
    problems.failure("", consequence + ": " + outcome.failure());
    return otherwise;
  }

  /** Several processes of one deployment get ids of their own, because reports refer to them. */
  private static List<Verdict> distinct(List<Verdict> verdicts) {
    Set<String> ids = new HashSet<>();
    List<Verdict> result = new ArrayList<>(verdicts.size());
    for (Verdict verdict : verdicts) {
      Deployment deployment = verdict.deployment();
      String id = deployment.id();
      for (int n = 2; !ids.add(id); n++) {
        id = deployment.id() + "~" + n;
      }
      result.add(id.equals(deployment.id()) ? verdict : verdict.with(deployment.with(id)));
    }
    return result;
  }

  /** Files that a deployment loads are told about there; without an app they are not our matter. */
  private List<EnvFileHeld> envFiles(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return List.of();
    }
    Set<String> loaded = RuleRun.loadedEnvFiles(verdicts);
    List<EnvFileHeld> held =
        one(
            () -> EnvFileHeld.in(repository),
            List.<EnvFileHeld>of(),
            "the dotenv files of the repository are not judged");
    return held.stream().filter(file -> !loaded.contains(file.path())).toList();
  }

  private List<Problem> problems(List<Verdict> verdicts) {
    for (RoleOf override : roles.unused()) {
      String pattern = override.deployments().text();
      problems.remark("", "role of " + pattern + " (" + override.origin() + "): " + NONE);
    }
    for (Judge.Assumption assumption : options.assumptions()) {
      String pattern = assumption.deployment();
      if (pattern != null && verdicts.stream().noneMatch(each -> names(pattern, each))) {
        problems.remark("", "assumption for " + pattern + ": " + NONE);
      }
    }
    if (repository instanceof WithoutPaths some) {
      for (String unused : some.unused()) {
        problems.remark("", "ignored path " + unused + ": there is no such file");
      }
    }
    if (verdicts.isEmpty() && options.levels().policy() == Policy.STRICT) {
      problems.failure("", "policy strict: there is nothing to judge");
    }
    if (!options.exceptions().counted()) {
      problems.remark("", "no exception counts (--no-ignores)");
    }
    for (LeftOut folder : repository.leftOut()) {
      problems.remark(folder.path(), "left out: " + folder.reason());
    }
    problems.addAll(repository.problems());
    problems.addAll(judge.problems());
    problems.addAll(workers.limits());
    return problems.sorted();
  }

  private static boolean names(String pattern, Verdict verdict) {
    return new DeploymentPattern(pattern).matches(verdict.deployment());
  }
}

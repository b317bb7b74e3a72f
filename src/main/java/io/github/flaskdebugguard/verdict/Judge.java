package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.ApacheImage;
import io.github.flaskdebugguard.deployment.ConsoleScripts;
import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.DeploymentPattern;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.PythonScript;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppCreated;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Launchers;
import io.github.flaskdebugguard.library.Spawned;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Trees;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Judges deployments of one repository. Safe for use by several threads. */
public final class Judge {
  private final Repository repository;
  private final Options options;
  private final Elsewhere elsewhere;
  private final Trees trees = new Trees();
  private final AlikeStarts alike = new AlikeStarts();
  private @Nullable ConsoleScripts commands;
  private final Set<Span> servedApps = ConcurrentHashMap.newKeySet();
  private final Set<Span> deployedApps = ConcurrentHashMap.newKeySet();
  private final Set<String> startedFiles = ConcurrentHashMap.newKeySet();

  /** Judges deployments of these files under these assumptions. */
  public Judge(Repository repository, Options options) {
    this.repository = repository;
    this.options = options;
    this.elsewhere = new Elsewhere(repository);
  }

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
    Evaluations evaluations = new Evaluations(trees, alike);
    List<Verdict> verdicts = judge(deployment, evaluations);
    evaluations.share();
    return verdicts;
  }

  private List<Verdict> judge(Deployment deployment, Evaluations evaluations) {
    List<Verdict> verdicts = new ArrayList<>();
    StepBudget budget = new StepBudget();
    List<Verdict> weak = new ArrayList<>();
    List<ProcessStart> starts = starts(deployment);
    for (ProcessStart start : starts) {
      judge(deployment, start, false, evaluations, budget, verdicts, weak);
    }
    if (verdicts.isEmpty() && !weak.isEmpty()) {
      return List.of(weak.getLast());
    }
    boolean conditional =
        verdicts.size() > 1 && starts.stream().anyMatch(start -> start.condition() != null);
    return conditional ? List.of(Alternatives.joined(verdicts)) : verdicts;
  }

  /**
   * @param moved whether the code was looked for in the whole repository already
   * @param weak gets verdicts that count only when no process is seen to serve: on code that is not
   *     here, and on processes that make an app and end
   */
  private void judge(
      Deployment deployment,
      ProcessStart start,
      boolean moved,
      Evaluations evaluations,
      StepBudget budget,
      List<Verdict> into,
      List<Verdict> weak) {
    Launch launch = Launchers.of(start, deployment.files());
    if (launch == null) {
      ProcessStart command = moved ? null : commands().resolve(start, deployment);
      String installed = command == null ? null : commands().installedFrom(start, deployment);
      if (command != null && installed != null) {
        ProcessStart there = Elsewhere.start(command, installed);
        judge(
            elsewhere.deployment(deployment, there), there, true, evaluations, budget, into, weak);
        return;
      }
      if (command != null) {
        judge(deployment, command, false, evaluations, budget, into, weak);
        return;
      }
      Deployment apache = moved ? null : ApacheImage.of(repository, deployment, start);
      if (apache != null) {
        judge(apache, apache.starts().getFirst(), true, evaluations, budget, into, weak);
      }
      return;
    }
    Evaluations.Process process = evaluations.of(deployment, start, launch);
    Environment environment = assumed(deployment, start.environment());
    if (budget.isHopeless(start)) {
      return;
    }
    Trial recalled = process.recalled(environment);
    Trial.Idle idle = recalled == null ? null : recalled.idle();
    if (recalled != null && idle != null) {
      budget.take(recalled.steps());
      note(idle);
      return;
    }
    StartUp base = new SuppliedStart(process, environment, budget).run();
    if (base.limit() != null) {
      budget.ended(start, base.steps());
    }
    String missing = base.missing();
    String folder = missing == null || moved ? null : elsewhere.folder(deployment, missing);
    if (folder != null) {
      ProcessStart there = Elsewhere.start(start, folder);
      judge(elsewhere.deployment(deployment, there), there, true, evaluations, budget, into, weak);
      return;
    }
    note(base);
    Outcomes outcomes = Outcomes.of(base);
    if (outcomes == null || outcomes.first() == null) {
      int before = into.size();
      for (ProcessStart child : Spawns.of(deployment, start, base)) {
        if (!budget.allowsAnother()) {
          LimitNotes.bites(
              child.arguments().getFirst().span(), "it starts more processes than are followed");
          break;
        }
        judge(deployment, child, moved, evaluations, budget, into, weak);
      }
      if (into.size() > before) {
        return;
      }
    }
    if (outcomes == null) {
      if (makesApp(deployment, base)) {
        weak.add(
            new VerdictBuilder(
                    repository, deployment, start, launch, process.versions(), environment)
                .build(base, Outcomes.ended(), List.of(), List.of()));
      }
      return;
    }
    Trial.States states = Trial.States.of(outcomes);
    List<Dependencies.Found> found =
        new Dependencies(process, environment, budget).of(base, states);
    found =
        new LaunchDependencies(
                repository, budget, other -> quickly(deployment, other, evaluations, budget))
            .of(start, states.worst(), found);
    List<OtherReleases.Told> others = new OtherReleases(process, environment, base, states).told();
    boolean elsewhere =
        outcomes.first() == null && (base.missing() != null || launch instanceof Launch.Unreadable);
    (elsewhere ? weak : into)
        .add(
            new VerdictBuilder(
                    repository, deployment, start, launch, process.versions(), environment)
                .build(base, outcomes, found, others));
  }

  /** {@return what another process of a deployment does, its environment as it is} */
  private Trial.@Nullable States quickly(
      Deployment deployment, ProcessStart start, Evaluations evaluations, StepBudget budget) {
    Launch launch = Launchers.of(start, deployment.files());
    if (launch == null) {
      return null;
    }
    Environment environment = assumed(deployment, start.environment());
    Trial other = evaluations.of(deployment, start, launch).attempt(environment, Set.of());
    budget.take(other.steps());
    return other.states();
  }

  /** {@return the processes of a deployment when also its scripts see what the user assumes} */
  private List<ProcessStart> starts(Deployment deployment) {
    Map<String, Text> assumed = new LinkedHashMap<>();
    for (Assumption assumption : options.assumptions()) {
      String pattern = assumption.deployment();
      if (pattern == null || new DeploymentPattern(pattern).matches(deployment)) {
        assumed.put(assumption.variable(), new Text.Known(assumption.value(), deployment.place()));
      }
    }
    List<ProcessStart> starts = new ArrayList<>();
    Set<ProcessStart.Command> again = new LinkedHashSet<>();
    for (ProcessStart start : deployment.starts()) {
      ProcessStart.Command command = start.command();
      boolean asked =
          start.absent().stream().anyMatch(each -> assumed.containsKey(each.variable()));
      if (command == null || !asked) {
        starts.add(start);
      } else if (again.add(command)) {
        starts.addAll(command.with(assumed));
      }
    }
    return starts;
  }

  /** {@return whether the file that a deployment starts makes an app itself} */
  private static boolean makesApp(Deployment deployment, StartUp start) {
    return !deployment.kind().equals("python")
        && start.failure() == null
        && start.limit() == null
        && start.servings().isEmpty()
        && start.effects().stream()
            .anyMatch(
                each ->
                    each.payload() instanceof AppCreated
                        && each.span().path().equals(start.entryPoint()));
  }

  private synchronized ConsoleScripts commands() {
    ConsoleScripts known = commands;
    if (known == null) {
      known = ConsoleScripts.of(repository);
      commands = known;
    }
    return known;
  }

  private Environment assumed(Deployment deployment, Environment environment) {
    Environment result = environment;
    for (Assumption assumption : options.assumptions()) {
      String pattern = assumption.deployment();
      boolean meant = pattern == null || new DeploymentPattern(pattern).matches(deployment);
      if (meant && !(result.get(assumption.variable()) instanceof Text.Known)) {
        result =
            result.with(
                assumption.variable(), new Text.Known(assumption.value(), deployment.place()));
      }
    }
    return result;
  }

  private void note(Trial.Idle start) {
    servedApps.addAll(start.apps());
    String entry = start.entryPoint();
    if (entry != null) {
      startedFiles.add(entry);
    }
  }

  private void note(StartUp start) {
    for (Effect effect : start.effects()) {
      if (effect.payload() instanceof AppCreated) {
        servedApps.add(effect.span());
      }
    }
    String entry = start.entryPoint();
    if (entry != null) {
      startedFiles.add(entry);
    }
  }

  /** {@return the Python files that no judged deployment starts} */
  public List<String> scripts() {
    Set<String> started = Set.copyOf(startedFiles);
    List<String> paths = new ArrayList<>();
    for (String path : repository.files()) {
      if (path.endsWith(".py") && !started.contains(path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  /**
   * {@return verdicts on a script that nothing deploys; none for a file that serves nothing}
   *
   * @param known whether any deployment serves an app
   */
  public Scripts script(String path, boolean known) {
    List<Verdict> deployments = new ArrayList<>();
    List<Verdict> loose = new ArrayList<>();
    boolean serves = ScriptCandidates.serves(repository, path) && acts(path);
    if (!serves && !ScriptCandidates.turnsOn(repository, path)) {
      return new Scripts(deployments, loose);
    }
    script(path, serves, known ? Set.copyOf(deployedApps) : Set.of(), deployments, loose);
    return new Scripts(deployments, loose);
  }

  /** {@return whether a file does something when it is run that may come to serve an app} */
  private boolean acts(String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      return false;
    }
    List<Statement> body = trees.tree(file).body();
    return TopLevel.acts(body) && !PlainScript.is(repository, path, body);
  }

  /** Ends the judging of deployments: what they serve is what scripts are compared with. */
  public void deploymentsJudged() {
    deployedApps.addAll(servedApps);
  }

  private void script(
      String path,
      boolean serves,
      Set<Span> deployed,
      List<Verdict> deployments,
      List<Verdict> loose) {
    Deployment deployment = PythonScript.of(repository, path);
    ProcessStart start = deployment.starts().getFirst();
    Launch launch = Launchers.of(start, deployment.files());
    if (launch == null) {
      return;
    }
    Evaluations evaluations = new Evaluations(trees, alike);
    Evaluations.Process process = evaluations.of(deployment, start, launch);
    StartUp startUp =
        (serves ? process : process.in(Starting.Manner.UNSTARTED))
            .run(start.environment(), Set.of());
    Outcomes outcomes = Outcomes.of(startUp);
    if (outcomes != null && outcomes.first() != null) {
      // NOTE: with the debugger off, the flag alone gives a client of this server nothing away.
      boolean flagOnly = outcomes.debug() == State.ON && outcomes.debuggerState() == State.OFF;
      boolean other = flagOnly || shares(startUp, deployed);
      (other ? loose : deployments).addAll(judge(deployment, evaluations));
    } else if (startsAnother(startUp)) {
      deployments.addAll(judge(deployment, evaluations));
    } else if (startUp.evidence()
        && deployment.role() != Role.TEST
        && ScriptCandidates.turnsOn(repository, path)) {
      Verdict verdict = unused(deployment, start, process, evaluations);
      if (verdict != null && !shares(startUp, deployed) && isTelling(verdict)) {
        loose.add(verdict);
      }
    }
  }

  private static boolean startsAnother(StartUp startUp) {
    return startUp.effects().stream().anyMatch(each -> each.payload() instanceof Spawned);
  }

  private static boolean isTelling(Verdict verdict) {
    return verdict.worst() == State.ON
        || verdict.observations().stream()
            .anyMatch(each -> each.kind() == Observation.Kind.WITHOUT_EFFECT);
  }

  /** {@return what a file does that serves only when something else calls or imports it} */
  private @Nullable Verdict unused(
      Deployment deployment,
      ProcessStart start,
      Evaluations.Process process,
      Evaluations evaluations) {
    String path = deployment.place().path();
    StartUp used = null;
    Launch how = process.launch();
    if (ScriptCandidates.calls(repository, path)) {
      used = process.in(Starting.Manner.UNCALLED).run(start.environment(), Set.of());
    }
    Outcomes outcomes = used == null ? null : Outcomes.of(used);
    boolean serves = outcomes != null && outcomes.first() != null;
    if (!serves && ScriptCandidates.defines(repository, path)) {
      how = new Launch.Imported(((Launch.Script) how).file());
      used =
          evaluations
              .of(deployment, start, how)
              .in(Starting.Manner.UNSTARTED)
              .run(start.environment(), Set.of());
      outcomes = Outcomes.of(used);
    }
    return used == null || outcomes == null || outcomes.first() == null
        ? null
        : new VerdictBuilder(
                repository, deployment, start, how, process.versions(), start.environment())
            .build(used, outcomes, List.of(), List.of());
  }

  /** {@return whether a script serves an app that a deployment serves too} */
  private static boolean shares(StartUp script, Set<Span> deployed) {
    for (Effect effect : script.effects()) {
      if (effect.payload() instanceof AppCreated && deployed.contains(effect.span())) {
        return true;
      }
    }
    return false;
  }

  /** {@return what could not be read or understood so far} */
  public List<Problem> problems() {
    return trees.problems();
  }
}

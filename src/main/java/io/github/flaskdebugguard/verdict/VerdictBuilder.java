package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.flask.DebugTool;
import io.github.flaskdebugguard.flask.EnvFileLoaded;
import io.github.flaskdebugguard.flask.Ignored;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.TextTruth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts a verdict together from what the evaluation of a process showed. */
final class VerdictBuilder {
  private final Repository repository;
  private final Deployment deployment;
  private final ProcessStart start;
  private final Launch launch;
  private final Versions versions;
  private final Environment environment;

  VerdictBuilder(
      Repository repository,
      Deployment deployment,
      ProcessStart start,
      Launch launch,
      Versions versions,
      Environment environment) {
    this.repository = repository;
    this.deployment = deployment;
    this.start = start;
    this.launch = launch;
    this.versions = versions;
    this.environment = environment;
  }

  /**
   * {@return the verdict}
   *
   * @param others with which other releases it would be another
   */
  Verdict build(
      StartUp startUp,
      Outcomes outcomes,
      List<Dependencies.Found> found,
      List<OtherReleases.Told> others) {
    Span place =
        start.arguments().isEmpty() ? deployment.place() : start.arguments().getFirst().span();
    Trail trail = new Trail(repository, start, place);
    trail.started(deployment.place(), start.arguments());
    Value decides = decides(outcomes);
    Span deciding = deployment.place();
    Serving first = outcomes.first();
    if (decides != null) {
      deciding = trail.deciding(decides, fallback(first));
      trail.follow(decides);
      for (String variable : decides.origin().variables()) {
        trail.lost(environment, variable);
      }
    }
    if (first != null) {
      if (outcomes.reloader() == State.ON && !first.development()) {
        trail.follow(first.reloader());
      }
      trail.conditions(first.conditions());
      if (!first.place().equals(place) && !first.place().path().isEmpty()) {
        trail.fact(first.place());
      }
      leak(trail, outcomes, first);
    }
    StartUp.Failure failure = startUp.failure();
    if (failure != null && first == null) {
      deciding = failure.span().path().isEmpty() ? deciding : failure.span();
    }
    List<Observation> observations = observations(startUp, outcomes, found);
    for (Observation observation : observations) {
      if (observation.kind() == Observation.Kind.WITHOUT_EFFECT) {
        trail.lost(observation.span(), observation.message());
      }
    }
    List<String> reasons = new ArrayList<>();
    String reason = reason(startUp, outcomes, decides);
    if (!reason.isEmpty()) {
      reasons.add(reason);
    }
    for (OtherReleases.Told other : others) {
      trail.lost(other.range(), other.text());
      reasons.add(other.text());
    }
    List<Dependency> dependsOn = new ArrayList<>();
    found.forEach(each -> dependsOn.add(each.dependency()));
    observations = withDefault(observations, outcomes, dependsOn, decides, deciding);
    return new Verdict(
        deployment,
        first == null ? launch.server() : first.server(),
        startUp.entryPoint(),
        versions.words(),
        outcomes.debug(),
        outcomes.debuggerState(),
        outcomes.leak(),
        outcomes.reloader(),
        outcomes.starts(),
        String.join("; ", reasons),
        dependsOn,
        trail.facts(),
        deciding,
        byDefault(outcomes, dependsOn, decides),
        observations);
  }

  /** A leak is made by two together: the server that shows, and what lets exceptions reach it. */
  private static void leak(Trail trail, Outcomes outcomes, Serving first) {
    if (outcomes.leak() != State.ON || outcomes.debuggerState() == State.ON) {
      return;
    }
    Shown shows = first.shows();
    if (shows != null) {
      trail.fact(shows.place());
    }
    Value propagates = first.propagates();
    if (propagates != null) {
      trail.follow(propagates);
    }
  }

  private Span fallback(@Nullable Serving first) {
    return first == null || first.place().path().isEmpty() ? deployment.place() : first.place();
  }

  /**
   * {@return the value that the verdict is about: the flag, or the debugger where only it is on}
   */
  private static @Nullable Value decides(Outcomes outcomes) {
    boolean debuggerOnly =
        (outcomes.debuggerState() == State.ON && outcomes.debug() != State.ON)
            || (outcomes.debuggerState() == State.UNKNOWN && outcomes.debug() == State.OFF);
    return debuggerOnly ? outcomes.debugger() : outcomes.flag();
  }

  private static boolean byDefault(
      Outcomes outcomes, List<Dependency> dependsOn, @Nullable Value decides) {
    if (outcomes.worst() != State.ON || decides == null) {
      return false;
    }
    for (Dependency dependency : dependsOn) {
      if (dependency.whenUnset() == State.ON
          && decides.origin().fromAbsent(dependency.variable())) {
        return true;
      }
    }
    return false;
  }

  /** Adds that it is off because a variable is absent, which whoever deploys may set. */
  private static List<Observation> withDefault(
      List<Observation> observations,
      Outcomes outcomes,
      List<Dependency> dependsOn,
      @Nullable Value decides,
      Span deciding) {
    if (outcomes.worst() != State.OFF || decides == null) {
      return observations;
    }
    Set<String> variables = new TreeSet<>(decides.origin().absent());
    for (Dependency dependency : dependsOn) {
      // Click makes one of every option; nobody sets them by chance, or off with them.
      boolean option = dependency.variable().startsWith("FLASK_RUN_");
      if (!option && dependency.whenUnset() == State.OFF && dependency.otherwise() != State.OFF) {
        variables.add(dependency.variable());
      }
    }
    if (variables.isEmpty()) {
      return observations;
    }
    List<Observation> all = new ArrayList<>(observations);
    all.add(
        new Observation(Observation.Kind.OFF_BY_DEFAULT, deciding, String.join(" or ", variables)));
    return all;
  }

  private static String reason(StartUp start, Outcomes outcomes, @Nullable Value decides) {
    StartUp.Failure failure = start.failure();
    if (outcomes.first() == null) {
      String limit = start.limit();
      return failure != null
          ? "it does not start: " + failure.message()
          : limit == null ? "it makes an app and ends without serving it" : limit;
    }
    if (outcomes.worst() != State.UNKNOWN || decides == null) {
      return "";
    }
    return switch (decides) {
      case Value.Unknown unknown -> unknown.reason();
      case Value.Choice choice -> {
        var condition = choice.alternatives().getFirst().condition();
        yield "it depends on " + condition.words() + ": " + condition.cause().reason();
      }
      default -> {
        Serving first = outcomes.first();
        yield first == null || first.conditions().isEmpty()
            ? "several ways of starting disagree"
            : "it depends on "
                + first.conditions().getFirst().words()
                + ": "
                + first.conditions().getFirst().cause().reason();
      }
    };
  }

  private List<Observation> observations(
      StartUp startUp, Outcomes outcomes, List<Dependencies.Found> found) {
    Set<Observation> all = new LinkedHashSet<>();
    Serving first = outcomes.first();
    if (first != null) {
      if (first.development()) {
        add(
            all,
            Observation.Kind.DEVELOPMENT_SERVER,
            first.place(),
            "Werkzeug's development server serves");
      }
      Span pin = first.pinOff();
      if (pin != null) {
        add(all, Observation.Kind.PIN_DISABLED, pin, "the debugger asks for no secret PIN");
      }
      if (!first.development() && outcomes.reloader() == State.ON) {
        add(
            all,
            Observation.Kind.RELOADER,
            first.reloader().origin().span(),
            first.server() + " watches files and restarts workers");
      }
      Span answer = HandlerLeaks.find(startUp.effects());
      if (answer != null) {
        add(all, Observation.Kind.LEAK, answer, "the answer holds a traceback");
      } else if (outcomes.leak() == State.ON && outcomes.debuggerState() != State.ON) {
        Shown shows = first.shows();
        add(
            all,
            Observation.Kind.LEAK,
            shows == null ? first.place() : shows.place(),
            shows == null ? "the client gets tracebacks of exceptions" : shows.message());
      }
    }
    Environment.Variable mode = environment.variable("FLASK_ENV");
    if (mode != null
        && mode.value() != null
        && versions.flask().atLeast(2, 3)
        && !startUp.reads().containsKey("FLASK_ENV")) {
      add(
          all,
          Observation.Kind.WITHOUT_EFFECT,
          mode.span(),
          "FLASK_ENV means nothing since Flask 2.3");
    }
    for (Effect effect : startUp.effects()) {
      switch (effect.payload()) {
        case Ignored ignored ->
            add(all, Observation.Kind.WITHOUT_EFFECT, effect.span(), ignored.message());
        case DebugTool tool ->
            add(
                all,
                Observation.Kind.DEBUG_TOOL,
                effect.span(),
                tool.name()
                    + (tool.enabled() instanceof Value.Unknown ? " may be" : " is")
                    + " active");
        case EnvFileLoaded file ->
            add(
                all,
                Observation.Kind.ENV_FILE_LOADED,
                file.file(),
                "the file is read into the environment at start");
        case TextTruth text when outcomes.worst() == State.ON ->
            add(all, Observation.Kind.TEXT_AS_TRUTH, effect.span(), text.message());
        default -> {}
      }
    }
    for (Dependencies.Found each : found) {
      Span span = each.dependency().span();
      if (each.textAsTruth() && span != null) {
        add(
            all,
            Observation.Kind.TEXT_AS_TRUTH,
            span,
            each.dependency().variable()
                + " is taken as a text: also \"false\" and \"0\" turn debug mode on");
      }
    }
    return List.copyOf(all);
  }

  private static void add(Set<Observation> all, Observation.Kind kind, Span span, String message) {
    if (!span.path().isEmpty()) {
      all.add(new Observation(kind, span, message));
    }
  }
}

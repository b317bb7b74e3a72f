package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment of the repository as it stands does.
 *
 * @param server {@code flask run}, {@code app.run}, {@code gunicorn}, ...
 * @param entryPoint {@code app:app}, {@code run.py}, ...; null when it is not known
 * @param flaskVersion the version judged, or a range, or "assumed 3.1"
 * @param debug Flask's flag is truthy in the serving process
 * @param debugger Werkzeug's debugger wraps the app there
 * @param leak the client gets tracebacks or configuration
 * @param reloader files are watched
 * @param starts ON when something serves, OFF when the start fails
 * @param reason why a state is unknown or the start fails, and what would settle it; where all is
 *     known, with which other allowed releases the states differ, or empty
 * @param trail the facts that decided and those that lost, from the launch to the verdict
 * @param deciding the one place that turns debug mode on, off or makes it unknown
 * @param byDefault whether it is on only because a variable that the deployment does not set is
 *     absent
 */
public record Verdict(
    Deployment deployment,
    String server,
    @Nullable String entryPoint,
    String flaskVersion,
    State debug,
    State debugger,
    State leak,
    State reloader,
    State starts,
    String reason,
    List<Dependency> dependsOn,
    List<Fact> trail,
    Span deciding,
    boolean byDefault,
    List<Observation> observations) {
  public Verdict {
    dependsOn = List.copyOf(dependsOn);
    trail = List.copyOf(trail);
    observations = List.copyOf(observations);
  }

  /** {@return the same verdict on a deployment with another id or role} */
  public Verdict with(Deployment other) {
    return new Verdict(
        other,
        server,
        entryPoint,
        flaskVersion,
        debug,
        debugger,
        leak,
        reloader,
        starts,
        reason,
        dependsOn,
        trail,
        deciding,
        byDefault,
        observations);
  }

  /** {@return on when the flag or the debugger is on, off when neither is, else unknown} */
  public State worst() {
    if (debug == State.ON || debugger == State.ON) {
      return State.ON;
    }
    return debug == State.OFF && debugger == State.OFF ? State.OFF : State.UNKNOWN;
  }
}

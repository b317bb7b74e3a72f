package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.python.Inherited;
import io.github.flaskdebugguard.python.Trees;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.RememberedFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the starts of one deployment and remembers what they showed: its alternatives, and the
 * variables that it is tried with, differ most often in what the code never asks for. Not for use
 * by several threads.
 */
final class Evaluations {
  /** Steps of the starts of which all is kept; their memory grows with them. */
  private static final long KEPT = 200_000;

  private final Trees trees;
  private final AlikeStarts alike;
  private final Map<Starting, Memory> memories = new HashMap<>();
  private final Map<FileView, RememberedFiles> views = new IdentityHashMap<>();
  private long kept;

  /**
   * @param alike what starts of other deployments showed
   */
  Evaluations(Trees trees, AlikeStarts alike) {
    this.trees = trees;
    this.alike = alike;
  }

  /**
   * What a start showed.
   *
   * @param inherited of which it asked what it needed
   * @param whole null when too much is kept already
   */
  record Known(Inherited inherited, Trial trial, @Nullable StartUp whole) {
    Known inShort() {
      return new Known(inherited, trial, null);
    }
  }

  /** What starts that are equal showed. */
  private final class Memory {
    private final List<Known> own = new ArrayList<>();
    private @Nullable List<Known> elsewhere;

    /**
     * {@return what they showed in other deployments, until the first of them was evaluated here}
     */
    List<Known> elsewhere(Starting starting) {
      List<Known> known = elsewhere;
      if (known == null) {
        known = alike.of(starting);
        elsewhere = known;
      }
      return known;
    }
  }

  /** Leaves what was evaluated to other deployments; nothing may be evaluated after it. */
  void share() {
    memories.forEach(
        (starting, memory) -> alike.add(starting.kind(), starting.files(), memory.own));
  }

  /** {@return the start of a process, to be evaluated under one environment or several} */
  Process of(Deployment deployment, ProcessStart start, Launch launch) {
    RememberedFiles files = views.computeIfAbsent(deployment.files(), RememberedFiles::new);
    return new Process(Starting.of(deployment, files, start, launch));
  }

  /** The start of a process. */
  final class Process {
    private final Starting starting;
    private final Memory memory;
    private final FlaskLibrary library;

    private Process(Starting starting) {
      this.starting = starting;
      this.memory = memories.computeIfAbsent(starting, each -> new Memory());
      this.library = new FlaskLibrary(starting.versions());
    }

    Versions versions() {
      return starting.versions();
    }

    Packages packages() {
      return starting.packages();
    }

    Launch launch() {
      return starting.launch();
    }

    /**
     * {@return what it shows}
     *
     * @param outside variables to treat as set to whatever value
     */
    StartUp run(Environment environment, Set<String> outside) {
      Inherited inherited = new Inherited(environment, outside);
      for (Known each : memory.own) {
        StartUp whole = each.whole();
        if (whole != null && each.inherited().tellsAsMuchAs(inherited)) {
          return whole;
        }
      }
      StartUp startUp = evaluate(inherited);
      boolean keeps = kept + startUp.steps() <= KEPT;
      kept += keeps ? startUp.steps() : 0;
      memory.own.add(new Known(inherited, Trial.of(startUp), keeps ? startUp : null));
      return startUp;
    }

    /** {@return in short what it shows} */
    Trial attempt(Environment environment, Set<String> outside) {
      Inherited inherited = new Inherited(environment, outside);
      Trial trial = recalled(inherited);
      if (trial == null) {
        trial = Trial.of(evaluate(inherited));
        memory.own.add(new Known(inherited, trial, null));
      }
      return trial;
    }

    /** {@return in short what it shows, null when nothing alike was evaluated before} */
    @Nullable Trial recalled(Environment environment) {
      return recalled(new Inherited(environment, Set.of()));
    }

    private @Nullable Trial recalled(Inherited inherited) {
      Trial shown = shown(memory.own, inherited);
      return shown == null ? shown(memory.elsewhere(starting), inherited) : shown;
    }

    private static @Nullable Trial shown(List<Known> known, Inherited inherited) {
      for (Known each : known) {
        if (each.inherited().meansAsMuchAs(inherited)) {
          return each.trial();
        }
      }
      return null;
    }

    private StartUp evaluate(Inherited inherited) {
      return new Evaluation(starting, library, trees, inherited).run();
    }

    /** {@return it, evaluated in another manner} */
    Process in(Starting.Manner manner) {
      return new Process(starting.in(manner));
    }

    /** {@return it, with other packages installed} */
    Process with(Packages packages, Versions versions) {
      return new Process(starting.with(packages, versions));
    }
  }
}

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.repository.RememberedFiles;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a process starts, but for what it inherits: starts that are equal and are
 * told the same of their environment do the same.
 *
 * @param terminal whether a person starts it at a terminal
 * @param place of the deployment
 * @param arguments the program and its arguments
 * @param folder absolute working folder, null when it cannot be known
 * @param named whether something else than its code names Flask
 * @param manner what is looked for
 */
record Starting(
    RememberedFiles files,
    Packages packages,
    Versions versions,
    boolean terminal,
    Span place,
    Launch launch,
    List<Text> arguments,
    @Nullable String folder,
    boolean named,
    Manner manner) {
  /** How a start is evaluated. */
  enum Manner {
    PLAIN,
    /** What is set outside is more than an empty text. */
    FILLED,
    /** As a file that nothing starts. */
    UNSTARTED,
    /** So too, and the functions of a script are called that it never calls. */
    UNCALLED;

    /** {@return whether modules are imported only when something of them is used} */
    boolean isDeferring() {
      return this == UNSTARTED || this == UNCALLED;
    }
  }

  static Starting of(
      Deployment deployment, RememberedFiles files, ProcessStart start, Launch launch) {
    return new Starting(
        files,
        deployment.packages(),
        Versions.of(deployment.packages()),
        deployment.kind().equals("python"),
        deployment.place(),
        launch,
        start.arguments(),
        start.folder(),
        NamesFlask.in(deployment, start),
        Manner.PLAIN);
  }

  Starting with(Packages otherPackages, Versions otherVersions) {
    return new Starting(
        files,
        otherPackages,
        otherVersions,
        terminal,
        place,
        launch,
        arguments,
        folder,
        named,
        manner);
  }

  Starting in(Manner other) {
    return new Starting(
        files, packages, versions, terminal, place, launch, arguments, folder, named, other);
  }

  /**
   * {@return what is equal for all starts that do the same under the same environment, as long as
   * their files are the same: no place where something is written}
   */
  Kind kind() {
    return new Kind(
        packages,
        versions,
        terminal,
        launch.unplaced(),
        Text.unplaced(arguments),
        folder,
        named,
        manner);
  }

  /** A start without its files and places. */
  record Kind(
      Packages packages,
      Versions versions,
      boolean terminal,
      Launch launch,
      List<Text> arguments,
      @Nullable String folder,
      boolean named,
      Manner manner) {}

  /** {@return the place of the command, that of the deployment when there is none} */
  Span command() {
    return arguments.isEmpty() ? place : arguments.getFirst().span();
  }
}

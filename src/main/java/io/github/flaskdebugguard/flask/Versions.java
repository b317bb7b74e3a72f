package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.library.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The releases that decide how a deployment behaves.
 *
 * @param flaskNamed whether a file names the Flask release or range
 */
public record Versions(Version flask, Version werkzeug, boolean flaskNamed) {
  /** The last release of each series that behaves alike (facts, section 0 and A3). */
  private static final List<Version> FLASK =
      List.of(
          new Version(3, 1, 3),
          new Version(3, 0, 3),
          new Version(2, 3, 3),
          new Version(2, 2, 5),
          new Version(2, 2, 2),
          new Version(2, 1, 3),
          new Version(2, 0, 3),
          new Version(1, 1, 4),
          new Version(1, 0, 4),
          new Version(0, 12, 5));

  /**
   * {@return the releases that a deployment installs: the newest that is allowed and that runs on
   * its Python; the newest of all where nothing names one}
   */
  public static Versions of(Packages packages) {
    List<Version> runnable = runnable(packages.python());
    return of(packages, Version.newest(packages.requirements().get("flask"), runnable));
  }

  private static Versions of(Packages packages, Version flask) {
    Packages.Requirement named = packages.requirements().get("werkzeug");
    Version werkzeug =
        named == null
            ? new Version(flask.major(), flask.minor(), 0)
            : Version.newest(
                named, List.of(new Version(3, 1, 3), new Version(2, 3, 8), new Version(1, 0, 1)));
    return new Versions(flask, werkzeug, packages.requirements().containsKey("flask"));
  }

  /** {@return the Flask releases that a Python runs (their metadata, {@code Requires-Python})} */
  private static List<Version> runnable(@Nullable String python) {
    Version version = python == null ? null : Version.parse(python);
    if (version == null || version.minor() == 0) {
      return FLASK;
    }
    List<Version> runnable = new ArrayList<>();
    for (Version flask : FLASK) {
      if (version.compareTo(oldestPython(flask)) >= 0) {
        runnable.add(flask);
      }
    }
    return runnable.isEmpty() ? FLASK : runnable;
  }

  private static Version oldestPython(Version flask) {
    if (flask.atLeast(3, 1)) {
      return new Version(3, 9, 0);
    }
    if (flask.atLeast(2, 3)) {
      return new Version(3, 8, 0);
    }
    if (flask.atLeast(2, 1)) {
      return new Version(3, 7, 0);
    }
    return flask.atLeast(2, 0) ? new Version(3, 6, 0) : new Version(2, 7, 0);
  }

  /**
   * {@return older releases that a range allows beside these, newest first; those with which
   * nothing about debug mode changes, by the number of a group, stand together}
   */
  public List<List<Versions>> others(Packages packages) {
    Packages.Requirement range = packages.requirements().get("flask");
    if (range == null || range.exact() != null || range.specifier().isBlank()) {
      return List.of();
    }
    List<List<Versions>> groups = new ArrayList<>();
    int last = group(flask);
    for (Version each : runnable(packages.python())) {
      int group = group(each);
      if (each.compareTo(flask) >= 0
          || group == group(flask)
          || !Version.allowed(each, range.specifier())) {
        continue;
      }
      if (group != last) {
        groups.add(new ArrayList<>());
        last = group;
      }
      groups.getLast().add(of(packages, each));
    }
    return groups;
  }

  /**
   * {@return a number that is the same for releases that treat debug mode alike (facts, sections 0,
   * A3 and A4)}
   */
  private static int group(Version flask) {
    if (flask.atLeast(2, 3)) {
      return flask.atLeast(3, 1) ? 5 : 4;
    }
    if (flask.atLeast(2, 2)) {
      return flask.atLeast(2, 2, 3) ? 3 : 2;
    }
    return flask.atLeast(1, 0) ? 1 : 0;
  }

  /** {@return whether only the flask command tells these releases from those} */
  public boolean differsInCommandOnly(Versions newer) {
    int own = group(flask);
    int other = group(newer.flask);
    return (own == 4 && other == 5) || (own == 2 && other == 3);
  }

  /** {@return the Flask release in words} */
  public String words() {
    return flaskNamed ? flask.toString() : "assumed " + flask.major() + "." + flask.minor();
  }
}

package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Packages;
import java.util.List;

/**
 * The releases that decide how a deployment behaves.
 *
 * @param flaskNamed whether a file names the Flask release or range
 */
public record Versions(Version flask, Version werkzeug, Version click, boolean flaskNamed) {
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

  private static final List<Version> CLICK =
      List.of(
          new Version(8, 4, 2), new Version(8, 3, 3), new Version(8, 1, 8), new Version(7, 1, 2));

  /** {@return the releases that a deployment installs; the newest where nothing names one} */
  public static Versions of(Packages packages) {
    Version flask = Version.newest(packages.requirements().get("flask"), FLASK);
    Packages.Requirement named = packages.requirements().get("werkzeug");
    Version werkzeug =
        named == null
            ? new Version(flask.major(), flask.minor(), 0)
            : Version.newest(
                named, List.of(new Version(3, 1, 3), new Version(2, 3, 8), new Version(1, 0, 1)));
    Version click = Version.newest(packages.requirements().get("click"), CLICK);
    return new Versions(flask, werkzeug, click, packages.requirements().containsKey("flask"));
  }

  /** {@return the Flask release in words} */
  public String words() {
    return flaskNamed ? flask.toString() : "assumed " + flask.major() + "." + flask.minor();
  }
}

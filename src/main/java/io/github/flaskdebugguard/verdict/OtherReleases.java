package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Version;
import io.github.flaskdebugguard.flask.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Judges again with older releases that a requirement allows: an installation takes the newest one,
 * but an image that was built earlier, or a machine that is not renewed, has another.
 */
final class OtherReleases {
  /** Start-ups that take more steps than this are evaluated with the newest release alone. */
  private static final int MAX_STEPS = 200_000;

  private OtherReleases() {}

  /** {@return in words, with which releases the verdict would be another; empty for none} */
  static String told(
      Packages packages,
      Versions newest,
      Launch launch,
      StartUp base,
      Outcomes outcomes,
      Function<Versions, StartUp> again) {
    List<List<Versions>> groups = newest.others(packages);
    Packages.Requirement range = packages.requirements().get("flask");
    if (groups.isEmpty() || range == null || base.steps() > MAX_STEPS) {
      return "";
    }
    boolean command = launch instanceof Launch.FlaskCommand;
    List<Different> different = new ArrayList<>();
    Versions newer = newest;
    Outcomes before = outcomes;
    for (List<Versions> group : groups) {
      Versions first = group.getFirst();
      Outcomes other =
          !command && first.differsInCommandOnly(newer) ? before : Outcomes.of(again.apply(first));
      newer = first;
      before = other == null ? outcomes : other;
      if (other != null && other.starts() == State.ON && !other.sameAs(outcomes)) {
        add(different, other, group);
      }
    }
    if (different.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (Different each : different) {
      String from = series(each.oldest(), false);
      String to = series(each.newest(), true);
      parts.add(
          "with "
              + (from.equals(to) ? from : from + " to " + to)
              + " debug mode is "
              + each.outcomes().debug().word()
              + " and the debugger "
              + each.outcomes().debuggerState().word());
    }
    return range.name() + range.specifier() + " allows other releases: " + String.join(", ", parts);
  }

  /** Releases with which the verdict is another. */
  private record Different(Version oldest, Version newest, Outcomes outcomes) {}

  private static void add(List<Different> different, Outcomes outcomes, List<Versions> group) {
    Version newest = group.getFirst().flask();
    Version oldest = group.getLast().flask();
    if (!different.isEmpty() && different.getLast().outcomes().sameAs(outcomes)) {
      newest = different.removeLast().newest();
    }
    different.add(new Different(oldest, newest, outcomes));
  }

  /** {@return a series; of 2.2, in which the command changed with 2.2.3, its part} */
  private static String series(Version version, boolean end) {
    boolean early = version.minor() == 2 && version.patch() < 3;
    String name = version.major() + "." + version.minor();
    if (version.major() != 2 || version.minor() != 2 || end != early) {
      return name;
    }
    return end ? "2.2.2" : "2.2.3";
  }
}

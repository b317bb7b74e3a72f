package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges again with older releases that a requirement allows: an installation takes the newest one,
 * but an image that was built earlier, or a machine that is not renewed, has another.
 */
final class OtherReleases {
  /** Start-ups that take more steps than this are evaluated with the newest releases alone. */
  private static final int MAX_STEPS = 200_000;

  private final Evaluations.Process process;
  private final Environment environment;
  private final Packages packages;
  private final StartUp base;
  private final Trial.States newest;

  /**
   * @param environment of the process
   * @param base the start with the newest releases
   * @param newest what it shows
   */
  OtherReleases(
      Evaluations.Process process, Environment environment, StartUp base, Trial.States newest) {
    this.process = process;
    this.environment = environment;
    this.packages = process.packages();
    this.base = base;
    this.newest = newest;
  }

  /**
   * With which releases the verdict would be another.
   *
   * @param range where the range of releases is written
   * @param text in words
   */
  record Told(Span range, String text) {}

  /** {@return what is told of each library of which a range allows releases that differ} */
  List<Told> told() {
    List<Told> told = new ArrayList<>();
    if (base.steps() > MAX_STEPS) {
      return told;
    }
    flask(told);
    asked().forEach((releases, boundaries) -> library(releases, boundaries, told));
    return told;
  }

  /** {@return the releases for which the start asked, by library} */
  private Map<Releases, Set<Version>> asked() {
    Map<Releases, Set<Version>> asked = new EnumMap<>(Releases.class);
    for (Effect effect : base.effects()) {
      if (effect.payload() instanceof Releases.Asked one) {
        asked.computeIfAbsent(one.releases(), each -> new LinkedHashSet<>()).add(one.release());
      }
    }
    return asked;
  }

  private void library(Releases releases, Set<Version> boundaries, List<Told> into) {
    Packages.Requirement range = packages.requirements().get(releases.library());
    if (range == null) {
      return;
    }
    List<Different> different = new ArrayList<>();
    for (Releases.Other other : releases.others(packages, boundaries)) {
      Trial.States there = with(other.packages(), Versions.of(other.packages()));
      if (there != null && differs(there)) {
        add(different, there, other.first(), other.next());
      }
    }
    List<String> parts = new ArrayList<>();
    for (Different each : different) {
      parts.add(span(each.oldest(), each.newest()) + states(each.states()));
    }
    add(range, parts, into);
  }

  private void flask(List<Told> into) {
    Packages.Requirement range = packages.requirements().get("flask");
    if (range == null) {
      return;
    }
    boolean command = process.launch() instanceof Launch.FlaskCommand;
    List<Different> different = new ArrayList<>();
    Versions newer = process.versions();
    Trial.States before = newest;
    for (List<Versions> group : newer.others(packages)) {
      Versions first = group.getFirst();
      Trial.States other =
          !command && first.differsInCommandOnly(newer) ? before : with(packages, first);
      newer = first;
      before = other == null ? newest : other;
      if (other != null && differs(other)) {
        add(different, other, group.getLast().flask(), first.flask());
      }
    }
    List<String> parts = new ArrayList<>();
    for (Different each : different) {
      String from = series(each.oldest(), false);
      String to = series(each.newest(), true);
      parts.add("with " + (from.equals(to) ? from : from + " to " + to) + states(each.states()));
    }
    add(range, parts, into);
  }

  private Trial.@Nullable States with(Packages others, Versions versions) {
    return process.with(others, versions).attempt(environment, Set.of()).states();
  }

  private boolean differs(Trial.States other) {
    return other.starts() == State.ON && !other.sameAs(newest);
  }

  private static String states(Trial.States other) {
    return " debug mode is "
        + other.debug().word()
        + " and the debugger "
        + other.debugger().word();
  }

  private static void add(Packages.Requirement range, List<String> parts, List<Told> into) {
    if (!parts.isEmpty()) {
      String named = range.name() + range.specifier();
      into.add(
          new Told(range.span(), named + " allows other releases: " + String.join(", ", parts)));
    }
  }

  /**
   * Releases with which the verdict is another.
   *
   * @param newest the newest of them, or the first that is none of them
   */
  private record Different(Version oldest, Version newest, Trial.States states) {}

  private static void add(
      List<Different> different, Trial.States states, Version oldest, Version newest) {
    boolean same = !different.isEmpty() && different.getLast().states().sameAs(states);
    different.add(new Different(oldest, same ? different.removeLast().newest() : newest, states));
  }

  /** {@return releases in words: those from one on before another} */
  private static String span(Version first, Version next) {
    if (first.major() + first.minor() + first.patch() == 0) {
      return "before " + shortened(next);
    }
    boolean one = next.equals(new Version(first.major(), first.minor(), first.patch() + 1));
    return one
        ? "with " + first
        : "with " + shortened(first) + " and later ones before " + shortened(next);
  }

  private static String shortened(Version version) {
    return version.patch() == 0 ? version.major() + "." + version.minor() : version.toString();
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

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Libraries beside Flask of which not all releases treat debug mode alike, and where that changed.
 */
public enum Releases {
  /**
   * {@code run} since 2.4, which asks DASH_DEBUG since 2.5; {@code run_server} was removed in 3.0;
   * the place of {@code debug} changed with 1.10 and 1.14 (read: dash.py of each tag).
   */
  DASH(
      "dash",
      new Series(new Version(4, 3, 0), new Version(3, 0, 0)),
      new Series(new Version(2, 18, 2), new Version(2, 5, 0)),
      new Series(new Version(2, 4, 1), new Version(2, 4, 0)),
      new Series(new Version(2, 3, 1), new Version(1, 14, 0)),
      new Series(new Version(1, 13, 4), new Version(1, 10, 0)),
      new Series(new Version(1, 9, 1), new Version(0, 0, 0))),

  /** Refuses Werkzeug's server without a terminal since 5.3 (read; executed: 5.3.2). */
  FLASK_SOCKETIO(
      "flask-socketio",
      new Series(new Version(5, 6, 0), new Version(5, 3, 0)),
      new Series(new Version(5, 2, 0), new Version(0, 0, 0))),

  /** QUART_ENV is dead since 0.20 (facts A6; executed: 0.18.3). */
  QUART(
      "quart",
      new Series(new Version(0, 20, 0), new Version(0, 20, 0)),
      new Series(new Version(0, 19, 9), new Version(0, 0, 0))),

  /**
   * 8.4.0 alone drops FLASK_DEBUG (facts A3); an empty variable counts since 8.3 (facts F;
   * executed); a group without a command is refused since 8.2 (executed: 8.1.3, 8.4.0).
   */
  CLICK(
      "click",
      new Series(new Version(8, 4, 2), new Version(8, 4, 1)),
      new Series(new Version(8, 4, 0), new Version(8, 4, 0)),
      new Series(new Version(8, 3, 3), new Version(8, 3, 0)),
      new Series(new Version(8, 2, 1), new Version(8, 2, 0)),
      new Series(new Version(8, 1, 8), new Version(0, 0, 0))),

  /**
   * {@code python -m werkzeug.serving} serves up to 2.0, {@code python -c} with the reloader since
   * 3.0; the place of {@code pin_security} changed with 1.0 (facts A2 and B).
   */
  WERKZEUG(
      "werkzeug",
      new Series(new Version(3, 1, 3), new Version(3, 0, 0)),
      new Series(new Version(2, 3, 8), new Version(2, 1, 0)),
      new Series(new Version(2, 0, 3), new Version(1, 0, 0)),
      new Series(new Version(0, 16, 1), new Version(0, 0, 0))),

  /**
   * PYTHON_DOTENV_DISABLED stops {@code load_dotenv()} since 1.2 (executed: 0.21.0, 1.2.2); an
   * empty path names no file since 0.19 (executed: 0.21.0; read: main.py of 0.18 and 0.19).
   */
  PYTHON_DOTENV(
      "python-dotenv",
      new Series(new Version(1, 2, 2), new Version(1, 2, 0)),
      new Series(new Version(1, 1, 1), new Version(0, 19, 0)),
      new Series(new Version(0, 18, 0), new Version(0, 0, 0))),

  /**
   * Configuration files name the application ({@code wsgi_app}) since 20.1; what stands behind the
   * colon is any expression up to 19 (facts C1; read: 19.9.0, 20.0.4, 20.1.0).
   */
  GUNICORN(
      "gunicorn",
      new Series(new Version(23, 0, 0), new Version(20, 1, 0)),
      new Series(new Version(20, 0, 4), new Version(20, 0, 0)),
      new Series(new Version(19, 10, 0), new Version(0, 0, 0)));

  private final String library;
  private final List<Series> series;

  Releases(String library, Series... series) {
    this.library = library;
    this.series = List.of(series);
  }

  /** Releases that behave alike, by the newest and the first of them. */
  private record Series(Version newest, Version first) {}

  /**
   * It was asked whether a release of a library, or a later one, is installed.
   *
   * @param releases the library
   */
  public record Asked(Releases releases, Version release) implements Effect.Payload {}

  /**
   * Releases that a range allows beside the newest one.
   *
   * @param packages the packages with one of them in the place of the newest
   * @param first the first release that behaves like it, 0.0.0 when no older one is allowed
   * @param next the first that behaves otherwise again
   */
  public record Other(Packages packages, Version first, Version next) {}

  /** {@return the name of the library's package} */
  public String library() {
    return library;
  }

  /** {@return whether a run has this release or a later one; notes that it was asked} */
  public boolean atLeast(Interpreter run, Span span, int major, int minor, int patch) {
    Version release = new Version(major, minor, patch);
    run.effect(new Asked(this, release), span);
    return of(run.input().packages()).compareTo(release) >= 0;
  }

  /** {@return whether a run has this release or a later one; notes that it was asked} */
  public boolean atLeast(Interpreter run, Span span, int major, int minor) {
    return atLeast(run, span, major, minor, 0);
  }

  /** {@return the newest release that packages allow} */
  private Version of(Packages packages) {
    return Version.newest(requirement(packages), newest());
  }

  /**
   * {@return whether a release before another may be installed: also where nothing names one, since
   * code that needs an old release was written for it}
   */
  public boolean mayBeBefore(Interpreter run, Version release) {
    Packages packages = run.input().packages();
    Packages.Requirement named = requirement(packages);
    return named == null
        || (named.specifier().isBlank() && named.exact() == null)
        || of(packages).compareTo(release) < 0
        || others(packages, List.of(release)).stream()
            .anyMatch(other -> other.first().compareTo(release) < 0);
  }

  private Packages.@Nullable Requirement requirement(Packages packages) {
    return packages.requirements().get(library);
  }

  private List<Version> newest() {
    return series.stream().map(Series::newest).toList();
  }

  private int group(Version version) {
    for (int i = 0; i < series.size(); i++) {
      if (version.compareTo(series.get(i).first()) >= 0) {
        return i;
      }
    }
    return series.size() - 1;
  }

  /**
   * {@return one release for each series of older ones of which a range allows any, newest first}
   *
   * @param asked the releases on which behaviour depends; series that lie on the same side of all
   *     are one
   */
  public List<Other> others(Packages packages, Collection<Version> asked) {
    Packages.Requirement range = requirement(packages);
    if (range == null || range.exact() != null || range.specifier().isBlank()) {
      return List.of();
    }
    int own = group(of(packages));
    Version[] allowed = new Version[series.size()];
    for (Version each : Version.candidates(range.specifier(), newest())) {
      int group = group(each);
      boolean better = allowed[group] == null || each.compareTo(allowed[group]) > 0;
      if (group > own && better && Version.allowed(each, range.specifier())) {
        allowed[group] = each;
      }
    }
    List<Other> others = new ArrayList<>();
    int newer = own;
    for (int i = own + 1; i < series.size(); i++) {
      boolean same = answers(newer, asked).equals(answers(i, asked));
      if (same && !others.isEmpty() && newer != own) {
        Other last = others.removeLast();
        others.add(new Other(last.packages(), series.get(i).first(), last.next()));
      } else if (!same && allowed[i] != null) {
        Packages with = with(packages, range, allowed[i]);
        others.add(new Other(with, series.get(i).first(), series.get(i - 1).first()));
        newer = i;
      }
    }
    if (!others.isEmpty()) {
      Other oldest = others.removeLast();
      others.add(new Other(oldest.packages(), new Version(0, 0, 0), oldest.next()));
    }
    return List.copyOf(others);
  }

  private List<Boolean> answers(int group, Collection<Version> asked) {
    Version first = series.get(group).first();
    return asked.stream().map(each -> first.compareTo(each) >= 0).toList();
  }

  private Packages with(Packages packages, Packages.Requirement range, Version version) {
    Map<String, Packages.Requirement> requirements = new LinkedHashMap<>(packages.requirements());
    requirements.put(
        library,
        new Packages.Requirement(
            range.name(), range.specifier(), version.toString(), range.span()));
    return new Packages(packages.python(), requirements, packages.complete());
  }
}

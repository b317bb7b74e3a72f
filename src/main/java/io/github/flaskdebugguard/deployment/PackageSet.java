package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Packages.Requirement;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requirements as they are collected from several files: locked versions beat ranges, constraints
 * count only for what is required.
 */
final class PackageSet {
  /**
   * What a package brings along, as far as it matters for debug mode (requirements of the packages'
   * releases on PyPI).
   */
  private static final Map<String, List<String>> BRINGS =
      Map.ofEntries(
          Map.entry("flask", List.of("werkzeug", "click")),
          Map.entry("flask[dotenv]", List.of("python-dotenv")),
          Map.entry("dash", List.of("flask", "werkzeug")),
          Map.entry("apiflask", List.of("flask")),
          Map.entry("flasgger", List.of("flask")),
          Map.entry("quart", List.of("werkzeug", "click")),
          Map.entry("connexion[flask]", List.of("flask")),
          Map.entry("connexion[uvicorn]", List.of("uvicorn[standard]")),
          Map.entry("uvicorn", List.of("click")),
          Map.entry("uvicorn[standard]", List.of("python-dotenv")),
          Map.entry("environs", List.of("python-dotenv")),
          Map.entry("pydantic-settings", List.of("python-dotenv")),
          Map.entry("pydantic[dotenv]", List.of("python-dotenv")),
          Map.entry("dotenv", List.of("python-dotenv")),
          Map.entry("fastapi[standard]", List.of("uvicorn[standard]")),
          Map.entry("fastapi[all]", List.of("uvicorn[standard]")),
          Map.entry("apache-superset", List.of("flask", "python-dotenv")),
          Map.entry("functions-framework", List.of("flask", "gunicorn")),
          Map.entry("mlflow", List.of("flask", "gunicorn")),
          Map.entry("locust", List.of("flask")));

  private final Map<String, Requirement> requirements = new TreeMap<>();
  private final Map<String, Requirement> constraints = new HashMap<>();
  private final ArrayDeque<Requirement> brought = new ArrayDeque<>();
  private @Nullable String python;
  private boolean found;

  @Nullable String python() {
    return python;
  }

  void python(@Nullable String version) {
    if (python == null) {
      python = version;
    }
  }

  /** A file or a command that names packages was read. */
  void found() {
    found = true;
  }

  boolean isFound() {
    return found;
  }

  void add(RequirementLine line, Span span) {
    if (Marker.holds(line.marker(), python)) {
      add(new Requirement(line.name(), line.specifier(), line.exact(), span), line.extras());
    }
  }

  void add(Requirement requirement, List<String> extras) {
    found = true;
    put(requirement);
    bring(requirement.name(), requirement);
    for (String extra : extras) {
      bring(requirement.name() + "[" + extra + "]", requirement);
    }
  }

  void constrain(RequirementLine line, Span span) {
    if (Marker.holds(line.marker(), python) && !line.specifier().isEmpty()) {
      constraints.put(
          line.name(), new Requirement(line.name(), line.specifier(), line.exact(), span));
    }
  }

  Packages result() {
    // Names in the set stop the walk, so that packages which bring each other end it.
    while (!brought.isEmpty()) {
      Requirement next = brought.pop();
      int bracket = next.name().indexOf('[');
      String name = bracket < 0 ? next.name() : next.name().substring(0, bracket);
      if (!requirements.containsKey(name) || bracket >= 0) {
        requirements.putIfAbsent(name, new Requirement(name, next.specifier(), null, next.span()));
        bring(name, next);
        if (bracket >= 0) {
          bring(next.name(), next);
        }
      }
    }
    for (Requirement constraint : constraints.values()) {
      requirements.computeIfPresent(
          constraint.name(), (name, known) -> known.exact() == null ? constraint : known);
    }
    return found ? new Packages(python, requirements, true) : new Packages(python, Map.of(), false);
  }

  private void put(Requirement requirement) {
    Requirement before = requirements.get(requirement.name());
    boolean weaker =
        before != null
            && requirement.exact() == null
            && (before.exact() != null || requirement.specifier().isEmpty());
    if (!weaker) {
      requirements.put(requirement.name(), requirement);
    }
  }

  private void bring(String key, Requirement by) {
    List<String> names = BRINGS.get(key);
    if (names == null && key.startsWith("flask-") && key.indexOf('[') < 0) {
      names = List.of("flask");
    }
    if (names != null) {
      for (String name : names) {
        String specifier = key.equals("flask") && name.equals("werkzeug") ? werkzeug(by) : "";
        brought.add(new Requirement(name, specifier, null, by.span()));
      }
    }
  }

  /** The Werkzeug that a Flask release asks for (requirements of Flask 0.12 to 3.1 on PyPI). */
  private static String werkzeug(Requirement flask) {
    String version = flask.exact();
    if (version == null) {
      return "";
    }
    if (version.startsWith("0.")) {
      return ">=0.7";
    }
    if (version.startsWith("1.")) {
      return version.equals("1.1.3") || version.equals("1.1.4")
          ? ">=0.15,<2.0"
          : version.startsWith("1.1") ? ">=0.15" : ">=0.14";
    }
    for (String minor : List.of("2.2", "2.3", "3.0", "3.1")) {
      if (version.startsWith(minor)) {
        return ">=" + minor;
      }
    }
    return version.startsWith("2.") ? ">=2.0" : ">=3.1";
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Python packages of a deployment, read from requirement and lock files and install commands.
 *
 * @param python Python version such as {@code 3.11} when an image or file names it
 * @param requirements by normalised name (PEP 503)
 * @param complete whether a package that is not named (also as nobody's dependency) is not
 *     installed; false when nothing was found to read
 */
public record Packages(
    @Nullable String python, Map<String, Requirement> requirements, boolean complete) {
  /** Nothing was found to read. */
  public static final Packages UNKNOWN = new Packages(null, Map.of(), false);

  public Packages {
    requirements = Map.copyOf(requirements);
  }

  /**
   * One requirement.
   *
   * @param specifier version constraint as written, {@code ==2.2.2} or {@code >=2,<3} or empty
   * @param exact the version when exactly one is allowed or locked
   */
  public record Requirement(String name, String specifier, @Nullable String exact, Span span) {
    /** As the rest seldom tells two apart: the packages of many deployments are looked up. */
    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}

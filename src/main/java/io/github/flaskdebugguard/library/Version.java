package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.deployment.Packages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A release number such as {@code 2.2.5}; missing parts count as 0. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

  /** {@return the version that a text begins with, or null} */
  public static @Nullable Version parse(String text) {
    List<Integer> parts = new ArrayList<>();
    int value = -1;
    for (int i = 0; i <= text.length() && parts.size() < 3; i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c >= '0' && c <= '9' && value < 100_000) {
        value = Math.max(value, 0) * 10 + c - '0';
      } else if (value >= 0) {
        parts.add(value);
        value = -1;
        if (c != '.') {
          break;
        }
      } else {
        break;
      }
    }
    return parts.isEmpty()
        ? null
        : new Version(
            parts.get(0), parts.size() > 1 ? parts.get(1) : 0, parts.size() > 2 ? parts.get(2) : 0);
  }

  /** {@return whether this is that release or a later one} */
  public boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
    return compareTo(new Version(otherMajor, otherMinor, otherPatch)) >= 0;
  }

  /** {@return whether this is that release or a later one} */
  public boolean atLeast(int otherMajor, int otherMinor) {
    return atLeast(otherMajor, otherMinor, 0);
  }

  @Override
  public int compareTo(Version other) {
    if (major != other.major) {
      return Integer.compare(major, other.major);
    }
    return minor != other.minor
        ? Integer.compare(minor, other.minor)
        : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }

  /**
   * {@return the newest release that a requirement allows, judged among the releases that changed
   * behaviour}
   *
   * @param known releases to choose from, newest first
   */
  public static Version newest(Packages.@Nullable Requirement requirement, List<Version> known) {
    if (requirement == null) {
      return known.getFirst();
    }
    String exact = requirement.exact();
    Version pinned = exact == null ? null : parse(exact);
    if (pinned != null) {
      return pinned;
    }
    Version newest = null;
    for (Version version : candidates(requirement.specifier(), known)) {
      if ((newest == null || version.compareTo(newest) > 0)
          && allowed(version, requirement.specifier())) {
        newest = version;
      }
    }
    return newest == null ? known.getFirst() : newest;
  }

  /** {@return the known releases and, for narrow ranges, those that the specifier speaks of} */
  static List<Version> candidates(String specifier, List<Version> known) {
    List<Version> candidates = new ArrayList<>(known);
    Version newest = known.getFirst();
    for (String clause : specifier.split(",", -1)) {
      Version bound = parse(clause.replaceFirst("^[^0-9]*", ""));
      if (bound != null && bound.compareTo(newest) <= 0) {
        candidates.add(bound);
        if (bound.patch > 0) {
          candidates.add(new Version(bound.major, bound.minor, bound.patch - 1));
        }
      }
    }
    return candidates;
  }

  /** {@return whether a version meets a specifier such as {@code >=2,<3} (PEP 440, Poetry's ^)} */
  public static boolean allowed(Version version, String specifier) {
    for (String part : specifier.split(",", -1)) {
      String clause = part.strip();
      int digits = 0;
      while (digits < clause.length() && "<>=!~^ ".indexOf(clause.charAt(digits)) >= 0) {
        digits++;
      }
      Version bound = parse(clause.substring(digits));
      if (bound == null) {
        continue;
      }
      int order = version.compareTo(bound);
      boolean met =
          switch (clause.substring(0, digits).strip()) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "!=" -> order != 0;
            case "~=", "~" ->
                order >= 0 && version.major == bound.major && sameSeries(version, clause);
            case "^" ->
                order >= 0
                    && version.major == bound.major
                    && (bound.major > 0 || version.minor == bound.minor);
            case "==", "" -> clause.contains("*") ? sameSeries(version, clause) : order == 0;
            default -> true;
          };
      if (!met) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether all but the last number of a clause are this version's} */
  private static boolean sameSeries(Version version, String clause) {
    int dots = (int) clause.chars().filter(c -> c == '.').count();
    Version bound = parse(clause.replaceFirst("^[^0-9]*", "").replace("*", "0"));
    return bound == null
        || (version.major == bound.major && (dots < 2 || version.minor == bound.minor));
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Set;

/**
 * One way in which the repository is started.
 *
 * @param id {@code <kind>:<file>#<name>}; merged files are joined with {@code +}
 * @param kind one of the kinds of DESIGN section 7, for example {@code compose}
 * @param roleReason how the role was told, for example {@code file name docker-compose.prod.yml}
 * @param place the launch: the command, or the service that inherits the image's
 * @param command the launch command as a person would write it
 * @param starts the processes that may serve, in order; several when one container starts several
 *     or a condition chooses
 * @param files what the process sees
 * @param packages installed Python packages, as far as files tell
 */
public record Deployment(
    String id,
    String kind,
    Role role,
    String roleReason,
    Span place,
    String command,
    List<ProcessStart> starts,
    FileView files,
    Exposure exposure,
    Packages packages) {
  private static final Set<String> UNNAMED =
      Set.of(
          "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "Dockerfile");

  public Deployment {
    starts = List.copyOf(starts);
  }

  /** Compares by file, place and id, as they are reported. */
  public static int inOrder(Deployment left, Deployment right) {
    int byPlace = left.place.compareTo(right.place);
    return byPlace != 0 ? byPlace : left.id.compareTo(right.id);
  }

  /** {@return the same deployment with another id} */
  public Deployment with(String otherId) {
    return new Deployment(
        otherId, kind, role, roleReason, place, command, starts, files, exposure, packages);
  }

  /** {@return the same deployment with another role} */
  public Deployment with(Role other, String reason) {
    return new Deployment(
        id, kind, other, reason, place, command, starts, files, exposure, packages);
  }

  /** {@return the same deployment with other packages} */
  public Deployment with(Packages other) {
    return new Deployment(
        id, kind, role, roleReason, place, command, starts, files, exposure, other);
  }

  /**
   * {@return whether its tool takes its file when none is named, though only a file for production
   * beside it tells that it is for developers: whoever forgets the other file on a server starts
   * this one (facts E: such a file is the base of the other, or what plain {@code docker compose
   * up} starts)}
   */
  public boolean startsUnnamed() {
    String name = place.path().substring(place.path().lastIndexOf('/') + 1);
    return role == Role.DEVELOPMENT
        && roleReason.endsWith(Roles.FOR_PRODUCTION)
        && UNNAMED.contains(name);
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

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
  public Deployment {
    starts = List.copyOf(starts);
  }
}

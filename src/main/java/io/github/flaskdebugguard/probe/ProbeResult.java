package io.github.flaskdebugguard.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a probe found.
 *
 * @param failure why nothing can be said, or null
 * @param observed in the order in which it was seen
 * @param remarks what could not be told, and what would tell it
 * @param requests each with what came back: {@code GET / -> 200, 14 bytes, text/html}
 */
public record ProbeResult(
    Target target,
    @Nullable Failure failure,
    Live live,
    List<Observed> observed,
    List<String> remarks,
    List<String> requests,
    long millis) {
  public ProbeResult {
    observed = List.copyOf(observed);
    remarks = List.copyOf(remarks);
    requests = List.copyOf(requests);
  }
}

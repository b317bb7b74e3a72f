package io.github.flaskdebugguard.rule;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions to live with findings count in a scan.
 *
 * @param counted whether any does
 * @param configured what the configuration accepts
 * @param today the day on which they must not be over; an input, so that the same inputs give the
 *     same report
 * @param trusted where not null, a comment counts only if one of these says the same: those of the
 *     state that a change under review starts from
 */
public record ExceptionOptions(
    boolean counted,
    List<Acceptance> configured,
    LocalDate today,
    @Nullable List<Acceptance> trusted) {
  /** All comments count, and none is ever over. */
  public static final ExceptionOptions DEFAULT =
      new ExceptionOptions(true, List.of(), LocalDate.MIN, null);

  public ExceptionOptions {
    configured = List.copyOf(configured);
    trusted = trusted == null ? null : List.copyOf(trusted);
  }

  /** {@return the same, with comments counted only where these say the same} */
  public ExceptionOptions trusting(List<Acceptance> known) {
    return new ExceptionOptions(counted, configured, today, known);
  }
}

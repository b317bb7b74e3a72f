package io.github.flaskdebugguard.repository;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries a limit that bites from the reader that counts it to whoever runs the reader. Results of
 * readers are kept and shared, and the least of them have a list of problems; a note needs neither.
 */
public final class LimitNotes {
  private static final ScopedValue<Consumer<Problem>> LISTENER = ScopedValue.newInstance();

  private LimitNotes() {}

  /**
   * Says that something was not read or followed to its end.
   *
   * @param place where the limit bit
   * @param what continues "limit: "
   */
  public static void bites(Span place, String what) {
    if (LISTENER.isBound() && !place.path().isEmpty()) {
      LISTENER.get().accept(new Problem(place.path(), place, "limit: " + what, true));
    }
  }

  /** {@return what the task gives, while the listener hears of each limit that bites in it} */
  public static <T> T hear(Consumer<Problem> listener, Supplier<T> task) {
    return ScopedValue.where(LISTENER, listener).call(task::get);
  }
}

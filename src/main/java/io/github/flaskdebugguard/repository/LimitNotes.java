package io.github.flaskdebugguard.repository;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries what a reader could not read to its end, because a limit bites or a file that counts is
 * broken, to whoever runs the reader. Results of readers are kept and shared, and few of them have
 * a list of problems; a note needs neither.
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

  /** Says what of a file that a reader needs could not be read. */
  public static void unread(Collection<Problem> problems) {
    if (LISTENER.isBound()) {
      problems.forEach(LISTENER.get());
    }
  }

  /** {@return what the task gives, while the listener hears of what it could not read} */
  public static <T> T hear(Consumer<Problem> listener, Supplier<T> task) {
    return ScopedValue.where(LISTENER, listener).call(task::get);
  }
}

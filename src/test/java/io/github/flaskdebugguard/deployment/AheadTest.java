package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AheadTest {
  private static final int TASKS = 2_000;

  /** {@return the values of all tasks, in their order; what is left is done here} */
  private static <T> List<T> all(List<Supplier<T>> tasks, int threads) {
    List<T> values = new ArrayList<>();
    try (Ahead<T> ahead = new Ahead<>(tasks, threads)) {
      for (int i = 0; i < tasks.size(); i++) {
        T ready = ahead.take(i);
        values.add(ready == null ? tasks.get(i).get() : ready);
      }
    }
    return values;
  }

  @Test
  void eachTaskIsDoneOnceAndAnsweredInItsPlace() {
    for (int threads = 0; threads < 4; threads++) {
      AtomicIntegerArray times = new AtomicIntegerArray(TASKS);
      List<Supplier<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int value = i;
        tasks.add(
            () -> {
              times.incrementAndGet(value);
              return value;
            });
      }
      assertThat(all(tasks, threads)).hasSize(TASKS).isSorted().doesNotHaveDuplicates();
      for (int i = 0; i < TASKS; i++) {
        assertThat(times.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void theLastTaskIsBegunWhileTheFirstGoesOn() {
    CountDownLatch last = new CountDownLatch(1);
    Thread own = Thread.currentThread();
    List<Supplier<Thread>> tasks =
        List.of(
            Thread::currentThread,
            () -> {
              last.countDown();
              return Thread.currentThread();
            });
    try (Ahead<Thread> ahead = new Ahead<>(tasks, 1)) {
      awaitQuietly(last);
      ahead.take(0);
      assertThat(ahead.take(1)).isNotNull().isNotEqualTo(own);
    }
  }

  @Test
  void withoutOtherThreadsEveryTaskIsLeft() {
    try (Ahead<String> ahead = new Ahead<>(List.of(() -> "one", () -> "two"), 0)) {
      assertThat(ahead.take(0)).isNull();
      assertThat(ahead.take(1)).isNull();
    }
  }

  @Test
  void whatATaskThrowsIsThrownWhereItIsTaken() {
    CountDownLatch begun = new CountDownLatch(2);
    List<Supplier<String>> tasks =
        List.of(
            () -> "first",
            () -> {
              begun.countDown();
              throw new IllegalStateException("boom");
            },
            () -> {
              begun.countDown();
              throw new StackOverflowError();
            });
    try (Ahead<String> ahead = new Ahead<>(tasks, 1)) {
      awaitQuietly(begun);
      ahead.take(0);
      assertThatThrownBy(() -> ahead.take(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("boom");
      assertThatThrownBy(() -> ahead.take(2)).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void limitsAreHeardByWhoTakesTheValue() {
    CountDownLatch begun = new CountDownLatch(1);
    List<Problem> heard = new ArrayList<>();
    List<Supplier<String>> tasks =
        List.of(
            () -> {
              LimitNotes.bites(new Span("a", 0, 1), "too long");
              begun.countDown();
              return "value";
            });
    try (Ahead<String> ahead = new Ahead<>(tasks, 1)) {
      awaitQuietly(begun);
      String value = LimitNotes.hear(heard::add, () -> String.valueOf(ahead.take(0)));
      assertThat(value).isEqualTo("value");
    }
    assertThat(heard).extracting(Problem::message).containsExactly("limit: too long");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void outcomesComeInTheOrderOfTheTasks() {
    List<Supplier<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int value = i;
      tasks.add(() -> value);
    }
    List<Workers.Outcome<Integer>> outcomes =
        new Workers(System.nanoTime() + 30 * SECOND).run(tasks, done -> {});
    for (int i = 0; i < tasks.size(); i++) {
      assertThat(outcomes.get(i).value()).isEqualTo(i);
    }
  }

  @Test
  void oneFailureIsNamedAndTheOthersGoOn() {
    List<Workers.Outcome<String>> outcomes =
        new Workers(System.nanoTime() + 30 * SECOND)
            .run(
                List.of(
                    () -> {
                      throw new IllegalStateException("boom");
                    },
                    () -> deeper(0),
                    () -> "fine"),
                done -> {});
    assertThat(outcomes.get(0).failure()).contains("IllegalStateException", "boom", "WorkersTest");
    assertThat(outcomes.get(1).failure()).isEqualTo("it is nested too deeply");
    assertThat(outcomes.get(2).value()).isEqualTo("fine");
  }

  @Test
  void whatGoesOnAsideIsWaitedForAndItsFailureIsNamed() {
    Workers workers = new Workers(System.nanoTime() + 30 * SECOND);
    CountDownLatch both = new CountDownLatch(2);
    Workers.Pending<String> aside =
        workers.begin(
            () -> {
              both.countDown();
              return "aside";
            });
    Workers.Pending<String> broken =
        workers.begin(
            () -> {
              throw new IllegalStateException("boom");
            });
    assertThat(aside.join().value()).isEqualTo("aside");
    assertThat(aside.join().value()).isEqualTo("aside");
    assertThat(broken.join().value()).isNull();
    assertThat(broken.join().failure()).contains("boom");
    Supplier<String> late =
        () -> {
          try {
            both.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "late";
        };
    assertThat(new Workers(System.nanoTime() + SECOND / 4).begin(late).join().failure())
        .isEqualTo("the time for the scan is over");
  }

  @Test
  void whatHangsIsGivenUp() {
    CountDownLatch never = new CountDownLatch(1);
    List<Workers.Outcome<String>> outcomes =
        new Workers(System.nanoTime() + SECOND / 2)
            .run(
                List.of(
                    () -> {
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return "late";
                    },
                    () -> "fine"),
                done -> {});
    never.countDown();
    assertThat(outcomes.get(0).value()).isNull();
    assertThat(outcomes.get(0).failure()).contains("time");
    assertThat(outcomes.get(1).value()).isEqualTo("fine");
  }

  @Test
  void noTaskIsNoWork() {
    assertThat(new Workers(System.nanoTime()).run(List.<Supplier<String>>of(), done -> {}))
        .isEmpty();
  }

  private static String deeper(int depth) {
    return depth < 0 ? "" : deeper(depth + 1) + depth;
  }
}

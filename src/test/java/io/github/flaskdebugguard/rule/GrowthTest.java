package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.flaskdebugguard.deployment.Deployments;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repositories that grow in one respect: what a scan costs grows with them, its stack does not. */
class GrowthTest {
  private static final int SIZE = 1_024;
  private static final int TIMES = 4;
  private static final int DEEP = 1_000_000;

  /** Several times what the dearest takes; what is quadratic takes minutes. */
  private static final int DEEP_MILLIS = 20_000;

  private static final int STACK = 512 * 1024;
  private static final List<String> FAILURES =
      List.of(
          "internal error",
          "could not be read for deployments",
          "it is nested too deeply",
          "the time for the scan is over",
          "the scan failed",
          "it needs more memory");

  static Stream<Growth> all() {
    return Growth.all().stream();
  }

  static Stream<Growth> nested() {
    return Growth.all().stream().filter(Growth::nests);
  }

  /**
   * Four times as much may cost twelve times as much and 300 ms: what is quadratic costs sixteen
   * times as much, and the machine may be busy. Only CPU time counts.
   */
  @ParameterizedTest
  @MethodSource("all")
  void theCostGrowsWithTheSize(Growth growth) {
    long once = cost(growth.files().apply(SIZE));
    long more = cost(growth.files().apply(TIMES * SIZE));
    assertThat(more).as("%d ms before", once).isLessThan(12 * once + 300);
  }

  private static long cost(Map<String, String> files) {
    long start = cpu();
    ScanResult result =
        Scan.run(new InMemoryRepository(files), Scan.Options.DEFAULT, Scan.Listener.NONE);
    long millis = (cpu() - start) / 1_000_000;
    assertThat(result.problems()).noneMatch(GrowthTest::isFailure);
    return millis;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Deployments are found on half a mebibyte of stack; a scan has 64. */
  @ParameterizedTest
  @MethodSource("nested")
  void nestingThatHasNoEndNeedsNoStack(Growth growth) throws InterruptedException {
    InMemoryRepository repository = new InMemoryRepository(growth.files().apply(DEEP));
    long start = cpu();
    AtomicReference<@Nullable Deployments> found = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> found.set(Deployments.find(repository)), "small-stack", STACK);
    thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
    assertThat(Objects.requireNonNull(found.get()).problems()).noneMatch(GrowthTest::isFailure);
    ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
    assertThat(result.problems()).noneMatch(GrowthTest::isFailure);
    assertThat((cpu() - start) / 1_000_000).as("ms of CPU time").isLessThan(DEEP_MILLIS);
  }

  private static boolean isFailure(Problem problem) {
    return FAILURES.stream().anyMatch(problem.message()::contains);
  }
}

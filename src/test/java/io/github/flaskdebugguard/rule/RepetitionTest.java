package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that say the same again and again cost what their length is worth. Those that once cost
 * more are in {@code repetitions.txt}; others are made up, as many as {@code repetition.count} says
 * and from {@code repetition.seed}.
 */
class RepetitionTest {
  private static final Path STORED = Path.of("src/test/resources/repetitions.txt");

  private static final int SIZE = 100_000;
  private static final int TIMES = 4;

  /** What costs less is not looked at again. */
  private static final int CHEAP_MILLIS = 400;

  /** A file of a mebibyte is to cost less than a scan may take. */
  private static final int MOST_MILLIS = 6_000;

  static Stream<Repetition> stored() throws IOException {
    return Files.readAllLines(STORED).stream().map(Repetition::of);
  }

  static Stream<Repetition> madeUp() throws IOException {
    List<RepetitionKind> kinds = RepetitionKind.all();
    Random random = new Random(Long.getLong("repetition.seed", 9));
    return Stream.generate(() -> kinds.get(random.nextInt(kinds.size())).random(random))
        .limit(Integer.getInteger("repetition.count", 200));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatCostTooMuchDoesNoLonger(Repetition repetition) {
    assertThat(cost(repetition, TIMES * SIZE)).isLessThan(MOST_MILLIS);
  }

  /** Four times as much may cost nine times as much: what is quadratic costs sixteen times. */
  @ParameterizedTest
  @MethodSource("madeUp")
  void theCostGrowsWithTheLength(Repetition repetition) {
    if (cost(repetition, SIZE) > CHEAP_MILLIS) {
      long once = cost(repetition, SIZE);
      assertThat(cost(repetition, TIMES * SIZE))
          .as("%d ms before", once)
          .isLessThan(Math.min(9 * once + 200, MOST_MILLIS));
    }
  }

  /** {@return milliseconds of CPU time} */
  private static long cost(Repetition repetition, int size) {
    InMemoryRepository repository = new InMemoryRepository(repetition.files(size));
    long start = cpu();
    ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
    long millis = (cpu() - start) / 1_000_000;
    assertThat(result.problems())
        .noneMatch(
            problem ->
                problem.message().contains("internal error")
                    || problem.message().contains("the scan failed"));
    return millis;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}

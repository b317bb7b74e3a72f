package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRowsTest {
  private static List<Integer> taken(TaskRows rows, int row, int most) {
    List<Integer> tasks = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      tasks.add(rows.take(row));
    }
    return tasks;
  }

  @Test
  void neighboursGoToOneThreadInTheirOrder() {
    TaskRows rows = new TaskRows(6, 2);
    assertThat(taken(rows, 1, 3)).containsExactly(3, 4, 5);
    assertThat(taken(rows, 0, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void aThreadWhoseRowIsDoneTakesFromTheEndOfTheLongestOther() {
    TaskRows rows = new TaskRows(9, 3);
    assertThat(taken(rows, 0, 3)).containsExactly(0, 1, 2);
    assertThat(taken(rows, 1, 2)).containsExactly(3, 4);
    assertThat(taken(rows, 0, 2)).containsExactly(8, 7);
    assertThat(taken(rows, 2, 1)).containsExactly(6);
    assertThat(taken(rows, 2, 2)).containsExactly(5, -1);
    assertThat(taken(rows, 0, 1)).containsExactly(-1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "7, 2", "100, 3", "3, 3", "2147483, 8"})
  void eachTaskIsDealtOnce(int tasks, int threads) {
    TaskRows rows = new TaskRows(tasks, threads);
    boolean[] dealt = new boolean[tasks];
    int count = 0;
    for (int task = rows.take(count % threads); task >= 0; task = rows.take(count % threads)) {
      assertThat(dealt[task]).isFalse();
      dealt[task] = true;
      count++;
    }
    assertThat(count).isEqualTo(tasks);
  }
}

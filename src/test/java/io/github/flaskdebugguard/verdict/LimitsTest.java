package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large and hostile start-up code ends in time, and says that it did not get to the end. */
class LimitsTest {
  private static final int MODULES = 2_000;
  private static final long STACK_BYTES = 64L << 20;
  private static final Map<String, String> INSTALLED = Map.of("flask", "3.1.3");

  /** What one judgement gave and cost. */
  private record Measured(Verdict verdict, long cpuMillis, long heapMiB) {}

  /** Judges in a thread with the stack that a scan gives its threads. */
  private static Measured judged(Map<String, String> files) throws InterruptedException {
    List<Measured> results = new ArrayList<>();
    Program program =
        new Program("", files, "", List.of("gunicorn", "app:app"), Map.of(), INSTALLED);
    Runnable body =
        () -> {
          Runtime runtime = Runtime.getRuntime();
          System.gc();
          long before = runtime.totalMemory() - runtime.freeMemory();
          long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          Verdict verdict = program.judge().getFirst();
          long millis =
              (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1_000_000;
          long after = runtime.totalMemory() - runtime.freeMemory();
          results.add(new Measured(verdict, millis, (after - before) >> 20));
        };
    Thread thread = new Thread(null, body, "judge", STACK_BYTES);
    thread.start();
    thread.join();
    return results.getFirst();
  }

  @Test
  void twoThousandModulesThatImportEachOtherAreJudged() throws InterruptedException {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < MODULES; i++) {
      files.put(
          "m" + i + ".py",
          "import m%d\nimport m%d\nVALUE = %d\ndef f(x):\n    return x + VALUE\n"
              .formatted((i + 1) % MODULES, (i * 7 + 3) % MODULES, i));
    }
    files.put(
        "app.py",
        "from flask import Flask\nimport m0, m1999\napp = Flask(__name__)\n"
            + "app.config['DEBUG'] = m1999.f(m0.VALUE) == 1999\n");
    Measured measured = judged(files);
    assertThat(measured.verdict().debug()).isEqualTo(State.ON);
    assertThat(measured.cpuMillis()).isLessThan(3_000);
    assertThat(measured.heapMiB()).isLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = 0\\nfor a in range(10000):\\n  for b in range(10000):\\n    x += 1",
        "def f(n):\\n  return f(n + 1) + f(n + 2)\\nx = f(0)",
        "x = [0]\\nfor i in range(100):\\n  x = x + x",
        "x = 'a'\\nfor i in range(100):\\n  x = x + x",
        "x = 'ab'\\nfor i in range(100):\\n  x = x.replace('a', 'aaaaaaaaaaaaaaaa')",
        "x = {}\\nfor i in range(10000):\\n  x[str(i)] = dict(x)",
        "n = 0\\nwhile n >= 0:\\n  n += 1\\nx = n",
        "class D:\\n  def __getattr__(self, n):\\n    return getattr(self, n + 'x')\\nx = D().a",
        "class A:\\n  pass\\nfor i in range(9999):\\n  A = type('A', (A,), {})\\nx = A",
      })
  void aHostileProgramIsUnknownForALimit(String code) throws InterruptedException {
    Measured measured =
        judged(
            Map.of(
                "app.py",
                "from flask import Flask\n"
                    + code.replace("\\n", "\n")
                    + "\napp = Flask(__name__)\napp.debug = x == 1\n"));
    assertThat(measured.verdict().debug()).isEqualTo(State.UNKNOWN);
    assertThat(measured.verdict().reason()).contains("limit");
    assertThat(measured.cpuMillis()).isLessThan(10_000);
  }

  @Test
  void aLoopThatNothingLeavesNeverStartsTheServer() throws InterruptedException {
    Verdict verdict =
        judged(
                Map.of(
                    "app.py",
                    "from flask import Flask\napp = Flask(__name__)\nwhile True:\n    pass\n"))
            .verdict();
    assertThat(verdict.starts()).isEqualTo(State.OFF);
  }
}

package io.github.flaskdebugguard.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.library.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StillLoopTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n = 0\nwhile True:\n  n += 1\n  if n == 500:\n    break\nresult = n\n",
        "seen = []\n"
            + "while 1:\n"
            + "  seen.append(1)\n"
            + "  if len(seen) == 500:\n"
            + "    break\n"
            + "result = len(seen)\n",
        "n = {'at': 0}\ndef step():\n  n['at'] += 1\n  return n['at']\n"
            + "while True:\n  if step() == 500:\n    break\nresult = n['at']\n",
        "class Counter:\n"
            + "  def __init__(self):\n"
            + "    self.at = 0\n"
            + "  def next(self):\n"
            + "    self.at = self.at + 1\n"
            + "    return self.at\n"
            + "c = Counter()\n"
            + "while True:\n"
            + "  try:\n"
            + "    if c.next() == 500:\n"
            + "      raise KeyError()\n"
            + "  except KeyError:\n"
            + "    break\n"
            + "result = c.at\n",
      })
  void loopWhoseStateChangesEndsWhereItEnds(String text) {
    assertThat(Script.of(text).result()).isEqualTo("500");
  }

  @Test
  void loopThatChangesNothingNeverEnds() {
    String text = "x = 1\nwhile True:\n  def f():\n    y = x\n    return y\n  f()\nresult = 2\n";
    assertThat(Script.of(text).result()).isEqualTo("ends");
  }

  @Test
  void whatItChangesBeforeItIsStillCounts() {
    String text =
        "import queue_of_another\nx = [0]\ndef work():\n"
            + "  while True:\n    x[0] = max(x[0], 1)\n"
            + "    if queue_of_another.get():\n      x[0] = 2\n";
    assertThat(Script.of(text + "work()\nresult = x\n").result()).isEqualTo("ends");
  }

  @Test
  void roundsThatAreNotRunCountAsSteps() {
    String body = "  len('a')\n".repeat(60);
    assertThatThrownBy(() -> Script.of("while True:\n" + body).result())
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> Script.of("while 1:\n  len('a')\n").result())
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("rounds");
  }
}

package io.github.flaskdebugguard.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.library.Script;
import org.junit.jupiter.api.Test;

/** What one path does to objects must not be seen on the other, whenever the objects were made. */
class PathsTest {
  private static final String START = "import elsewhere\nclass A:\n    v = 'none'\n";

  @Test
  void anObjectMadeBeforeKeepsItsValueOnTheOtherPath() {
    assertThat(
            Script.of(
                    START
                        + "a = A()\na.v = 'old'\nlog = []\n"
                        + "if elsewhere.x:\n    a.v = 'new'\n    log.append(1)\n"
                        + "    a.v = 'old'\n    log.pop()\nresult = (a.v, log)\n")
                .result())
        .isEqualTo("('old', [])");
  }

  @Test
  void anObjectMadeOnAPathKeepsWhatThatPathGaveIt() {
    assertThat(
            Script.of(
                    START
                        + "def make():\n    made = A()\n    made.v = 'made'\n"
                        + "    if elsewhere.x:\n        made.v = 'changed'\n"
                        + "        made.v = 'made'\n    made.items = [1]\n"
                        + "    made.items.append(2)\n    return made\n"
                        + "kept = None\n"
                        + "if elsewhere.y:\n    kept = make()\n"
                        + "result = (kept.v, kept.items) if kept else 'none'\n"
                        + "result = make().v, make().items\n")
                .result())
        .isEqualTo("('made', [1, 2])");
  }

  @Test
  void aPathThatLeavesEarlyDoesNotSeeWhatFollows() {
    assertThat(
            Script.of(
                    START
                        + "def f(box):\n    inner = A()\n    inner.v = 'early'\n"
                        + "    box.append(inner)\n"
                        + "    if elsewhere.x:\n        return inner.v\n"
                        + "    inner.v = 'late'\n    return 'early'\n"
                        + "result = f([])\n")
                .result())
        .isEqualTo("'early'");
  }

  @Test
  void bothValuesAreKeptWherePathsDiffer() {
    assertThat(
            Script.of(
                    START
                        + "a = A()\n"
                        + "if elsewhere.x:\n    b = A()\n    b.v = 'b'\n    a.child = b\n"
                        + "else:\n    c = A()\n    c.v = 'c'\n    a.child = c\n"
                        + "result = a.child.v in ('b', 'c'), a.child.v == 'none'\n")
                .result())
        .isEqualTo("(True, False)");
  }
}

package io.github.flaskdebugguard.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile nesting on a small stack: the statement is broken, its neighbours are kept. */
@NullMarked
class NestingTest {
  private static final int STACK = 512 * 1024;
  private static final int DEEP = 100_000;
  private static final int DEEPEST = 1_000_000;

  /** What is repeated, and what follows in the middle, around {@code |}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(|",
        "(|1)",
        "[|]",
        "{|}",
        "{1:|",
        "{1:|1}",
        "f(|",
        "f(|)",
        "x[|0]",
        "lambda: |0",
        "lambda x=|",
        "-|x",
        "not |x",
        "~|x",
        "- not |x",
        "await |x",
        "x if y else |z",
        "x if |z",
        "x.|y",
        "x|()",
        "x|[0]",
        "x|.a",
        "x|().a[0]",
        "1 + |1",
        "1 ** |1",
        "1 ** -|1",
        "1 < |1",
        "a and |a",
        "a or not |a",
        "a == |b",
        "a + b * |c",
        "*|x",
        "`|x`",
        "(yield |x)",
        "x := |1",
        "(x := |1)",
        "[x for x in |y]",
        "a, |b",
        "a = |b",
        "x: |y",
        "f'{|x}'",
        "f'{|",
        "f\"{f'{|",
        "f'{x:{|}}'",
        "f'''{|\n",
        "'|",
        "'''|\n",
        "\"\"\"|'''",
        "'a' |'b'",
        "f'{a}' |''",
        "@a\n|def f(): pass",
        "if x: |pass",
        "try: |pass",
        "print |x",
        "print >>|x",
        "del (|x)",
        "for |x in y: pass",
        "with (|x): pass",
        "with a as |b: pass",
        "import a.|b",
        "from . import (|a)",
        "from .|x import y",
        "class A(|): pass",
        "def f(|): pass",
        "def f(a=|",
        "def f(a: |",
        "def f((|a)): pass",
        "\\\n|x",
        "(\n|x",
        "{{|}}",
        "]|",
        "([{|",
        "([)|",
        ")(|",
        "<<<<<<< \n|",
        "{%|%}",
        "\t|x",
        "# |",
        "\u0000|",
        "\uFEFF|",
        "é|",
        "\uD800|",
        "match |x:\n case 1: pass",
        "if x:\n pass\nelif y:\n pass\n|",
        "x = (\n|",
        "def f(\n|",
        "f'{'|",
        "type X[|T] = int",
        "async |x",
        "$|",
        "0x|1",
        "raise x, |y",
        "lambda (|a): a",
        "global a, |b",
        "a;|",
        "\f|",
        "\r|",
        "x\\|",
        "'\\|",
        "assert x, |y"
      })
  void nothingOverflowsOrStalls(String shape) throws InterruptedException {
    int cut = shape.indexOf('|');
    String repeated = shape.substring(0, cut);
    String rest = shape.substring(cut + 1);
    int times = DEEP / Math.max(1, repeated.length() / 4);
    check(repeated.repeat(times) + rest.repeat(1));
    if (!rest.isEmpty()) {
      check(repeated.repeat(times / 2) + rest.repeat(times / 2));
      check(repeated + rest.repeat(times / 2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "not ",
        "-",
        "lambda: ",
        "x.",
        "x[",
        "f'{",
        "{1:",
        "@a\n",
        "1 < ",
        "x if y else ",
        "elif x: pass\n",
        "f("
      })
  void aMillionLevelsLeaveTheNeighbours(String repeated) throws InterruptedException {
    check(repeated.repeat(DEEPEST));
  }

  @Test
  void blocksAreTooDeepAtAHundred() throws InterruptedException {
    StringBuilder source = new StringBuilder();
    for (int depth = 0; depth < 1500; depth++) {
      source.append(" ".repeat(depth)).append("if x:\n");
    }
    check(source.toString());
  }

  @Test
  void patternsAreBoundedToo() throws InterruptedException {
    for (String open : new String[] {"(", "[", "{1: ", "A(", "A(b=", "a | (", "a.", "*", "-"}) {
      check("match x:\n case " + open.repeat(DEEP / 4) + ": pass\n");
    }
  }

  @Test
  void twoHundredLevelsAreFine() throws InterruptedException {
    String source = "x = " + "(".repeat(190) + "1" + ")".repeat(190) + "\n";
    assertThat(parseOnSmallStack(source).broken()).isEmpty();
    assertThat(parseOnSmallStack("x = " + "-+".repeat(DEEP / 4) + "1\n").broken()).isEmpty();
    assertThat(parseOnSmallStack("x = " + "a + ".repeat(DEEP / 4) + "1\n").broken()).isEmpty();
    assertThat(parseOnSmallStack("x = f('" + "a' 'b".repeat(DEEP / 4) + "')\n").broken()).isEmpty();
    assertThat(parseOnSmallStack("if a:\n pass\n" + "elif a:\n pass\n".repeat(DEEP / 20)).broken())
        .isEmpty();
    assertThat(parseOnSmallStack("x = a" + ".b().c[0]".repeat(240) + "\n").broken()).isEmpty();
  }

  @Test
  void theDeepestMixIsWithinTheStack() throws InterruptedException {
    StringBuilder source = new StringBuilder();
    for (int depth = 0; depth < 99; depth++) {
      source.append(" ".repeat(depth)).append("class A:\n");
    }
    String level = "a or b and not c == d | e ^ f & g << h + i * -j ** (f'{";
    source
        .append(" ".repeat(99))
        .append("x = ")
        .append("lambda: [a or f(b and not c == {1: d | e + i * -j ** x[".repeat(30));
    source.append("\n").append(" ".repeat(99)).append(level.repeat(30)).append("\n");
    check(source.toString());
  }

  private static void check(String source) throws InterruptedException {
    String text = "import before\n" + source + "\n\nimport after\n";
    long start = System.nanoTime();
    ModuleTree tree = parseOnSmallStack(text);
    // Far above what it takes; what is quadratic takes minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(tree.body().getFirst()).isInstanceOf(Statement.Import.class);
  }

  private static ModuleTree parseOnSmallStack(String source) throws InterruptedException {
    AtomicReference<@Nullable ModuleTree> result = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Executable parse = () -> result.set(PythonParser.parse(source));
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                parse.execute();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "small-stack",
            STACK);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
    return Objects.requireNonNull(result.get());
  }
}

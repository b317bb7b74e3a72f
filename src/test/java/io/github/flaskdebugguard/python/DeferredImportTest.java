package io.github.flaskdebugguard.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.library.Script;
import org.junit.jupiter.api.Test;

final class DeferredImportTest {
  private static final String FAILS = "raise ValueError('run')\nname = 1\n";

  @Test
  void moduleWhoseNameIsNotUsedIsNotRun() {
    String text = "from part import name\nresult = 7\n";
    assertThat(Script.of(text).file("part.py", FAILS).result()).isEqualTo("raises ValueError");
    assertThat(Script.of(text).file("part.py", FAILS).deferring().result()).isEqualTo("7");
  }

  @Test
  void nameIsBoundWhenItIsUsed() {
    String part = "import os\nname = os.environ['MODE']\nother = 5\n";
    String text =
        "from part import name, other as more\n"
            + "import os\n"
            + "os.environ['MODE'] = 'x'\n"
            + "def read():\n  return name\n"
            + "result = (read(), more)\n";
    assertThat(Script.of(text).file("part.py", part).deferring().result()).isEqualTo("('x', 5)");
  }

  @Test
  void namesPassThroughModulesThatWaitThemselves() {
    String text = "from pack import name\nimport pack\nresult = (name, pack.name, pack.other)\n";
    assertThat(
            Script.of(text)
                .file("pack/__init__.py", "from .a import name\nfrom .b import *\n")
                .file("pack/a.py", "from pack.c import name\n")
                .file("pack/b.py", "from .d import other\n")
                .file("pack/c.py", "name = 1\n")
                .file("pack/d.py", "other = 2\n")
                .deferring()
                .result())
        .isEqualTo("(1, 1, 2)");
  }

  @Test
  void whatTheFileBindsItselfStandsAboveTheImport() {
    String text = "from part import name\nname = 3\nresult = name\n";
    assertThat(Script.of(text).file("part.py", FAILS).deferring().result()).isEqualTo("3");
  }

  @Test
  void useOnOneSideOfAConditionBindsOnTheOtherToo() {
    String text =
        "import sys\n"
            + "from part import name\n"
            + "if input():\n  first = name\n"
            + "result = name\n";
    assertThat(Script.of(text).file("part.py", "name = 4\n").deferring().result()).isEqualTo("4");
  }

  @Test
  void importThatMayFailIsTriedAtOnce() {
    String text = "try:\n  from part import name\nexcept ValueError:\n  name = 9\nresult = name\n";
    assertThat(Script.of(text).file("part.py", FAILS).deferring().result()).isEqualTo("9");
  }
}

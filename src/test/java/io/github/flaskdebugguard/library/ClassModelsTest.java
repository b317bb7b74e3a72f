package io.github.flaskdebugguard.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassModelsTest {
  @Test
  void enumerationsHaveMembers() {
    assertThat(
            Script.of(
                    "from enum import Enum, IntEnum, auto\n"
                        + "class A(Enum):\n    ON = 'on'\n    OFF = 'off'\n    ALSO = 'on'\n"
                        + "class B(str, Enum):\n    DEV = 'dev'\n"
                        + "class C(IntEnum):\n    NO = 0\n    YES = auto()\n"
                        + "result = (A.ON.value, A.ON.name, A('off') is A.OFF, A['ON'] is A.ALSO,"
                        + " len(list(A)), A.ON == 'on', B.DEV == 'dev', B('dev').upper(),"
                        + " bool(C.NO), C.YES == 1)\n")
                .result())
        .isEqualTo("('on', 'ON', True, True, 2, False, True, 'DEV', False, True)");
  }

  @Test
  void aValueThatIsNoMemberRaises() {
    assertThat(
            Script.of("from enum import Enum\nclass A(Enum):\n    ON = 1\nresult = A(2)\n")
                .result())
        .isEqualTo("raises ValueError");
  }

  @Test
  void dataclassesTakeFieldsInOrder() {
    assertThat(
            Script.of(
                    "from dataclasses import dataclass, field, replace\n"
                        + "@dataclass\nclass A:\n    name: str\n    debug: bool = False\n"
                        + "    items: list = field(default_factory=list)\n"
                        + "@dataclass(frozen=True)\nclass B(A):\n    port: int = 1\n"
                        + "    def __post_init__(self):\n        self.twice = 2\n"
                        + "b = B('x', debug=True, port=7)\n"
                        + "result = (b.name, b.debug, b.items, b.port, b.twice, A('y').debug,"
                        + " A.debug, replace(b, port=8).port)\n")
                .result())
        .isEqualTo("('x', True, [], 7, 2, False, False, 8)");
  }

  @Test
  void attrsTakesMutableDefaultsThatTheStandardLibraryRefuses() {
    assertThat(
            Script.of(
                    "import attr, dataclasses\n@attr.dataclass\nclass A:\n    x: dict = {}\n"
                        + "try:\n    @dataclasses.dataclass\n    class B:\n"
                        + "        x: dict = {}\n    refused = False\n"
                        + "except ValueError:\n    refused = True\n"
                        + "result = (len(A().x), refused)\n")
                .result())
        .isEqualTo("(0, True)");
  }

  @Test
  void namedTuplesAndDefaultDictionaries() {
    assertThat(
            Script.of(
                    "from collections import namedtuple, defaultdict, ChainMap\n"
                        + "from typing import NamedTuple\nP = namedtuple('P', 'a b')\n"
                        + "class Q(NamedTuple):\n    x: int\n    y: bool = True\n"
                        + "d = defaultdict(lambda: 5)\np = P(1, b=2)\na, b = p\n"
                        + "result = (p.a, b, p[1], Q(3).y, d['k'],"
                        + " ChainMap({'a': 1}, {'a': 2, 'b': 3})['a'])\n")
                .result())
        .isEqualTo("(1, 2, 2, True, 5, 1)");
  }
}

package io.github.flaskdebugguard.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsFilesTest {
  @Test
  void jsonOfAFileKeepsItsTypes() {
    assertThat(
            Script.of(
                    "import json\nwith open('c.json') as f:\n    c = json.load(f)\n"
                        + "result = (c['a'], c['b'], c['c'], c['d'][0]['e'])\n")
                .file("c.json", "{\"a\": true, \"b\": \"false\", \"c\": null, \"d\": [{\"e\": 5}]}")
                .result())
        .isEqualTo("(True, 'false', None, 5)");
  }

  @Test
  void brokenJsonRaisesAValueError() {
    String program = "import json\ntry:\n    json.loads('{')\nexcept %s:\n    result = 1\n";
    assertThat(Script.of(program.formatted("ValueError")).result()).isEqualTo("1");
    assertThat(Script.of(program.formatted("json.JSONDecodeError")).result()).isEqualTo("1");
  }

  @Test
  void tomlIsReadWithItsTables() {
    assertThat(
            Script.of(
                    "import tomllib\nwith open('c.toml', 'rb') as f:\n    c = tomllib.load(f)\n"
                        + "result = c['flask']['debug']\n")
                .file("c.toml", "[flask]\ndebug = true\n")
                .result())
        .isEqualTo("True");
  }

  @Test
  void anIniFileThatIsNotThereIsPassedOver() {
    assertThat(
            Script.of(
                    "from configparser import ConfigParser\nc = ConfigParser()\n"
                        + "c.read('absent.ini')\n"
                        + "result = (c.sections(), c.get('a', 'b', fallback='x'))\n")
                .result())
        .isEqualTo("([], 'x')");
  }

  @Test
  void sectionsFallBackToDefaults() {
    assertThat(
            Script.of(
                    "import configparser\nc = configparser.ConfigParser()\nc.read('c.ini')\n"
                        + "result = (c['web']['Debug'], c['web'].getint('port'),"
                        + " c.get('web', 'path'), 'x' in c)\n")
                .file(
                    "c.ini",
                    "[DEFAULT]\nroot = /srv\n[web]\ndebug: off\nport=80\npath=%(root)s/web\n")
                .result())
        .isEqualTo("('off', 80, '/srv/web', False)");
  }

  @Test
  void pathsAreJoinedAndFilesFound() {
    assertThat(
            Script.of(
                    "from pathlib import Path\nbase = Path(__file__).resolve().parent\n"
                        + "p = base / 'conf' / 'a.txt'\n"
                        + "result = (str(p), p.exists(), p.name, p.stem, p.suffix,"
                        + " str(p.parents[1]), p.read_text())\n")
                .file("conf/a.txt", "hi")
                .result())
        .isEqualTo("('/app/conf/a.txt', True, 'a.txt', 'a', '.txt', '/app', 'hi')");
  }

  @Test
  void decouplePrefersTheEnvironmentThenTheFile() {
    String program =
        "from decouple import config\nresult = (config('A', default='d'), config('B', default=1),"
            + " config('C', default=True, cast=bool))\n";
    assertThat(Script.of(program).file(".env", "A=file\nB='2'\n").variable("A", "process").result())
        .isEqualTo("('process', '2', True)");
  }

  @Test
  void environsReadsItsFileAndPrefixes() {
    assertThat(
            Script.of(
                    "from environs import Env\nenv = Env()\nenv.read_env()\n"
                        + "with env.prefixed('MY_'):\n    a = env.bool('FLAG', False)\n"
                        + "result = (a, env.int('N', 3), env('S', 'x'), env.list('L', []))\n")
                .file(".env", "MY_FLAG=on\nL=a,b\n")
                .result())
        .isEqualTo("(True, 3, 'x', ['a', 'b'])");
  }

  @Test
  void settingsOfPydanticTakeNamesWithoutCase() {
    String program =
        "from pydantic import Field\nfrom pydantic_settings import BaseSettings,"
            + " SettingsConfigDict\n"
            + "class S(BaseSettings):\n"
            + "    model_config = SettingsConfigDict(env_prefix='APP_', env_file='.env')\n"
            + "    debug: bool = False\n    port: int = 5000\n"
            + "    other: bool = Field(False, validation_alias='OTHER')\n"
            + "s = S()\nresult = (s.debug, s.port, s.other)\n";
    assertThat(
            Script.of(program)
                .file(".env", "APP_DEBUG=yes\nAPP_PORT=1\n")
                .variable("app_port", "80")
                .variable("OTHER", "1")
                .result())
        .isEqualTo("(True, 80, True)");
  }

  @Test
  void aRequiredSettingIsTakenToComeFromOutside() {
    assertThat(
            Script.of(
                    "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n"
                        + "    debug: bool\nresult = S().debug\n")
                .result())
        .isEqualTo("?");
    assertThat(Script.of("from decouple import config\nresult = config('X', cast=bool)\n").result())
        .isEqualTo("?");
  }
}

package io.github.flaskdebugguard.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way of reading a variable as a flag makes of the same texts, by execution. */
class BooleanTextsTest {
  private static final List<String> TEXTS =
      List.of(
          "1", "0", "True", "true", "False", "false", "yes", "on", "no", "off", "y", "t", "n", "f",
          "2", "", " true ", "maybe");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // 1 0 True true False false yes on no off y t n f 2 empty blanks other
        "import os; f = lambda: bool(os.environ['X'])               | TTTTTTTTTTTTTTTFTT",
        "from distutils.util import strtobool\\n"
            + "f = lambda: bool(strtobool(X)) | TFTTFFTTFFTTFFEEEE",
        "import json\\nf = lambda: bool(json.loads(X))               | TFETEFEEEEEEEETETE",
        "import ast\\nf = lambda: bool(ast.literal_eval(X))          | TFTEFEEEEEEEEETEEE",
        "f = lambda: bool(int(X))                                   | TFEEEEEEEEEEEETEEE",
        "from decouple import config\\nf = lambda: config('X', cast=bool) | TFTTFFTTFFTTFFEFEE",
        "import decouple\\n"
            + "f = lambda: bool(decouple.config('X', default=False)) | TTTTTTTTTTTTTTTFTT",
        "import environ\\nf = lambda: environ.Env().bool('X')        | TFTTFFTTFFTFFFTFFF",
        "import environ\\nf = lambda: environ.Env(X=(bool, False))('X') | TFTTFFTTFFTFFFTFFF",
        "from envparse import env\\nf = lambda: env.bool('X')        | TFTTFFTTFFTFFFFFFF",
        "from envparse import Env\\n"
            + "f = lambda: Env(X=dict(cast=bool, default=True))('X') | TFTTFFTTFFTFFFFFFF",
        "from string import Template\\n"
            + "f = lambda: Template('${v}!').substitute(v=X) == 'on!' | FFFFFFFTFFFFFFFFFF",
        "from absl import flags\\nd = flags.DEFINE_bool('debug', False, '')\\n"
            + "f = lambda: flags.FLAGS(['a', '--debug=' + X]) and d.value | TFTTFFEEEEETEFEEEE",
        "from environs import Env\\nf = lambda: Env().bool('X')      | TFTTFFTTFFTTFFEEEE",
        "f = lambda: X == 'True'                                    | FFTFFFFFFFFFFFFFFF",
        "f = lambda: X.lower() in ('true', '1', 't')                | TFTTFFFFFFFTFFFFFF",
        "from flask.helpers import get_debug_flag\\nos.environ['FLASK_DEBUG'] = X\\n"
            + "f = get_debug_flag | TFTTFFTTFTTTTTTFTT",
        "from waitress.adjustments import asbool\\nf = lambda: asbool(X) | TFTTFFTTFFTTFFFFTF",
        "from paste.deploy.converters import asbool\\nf = lambda: asbool(X) | TFTTFFTTFFTTFFEETE",
        "import click\\n@click.command()\\n@click.option('--d', type=bool, envvar='X')\\n"
            + "def m(d):\\n    return bool(d)\\nf = lambda: m([], standalone_mode=False)"
            + " | TFTTFFTTFFTTFFEFTE",
        "from marshmallow import EXCLUDE, Schema, fields\\nclass S(Schema):\\n"
            + "    X = fields.Bool()\\n"
            + "f = lambda: S(unknown=EXCLUDE).load(os.environ)['X'] | TFTTFFTTFFTTFFEEEE",
        "from starlette.config import Config\\n"
            + "f = lambda: Config()('X', cast=bool) | TFTTFFEEEEEEEEEEEE",
        "from pydantic_settings import BaseSettings\\n"
            + "class S(BaseSettings):\\n"
            + "    x: bool\\n"
            + "f = lambda: S().x | TFTTFFTTFFTTFFEEEE",
      })
  void eachReaderHasItsOwnTable(String reader, String expected) {
    StringBuilder seen = new StringBuilder();
    for (String text : TEXTS) {
      String result =
          Script.of(
                  "import os\nX = os.environ['X']\n"
                      + reader.replace("\\n", "\n")
                      + "\nresult = f()\n")
              .variable("X", text)
              .result();
      seen.append(
          result.startsWith("raises") ? "E" : result.substring(0, Math.min(1, result.length())));
    }
    assertThat(seen.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "debug: 1, 1",
    "debug: 0, 0",
    "debug: true, True",
    "debug: Off, False",
    "debug: yes, True",
    "debug: y, 'y'",
    "debug: '\"no\"', 'no'",
    "debug: 010, 8",
    "debug:, None",
    "debug: ~, None",
    "debug: maybe, 'maybe'",
  })
  void yamlGuessesTypesAsVersionOneOne(String yaml, String expected) {
    String result =
        Script.of("import yaml\nresult = yaml.safe_load(open('c.yml'))['debug']\n")
            .file("c.yml", yaml.replace("'\"", "\"").replace("\"'", "\"") + "\n")
            .result();
    assertThat(result.replace("'", "")).isEqualTo(expected.replace("'", ""));
  }

  @ParameterizedTest
  @CsvSource({"1, True", "off, False", "y, raises ValueError", "2, raises ValueError"})
  void configparserReadsItsOwnWords(String text, String expected) {
    assertThat(
            Script.of(
                    "import configparser\nc = configparser.ConfigParser()\nc.read('c.ini')\n"
                        + "result = c.getboolean('flask', 'DEBUG')\n")
                .file("c.ini", "[flask]\ndebug = " + text + "\n")
                .result())
        .isEqualTo(expected);
  }
}

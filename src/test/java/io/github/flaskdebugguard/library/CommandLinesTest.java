package io.github.flaskdebugguard.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLinesTest {
  private static final String PARSER =
      "import argparse\np = argparse.ArgumentParser()\n"
          + "p.add_argument('-d', '--debug', action='store_true')\n"
          + "p.add_argument('--port', type=int, default=5000)\n"
          + "p.add_argument('--trap', type=bool, default=False)\n"
          + "p.add_argument('--mode', choices=['a', 'b'], default='a')\n"
          + "args = p.parse_args()\nresult = (args.debug, args.port, args.trap, args.mode)\n";

  @Test
  void optionsThatAreNotGivenHaveTheirDefaults() {
    assertThat(Script.of(PARSER).result()).isEqualTo("(False, 5000, False, 'a')");
  }

  @Test
  void aTextThatBoolConvertsIsTrue() {
    assertThat(Script.of(PARSER).arguments("--trap", "False", "-d", "--port=80").result())
        .isEqualTo("(True, 80, True, 'a')");
  }

  @Test
  void whatArgparseRefusesEndsTheProcess() {
    assertThat(Script.of(PARSER).arguments("--mode", "c").result()).isEqualTo("ends");
    assertThat(Script.of(PARSER).arguments("--nothing").result()).isEqualTo("ends");
  }

  @Test
  void subCommandsBringTheirOptions() {
    String program =
        "import argparse\n"
            + "p = argparse.ArgumentParser()\n"
            + "s = p.add_subparsers(dest='command')\n"
            + "r = s.add_parser('serve')\n"
            + "r.add_argument('--debug', action='store_true')\n"
            + "r.set_defaults(kind='web')\n"
            + "args = p.parse_args()\n"
            + "result = (args.command, getattr(args, 'debug', None), getattr(args, 'kind',"
            + " None))\n";
    assertThat(Script.of(program).arguments("serve", "--debug").result())
        .isEqualTo("('serve', True, 'web')");
    assertThat(Script.of(program).result()).isEqualTo("(None, None, None)");
  }

  @Test
  void clickTakesWordsThenVariablesThenDefaults() {
    String program =
        "import click\nresult = None\n@click.command()\n"
            + "@click.option('--debug/--no-debug', default=False, envvar='X')\n"
            + "@click.option('--port', default=5000)\n@click.argument('name', default='n')\n"
            + "def main(debug, port, name):\n    global result\n    result = (debug, port, name)\n"
            + "main(standalone_mode=False)\n";
    assertThat(Script.of(program).result()).isEqualTo("(False, 5000, 'n')");
    assertThat(Script.of(program).variable("X", "on").result()).isEqualTo("(True, 5000, 'n')");
    assertThat(
            Script.of(program).variable("X", "1").arguments("--no-debug", "--port", "7").result())
        .isEqualTo("(False, 7, 'n')");
    assertThat(Script.of(program).variable("X", "2").result()).isEqualTo("raises BadParameter");
  }

  @Test
  void groupsOfClickRunTheChosenCommand() {
    String program =
        "import click\nresult = None\n@click.group()\ndef cli():\n    pass\n"
            + "@cli.command('go')\n@click.option('--debug', is_flag=True)\n"
            + "def go(debug):\n    global result\n    result = debug\n"
            + "cli(standalone_mode=False)\n";
    assertThat(Script.of(program).arguments("go", "--debug").result()).isEqualTo("True");
    assertThat(Script.of(program).result()).isEqualTo("raises UsageError");
  }

  /** Executed: click 8.1.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve -p 5000 -h 0.0.0.0 --no-reload"
            + " | ('serve', ('-p', '5000', '-h', '0.0.0.0', '--no-reload'))",
        "serve | ('serve', ())",
        "serve --help | ('serve', ('--help'))",
        "serve -- -p | ('serve', ('-p'))",
        "mix a -p 3 -x b --yy=1 c | (3, 'a', ('-x', 'b', '--yy=1'), 'c')",
        "mix a z | (1, 'a', (), 'z')",
        "mix -xp 4 a b | (4, '-x', ('a'), 'b')",
        "mix a | raises MissingParameter",
        "two 1 2 c d | ((1, 2), ('c', 'd'))",
        "two 1 2 | ((1, 2), ())",
        "two 1 | raises BadArgumentUsage",
      })
  void commandsThatAreMadeAsObjectsTakeWhatIsLeft(String words, String result) {
    String program =
        """
        import click
        result = None
        def keep(*values):
            global result
            result = values
        cli = click.Group('cli')
        cli.add_command(click.Command(
            'serve',
            context_settings=dict(ignore_unknown_options=True, help_option_names=[]),
            callback=click.pass_context(lambda ctx, args: keep(ctx.info_name, args)),
            params=[click.Argument(['args'], nargs=-1, type=click.UNPROCESSED)]))
        @cli.command(context_settings={'ignore_unknown_options': True})
        @click.option('-p', '--port', type=int, default=1)
        @click.argument('first')
        @click.argument('rest', nargs=-1)
        @click.argument('last')
        def mix(port, first, rest, last):
            keep(port, first, rest, last)
        @cli.command()
        @click.argument('pair', nargs=2, type=int)
        @click.argument('rest', nargs=-1)
        def two(pair, rest):
            keep(pair, rest)
        cli(standalone_mode=False)
        """;
    assertThat(Script.of(program).arguments(words.split(" ")).result()).isEqualTo(result);
  }

  @Test
  void typerAndFireTakeParametersOfFunctions() {
    String body =
        "result = None\ndef main(debug: bool = False):\n    global result\n    result = debug\n";
    assertThat(
            Script.of("import fire\n" + body + "fire.Fire(main)\n").arguments("--debug").result())
        .isEqualTo("True");
    assertThat(
            Script.of("import fire\n" + body + "fire.Fire(main)\n")
                .arguments("--debug=False")
                .result())
        .isEqualTo("False");
    assertThat(
            Script.of(
                    "import typer\n"
                        + body.replace("result = debug", "print(debug)")
                        + "typer.run(main)\n")
                .result())
        .isEqualTo("ends");
  }
}

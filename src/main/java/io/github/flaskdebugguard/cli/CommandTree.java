package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Neutral;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Puts the commands together and words what goes wrong on one line. The commands are described by
 * calls and not by annotations, since reading those costs more than the rest of the start.
 */
final class CommandTree {
  private static final List<String> NAMES =
      List.of(
          "scan", "probe", "report", "rules", "explain", "config", "init", "action", "completion");

  private static final List<String> VERSION = List.of("-V", "--version");

  private CommandTree() {}

  /**
   * {@return a command line that knows the command named} The others are left out where they cannot
   * matter.
   */
  static CommandLine of(Console console, String... arguments) {
    // Or it looks for a class of Groovy, for which Java reads the table of contents of the jar, and
    // for the methods by which dates and the like are read, which no option takes.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.*");
    CommandSpec top =
        command(
            "flask-debug-guard",
            "Tells for each way a repository is started whether Flask's debug mode and Werkzeug's"
                + " debugger are on, and which lines decide.");
    top.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Exit: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 the"
                + " tool failed or could not read a file that matters.");
    CommandLine root = new CommandLine(withStandardOptions(top));
    boolean named =
        arguments.length > 0 && (NAMES.contains(arguments[0]) || VERSION.contains(arguments[0]));
    for (String name : NAMES) {
      if (!named || name.equals(arguments[0]) || arguments[0].equals("completion")) {
        root.addSubcommand(name, withStandardOptions(spec(name)));
      }
    }
    root.setExpandAtFiles(false);
    root.setUsageHelpAutoWidth(false);
    root.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    root.setOut(
        new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true));
    root.setErr(new PrintWriter(console.err(), true));
    root.setExecutionStrategy(line -> execute(line, console));
    root.setParameterExceptionHandler((e, line) -> usage(console, describe(e)));
    return root;
  }

  static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name).versionProvider(Main.versionProvider());
    spec.usageMessage().description(description);
    return spec;
  }

  /** Last, because help lists options in the order in which they were added. */
  private static CommandSpec withStandardOptions(CommandSpec spec) {
    return spec.addOption(
            flag("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            flag(VERSION.toArray(String[]::new))
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
  }

  static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0");
  }

  static OptionSpec.Builder list(String name) {
    return OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class);
  }

  private static CommandSpec spec(String name) {
    return switch (name) {
      case "scan" -> ScanCommand.spec();
      case "probe" -> ProbeCommand.spec();
      case "report" -> ReportCommand.spec();
      case "rules" -> RulesCommand.spec();
      case "explain" -> ExplainCommand.spec();
      case "config" -> ConfigCommand.spec();
      case "init" -> InitCommand.spec();
      case "action" -> ActionCommand.spec();
      default -> CompletionCommand.spec();
    };
  }

  private static int execute(ParseResult parsed, Console console) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    if (!parsed.hasSubcommand()) {
      return usage(console, "which command? See flask-debug-guard --help");
    }
    try {
      return run(parsed.subcommand(), console).number();
    } catch (UsageException e) {
      return usage(console, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failure(console, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failure(console, "internal error " + e);
    }
  }

  private static ExitCode run(ParseResult line, Console console)
      throws UsageException, IOException {
    return switch (line.commandSpec().name()) {
      case "scan" -> new ScanCommand(console, line).run();
      case "probe" -> new ProbeCommand(console, line).run();
      case "report" -> new ReportCommand(console, line).run();
      case "rules" -> new RulesCommand(console).run();
      case "explain" -> new ExplainCommand(console, line).run();
      case "config" -> new ConfigCommand(console, line).run();
      case "init" -> new InitCommand(console, line).run();
      case "action" -> new ActionCommand(console).run();
      default -> new CompletionCommand(console, line).run();
    };
  }

  private static String describe(ParameterException e) {
    String message = e.getMessage() == null ? "wrong usage" : e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += " (did you mean " + suggestions.getFirst() + "?)";
      }
    }
    return message;
  }

  static int usage(Console console, String message) {
    console.err().println("flask-debug-guard: " + Neutral.line(message));
    return ExitCode.USAGE.number();
  }

  private static int failure(Console console, String message) {
    console.err().println("flask-debug-guard: " + Neutral.line(message));
    return ExitCode.FAILURE.number();
  }
}

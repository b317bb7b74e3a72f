package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.report.Neutral;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands together and words what goes wrong on one line. */
@Command(
    name = "flask-debug-guard",
    description =
        "Tells for each way a repository is started whether Flask's debug mode and Werkzeug's"
            + " debugger are on, and which lines decide.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 the tool failed or could"
          + " not read a file that matters."
    })
final class CommandTree {
  private static final List<String> NAMES = List.of("scan", "rules", "explain", "completion");

  /**
   * {@return a command line that knows the command named} Building a command reflects on its
   * options, which is felt at every start, so the others are left out where they cannot matter.
   */
  static CommandLine of(Console console, String... arguments) {
    CommandLine root = new CommandLine(new CommandTree());
    root.getCommandSpec().versionProvider(Main.versionProvider());
    boolean named = arguments.length > 0 && NAMES.contains(arguments[0]);
    for (String name : NAMES) {
      if (!named || name.equals(arguments[0]) || arguments[0].equals("completion")) {
        root.addSubcommand(name, command(name, console));
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
    root.setExecutionExceptionHandler((e, line, parsed) -> failure(console, e));
    return root;
  }

  private static Object command(String name, Console console) {
    return switch (name) {
      case "scan" -> new ScanCommand(console);
      case "rules" -> new RulesCommand(console);
      case "explain" -> new ExplainCommand(console);
      default -> new CompletionCommand(console);
    };
  }

  private static int execute(CommandLine.ParseResult parsed, Console console) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      return usage(console, "which command? See flask-debug-guard --help");
    }
    return new CommandLine.RunLast().execute(parsed);
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

  private static int failure(Console console, Exception e) {
    if (e instanceof UsageException) {
      return usage(console, String.valueOf(e.getMessage()));
    }
    String message = e instanceof IOException ? e.getMessage() + "" : "internal error " + e;
    console.err().println("flask-debug-guard: " + Neutral.line(message));
    return ExitCode.FAILURE.number();
  }
}

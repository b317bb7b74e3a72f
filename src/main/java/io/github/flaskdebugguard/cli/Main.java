package io.github.flaskdebugguard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Entry point of the command line. */
public final class Main {
  private final Console console;

  Main(Console console) {
    this.console = console;
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Console console =
        new Console(
            new FileOutputStream(FileDescriptor.out),
            new PrintStream(
                new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Console.isTerminal(1),
            Console.isTerminal(2));
    int code = new Main(console).run(arguments);
    console.err().flush();
    // Threads that judge a hostile file may still be at it.
    Runtime.getRuntime().halt(code);
  }

  /** {@return the exit code of a command} */
  int run(String... arguments) {
    try {
      return CommandTree.of(console, arguments).execute(arguments);
    } catch (OutOfMemoryError e) {
      return say("needs more memory than there is");
    }
  }

  private int say(String message) {
    console.err().println("flask-debug-guard: " + message);
    return ExitCode.FAILURE.number();
  }

  /** {@return the version of the tool, as the jar tells} */
  static String version() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }

  static CommandLine.IVersionProvider versionProvider() {
    return () -> new String[] {"flask-debug-guard " + version()};
  }
}

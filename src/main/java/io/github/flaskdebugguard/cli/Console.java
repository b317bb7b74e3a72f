package io.github.flaskdebugguard.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command.
 *
 * @param out gets results only, as UTF-8
 * @param err gets all else
 * @param folder relative paths count from here
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 */
record Console(
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /**
   * {@return whether to write colours to {@code out}} {@code NO_COLOR} and {@code FORCE_COLOR}
   * count when they are not empty (no-color.org, force-color.org), and no beats force.
   */
  boolean colour() {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = environment.getOrDefault("FORCE_COLOR", "");
    if (!force.isEmpty()) {
      return !force.equals("0") && !force.equals("false");
    }
    return outIsTerminal && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Writes a whole result to {@code out}. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * {@return whether a standard stream leads to a terminal} Linux tells by a link, at once and per
   * stream; {@code System.console()} loads a library first and asks about both streams together.
   *
   * @param descriptor 1 or 2
   */
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      java.io.Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs that stand before another command and start it after options of their own. */
final class PrefixCommand {
  /**
   * How the arguments of a wrapper lead to the wrapped command.
   *
   * @param valued options that take the next word
   * @param words words of its own before the command, after options
   * @param separated whether the command starts after {@code --} only
   */
  private record Shape(Set<String> valued, int words, boolean separated) {
    static Shape plain(String... valued) {
      return new Shape(Set.of(valued), 0, false);
    }

    static Shape after(int words, String... valued) {
      return new Shape(Set.of(valued), words, false);
    }

    static Shape afterDashes() {
      return new Shape(Set.of(), 0, true);
    }
  }

  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          Map.entry("exec", Shape.plain("-a")),
          Map.entry("command", Shape.plain()),
          Map.entry("nohup", Shape.plain()),
          Map.entry("setsid", Shape.plain()),
          Map.entry("time", Shape.plain("-f", "-o")),
          Map.entry("nice", Shape.plain("-n")),
          Map.entry("ionice", Shape.plain("-c", "-n", "-p")),
          Map.entry("chrt", Shape.after(1)),
          Map.entry("taskset", Shape.after(1)),
          Map.entry("stdbuf", Shape.plain("-i", "-o", "-e")),
          Map.entry("unbuffer", Shape.plain()),
          Map.entry("timeout", Shape.after(1, "-s", "-k", "--signal", "--kill-after")),
          Map.entry("dumb-init", Shape.plain("-r", "--rewrite")),
          Map.entry("tini", Shape.plain("-p", "-e")),
          Map.entry("docker-init", Shape.plain("-p", "-e")),
          Map.entry("catatonit", Shape.plain()),
          Map.entry("gosu", Shape.after(1)),
          Map.entry("su-exec", Shape.after(1)),
          Map.entry("setuidgid", Shape.after(1)),
          Map.entry("s6-setuidgid", Shape.after(1)),
          Map.entry("with-contenv", Shape.plain()),
          Map.entry(
              "chpst",
              Shape.plain(
                  "-u", "-U", "-b", "-e", "-/", "-C", "-n", "-l", "-L", "-m", "-d", "-o", "-p",
                  "-f", "-c", "-t")),
          Map.entry(
              "setpriv",
              Shape.plain(
                  "--reuid",
                  "--regid",
                  "--groups",
                  "--inh-caps",
                  "--ambient-caps",
                  "--bounding-set",
                  "--securebits",
                  "--pdeathsig")),
          Map.entry("authbind", Shape.plain("--depth")),
          Map.entry("strace", Shape.plain("-e", "-o", "-s", "-p", "-u", "-E")),
          Map.entry(
              "xvfb-run",
              Shape.plain("-n", "-s", "-f", "-e", "-w", "-p", "--server-args", "--server-num")),
          Map.entry(
              "dockerize",
              Shape.plain(
                  "-wait",
                  "-timeout",
                  "-wait-retry-interval",
                  "-template",
                  "-stdout",
                  "-stderr",
                  "-env",
                  "-delims",
                  "--wait",
                  "--timeout")),
          Map.entry("ddtrace-run", Shape.plain()),
          Map.entry(
              "opentelemetry-instrument",
              Shape.plain(
                  "--traces_exporter",
                  "--metrics_exporter",
                  "--logs_exporter",
                  "--service_name",
                  "--exporter_otlp_endpoint")),
          Map.entry("wait-for-it.sh", Shape.afterDashes()),
          Map.entry("wait-for-it", Shape.afterDashes()),
          Map.entry("wait-for.sh", Shape.afterDashes()),
          Map.entry("wait-for", Shape.afterDashes()),
          Map.entry("wait_for_it.sh", Shape.afterDashes()),
          Map.entry("watchmedo", Shape.afterDashes()),
          Map.entry("watchexec", Shape.afterDashes()));

  private PrefixCommand() {}

  static boolean is(String name) {
    return SHAPES.containsKey(name);
  }

  /** {@return whether a script is known to wait for a service, then to start what follows} */
  static boolean waits(String name) {
    Shape shape = SHAPES.get(name);
    return shape != null && shape.separated() && name.startsWith("wait");
  }

  /** {@return the command after the program's own words, or null when it is not told where} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name) {
    Shape shape = SHAPES.get(name);
    int at = shape == null ? -1 : skip(start, shape, 1);
    if (at < 0 && !name.startsWith("wait")) {
      return null;
    }
    boolean nothing = at < 0 || at >= start.arguments().size();
    return nothing ? List.of() : List.of(Wrappers.rest(start, at));
  }

  /** {@return index of the wrapped command, -1 when there is none by this shape} */
  private static int skip(ProcessStart start, Shape shape, int from) {
    List<Text> words = start.arguments();
    int at = from;
    if (shape.separated()) {
      int separator = Wrappers.separator(words, from);
      return separator < 0 ? -1 : separator + 1;
    }
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      if (word == null || !word.startsWith("-") || word.length() < 2) {
        break;
      }
      at++;
      if (word.equals("--")) {
        break;
      }
      if (shape.valued().contains(word)) {
        at++;
      }
    }
    at += shape.words();
    if (at < words.size() && shape.words() > 0 && "--".equals(ShellBuiltins.known(words.get(at)))) {
      at++;
    }
    return at;
  }
}

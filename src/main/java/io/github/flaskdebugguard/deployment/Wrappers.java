package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs whose only job is to start another one. */
final class Wrappers {
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

  /** Wrappers that bring variables from a place outside the repository. */
  private static final Set<String> SECRETS =
      Set.of(
          "chamber",
          "doppler",
          "envconsul",
          "aws-vault",
          "op",
          "infisical",
          "vault-env",
          "secrethub",
          "summon",
          "berglas");

  private static final Set<String> RUNNERS =
      Set.of(
          "poetry",
          "uv",
          "pdm",
          "hatch",
          "rye",
          "conda",
          "mamba",
          "micromamba",
          "newrelic-admin",
          "pipenv",
          "dotenv",
          "flit",
          "pixi");

  private Wrappers() {}

  /** {@return what a wrapper starts, or null when the program is none} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, OverlayFiles files) {
    String program = ShellBuiltins.known(start.arguments().getFirst());
    if (program == null) {
      return null;
    }
    String name = Paths.name(program);
    Shape shape = SHAPES.get(name);
    if (shape != null) {
      int at = skip(start, shape, 1);
      if (at < 0 && !name.startsWith("wait")) {
        return null;
      }
      boolean nothing = at < 0 || at >= start.arguments().size();
      return nothing ? List.of() : List.of(rest(start, at));
    }
    if (SECRETS.contains(name)) {
      return secrets(start, name);
    }
    if (RUNNERS.contains(name)) {
      return PackageRunners.unwrap(start, name, files);
    }
    return switch (name) {
      case "env", "cross-env", "cross-env-shell" -> EnvCommand.unwrap(start);
      case "sudo", "doas" -> sudo(start);
      case "su", "runuser" -> su(start);
      case "busybox", "toybox" -> start.arguments().size() > 1 ? List.of(rest(start, 1)) : null;
      case "start-stop-daemon" -> daemon(start);
      case "npm", "yarn", "pnpm", "bun" -> PackageScripts.unwrap(start, name, files);
      case "npx", "run-script-os", "concurrently", "npm-run-all", "run-p", "run-s" ->
          NodeRunners.unwrap(start, name, files);
      case "heroku", "honcho", "foreman", "nf", "forego", "overmind", "hivemind", "goreman" ->
          ProcfileRunner.unwrap(start, name, files);
      case "pm2", "pm2-runtime", "pm2-docker" -> Pm2Command.unwrap(start, name, files);
      case "consul-template", "run-consul-template" -> ConsulTemplate.unwrap(start, files);
      case "tox" -> ToxRunner.unwrap(start, files);
      case "nox" -> NoxRunner.unwrap(start, files);
      case "make", "gmake" -> new MakeRunner(start, files).unwrap();
      case "just" -> new JustRunner(start, files).unwrap();
      case "task", "go-task" -> new TaskfileRunner(start, files).unwrap();
      case "circusd" -> CircusWatchers.unwrap(start, files);
      case "supervisord" -> SupervisorPrograms.unwrap(start, files);
      default -> null;
    };
  }

  /** {@return whether a script is known to wait for a service, then to start what follows} */
  static boolean waits(String name) {
    Shape shape = SHAPES.get(name);
    return shape != null && shape.separated() && name.startsWith("wait");
  }

  static ProcessStart rest(ProcessStart start, int from) {
    return ScriptFile.with(start, start.arguments().subList(from, start.arguments().size()));
  }

  static ProcessStart with(ProcessStart start, List<Text> arguments, Environment environment) {
    return new ProcessStart(
        arguments, start.folder(), environment, start.condition(), start.trail(), start.absent());
  }

  static ProcessStart noted(ProcessStart start, Fact fact) {
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(fact);
    return new ProcessStart(
        start.arguments(),
        start.folder(),
        start.environment(),
        start.condition(),
        trail,
        start.absent());
  }

  /** {@return index of the wrapped command, -1 when there is none by this shape} */
  private static int skip(ProcessStart start, Shape shape, int from) {
    List<Text> words = start.arguments();
    int at = from;
    if (shape.separated()) {
      int separator = separator(words, from);
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

  static int separator(List<Text> words, int from) {
    for (int i = from; i < words.size(); i++) {
      if ("--".equals(ShellBuiltins.known(words.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable List<ProcessStart> secrets(ProcessStart start, String name) {
    int separator = separator(start.arguments(), 1);
    int at = separator + 1;
    if (separator < 0) {
      if (!name.equals("envconsul") && !name.equals("vault-env") && !name.equals("summon")) {
        return null;
      }
      at = 1;
      while (at < start.arguments().size()
          && String.valueOf(ShellBuiltins.known(start.arguments().get(at))).startsWith("-")) {
        String option = String.valueOf(ShellBuiltins.known(start.arguments().get(at)));
        at +=
            option.indexOf('=') > 0
                    || option.equals("-once")
                    || option.equals("-upcase")
                    || option.equals("-pristine")
                ? 1
                : 2;
      }
    }
    if (at >= start.arguments().size()) {
      return null;
    }
    Span span = start.arguments().getFirst().span();
    Environment environment =
        start.environment().withOthers(new Text.Unknown("may be set by " + name, null, span));
    return List.of(
        with(start, start.arguments().subList(at, start.arguments().size()), environment));
  }

  private static List<ProcessStart> sudo(ProcessStart start) {
    List<Text> words = start.arguments();
    Environment environment = start.environment();
    Set<String> valued =
        Set.of("-u", "-g", "-p", "-C", "-h", "-r", "-t", "-U", "-D", "-R", "--user", "--group");
    boolean keeps =
        ShellBuiltins.known(words.getFirst()) instanceof String name && name.endsWith("doas");
    List<Integer> assignments = new ArrayList<>();
    int at = 1;
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      if (word == null) {
        break;
      }
      if (word.equals("--")) {
        at++;
        break;
      }
      if (word.startsWith("-")) {
        keeps |=
            word.equals("-E")
                || word.startsWith("--preserve-env")
                || (word.startsWith("-") && !word.startsWith("--") && word.indexOf('E') > 0);
        at += valued.contains(word) ? 2 : 1;
      } else if (word.indexOf('=') > 0) {
        assignments.add(at++);
      } else {
        break;
      }
    }
    if (!keeps) {
      environment = Environment.EMPTY;
    }
    for (int index : assignments) {
      String word = String.valueOf(ShellBuiltins.known(words.get(index)));
      int equals = word.indexOf('=');
      environment =
          environment.with(
              word.substring(0, equals),
              new Text.Known(word.substring(equals + 1), words.get(index).span()));
    }
    return at >= words.size()
        ? List.of()
        : List.of(with(start, words.subList(at, words.size()), environment));
  }

  private static @Nullable List<ProcessStart> su(ProcessStart start) {
    List<Text> words = start.arguments();
    Span span = words.getFirst().span();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if (word == null) {
        continue;
      }
      if (word.equals("-c") || word.equals("--command")) {
        if (i + 1 >= words.size()) {
          return null;
        }
        return List.of(
            ScriptFile.with(
                start,
                List.of(new Text.Known("sh", span), new Text.Known("-c", span), words.get(i + 1))));
      }
      if (word.equals("--")) {
        return i + 1 < words.size() ? List.of(rest(start, i + 1)) : null;
      }
      if ((word.equals("-u") || word.equals("--user")) && i + 2 < words.size()) {
        int at = i + 2;
        while (at + 2 < words.size()
            && List.of("-g", "-G", "-s", "--group", "--supp-group", "--shell")
                .contains(String.valueOf(ShellBuiltins.known(words.get(at))))) {
          at += 2;
        }
        return List.of(rest(start, "--".equals(ShellBuiltins.known(words.get(at))) ? at + 1 : at));
      }
    }
    return null;
  }

  private static @Nullable List<ProcessStart> daemon(ProcessStart start) {
    List<Text> words = start.arguments();
    List<Text> command = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if (word == null) {
        continue;
      }
      if ((word.equals("--exec")
              || word.equals("-x")
              || word.equals("--startas")
              || word.equals("-a"))
          && i + 1 < words.size()) {
        command.clear();
        command.add(words.get(++i));
      } else if (word.startsWith("--exec=") || word.startsWith("--startas=")) {
        command.clear();
        command.add(new Text.Known(word.substring(word.indexOf('=') + 1), words.get(i).span()));
      } else if (word.equals("--stop") || word.equals("-K")) {
        return List.of();
      } else if (word.equals("--")) {
        command.addAll(words.subList(i + 1, words.size()));
        break;
      }
    }
    return command.isEmpty() ? null : List.of(ScriptFile.with(start, command));
  }

  /** {@return the environment with a dotenv file of the folder in it} */
  static Environment dotenv(
      ProcessStart start,
      OverlayFiles files,
      String name,
      EnvFile.Reader reader,
      boolean overrides) {
    String path = Paths.resolve(start.folder(), name);
    SourceFile file = path == null ? null : files.read(path);
    if (file == null) {
      return start.environment();
    }
    Environment environment = start.environment();
    EnvFile parsed = EnvFile.parse(file, reader, environment::get);
    for (EnvFile.Entry entry : parsed.entries()) {
      Text value = entry.value();
      if (value != null && (overrides || start.environment().get(entry.name()) == null)) {
        environment = environment.with(entry.name(), value);
      }
    }
    return environment;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs whose only job is to start another one. */
final class Wrappers {
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
    if (PrefixCommand.is(name)) {
      return PrefixCommand.unwrap(start, name);
    }
    if (SECRETS.contains(name)) {
      return secrets(start, name);
    }
    if (RUNNERS.contains(name)) {
      return PackageRunners.unwrap(start, name, files);
    }
    return switch (name) {
      case "env", "cross-env", "cross-env-shell" -> EnvCommand.unwrap(start);
      case "sudo", "doas" -> UserSwitch.sudo(start);
      case "su", "runuser" -> UserSwitch.su(start);
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
    Environment.Builder environment = new Environment.Builder(start.environment());
    EnvFile parsed = EnvFile.parse(file, reader, environment::get);
    for (EnvFile.Entry entry : parsed.entries()) {
      Text value = entry.value();
      if (value != null && (overrides || start.environment().get(entry.name()) == null)) {
        environment.with(entry.name(), value);
      }
    }
    return environment.build();
  }
}

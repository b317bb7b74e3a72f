package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shell does itself (executed: dash, busybox and bash, also where they differ). */
final class ShellBuiltins {
  private static final Set<String> NAMES =
      Set.of(
          ":",
          "true",
          "false",
          "export",
          "local",
          "readonly",
          "declare",
          "typeset",
          "unset",
          "set",
          "shift",
          "exec",
          "eval",
          ".",
          "source",
          "cd",
          "pushd",
          "popd",
          "[",
          "test",
          "exit",
          "return",
          "break",
          "continue",
          "read",
          "alias",
          "unalias",
          "trap",
          "wait",
          "umask",
          "ulimit",
          "shopt",
          "hash",
          "type",
          "command",
          "builtin",
          "getopts",
          "jobs",
          "disown",
          "bg",
          "fg",
          "let",
          "times",
          "enable",
          "mapfile",
          "readarray");

  private static final Set<String> BASH_ONLY =
      Set.of(
          "source",
          "declare",
          "typeset",
          "pushd",
          "popd",
          "shopt",
          "builtin",
          "let",
          "mapfile",
          "readarray",
          "enable",
          "disown");

  private final ShellRunner runner;
  private final ShellCommands commands;
  private final DeclarationBuiltins declarations;
  private final ScriptBuiltins scripts;

  ShellBuiltins(ShellRunner runner, ShellCommands commands, LaunchRun run) {
    this.runner = runner;
    this.commands = commands;
    this.declarations = new DeclarationBuiltins(commands, runner.shell());
    this.scripts = new ScriptBuiltins(runner, run);
  }

  static boolean isBuiltin(String name) {
    return NAMES.contains(name);
  }

  List<ShellState> call(
      String name, List<Text> fields, Map<String, Text> prefix, ShellState state, Span span) {
    boolean foreign =
        BASH_ONLY.contains(name)
            && runner.shell() != Shell.BASH
            && !(name.equals("source") && runner.shell() == Shell.BUSYBOX);
    if (foreign) {
      state.fact(span, name + " is unknown to sh and does nothing");
      state.fail();
      return List.of(state);
    }
    List<Text> arguments = fields.subList(1, fields.size());
    state.status = Status.SUCCESS;
    switch (name) {
      case "false" -> state.fail();
      case "export" -> declarations.export(arguments, state);
      case "local" -> arguments.forEach(argument -> DeclarationBuiltins.local(argument, state));
      case "readonly" -> declarations.declare(arguments, state, true);
      case "declare", "typeset" -> declarations.declare(arguments, state, false);
      case "unset" -> DeclarationBuiltins.unset(arguments, state);
      case "set" -> PositionalBuiltins.set(arguments, state, runner.shell(), span);
      case "shift" -> PositionalBuiltins.shift(arguments, state);
      case "exec" -> {
        return exec(fields, prefix, state);
      }
      case "eval" -> {
        return scripts.eval(arguments, state, span);
      }
      case ".", "source" -> {
        return scripts.source(arguments, state, span);
      }
      case "cd", "pushd" -> cd(arguments, state);
      case "popd" -> state.folder = null;
      case "[", "test" -> {
        List<Text> words = new ArrayList<>(arguments);
        if (name.equals("[")) {
          if (words.isEmpty() || !"]".equals(known(words.getLast()))) {
            state.fail();
            return List.of(state);
          }
          words.removeLast();
        }
        state.status = new ShellTest(words, state, runner.shell(), false).evaluate();
      }
      case "exit" -> state.exit(status(arguments, state));
      case "return" -> {
        state.status = status(arguments, state);
        state.flow = Flow.RETURN;
      }
      case "break", "continue" -> {
        state.flow = name.equals("break") ? Flow.BREAK : Flow.CONTINUE;
        String count = arguments.isEmpty() ? "1" : known(arguments.getFirst());
        state.levels = "2".equals(count) ? 2 : 1;
      }
      case "read" -> ReadBuiltin.read(arguments, state, span);
      case "alias" ->
          arguments.forEach(
              argument -> {
                String text = known(argument);
                int equals = text == null ? -1 : text.indexOf('=');
                if (text != null && equals > 0) {
                  state.aliases.put(text.substring(0, equals), text.substring(equals + 1));
                }
              });
      case "command", "builtin" -> {
        if (!arguments.isEmpty() && !String.valueOf(known(arguments.getFirst())).startsWith("-")) {
          return NAMES.contains(String.valueOf(known(arguments.getFirst())))
              ? call(String.valueOf(known(arguments.getFirst())), arguments, prefix, state, span)
              : commands.external(arguments, prefix, state, span);
        }
        which(arguments, state, span);
      }
      case "type", "hash" -> which(arguments, state, span);
      case "getopts" -> state.fail();
      case "let", "mapfile", "readarray" -> state.status = Status.ASSUMED;
      default -> {}
    }
    return List.of(state);
  }

  private static void which(List<Text> arguments, ShellState state, Span span) {
    state.status = Status.UNKNOWN;
    if (state.output != null) {
      state.output =
          state.output.plus(new Text.Unknown("is where a program is installed", null, span));
    }
  }

  static @Nullable String known(Text text) {
    return text instanceof Text.Known known ? known.value() : null;
  }

  private static Status status(List<Text> arguments, ShellState state) {
    String code = arguments.isEmpty() ? null : known(arguments.getFirst());
    return code == null ? state.status : code.equals("0") ? Status.SUCCESS : Status.FAILURE;
  }

  private List<ShellState> exec(List<Text> fields, Map<String, Text> prefix, ShellState state) {
    int first = 1;
    Environment environment = state.environment;
    while (first < fields.size()) {
      String option = known(fields.get(first));
      if (option == null || !option.startsWith("-") || option.length() < 2) {
        break;
      }
      if (option.equals("--")) {
        first++;
        break;
      }
      if (option.indexOf('c') > 0) {
        environment = Environment.EMPTY;
      }
      first += option.equals("-a") ? 2 : 1;
    }
    if (first >= fields.size()) {
      return List.of(state);
    }
    for (var entry : prefix.entrySet()) {
      environment = environment.with(entry.getKey(), entry.getValue());
    }
    commands.start(fields.subList(first, fields.size()), environment, state);
    state.exit(Status.ASSUMED);
    return List.of(state);
  }

  private static void cd(List<Text> arguments, ShellState state) {
    Text target = arguments.isEmpty() ? state.environment.get("HOME") : arguments.getLast();
    if (!(target instanceof Text.Known known) || known.value().equals("-")) {
      state.folder = null;
      return;
    }
    String path = Paths.resolve(state.folder, known.value());
    if (path != null && state.files.presence(path) == Presence.ABSENT) {
      state.fail();
      return;
    }
    state.folder = path;
  }
}

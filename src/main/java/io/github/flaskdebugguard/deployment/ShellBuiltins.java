package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.SourceFile;
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
  private final LaunchRun run;

  ShellBuiltins(ShellRunner runner, ShellCommands commands, LaunchRun run) {
    this.runner = runner;
    this.commands = commands;
    this.run = run;
  }

  static boolean isBuiltin(String name) {
    return NAMES.contains(name);
  }

  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
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
      case "export" -> export(arguments, state);
      case "local" -> arguments.forEach(argument -> local(argument, state));
      case "readonly" -> declare(arguments, state, false, true);
      case "declare", "typeset" -> declare(arguments, state, false, false);
      case "unset" -> unset(arguments, state);
      case "set" -> set(arguments, state, span);
      case "shift" -> shift(arguments, state);
      case "exec" -> {
        return exec(fields, prefix, state, span);
      }
      case "eval" -> {
        return eval(arguments, state, span);
      }
      case ".", "source" -> {
        return source(arguments, state, span);
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
      case "read" -> read(arguments, state, span);
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

  private void export(List<Text> arguments, ShellState state) {
    boolean undo = false;
    for (Text argument : arguments) {
      String text = known(argument);
      if (text == null) {
        if (argument instanceof Text.Unknown unknown) {
          state.environment = state.environment.withOthers(unknown);
        }
        continue;
      }
      if (text.equals("-p")) {
        printExports(state, argument.span());
        continue;
      }
      if (text.startsWith("-")) {
        undo = text.equals("-n");
        continue;
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (!isName(name)) {
        state.fail();
        if (runner.shell() != Shell.BASH) {
          state.fact(
              argument.span(), "export: " + name + " is not a variable name, which ends the shell");
          state.flow = Flow.EXIT;
        }
        continue;
      }
      if (undo) {
        state.unexport(name);
      } else if (equals < 0) {
        Text value = state.export(name);
        if (value != null) {
          state.fact(argument.span(), exported(name, value));
        }
      } else {
        Text value = new Text.Known(text.substring(equals + 1), argument.span());
        if (state.constants.contains(name)) {
          commands.set(name, value, state, argument.span());
          continue;
        }
        state.export(name, value);
        state.fact(argument.span(), exported(name, value));
      }
    }
  }

  private static String exported(String name, Text value) {
    return switch (value) {
      case Text.Known known -> name + "=\"" + known.value() + "\" is exported";
      case Text.Unknown unknown -> name + " is exported, its value " + unknown.reason();
    };
  }

  private static void printExports(ShellState state, Span span) {
    ShellOutput output = state.output;
    if (output == null) {
      return;
    }
    for (var entry : state.environment.variables().entrySet()) {
      Text value = entry.getValue().value();
      if (value instanceof Text.Known known) {
        String line =
            "export " + entry.getKey() + "='" + known.value().replace("'", "'\\''") + "'\n";
        output = output.plus(new Text.Known(line, span));
      } else if (value instanceof Text.Unknown unknown) {
        output = output.plus(unknown);
      }
    }
    state.output = output;
  }

  private void local(Text argument, ShellState state) {
    String text = known(argument);
    if (text == null || text.startsWith("-")) {
      return;
    }
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    state.shadowed.add(name);
    if (equals < 0) {
      state.locals.remove(name);
    } else {
      state.locals.put(name, new Text.Known(text.substring(equals + 1), argument.span()));
    }
  }

  private void declare(List<Text> arguments, ShellState state, boolean export, boolean constant) {
    boolean exports = export;
    boolean constants = constant;
    for (Text argument : arguments) {
      String text = known(argument);
      if (text == null) {
        continue;
      }
      if (text.startsWith("-")) {
        exports |= text.indexOf('x') > 0;
        constants |= text.indexOf('r') > 0;
        continue;
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (equals >= 0) {
        Text value = new Text.Known(text.substring(equals + 1), argument.span());
        if (exports) {
          state.export(name, value);
          state.fact(argument.span(), exported(name, value));
        } else {
          commands.set(name, value, state, argument.span());
        }
      } else if (exports) {
        state.export(name);
      }
      if (constants) {
        state.constants.add(name);
      }
    }
  }

  private static void unset(List<Text> arguments, ShellState state) {
    boolean functions = false;
    for (Text argument : arguments) {
      String text = known(argument);
      if (text == null) {
        continue;
      }
      if (text.startsWith("-")) {
        functions = text.equals("-f");
      } else if (functions) {
        state.functions.remove(text);
      } else {
        if (state.isExported(text)) {
          state.fact(argument.span(), text + " is removed from the environment");
        }
        state.unset(text, argument.span());
      }
    }
  }

  private void set(List<Text> arguments, ShellState state, Span span) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = known(arguments.get(i));
      if (text != null && (text.equals("--") || text.equals("-"))) {
        state.arguments = List.copyOf(arguments.subList(i + 1, arguments.size()));
        return;
      }
      if (text == null || text.length() < 2 || (text.charAt(0) != '-' && text.charAt(0) != '+')) {
        state.arguments = List.copyOf(arguments.subList(i, arguments.size()));
        return;
      }
      boolean on = text.charAt(0) == '-';
      for (int j = 1; j < text.length(); j++) {
        String option = text.substring(j, j + 1);
        if (option.equals("o")) {
          i++;
          String word = i < arguments.size() ? known(arguments.get(i)) : null;
          if ("pipefail".equals(word) && runner.shell() == Shell.DASH) {
            state.fact(span, "set -o pipefail is unknown to dash and ends the script");
            state.exit(Status.FAILURE);
            return;
          }
          option =
              switch (word) {
                case null -> "";
                case "allexport" -> "a";
                case "errexit" -> "e";
                case "nounset" -> "u";
                default -> word;
              };
        }
        if (on) {
          state.options.add(option);
        } else {
          state.options.remove(option);
        }
      }
    }
  }

  private static void shift(List<Text> arguments, ShellState state) {
    int count = 1;
    if (!arguments.isEmpty()) {
      String text = known(arguments.getFirst());
      count =
          text != null
                  && text.length() < 5
                  && text.chars().allMatch(c -> c >= '0' && c <= '9')
                  && !text.isEmpty()
              ? Integer.parseInt(text)
              : 1;
    }
    if (count > state.arguments.size()) {
      state.fail();
      return;
    }
    state.arguments = List.copyOf(state.arguments.subList(count, state.arguments.size()));
  }

  private List<ShellState> exec(
      List<Text> fields, Map<String, Text> prefix, ShellState state, Span span) {
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

  private List<ShellState> eval(List<Text> arguments, ShellState state, Span span) {
    Text joined = ShellExpansion.joined(arguments, span);
    if (!(joined instanceof Text.Known known)) {
      if (joined instanceof Text.Unknown unknown) {
        state.environment = state.environment.withOthers(unknown);
        state.fact(span, "eval runs text that " + unknown.reason());
      }
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (!run.enter()) {
      return List.of(state);
    }
    List<ShellState> ends = runner.script(ShellScript.parse(known), state);
    run.leave();
    return ends;
  }

  private List<ShellState> source(List<Text> arguments, ShellState state, Span span) {
    if (arguments.isEmpty()) {
      state.fail();
      return List.of(state);
    }
    Text name = arguments.getFirst();
    String text = known(name);
    if (text == null) {
      Text.Unknown reason = new Text.Unknown("may be set by a file that is not known", null, span);
      state.environment = state.environment.withOthers(reason);
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    boolean searched = text.indexOf('/') < 0 && runner.shell() != Shell.BASH;
    String path = searched ? null : Paths.resolve(state.folder, text);
    Presence presence =
        searched ? Presence.ABSENT : path == null ? Presence.UNKNOWN : state.files.presence(path);
    SourceFile file = path == null ? null : state.files.read(path);
    if (file == null && (presence == Presence.UNKNOWN || presence == Presence.FILE)) {
      state.fact(span, "reads " + text + ", which is not in the repository");
      Text.Unknown reason =
          new Text.Unknown(
              "may be set by " + text + ", which is not in the repository", null, span);
      if (!ShellTools.isActivation(text)) {
        state.environment = state.environment.withOthers(reason);
      }
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (file == null && ShellTools.isActivation(text)) {
      // Who starts the script made the virtual environment before.
      state.status = Status.ASSUMED;
      return List.of(state);
    }
    if (file == null) {
      state.fail();
      state.fact(
          span,
          text
              + (searched ? " has no slash and is searched in PATH only" : " does not exist")
              + (runner.shell() == Shell.BASH ? "" : ", which ends the shell"));
      if (runner.shell() != Shell.BASH) {
        state.flow = Flow.EXIT;
      }
      return List.of(state);
    }
    if (!run.enter()) {
      return List.of(state);
    }
    state.fact(span, "reads " + file.path() + " as shell");
    List<Text> saved = state.arguments;
    if (arguments.size() > 1) {
      state.arguments = List.copyOf(arguments.subList(1, arguments.size()));
    }
    List<ShellState> ends = runner.script(run.parse(file), state);
    run.leave();
    for (ShellState end : ends) {
      if (arguments.size() > 1) {
        end.arguments = saved;
      }
      if (end.flow == Flow.RETURN) {
        end.flow = Flow.NEXT;
      }
    }
    return ends;
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

  private static void read(List<Text> arguments, ShellState state, Span span) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String text = known(arguments.get(i));
      if (text != null && text.startsWith("-")) {
        i += text.length() == 2 && "dtpnNu".indexOf(text.charAt(1)) >= 0 ? 1 : 0;
      } else if (text != null) {
        names.add(text);
      }
    }
    if (names.isEmpty()) {
      names.add("REPLY");
    }
    ShellOutput input = state.input;
    if (input == null || input.unknown() != null) {
      Text.Unknown reason = input == null ? null : input.unknown();
      Text value = reason == null ? new Text.Unknown("is read from the input", null, span) : reason;
      names.forEach(name -> state.set(name, value));
      state.status = Status.UNKNOWN;
      return;
    }
    String text = input.text();
    int feed = text.indexOf('\n');
    String line = feed < 0 ? text : text.substring(0, feed);
    state.input = new ShellOutput(feed < 0 ? "" : text.substring(feed + 1), null);
    Text separators = state.locals.get("IFS");
    split(line, names, separators instanceof Text.Known ifs ? ifs.value() : " \t", state, span);
    if (feed < 0) {
      state.fail();
    }
  }

  private static void split(
      String line, List<String> names, String separators, ShellState state, Span span) {
    String rest = line;
    for (int i = 0; i < names.size(); i++) {
      while (!rest.isEmpty()
          && Character.isWhitespace(rest.charAt(0))
          && separators.indexOf(rest.charAt(0)) >= 0) {
        rest = rest.substring(1);
      }
      String value = rest;
      if (i < names.size() - 1) {
        int end = 0;
        while (end < rest.length() && separators.indexOf(rest.charAt(end)) < 0) {
          end++;
        }
        value = rest.substring(0, end);
        rest = end < rest.length() ? rest.substring(end + 1) : "";
      } else if (!separators.isEmpty() && separators.indexOf(' ') >= 0) {
        value = rest.stripTrailing();
      }
      state.set(names.get(i), new Text.Known(value, span));
    }
  }
}

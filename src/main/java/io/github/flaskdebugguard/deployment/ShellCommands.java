package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Assignment;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs simple commands: assignments, functions, builtins, programs whose output scripts use, and
 * all others, which start.
 */
final class ShellCommands {
  private final ShellRunner runner;
  private final LaunchRun run;
  private final ShellBuiltins builtins;

  ShellCommands(ShellRunner runner, LaunchRun run) {
    this.runner = runner;
    this.run = run;
    this.builtins = new ShellBuiltins(runner, this, run);
  }

  List<ShellState> simple(Command.Simple command, ShellState state) {
    Status before = state.status;
    state.status = Status.SUCCESS;
    return new ShellRedirection(runner, command.redirections())
        .around(
            state,
            inner -> {
              List<ShellState> ends = plain(command, inner, before);
              for (ShellState end : ends) {
                if (end.status == Status.FAILURE && run.started() > 0 && asserts(command)) {
                  // What is not in the repository may be what the programs before have made.
                  end.status = Status.ASSUMED;
                }
                runner.check(end, command.span());
              }
              return ends;
            });
  }

  /** {@return whether a command by itself only asks for files or handles them} */
  private boolean asserts(Command.Simple command) {
    Text.Known name =
        command.words().isEmpty() || runner.isGuarded()
            ? null
            : literal(command.words().getFirst());
    return name != null
        && switch (name.value()) {
          case "test", "[" ->
              command.words().size() > 1
                  && List.of("-d", "-e", "-f", "-s")
                      .contains(command.words().get(1).literal() + "");
          case "ls", "cat", "cp", "mv", "rm", "cd", "head", "tail" -> true;
          default -> false;
        };
  }

  private List<ShellState> plain(Command.Simple command, ShellState state, Status before) {
    ShellExpansion expansion = runner.expansion(state);
    if (command.words().isEmpty()) {
      for (Assignment assignment : command.assignments()) {
        assign(assignment, state, expansion);
      }
      return List.of(state);
    }
    Text.Known name = literal(command.words().getFirst());
    List<Text> fields = new ArrayList<>();
    Map<String, Text.Unknown> unknown = new LinkedHashMap<>();
    if (name != null && declares(name.value())) {
      fields.add(name);
      for (Word word : command.words().subList(1, command.words().size())) {
        fields.addAll(
            isAssignment(word)
                ? List.of(declared(word, expansion, unknown))
                : expansion.fields(word));
      }
      if (!name.value().equals("local")) {
        unknown.forEach(state::set);
      }
    } else {
      String alias =
          name == null || runner.shell() == Shell.BASH ? null : state.aliases.get(name.value());
      List<Word> words = command.words();
      if (alias != null && name != null) {
        fields.addAll(words(alias, name.span(), state));
        words = words.subList(1, words.size());
      }
      state.status = before;
      fields.addAll(expansion.fields(words));
    }
    if (state.stopped()) {
      return List.of(state);
    }
    if (fields.isEmpty()) {
      for (Assignment assignment : command.assignments()) {
        assign(assignment, state, expansion);
      }
      return List.of(state);
    }
    Map<String, Text> prefix = new LinkedHashMap<>();
    for (Assignment assignment : command.assignments()) {
      prefix.put(assignment.name(), expansion.text(assignment.value(), assignment.span()));
    }
    if (state.stopped()) {
      return List.of(state);
    }
    List<ShellState> ends = call(fields, prefix, state, command.span());
    if (name != null && name.value().equals("local")) {
      ends.forEach(end -> end.locals.putAll(unknown));
    }
    return ends;
  }

  /**
   * {@return {@code name=value}, or the name alone when the value is unknown, which is then noted}
   */
  private static Text declared(
      Word word, ShellExpansion expansion, Map<String, Text.Unknown> unknown) {
    Word.Part.Literal first = (Word.Part.Literal) word.parts().getFirst();
    int equals = first.text().indexOf('=');
    String name = first.text().substring(0, equals);
    List<Word.Part> rest = new ArrayList<>(word.parts().subList(1, word.parts().size()));
    if (equals + 1 < first.text().length()) {
      rest.addFirst(new Word.Part.Literal(first.text().substring(equals + 1), false));
    }
    String source = word.source().substring(word.source().indexOf('=') + 1);
    return switch (expansion.text(new Word(rest, source, word.span()))) {
      case Text.Known value -> new Text.Known(name + "=" + value.value(), word.span());
      case Text.Unknown value -> {
        unknown.put(name, value);
        yield new Text.Known(name, word.span());
      }
    };
  }

  private List<Text> words(String text, Span span, ShellState state) {
    ShellScript script = ShellScript.parse(new Text.Known(text, span));
    List<Text> fields = new ArrayList<>();
    for (Command command : script.body().commands()) {
      if (command instanceof Command.Simple simple) {
        fields.addAll(runner.expansion(state).fields(simple.words()));
      }
    }
    return fields;
  }

  private static Text.@Nullable Known literal(Word word) {
    String text = word.literal();
    return text == null ? null : new Text.Known(text, word.span());
  }

  private static boolean declares(String name) {
    return switch (name) {
      case "export", "local", "readonly", "declare", "typeset" -> true;
      default -> false;
    };
  }

  private static boolean isAssignment(Word word) {
    return word.parts().getFirst() instanceof Word.Part.Literal literal
        && !literal.quoted()
        && literal.text().indexOf('=') > 0
        && DeclarationBuiltins.isName(literal.text().substring(0, literal.text().indexOf('=')));
  }

  private void assign(Assignment assignment, ShellState state, ShellExpansion expansion) {
    String name = assignment.name();
    List<Word> items = assignment.items();
    if (items != null) {
      List<Text> values = new ArrayList<>();
      if (assignment.append()) {
        values.addAll(state.arrays.getOrDefault(name, List.of()));
      }
      values.addAll(expansion.fields(items));
      state.locals.remove(name);
      state.arrays.put(name, List.copyOf(values));
      return;
    }
    Text value = expansion.text(assignment.value(), assignment.span());
    String index = assignment.index();
    if (index != null) {
      List<Text> values = new ArrayList<>(state.arrays.getOrDefault(name, List.of()));
      values.add(value);
      state.arrays.put(name, List.copyOf(values));
      return;
    }
    if (assignment.append()) {
      Text old = state.get(name, assignment.span());
      value = old == null ? value : appended(old, value, assignment.span());
    }
    set(name, value, state, assignment.span());
  }

  static Text appended(Text left, Text right, Span span) {
    return switch (left) {
      case Text.Unknown unknown -> unknown;
      case Text.Known a ->
          switch (right) {
            case Text.Unknown unknown -> unknown;
            case Text.Known b -> new Text.Known(a.value() + b.value(), span);
          };
    };
  }

  /** Sets a variable; a read-only one fails in bash and ends other shells. */
  void set(String name, Text value, ShellState state, Span span) {
    if (!state.set(name, value)) {
      state.fact(span, name + " is read-only and keeps its value");
      state.fail();
      if (runner.shell() != Shell.BASH) {
        state.flow = Flow.EXIT;
      }
    }
  }

  /** {@return the states after calling a function, builtin or program with these words} */
  List<ShellState> call(List<Text> fields, Map<String, Text> prefix, ShellState state, Span span) {
    String name = fields.getFirst() instanceof Text.Known known ? known.value() : null;
    Command function = name == null ? null : state.functions.get(name);
    if (function != null) {
      return function(function, fields, prefix, state);
    }
    if (name != null && ShellBuiltins.isBuiltin(name)) {
      return builtins.call(name, fields, prefix, state, span);
    }
    return external(fields, prefix, state, span);
  }

  private List<ShellState> function(
      Command body, List<Text> fields, Map<String, Text> prefix, ShellState state) {
    List<Text> arguments = state.arguments;
    Map<String, Text> saved = state.locals.copy();
    Environment outer = state.environment;
    var shadowed = List.copyOf(state.shadowed);
    prefix.forEach(state::export);
    state.arguments = List.copyOf(fields.subList(1, fields.size()));
    List<ShellState> ends = runner.run(body, state);
    for (ShellState end : ends) {
      end.arguments = arguments;
      if (end.flow == Flow.RETURN) {
        end.flow = Flow.NEXT;
      }
      for (String name : List.copyOf(end.shadowed)) {
        if (!shadowed.contains(name)) {
          end.shadowed.remove(name);
          restore(end, name, saved.get(name));
        }
      }
      for (String name : prefix.keySet()) {
        Text old = outer.get(name);
        if (old != null) {
          end.environment = end.environment.with(name, old);
        } else {
          end.environment = end.environment.without(name, prefix.get(name).span());
        }
        restore(end, name, saved.get(name));
      }
    }
    return ends;
  }

  private static void restore(ShellState state, String name, @Nullable Text value) {
    if (value == null) {
      state.locals.remove(name);
    } else {
      state.locals.put(name, value);
    }
  }

  /** {@return the states after a program ran} */
  List<ShellState> external(
      List<Text> fields, Map<String, Text> prefix, ShellState state, Span span) {
    Environment environment = state.environment;
    for (var entry : prefix.entrySet()) {
      environment = environment.with(entry.getKey(), entry.getValue());
    }
    ShellTools tools = new ShellTools(state, fields, span, environment);
    Status known = tools.run();
    if (known != null) {
      state.status = known;
      return List.of(state);
    }
    if (state.output != null) {
      state.output =
          state.output.plus(
              new Text.Unknown("is the output of " + shown(fields.getFirst()), null, span));
    }
    start(fields, environment, state);
    state.status = ShellTools.isQuestion(fields) ? Status.UNKNOWN : Status.ASSUMED;
    return List.of(state);
  }

  private static String shown(Text name) {
    return name instanceof Text.Known known ? known.value() : "a program";
  }

  /** Starts a program that a shell does not know itself. */
  void start(List<Text> fields, Environment environment, ShellState state) {
    ProcessStart start =
        new ProcessStart(
            fields,
            state.folder,
            environment,
            state.condition,
            state.trail,
            List.copyOf(state.absent));
    run.launch(start, state.files, runner.depth() + 1);
  }
}

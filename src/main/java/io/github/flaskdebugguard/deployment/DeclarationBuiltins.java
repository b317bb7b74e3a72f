package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/**
 * The builtins that say what a variable is: {@code export}, {@code local}, {@code readonly}, {@code
 * declare} and {@code unset}.
 */
final class DeclarationBuiltins {
  private final ShellCommands commands;
  private final Shell shell;

  DeclarationBuiltins(ShellCommands commands, Shell shell) {
    this.commands = commands;
    this.shell = shell;
  }

  void export(List<Text> arguments, ShellState state) {
    boolean undo = false;
    for (Text argument : arguments) {
      String text = ShellBuiltins.known(argument);
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
        if (shell != Shell.BASH) {
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

  static void local(Text argument, ShellState state) {
    String text = ShellBuiltins.known(argument);
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

  /**
   * @param constant whether the variables are read-only without an option that says so
   */
  void declare(List<Text> arguments, ShellState state, boolean constant) {
    boolean exports = false;
    boolean constants = constant;
    for (Text argument : arguments) {
      String text = ShellBuiltins.known(argument);
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

  static void unset(List<Text> arguments, ShellState state) {
    boolean functions = false;
    for (Text argument : arguments) {
      String text = ShellBuiltins.known(argument);
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
}

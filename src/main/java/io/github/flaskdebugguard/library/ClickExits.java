package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Value;
import java.util.function.Supplier;

/**
 * The exceptions by which commands of click end (read: 8.1.7 core.py and exceptions.py). {@code
 * main} turns them into the end of the process, but with {@code standalone_mode=False} lets them
 * pass, and gives the code of an {@code Exit} back.
 */
final class ClickExits {
  private static final String EXIT = "Exit";
  private static final String MODULE = "click";

  private ClickExits() {}

  /** Defines the exceptions. */
  static void define(Interpreter run, Models models) {
    ClassObj exception = builtin(run, "Exception");
    ClassObj error = models.type("ClickException", exception).define();
    ClassObj usage = models.type("UsageError", error).define();
    ClassObj parameter = models.type("BadParameter", usage).define();
    models.type("MissingParameter", parameter).define();
    for (String name : new String[] {"NoSuchOption", "BadOptionUsage", "BadArgumentUsage"}) {
      models.type(name, usage).define();
    }
    models.type("FileError", error).define();
    ClassObj runtime = builtin(run, "RuntimeError");
    models.type("Abort", runtime).define();
    models.type(EXIT, runtime).method("__init__", "self, code=0", ClickExits::keep).define();
  }

  private static ClassObj builtin(Interpreter run, String name) {
    return (ClassObj) run.builtin(name, run.input().launch());
  }

  private static Value keep(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, "exit_code", call.get("code"));
    }
    return call.none();
  }

  /** {@return the class of an exception} */
  static Value type(Interpreter run, String name) {
    return run.importModule(MODULE, run.input().launch()) instanceof ModuleObj click
            && run.slot(click, name) instanceof ClassObj type
        ? type
        : run.builtin("Exception", run.input().launch());
  }

  /** {@return an exception to throw} */
  static Raised of(Call call, String name, String message) {
    Interpreter run = call.interpreter();
    return type(run, name) instanceof ClassObj type
        ? run.raise(type, message, call.span())
        : run.raise("SystemExit", message, call.span());
  }

  /** {@return the exception that ends a command with a code} */
  static Raised exit(Call call, Value code) {
    Raised exit = of(call, EXIT, "");
    if (exit.exception() instanceof Instance exception) {
      call.interpreter().setSlot(exception, "exit_code", code);
    }
    return exit;
  }

  /**
   * {@return the exception after the help of a group that was given no command: from 8.2 on that is
   * a wrong usage (executed: 8.1.3, 8.4.0)}
   */
  static Raised help(Call call) {
    boolean old = !Releases.CLICK.atLeast(call.interpreter(), call.span(), 8, 2);
    return old ? exit(call, call.none()) : of(call, "UsageError", "no command is given");
  }

  /** {@return what a command gives back; in the standalone mode it never comes back} */
  static Value main(Call call, boolean standalone, Supplier<Value> command) {
    Value code = call.none();
    try {
      code = command.get();
    } catch (Raised raised) {
      boolean exit = is(raised, EXIT);
      if (standalone ? !exit && !is(raised, "ClickException") && !is(raised, "Abort") : !exit) {
        throw raised;
      }
      Value kept =
          raised.exception() instanceof Instance exception
              ? call.interpreter().slot(exception, "exit_code")
              : null;
      code = kept == null ? call.none() : kept;
    }
    if (standalone) {
      throw new PathEnd();
    }
    return code;
  }

  /** {@return whether a call asks for the standalone mode, as it does by default} */
  static boolean standalone(Call call) {
    return !(call.keywords().get("standalone_mode") instanceof Value.Bool mode) || mode.value();
  }

  private static boolean is(Raised raised, String type) {
    return raised.exception() instanceof Instance exception && exception.type().inherits(type);
  }
}

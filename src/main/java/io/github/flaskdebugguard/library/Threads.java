package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code threading} and {@code multiprocessing}: what is started runs at once, to its end. */
final class Threads {
  private static final String SLEEPS = "sleeps of a thread";
  private static final int MOST_SLEEPS = 2;

  private Threads() {}

  static ModuleObj module(Interpreter run, String name) {
    Models models = new Models(run, name);
    for (String type : List.of("Thread", "Process", "Timer")) {
      models
          .type(type)
          .method("__init__", "self, *args, **kwargs", Threads::keepTarget)
          .method("start", "self", Threads::startTarget)
          .ignored("join", "cancel", "terminate", "setDaemon")
          .open()
          .define();
    }
    return models.module();
  }

  private static Value keepTarget(Call call) {
    if (call.get("self") instanceof Instance self) {
      Interpreter run = call.interpreter();
      List<Value> rest = call.rest();
      Value target = call.keywords().get("target");
      if (target == null && rest.size() > 1) {
        target = rest.get(1);
      }
      Value kwargs = call.keywords().get("kwargs");
      Value args = call.keywords().get("args");
      run.setSlot(self, "target", target);
      run.setSlot(self, "kwargs", kwargs);
      run.setSlot(self, "args", args);
    }
    return call.none();
  }

  private static Value startTarget(Call call) {
    if (!(call.get("self") instanceof Instance self)) {
      return call.none();
    }
    Interpreter run = call.interpreter();
    Value given = run.slot(self, "target");
    Value target = given == null ? run.attributeOrNull(self, "run", call.span()) : given;
    if (target != null) {
      Value args = run.slot(self, "args");
      List<Value> positional = args == null ? null : run.items(args, call.span());
      Map<String, Value> named = new LinkedHashMap<>();
      if (run.slot(self, "kwargs") instanceof DictObj dict) {
        List<Value> keys = run.items(dict, call.span());
        for (Value key : keys == null ? List.<Value>of() : keys) {
          if (key instanceof Value.Str name) {
            named.put(name.value(), run.item(dict, key, call.span()));
          }
        }
      }
      beside(
          run,
          () ->
              run.call(
                  target,
                  new Arguments(positional == null ? List.of() : positional, named, null),
                  call.span()));
    }
    return call.none();
  }

  /** Does what runs beside the rest: however it ends, the rest goes on all the same. */
  private static void beside(Interpreter run, Runnable body) {
    Object outer = run.notes().put(SLEEPS, 0);
    try {
      body.run();
    } catch (PathEnd | Raised end) {
      // NOTE: it serves, or ends with an exception that Python prints.
      return;
    } finally {
      if (outer == null) {
        run.notes().remove(SLEEPS);
      } else {
        run.notes().put(SLEEPS, outer);
      }
    }
  }

  /**
   * What a thread does again and again, with a pause between, tells nothing of how an app starts.
   */
  static Value sleep(Call call) {
    if (call.interpreter().notes().get(SLEEPS) instanceof Integer before) {
      if (before >= MOST_SLEEPS) {
        throw new PathEnd();
      }
      call.interpreter().notes().put(SLEEPS, before + 1);
    }
    return call.none();
  }
}

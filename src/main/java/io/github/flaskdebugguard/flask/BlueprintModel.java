package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.Value;
import java.util.List;
import java.util.Map;

/**
 * Blueprints: what they record runs when an application registers them (read: flask/blueprints.py
 * of 2.2.2 and 3.1.3).
 */
final class BlueprintModel {
  private static final String RECORDED = " recorded";
  private static final int MAX_NESTING = 16;

  private final ClassObj state;

  private BlueprintModel(ClassObj state) {
    this.state = state;
  }

  static BlueprintModel define(Models models) {
    BlueprintModel model = new BlueprintModel(models.type("BlueprintSetupState").open().make());
    models
        .type("Blueprint")
        .method("__init__", "self, name=None, import_name=None, *args, **kwargs", model::make)
        .method("record", "self, func", call -> keep(call, call.get("func")))
        .method("record_once", "self, func", call -> keep(call, call.get("func")))
        .method(
            "register_blueprint",
            "self, blueprint, **options",
            call -> keep(call, call.get("blueprint")))
        .decorators("route", "get", "post", "errorhandler", "before_request")
        .open()
        .define();
    return model;
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, "name", call.get("name"));
      call.interpreter().setSlot(self, "import_name", call.get("import_name"));
    }
    return call.none();
  }

  private static Value keep(Call call, Value recorded) {
    if (call.get("self") instanceof Instance self) {
      Interpreter run = call.interpreter();
      run.setSlot(
          self, RECORDED, run.joined(recorded(run, self), List.of(recorded), call.origin()));
    }
    return call.none();
  }

  private static List<Value> recorded(Interpreter run, Instance blueprint) {
    return run.slot(blueprint, RECORDED) instanceof Value.Tuple tuple ? tuple.items() : List.of();
  }

  /** Runs what a blueprint recorded, for {@code app.register_blueprint(blueprint)}. */
  Value register(Call call) {
    if (call.get("blueprint") instanceof Instance blueprint) {
      register(call, blueprint, 0);
    }
    return call.none();
  }

  private void register(Call call, Instance blueprint, int depth) {
    Interpreter run = call.interpreter();
    for (Value each : recorded(run, blueprint)) {
      if (each instanceof Instance nested && depth < MAX_NESTING) {
        register(call, nested, depth + 1);
      } else if (!(each instanceof Instance)) {
        Instance made = Models.object(state, call.origin());
        run.setSlot(made, "app", call.get("self"));
        run.setSlot(made, "blueprint", blueprint);
        run.setSlot(made, "options", run.dict(Map.of(), call.span()));
        run.setSlot(made, "first_registration", new Value.Bool(true, call.origin()));
        run.call(each, Arguments.of(made), call.span());
      }
    }
  }
}

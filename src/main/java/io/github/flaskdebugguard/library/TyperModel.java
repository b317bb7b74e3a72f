package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.python.syntax.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** typer (its documentation): click commands made of functions; defaults make options. */
final class TyperModel {
  private static final String COMMANDS = " commands";
  private static final String CALLBACK = " callback";

  private final Interpreter run;
  private final Models models;
  private final ClassObj parameter;

  private TyperModel(Interpreter run) {
    this.run = run;
    this.models = new Models(run, "typer");
    this.parameter = models.type("ParameterInfo").open().define();
  }

  static ModuleObj module(Interpreter run) {
    TyperModel model = new TyperModel(run);
    model
        .models
        .type("Typer")
        .method("__init__", "self, *args, **kwargs", model::make)
        .method("command", "self, name=None, *args, **kwargs", model::command)
        .method("callback", "self, *args, **kwargs", model::callback)
        .method("__call__", "self, *args, **kwargs", model::main)
        .ignored("add_typer")
        .open()
        .define();
    return model
        .models
        .function("Option", "default=None, *names, **kwargs", call -> model.info(call, true))
        .function("Argument", "default=None, *names, **kwargs", call -> model.info(call, false))
        .function("run", "function", model::runFunction)
        .value("Exit", ClickExits.type(run, "Exit"))
        .value("Abort", ClickExits.type(run, "Abort"))
        .value("BadParameter", ClickExits.type(run, "BadParameter"))
        .ignored("echo", "secho")
        .module();
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, COMMANDS, run.dict(Map.of(), call.span()));
    }
    return call.none();
  }

  private Value info(Call call, boolean option) {
    Instance made = Models.object(parameter, call.origin());
    call.keywords().forEach((key, value) -> run.setSlot(made, key, value));
    run.setSlot(made, "default", call.get("default"));
    run.setSlot(made, "names", new Value.Tuple(call.rest(), call.origin()));
    run.setSlot(made, "is option", new Value.Bool(option, call.origin()));
    return made;
  }

  private Value command(Call call) {
    String given = call.text("name");
    return Models.decorator(
        call,
        inner -> {
          if (call.get("self") instanceof Instance self
              && run.slot(self, COMMANDS) instanceof DictObj all
              && inner.get("target") instanceof FunctionObj function) {
            String name = given == null ? ClickModel.commandName(function.name()) : given;
            run.setSlot(all, name, function);
          }
          return inner.get("target");
        });
  }

  private Value callback(Call call) {
    return Models.decorator(
        call,
        inner -> {
          if (call.get("self") instanceof Instance self) {
            run.setSlot(self, CALLBACK, inner.get("target"));
          }
          return inner.get("target");
        });
  }

  private Value runFunction(Call call) {
    return ClickExits.main(
        call,
        true,
        () -> {
          if (call.get("function") instanceof FunctionObj function) {
            invoke(call, function, ArgparseModel.commandLine(call));
          }
          return call.none();
        });
  }

  private Value main(Call call) {
    return ClickExits.main(call, ClickExits.standalone(call), () -> choose(call));
  }

  private Value choose(Call call) {
    if (!(call.get("self") instanceof Instance self)
        || !(run.slot(self, COMMANDS) instanceof DictObj all)) {
      return call.none();
    }
    List<Value> words = words(call);
    List<String> names = run.textKeys(all);
    if (run.slot(self, CALLBACK) instanceof FunctionObj before) {
      invoke(call, before, List.of());
    } else if (names.size() == 1 && run.slot(all, names.getFirst()) instanceof FunctionObj only) {
      return invoke(call, only, words);
    }
    if (!words.isEmpty()
        && words.getFirst() instanceof Value.Str name
        && run.slot(all, name.value()) instanceof FunctionObj chosen) {
      return invoke(call, chosen, words.subList(1, words.size()));
    }
    return call.none();
  }

  /** {@return the words given to a call, else those of the command line} */
  private List<Value> words(Call call) {
    Value given = call.keywords().get("args");
    if (given == null && call.arguments().positional().size() > 1) {
      given = call.arguments().positional().get(1);
    }
    List<Value> words =
        given == null || given instanceof Value.None ? null : run.items(given, call.span());
    return words == null ? ArgparseModel.commandLine(call) : words;
  }

  private Value invoke(Call call, FunctionObj function, List<Value> words) {
    List<Value> parameters = new ArrayList<>();
    for (Parameter each : function.parameters()) {
      parameters.add(described(call, function, each));
    }
    ClickOptions options = new ClickOptions(call, parameters, Map.of(), null);
    Map<String, Value> values = options.values(options.read(words, false));
    return run.call(function, new Arguments(List.of(), values, null), call.span());
  }

  private Instance described(Call call, FunctionObj function, Parameter written) {
    Value fallback = function.defaultOf(written.name());
    Instance given = fallback instanceof Instance made && made.type() == parameter ? made : null;
    Instance result = Models.object(parameter, call.origin());
    Value value = given == null ? fallback : run.slot(given, "default");
    boolean required =
        value == null || (value instanceof Value.Unknown u && u.reason().contains("..."));
    boolean option = fallback != null && (given == null || isOption(given));
    String dashed = "--" + written.name().replace('_', '-');
    boolean flag = value instanceof Value.Bool;
    List<Value> names = new ArrayList<>();
    names.add(new Value.Str(written.name(), call.origin()));
    if (option) {
      boolean named = given != null && !names(given).isEmpty();
      if (named) {
        names.addAll(names(given));
      } else {
        String text = flag ? dashed + "/--no-" + dashed.substring(2) : dashed;
        names.add(new Value.Str(text, call.origin()));
      }
    }
    run.setSlot(result, "names", new Value.Tuple(names, call.origin()));
    run.setSlot(result, "is option", new Value.Bool(option, call.origin()));
    Value variable = given == null ? null : run.slot(given, "envvar");
    run.setSlot(result, "envvar", variable);
    if (flag) {
      run.setSlot(result, "is_flag", new Value.Bool(true, call.origin()));
    }
    if (required) {
      run.setSlot(result, "required", new Value.Bool(true, call.origin()));
    } else {
      run.setSlot(result, "default", value);
      run.setSlot(result, "required", new Value.Bool(false, call.origin()));
    }
    return result;
  }

  private boolean isOption(Instance given) {
    return run.slot(given, "is option") instanceof Value.Bool option && option.value();
  }

  private List<Value> names(@Nullable Instance given) {
    return given != null && run.slot(given, "names") instanceof Value.Tuple tuple
        ? tuple.items()
        : List.of();
  }
}

package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flask-Script (facts A6; read: 2.0.6): {@code manage.py runserver} with {@code -d -D -r -R} runs
 * the application with {@code debug} and {@code use_debugger} the same, both {@code app.debug}
 * where nothing says other.
 */
final class ScriptModel {
  private static final String COMMANDS = " commands";
  private static final String RAN = " ran";
  private static final String FLAGS = " flags";
  private static final String SETTINGS = " settings";

  private final Interpreter run;
  private final Models models;
  private final Map<FunctionObj, List<ScriptCommand.Option>> declared = new IdentityHashMap<>();

  private ScriptModel(Interpreter run) {
    this.run = run;
    this.models = new Models(run, "flask_script");
  }

  static ModuleObj module(Interpreter run) {
    ScriptModel model = new ScriptModel(run);
    ClassObj command =
        model
            .models
            .type("Command")
            .method("__init__", "self, *args, **kwargs", Call::none)
            .define();
    model
        .models
        .type("Server", command)
        .method("__init__", "self, host='127.0.0.1', port=5000, **kwargs", model::keep)
        .define();
    model.models.type("Shell", command).define();
    model
        .models
        .type("Option")
        .method("__init__", "self, *args, **kwargs", model::keepOption)
        .define();
    model
        .models
        .type("Manager")
        .method("__init__", "self, app=None, *args, **kwargs", model::make)
        .method("command", "self, func", model::command)
        .method(
            "option",
            "self, *args, **kwargs",
            call -> Models.decorator(call, inner -> model.option(call, inner.get("target"))))
        .method("add_command", "self, *args, **kwargs", model::add)
        .method("run", "self, commands=None, default_command=None", model::runManager)
        .method("add_option", "self, *args, **kwargs", Call::none)
        .method(FlaskLibrary.STARTED_ELSEWHERE, "self", model::serveOnly)
        .open()
        .define();
    return model.models.module();
  }

  /** {@return {@code sys.argv[1:]}} */
  static List<Value> commandLine(Call call) {
    Interpreter run = call.interpreter();
    Value sys = run.importModule("sys", call.span());
    Value argv = sys == null ? null : run.attributeOrNull(sys, "argv", call.span());
    List<Value> items = argv == null ? null : run.items(argv, call.span());
    return items == null || items.isEmpty() ? List.of() : items.subList(1, items.size());
  }

  private Value keep(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, "host", call.get("host"));
      call.keywords().forEach((key, value) -> run.setSlot(self, key, value));
    }
    return call.none();
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, "app", call.get("app"));
      run.setSlot(self, COMMANDS, run.dict(Map.of(), call.span()));
    }
    return call.none();
  }

  private Value command(Call call) {
    if (call.get("func") instanceof FunctionObj function) {
      put(call.get("self"), function.name(), function);
    }
    return call.get("func");
  }

  private Value option(Call call, Value target) {
    if (target instanceof FunctionObj function) {
      declared
          .computeIfAbsent(function, f -> new ArrayList<>())
          .add(new ScriptCommand.Option(call.rest(), call.keywords()));
      put(call.get("self"), function.name(), function);
    }
    return target;
  }

  private Value keepOption(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, FLAGS, run.list(call.rest(), call.span()));
      run.setSlot(self, SETTINGS, run.dict(call.keywords(), call.span()));
    }
    return call.none();
  }

  private Value add(Call call) {
    List<Value> given = call.rest();
    Value name = given.isEmpty() ? call.keywords().get("name") : given.getFirst();
    Value value =
        given.size() > 1 ? given.get(1) : call.keywords().getOrDefault("command", call.none());
    if (name instanceof Value.Str text) {
      put(call.get("self"), text.value(), value);
    }
    return call.none();
  }

  private void put(Value self, String name, Value value) {
    if (self instanceof Instance manager && run.slot(manager, COMMANDS) instanceof DictObj all) {
      run.setSlot(all, name, value);
    }
  }

  /** Serves as {@code runserver} does, for a manager that the file itself never runs. */
  private Value serveOnly(Call call) {
    if (call.get("self") instanceof Instance self
        && run.slot(self, RAN) == null
        && run.slot(self, COMMANDS) instanceof DictObj all) {
      Value chosen = run.slot(all, "runserver");
      serve(call, self, chosen instanceof Instance server ? server : null, List.of());
    }
    return call.none();
  }

  private Value runManager(Call call) {
    if (call.get("self") instanceof Instance manager) {
      run.setSlot(manager, RAN, new Value.Bool(true, call.origin()));
    }
    List<Value> words = commandLine(call);
    Value first = words.isEmpty() ? call.get("default_command") : words.getFirst();
    if (!(first instanceof Value.Str name)
        || !(call.get("self") instanceof Instance self)
        || !(run.slot(self, COMMANDS) instanceof DictObj all)) {
      throw new PathEnd();
    }
    Value chosen = run.slot(all, name.value());
    List<Value> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (chosen instanceof FunctionObj function) {
      ScriptCommand command = new ScriptCommand(call, rest);
      List<ScriptCommand.Option> options = declared.get(function);
      Arguments arguments =
          options == null
              ? command.ofFunction(function)
              : new Arguments(List.of(), command.declared(options), null);
      run.call(function, arguments, call.span());
    } else if (chosen instanceof Instance server && server.type().inherits("Server")) {
      serve(call, self, server, rest);
    } else if (chosen == null && name.value().equals("runserver")) {
      serve(call, self, null, rest);
    } else if (chosen instanceof Instance other) {
      custom(call, self, other, rest);
    }
    throw new PathEnd();
  }

  /** A command's own class: {@code __call__} gets the app first, {@code run} does not. */
  private void custom(Call call, Instance manager, Instance command, List<Value> words) {
    List<ScriptCommand.Option> options = new ArrayList<>();
    Value listed = run.attributeOrNull(command, "get_options", call.span());
    Value all =
        listed == null
            ? run.attributeOrNull(command, "option_list", call.span())
            : run.call(listed, Arguments.NONE, call.span());
    List<Value> items = all == null ? null : run.items(all, call.span());
    for (Value item : items == null ? List.<Value>of() : items) {
      if (item instanceof Instance option
          && run.slot(option, FLAGS) instanceof Value flags
          && run.slot(option, SETTINGS) instanceof DictObj settings) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (String key : run.textKeys(settings)) {
          Value value = run.slot(settings, key);
          if (value != null) {
            named.put(key, value);
          }
        }
        List<Value> given = run.items(flags, call.span());
        options.add(new ScriptCommand.Option(given == null ? List.of() : given, named));
      }
    }
    Map<String, Value> values = new ScriptCommand(call, words).declared(options);
    Value called = run.attributeOrNull(command, "__call__", call.span());
    Value body = called != null ? called : run.attributeOrNull(command, "run", call.span());
    if (body != null) {
      Value app = run.slot(manager, "app");
      List<Value> first = called == null || app == null ? List.of() : List.of(app);
      run.call(body, new Arguments(first, values, null), call.span());
    }
  }

  private void serve(Call call, Instance manager, @Nullable Instance server, List<Value> words) {
    Value made = run.slot(manager, "app");
    Value app = made == null ? call.none() : made;
    if (RelativeModels.factory(app)) {
      app = run.call(app, Arguments.NONE, call.span());
    }
    Value flag = run.attributeOrNull(app, "debug", call.span());
    Value fallback = flag == null ? call.none() : flag;
    Value debug = option(server, "use_debugger", fallback);
    Value reload = option(server, "use_reloader", fallback);
    Value host = server == null ? null : run.slot(server, "host");
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i) instanceof Value.Str word) {
        switch (word.value()) {
          case "-d", "--debug" -> debug = new Value.Bool(true, call.origin(word));
          case "-D", "--no-debug" -> debug = new Value.Bool(false, call.origin(word));
          case "-r", "--reload" -> reload = new Value.Bool(true, call.origin(word));
          case "-R", "--no-reload" -> reload = new Value.Bool(false, call.origin(word));
          case "-h", "--host" -> host = i + 1 < words.size() ? words.get(i + 1) : host;
          default -> {}
        }
      }
    }
    Map<String, Value> options = new LinkedHashMap<>();
    options.put("debug", debug);
    options.put("use_debugger", debug);
    options.put("use_reloader", reload);
    if (host != null) {
      options.put("host", host);
    }
    run.call(
        run.attribute(app, "run", call.span()),
        new Arguments(List.of(), options, null),
        call.span());
  }

  private Value option(@Nullable Instance server, String name, Value fallback) {
    Value set = server == null ? null : run.slot(server, name);
    return set == null || set instanceof Value.None ? fallback : set;
  }
}

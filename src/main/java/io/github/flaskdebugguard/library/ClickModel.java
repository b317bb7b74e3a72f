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
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * click (facts A3 and F, executed with 8.1 to 8.4): a command is a function whose parameters come
 * from the command line, environment variables and defaults. Calling it runs it and ends the
 * process.
 */
final class ClickModel {
  /** The slot of a function or command that holds its parameters, outermost decorator first. */
  static final String PARAMETERS = " params";

  private static final String CALLBACK = "callback";
  private static final String COMMANDS = "commands";
  private static final String CONTEXT = " context";

  private final Interpreter run;
  private final Models models;
  private final ClassObj parameter;
  private final ClassObj option;
  private final ClassObj argument;
  private final ClassObj command;
  private final ClassObj group;
  private final ClassObj context;

  private ClickModel(Interpreter run, String name) {
    this.run = run;
    this.models = new Models(run, name);
    this.parameter = models.type("Parameter").open().define();
    this.option = parameterType("Option", true);
    this.argument = parameterType("Argument", false);
    this.context = context();
    this.command =
        models
            .type("Command")
            .method("__init__", "self, name=None, **kwargs", this::makeCommand)
            .method("__call__", "self, *args, **kwargs", this::main)
            .method("main", "self, args=None, **kwargs", this::main)
            .open()
            .define();
    this.group =
        models
            .type("Group", command)
            .method("command", "self, *args, **kwargs", call -> register(call, false))
            .method("group", "self, *args, **kwargs", call -> register(call, true))
            .method("add_command", "self, cmd, name=None", this::addCommand)
            .define();
    models.value("MultiCommand", group);
  }

  private ClassObj parameterType(String name, boolean isOption) {
    return models
        .type(name, parameter)
        .method(
            "__init__",
            "self, param_decls=None, **kwargs",
            call -> {
              List<Value> names = run.items(call.get("param_decls"), call.span());
              if (call.get("self") instanceof Instance self) {
                describe(call, self, names == null ? List.of() : names, isOption);
              }
              return call.none();
            })
        .open()
        .define();
  }

  private void describe(Call call, Instance made, List<Value> names, boolean isOption) {
    call.keywords().forEach((key, value) -> run.setSlot(made, key, value));
    run.setSlot(made, "names", new Value.Tuple(names, call.origin()));
    run.setSlot(made, "is option", new Value.Bool(isOption, call.origin()));
  }

  private ClassObj context() {
    return models
        .type("Context")
        .method(
            "ensure_object",
            "self, object_type",
            call -> {
              Value made = run.call(call.get("object_type"), Arguments.NONE, call.span());
              run.setAttribute(call.get("self"), "obj", made, call.span());
              return made;
            })
        .method("invoke", "self, callback, *args, **kwargs", this::invokeOther)
        .method("forward", "self, callback, *args, **kwargs", this::invokeOther)
        .method(
            "exit",
            "self, code=0",
            call -> {
              throw ClickExits.exit(call, call.get("code"));
            })
        .method("get_help", "self", call -> new Value.Str("help", call.origin()))
        .open()
        .define();
  }

  static ModuleObj module(Interpreter run, String name) {
    ClickModel model = new ClickModel(run, name);
    Models models = model.models;
    ClickExits.define(run, models);
    for (String type : new String[] {"Choice", "IntRange", "FloatRange", "Path", "File", "Tuple"}) {
      models.type(type).method("__init__", "self, *args, **kwargs", Call::none).open().define();
    }
    Origin origin = Origin.at(run.input().launch());
    for (String word : new String[] {"BOOL", "INT", "FLOAT", "STRING", "UNPROCESSED"}) {
      String type =
          switch (word) {
            case "STRING", "UNPROCESSED" -> "str";
            default -> word.toLowerCase(Locale.ROOT);
          };
      models.value(word, run.builtin(type, origin.span()));
    }
    return models
        .function("command", "name=None, *args, **kwargs", call -> model.decorate(call, false))
        .function("group", "name=None, *args, **kwargs", call -> model.decorate(call, true))
        .function("option", "*names, **kwargs", call -> model.parameter(call, true))
        .function("argument", "*names, **kwargs", call -> model.parameter(call, false))
        .function("version_option", "*args, **kwargs", models::identity)
        .function("help_option", "*args, **kwargs", models::identity)
        .function("pass_context", "f", model::passContext)
        .function("pass_obj", "f", model::passContext)
        .function("make_pass_decorator", "*args, **kwargs", c -> models.identity(c))
        .ignored("echo", "secho", "clear")
        .function("style", "text, *args, **kwargs", call -> call.get("text"))
        .module();
  }

  private Value parameter(Call call, boolean isOption) {
    Instance made = Models.object(isOption ? option : argument, call.origin());
    describe(call, made, call.rest(), isOption);
    return Models.decorator(
        call,
        inner -> {
          Value target = inner.get("target");
          if (target instanceof Value.Obj object) {
            run.setSlot(
                object, PARAMETERS, run.joined(List.of(made), parameters(object), inner.origin()));
          }
          return target;
        });
  }

  private List<Value> parameters(Value.Obj object) {
    return run.slot(object, PARAMETERS) instanceof Value.Tuple tuple ? tuple.items() : List.of();
  }

  private Value passContext(Call call) {
    if (call.get("f") instanceof Value.Obj function) {
      run.setSlot(function, CONTEXT, new Value.Bool(true, call.origin()));
    }
    return call.get("f");
  }

  private Value decorate(Call call, boolean isGroup) {
    Value first = call.get("name");
    if (first instanceof FunctionObj function) {
      return make(call, function, isGroup, Map.of(), call.none());
    }
    return Models.decorator(
        call, inner -> make(inner, inner.get("target"), isGroup, call.keywords(), first));
  }

  private Value make(
      Call call, Value target, boolean isGroup, Map<String, Value> settings, Value name) {
    Value cls = settings.get("cls");
    ClassObj type = isGroup || isGroupClass(cls) ? group : command;
    Instance made = Models.object(type, call.origin());
    settings.forEach((key, value) -> run.setSlot(made, key, value));
    run.setSlot(made, CALLBACK, target);
    run.setSlot(made, "name", name);
    run.setSlot(made, COMMANDS, run.dict(Map.of(), call.span()));
    if (target instanceof Value.Obj function) {
      run.setSlot(made, PARAMETERS, new Value.Tuple(parameters(function), call.origin()));
      run.setSlot(made, CONTEXT, run.slot(function, CONTEXT));
    }
    return made;
  }

  private static boolean isGroupClass(@Nullable Value type) {
    return type instanceof ClassObj known && known.inherits("Group");
  }

  private Value makeCommand(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.keywords().forEach((key, value) -> run.setSlot(self, key, value));
      run.setSlot(self, "name", call.get("name"));
      List<Value> parameters = items(call, "params");
      if (!parameters.isEmpty()) {
        run.setSlot(self, PARAMETERS, new Value.Tuple(parameters, call.origin()));
      }
      if (call.keywords().get(CALLBACK) instanceof Value.Obj function) {
        run.setSlot(self, CONTEXT, run.slot(function, CONTEXT));
      }
      if (!(run.slot(self, COMMANDS) instanceof DictObj)) {
        run.setSlot(self, COMMANDS, run.dict(Map.of(), call.span()));
      }
    }
    return call.none();
  }

  private List<Value> items(Call call, String keyword) {
    Value given = call.keywords().get(keyword);
    List<Value> items =
        given == null || given instanceof Value.None ? null : run.items(given, call.span());
    return items == null ? List.of() : items;
  }

  private Value register(Call call, boolean isGroup) {
    Value self = call.get("self");
    Value first = call.rest().isEmpty() ? call.none() : call.rest().getFirst();
    if (first instanceof FunctionObj function) {
      return add(call, self, make(call, function, isGroup, Map.of(), call.none()), null);
    }
    Value name = call.keywords().getOrDefault("name", first);
    return Models.decorator(
        call,
        inner ->
            add(
                inner,
                self,
                make(inner, inner.get("target"), isGroup, call.keywords(), name),
                null));
  }

  private Value addCommand(Call call) {
    return add(call, call.get("self"), call.get("cmd"), call.text("name"));
  }

  private Value add(Call call, Value self, Value made, @Nullable String given) {
    if (self instanceof Instance parent
        && run.slot(parent, COMMANDS) instanceof DictObj commands
        && made instanceof Instance child) {
      String name = given;
      if (name == null && run.slot(child, "name") instanceof Value.Str text) {
        name = text.value();
      }
      if (name == null && run.slot(child, CALLBACK) instanceof FunctionObj function) {
        name = commandName(function.name());
      }
      if (name != null) {
        run.setSlot(commands, name, child);
      }
    }
    return made;
  }

  /** {@return a function's name as click 8 names its command; 8.2 also drops these endings} */
  static String commandName(String function) {
    return function.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Value main(Call call) {
    if (!(call.get("self") instanceof Instance self)) {
      return call.none();
    }
    Value given = call.keywords().get("args");
    given =
        given == null && call.arguments().positional().size() > 1
            ? call.arguments().positional().get(1)
            : given;
    List<Value> words =
        given == null || given instanceof Value.None
            ? ArgparseModel.commandLine(call)
            : run.items(given, call.span());
    Value prefix = call.keywords().get("auto_envvar_prefix");
    return ClickExits.main(
        call,
        ClickExits.standalone(call),
        () ->
            invoke(
                call,
                self,
                call.unknown("the name of the program"),
                words == null ? List.of(call.unknown("a command line")) : words,
                prefix instanceof Value.Str text ? text.value() : null,
                null));
  }

  private Value invoke(
      Call call,
      Instance self,
      Value name,
      List<Value> words,
      @Nullable String prefix,
      @Nullable Value object) {
    ClickOptions options = new ClickOptions(call, parameters(self), settings(self), prefix);
    boolean several = self.type().inherits("Group");
    WordReader.Read read = options.read(words, several);
    Map<String, Value> values = options.values(read);
    Value callback = run.slot(self, CALLBACK);
    Instance known = Models.object(context, call.origin());
    run.setSlot(known, "info_name", name);
    if (object != null) {
      run.setSlot(known, "obj", object);
    }
    List<Value> first = new ArrayList<>();
    if (run.slot(self, CONTEXT) != null) {
      first.add(known);
    }
    Instance chosen = several ? chosen(self, read) : null;
    run.setSlot(known, "invoked_subcommand", chosen == null ? call.none() : read.rest().getFirst());
    boolean alone =
        run.slot(self, "invoke_without_command") instanceof Value.Bool flag && flag.value();
    if (several && chosen == null && !alone) {
      throw ClickExits.help(call);
    }
    Value result = call.none();
    if (callback != null && !(callback instanceof Value.None)) {
      result = run.call(callback, new Arguments(first, values, null), call.span());
    }
    if (chosen == null) {
      return result;
    }
    Value inner = run.slot(known, "obj");
    List<Value> rest = read.rest().subList(1, read.rest().size());
    return invoke(call, chosen, read.rest().getFirst(), rest, prefix, inner);
  }

  private Map<String, Value> settings(Instance command) {
    Map<String, Value> settings = new LinkedHashMap<>();
    if (run.slot(command, "context_settings") instanceof DictObj dict) {
      for (String key : run.textKeys(dict)) {
        Value value = run.slot(dict, key);
        if (value != null) {
          settings.put(key, value);
        }
      }
    }
    return settings;
  }

  private @Nullable Instance chosen(Instance self, WordReader.Read read) {
    if (read.rest().isEmpty()) {
      return null;
    }
    if (read.rest().getFirst() instanceof Value.Str name
        && run.slot(self, COMMANDS) instanceof DictObj commands) {
      return run.slot(commands, name.value()) instanceof Instance found ? found : null;
    }
    return null;
  }

  private Value invokeOther(Call call) {
    Value target = call.get("callback");
    if (target instanceof Instance other && run.slot(other, CALLBACK) instanceof Value callback) {
      ClickOptions options = new ClickOptions(call, parameters(other), settings(other), null);
      Map<String, Value> values = options.values(options.read(List.of(), false));
      values.putAll(call.keywords());
      return run.call(callback, new Arguments(call.rest(), values, null), call.span());
    }
    return run.call(target, new Arguments(call.rest(), call.keywords(), null), call.span());
  }
}

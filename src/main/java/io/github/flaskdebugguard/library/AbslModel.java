package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code absl.flags} and {@code absl.app} (executed: absl-py 0.15.0): flags have their defaults
 * until the command line is read; {@code --name}, {@code --noname}, {@code --name=text}.
 */
final class AbslModel {
  private static final String HOLDS = " holds";
  private static final String SWITCH = " switch ";

  private final Interpreter run;

  private AbslModel(Interpreter run) {
    this.run = run;
  }

  static ModuleObj flags(Interpreter run) {
    Models models = new Models(run, "absl.flags");
    AbslModel model = new AbslModel(run);
    ClassObj values =
        models.type("FlagValues").method("__call__", "self, argv, *args", model::parse).define();
    Instance flags = Models.object(values, Origin.at(run.input().launch()));
    ClassObj holder =
        models
            .type("FlagHolder")
            .property("value", call -> model.held(call, flags), null)
            .open()
            .define();
    for (String type :
        new String[] {"bool", "boolean", "string", "integer", "float", "enum", "list"}) {
      boolean isSwitch = type.startsWith("bool");
      models.function(
          "DEFINE_" + type,
          "name, default, *args, **kwargs",
          call -> {
            String name = call.text("name");
            Instance made = Models.object(holder, call.origin());
            if (name != null) {
              run.setSlot(flags, name, call.get("default"));
              run.setSlot(flags, SWITCH + name, isSwitch ? call.none() : null);
              run.setSlot(made, HOLDS, call.get("name"));
            }
            return made;
          });
    }
    return models.value("FLAGS", flags).module();
  }

  static ModuleObj app(Interpreter run) {
    Models models = new Models(run, "absl.app");
    return models
        .function(
            "run",
            "main, argv=None, *args, **kwargs",
            call -> {
              Value flags = run.importModule("absl.flags", call.span());
              Value all = flags instanceof ModuleObj known ? run.slot(known, "FLAGS") : call.none();
              Value words =
                  call.get("argv") instanceof Value.None
                      ? run.attribute(
                          run.importModule("sys", call.span()) instanceof Value sys
                              ? sys
                              : call.none(),
                          "argv",
                          call.span())
                      : call.get("argv");
              Value rest =
                  run.call(all == null ? call.none() : all, Arguments.of(words), call.span());
              run.call(call.get("main"), Arguments.of(rest), call.span());
              throw new PathEnd();
            })
        .module();
  }

  private Value held(Call call, Instance flags) {
    Value value =
        call.get("self") instanceof Instance self && run.slot(self, HOLDS) instanceof Value.Str name
            ? run.slot(flags, name.value())
            : null;
    return value == null ? call.unknown("the value of a flag") : value;
  }

  /** Reads a command line into the flags; {@return the words that are none} */
  private Value parse(Call call) {
    List<Value> words = run.items(call.get("argv"), call.span());
    if (words == null || !(call.get("self") instanceof Instance flags)) {
      return call.unknown("a command line");
    }
    List<Value> rest = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Value word = words.get(i);
      String text = word instanceof Value.Str known ? known.value() : "";
      if (i == 0 || !text.startsWith("-") || text.length() < 2) {
        rest.add(word);
        continue;
      }
      String option = text.startsWith("--") ? text.substring(2) : text.substring(1);
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      boolean isSwitch = run.slot(flags, SWITCH + name) != null;
      if (equals >= 0) {
        Value.Str given = new Value.Str(option.substring(equals + 1), call.origin(word));
        run.setSlot(flags, name, isSwitch ? read(call, given) : given);
      } else if (isSwitch) {
        run.setSlot(flags, name, new Value.Bool(true, call.origin(word)));
      } else if (name.startsWith("no") && run.slot(flags, SWITCH + name.substring(2)) != null) {
        run.setSlot(flags, name.substring(2), new Value.Bool(false, call.origin(word)));
      } else if (run.slot(flags, name) != null && i + 1 < words.size()) {
        run.setSlot(flags, name, words.get(++i));
      } else {
        throw run.raise("UnrecognizedFlagError", "Unknown command line flag", call.span());
      }
    }
    return run.list(rest, call.span());
  }

  private Value read(Call call, Value.Str text) {
    return switch (text.value().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> new Value.Bool(true, call.origin(text));
      case "false", "f", "0" -> new Value.Bool(false, call.origin(text));
      default -> throw run.raise("ValueError", "Non-boolean argument to boolean flag", call.span());
    };
  }
}

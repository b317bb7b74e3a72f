package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.python.syntax.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command of Flask-Script is called with (read: 2.0.6): argparse reads the command line by
 * the options that the command declares, or by the parameters of its function.
 */
final class ScriptCommand {
  private final Call call;
  private final List<Value> words;

  /**
   * One option as {@code Option} and {@code manager.option} take it.
   *
   * @param flags {@code -b}, {@code --bind}; without a dash a positional argument
   */
  record Option(List<Value> flags, Map<String, Value> settings) {
    /** {@return the name under which the command gets it, or null} */
    @Nullable String name() {
      if (settings.get("dest") instanceof Value.Str dest) {
        return dest.value();
      }
      String name = null;
      for (Value flag : flags) {
        if (flag instanceof Value.Str text && (name == null || text.value().startsWith("--"))) {
          name = text.value();
        }
      }
      return name == null ? null : name.replaceFirst("^-+", "").replace('-', '_');
    }

    boolean positional() {
      return flags.stream()
          .noneMatch(flag -> flag instanceof Value.Str text && text.value().startsWith("-"));
    }

    boolean is(String word) {
      return flags.stream()
          .anyMatch(flag -> flag instanceof Value.Str text && text.value().equals(word));
    }
  }

  /**
   * @param words what follows the command's name
   */
  ScriptCommand(Call call, List<Value> words) {
    this.call = call;
    this.words = words;
  }

  /** {@return keyword arguments by declared options} */
  Map<String, Value> declared(List<Option> options) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Option option : options) {
      String name = option.name();
      if (name != null) {
        values.put(name, value(option));
      }
    }
    return values;
  }

  private Value value(Option option) {
    boolean toggles =
        option.settings().get("action") instanceof Value.Str action
            && action.value().startsWith("store_");
    boolean on =
        option.settings().get("action") instanceof Value.Str action
            && action.value().equals("store_true");
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i) instanceof Value.Str word && option.is(word.value())) {
        return toggles
            ? new Value.Bool(on, call.origin(word))
            : i + 1 < words.size() ? words.get(i + 1) : call.unknown("an option without a value");
      }
    }
    if (option.positional() && words.size() == 1) {
      return words.getFirst();
    }
    Value fallback = option.settings().get("default");
    return fallback != null ? fallback : toggles ? new Value.Bool(!on, call.origin()) : call.none();
  }

  /** {@return arguments by the parameters of a function that is a command itself} */
  Arguments ofFunction(FunctionObj function) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Parameter parameter : function.parameters()) {
      String name = parameter.name();
      boolean plain =
          parameter.kind() != Parameter.Kind.STAR && parameter.kind() != Parameter.Kind.DOUBLE_STAR;
      if (plain && (function.defaultOf(name) == null || isGiven(name))) {
        values.put(name, call.unknown("an argument of the command " + function.name()));
      }
    }
    return new Arguments(List.of(), values, null);
  }

  private boolean isGiven(String name) {
    String flag = "--" + name;
    return words.stream()
        .anyMatch(
            word ->
                word instanceof Value.Str text
                    && (text.value().equals(flag)
                        || text.value().startsWith(flag + "=")
                        || text.value().equals("-" + name.charAt(0))));
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a click command: command line, then environment variable, then default. What
 * click refuses ends the process.
 */
final class ClickOptions {
  private final Call call;
  private final Interpreter run;
  private final List<Instance> parameters = new ArrayList<>();
  private final Map<String, Value> settings;
  private final @Nullable String prefix;

  /**
   * @param settings {@code context_settings} of the command
   */
  ClickOptions(
      Call call, List<Value> parameters, Map<String, Value> settings, @Nullable String prefix) {
    this.call = call;
    this.run = call.interpreter();
    this.settings = settings;
    this.prefix = prefix;
    for (Value each : parameters) {
      if (each instanceof Instance parameter) {
        this.parameters.add(parameter);
      }
    }
  }

  WordReader.Read read(List<Value> words, boolean group) {
    List<WordReader.Option> options = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Instance parameter = parameters.get(i);
      if (isOption(parameter)) {
        List<String> on = new ArrayList<>();
        List<String> off = new ArrayList<>();
        for (String name : names(parameter)) {
          int slash = name.startsWith("-") ? name.indexOf('/') : -1;
          if (slash > 0) {
            on.add(name.substring(0, slash).strip());
            off.add(name.substring(slash + 1).strip());
          } else if (name.startsWith("-")) {
            on.add(name);
          }
        }
        int most = flag(parameter) || is(parameter, "count") ? 0 : 1;
        options.add(new WordReader.Option(Integer.toString(i), on, off, most, most));
      }
    }
    options.add(new WordReader.Option("help", helpNames(), List.of(), 0, 0));
    Value passes = settings.get("ignore_unknown_options");
    boolean passUnknown = passes != null && run.truth(passes) != Truth.FALSE;
    WordReader.Read read = new WordReader(options, false, group, passUnknown).read(words);
    if (read.refused() && read.unknown() == null) {
      throw ClickExits.of(call, "NoSuchOption", "an option is not known or lacks its value");
    }
    if (read.uses().containsKey("help")) {
      throw ClickExits.exit(call, call.none());
    }
    return read;
  }

  private List<String> helpNames() {
    Value names = settings.get("help_option_names");
    List<Value> given = names == null ? null : run.items(names, call.span());
    return given == null
        ? List.of("--help")
        : given.stream()
            .filter(Value.Str.class::isInstance)
            .map(each -> ((Value.Str) each).value())
            .toList();
  }

  /** {@return the arguments of the callback; group arguments are taken from the front of rest} */
  Map<String, Value> values(WordReader.Read read) {
    Map<String, Value> values = new LinkedHashMap<>();
    int next = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Instance parameter = parameters.get(i);
      String name = name(parameter);
      if (name.isEmpty()
          || run.slot(parameter, "expose_value") instanceof Value.Bool shown && !shown.value()) {
        continue;
      }
      if (isOption(parameter)) {
        values.put(name, option(parameter, name, read.uses().get(Integer.toString(i)), read));
      } else {
        int count = words(parameter, i, read.rest().size() - next);
        List<Value> words = read.rest().subList(next, next + count);
        next += count;
        values.put(name, argument(parameter, name, words, read));
      }
    }
    return values;
  }

  /** {@return how many of the words that are left an argument takes} */
  private int words(Instance parameter, int index, int left) {
    int wanted = wanted(parameter);
    if (wanted >= 0) {
      return Math.min(wanted, left);
    }
    int later = 0;
    for (Instance each : parameters.subList(index + 1, parameters.size())) {
      later += isOption(each) ? 0 : Math.max(0, wanted(each));
    }
    return Math.max(0, left - later);
  }

  private int wanted(Instance parameter) {
    return run.slot(parameter, "nargs") instanceof Value.Int count
        ? Math.clamp(count.value(), -1, Integer.MAX_VALUE)
        : 1;
  }

  private Value argument(Instance parameter, String name, List<Value> words, WordReader.Read read) {
    int wanted = wanted(parameter);
    if (words.isEmpty() && wanted != 0) {
      Value value = missing(parameter, name, read);
      return wanted < 0 && value instanceof Value.None
          ? new Value.Tuple(List.of(), call.origin(parameter))
          : value;
    }
    if (wanted == 1) {
      return typed(parameter, words.getFirst());
    }
    if (words.size() < wanted) {
      throw ClickExits.of(call, "BadArgumentUsage", name + " takes " + wanted + " values");
    }
    return new Value.Tuple(
        words.stream().map(word -> typed(parameter, word)).toList(), call.origin(parameter));
  }

  private boolean isOption(Instance parameter) {
    return run.slot(parameter, "is option") instanceof Value.Bool option && option.value();
  }

  private List<String> names(Instance parameter) {
    List<String> names = new ArrayList<>();
    if (run.slot(parameter, "names") instanceof Value.Tuple tuple) {
      for (Value each : tuple.items()) {
        if (each instanceof Value.Str text) {
          names.add(text.value());
        }
      }
    }
    return names;
  }

  private String name(Instance parameter) {
    String best = "";
    for (String each : names(parameter)) {
      if (!each.startsWith("-")) {
        return each.replace('-', '_').toLowerCase(Locale.ROOT);
      }
      String one = each.contains("/") ? each.substring(0, each.indexOf('/')).strip() : each;
      if (best.isEmpty() || one.startsWith("--") && !best.startsWith("--")) {
        best = one;
      }
    }
    return best.replaceFirst("^-+", "").replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private boolean is(Instance parameter, String slot) {
    Value value = run.slot(parameter, slot);
    return value != null && run.truth(value) == Truth.TRUE;
  }

  private boolean flag(Instance parameter) {
    return is(parameter, "is_flag")
        || run.slot(parameter, "flag_value") != null
        || names(parameter).stream().anyMatch(n -> n.startsWith("-") && n.contains("/"));
  }

  private Value option(
      Instance parameter, String name, @Nullable List<WordReader.Use> uses, WordReader.Read read) {
    if (uses == null) {
      return missing(parameter, name, read);
    }
    WordReader.Use last = uses.getLast();
    if (flag(parameter)) {
      Value given = run.slot(parameter, "flag_value");
      return given != null && last.on() ? given : new Value.Bool(last.on(), call.origin(parameter));
    }
    if (is(parameter, "count")) {
      return new Value.Int(uses.size(), call.origin(parameter));
    }
    if (is(parameter, "multiple")) {
      List<Value> values = new ArrayList<>();
      for (WordReader.Use use : uses) {
        values.add(typed(parameter, use.words().getFirst()));
      }
      return new Value.Tuple(values, call.origin(parameter));
    }
    return typed(parameter, last.words().getFirst());
  }

  private Value missing(Instance parameter, String name, WordReader.Read read) {
    Value.Unknown unread = read.unknown();
    if (unread != null) {
      return Booleans.undecided(call, unread);
    }
    String variable = variable(parameter, name);
    Value found = variable == null ? null : run.environment().get(variable, call.span());
    if (found != null && !(found instanceof Value.Str text && emptyIsUnset(text))) {
      return typed(parameter, found);
    }
    Value fallback = run.slot(parameter, "default");
    if (fallback == null || fallback instanceof Value.None) {
      if (is(parameter, "required")
          || (!isOption(parameter) && !optionalArgument(parameter) && fallback == null)) {
        throw ClickExits.of(call, "MissingParameter", name + " is required");
      }
      if (is(parameter, "prompt")) {
        return call.unknown("an answer to a prompt");
      }
      return flag(parameter) && fallback == null
          ? new Value.Bool(false, call.origin(parameter))
          : call.none();
    }
    if (!(fallback instanceof Value.Str) && run.names(fallback) == null && callable(fallback)) {
      return run.call(fallback, Arguments.NONE, call.span());
    }
    Value value = fallback instanceof Value.Str ? typed(parameter, fallback) : fallback;
    return variable == null ? value : run.environment().defaulted(variable, value, call.span());
  }

  private static boolean callable(Value value) {
    return value instanceof io.github.flaskdebugguard.python.FunctionObj;
  }

  private boolean optionalArgument(Instance parameter) {
    return run.slot(parameter, "required") instanceof Value.Bool required && !required.value()
        || run.slot(parameter, "nargs") instanceof Value.Int count && count.value() < 0;
  }

  private @Nullable String variable(Instance parameter, String name) {
    return switch (run.slot(parameter, "envvar")) {
      case Value.Str text -> text.value();
      case null, default -> prefix == null ? null : prefix + "_" + name.toUpperCase(Locale.ROOT);
    };
  }

  /** {@return whether click takes an empty variable as unset, which it did before 8.3} */
  private boolean emptyIsUnset(Value.Str text) {
    if (!text.value().isEmpty()) {
      return false;
    }
    return !Releases.CLICK.atLeast(run, call.span(), 8, 3);
  }

  private Value typed(Instance parameter, Value word) {
    return run.each(word, v -> oneTyped(parameter, v), call.span());
  }

  private Value oneTyped(Instance parameter, Value word) {
    if (flag(parameter) && run.slot(parameter, "flag_value") == null) {
      return bool(word);
    }
    Value type = run.slot(parameter, "type");
    String name =
        type instanceof ClassObj known
            ? known.name()
            : type == null ? typeOf(run.slot(parameter, "default")) : "";
    try {
      return switch (name) {
        case "bool" -> bool(word);
        case "int", "float" -> word instanceof Value.Str ? Casts.builtin(call, name, word) : word;
        default -> word;
      };
    } catch (Raised refused) {
      throw ClickExits.of(call, "BadParameter", "a value is not of its type");
    }
  }

  private static String typeOf(@Nullable Value fallback) {
    return switch (fallback) {
      case Value.Bool v -> "bool";
      case Value.Int v -> "int";
      case Value.Real v -> "float";
      case null, default -> "str";
    };
  }

  private Value bool(Value word) {
    if (word instanceof Value.Str text) {
      Boolean known = text.value().isEmpty() ? Boolean.FALSE : Booleans.CLICK.read(text.value());
      if (known == null) {
        throw ClickExits.of(call, "BadParameter", text.value() + " is not a valid boolean");
      }
      return new Value.Bool(known, call.origin(word));
    }
    return word instanceof Value.Bool ? word : Booleans.undecided(call, word);
  }
}

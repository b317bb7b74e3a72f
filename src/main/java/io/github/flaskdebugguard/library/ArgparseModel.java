package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code argparse} (CPython library reference): the command line is that of the launch, so options
 * that it does not hold have their defaults. {@code type=bool} makes any text but the empty one
 * true. A command line that argparse refuses ends the process.
 */
final class ArgparseModel {
  private static final String OPTIONS = " options";
  private static final String DEFAULTS = " defaults";
  private static final String COMMANDS = " commands";
  private static final String PARSERS = " parsers";
  private static final String BOTH_WAYS = "BooleanOptionalAction";

  private final Interpreter run;
  private final Models models;
  private final ClassObj action;
  private final ClassObj namespace;
  private final ClassObj commands;

  private ArgparseModel(Interpreter run, String name) {
    this.run = run;
    this.models = new Models(run, name);
    this.action = models.type("Action").open().define();
    models.type(BOTH_WAYS, action).define();
    this.namespace =
        models
            .type("Namespace")
            .method("__init__", "self, **kwargs", ArgparseModel::fill)
            .method("__contains__", "self, key", ArgparseModel::contains)
            .method("_get_kwargs", "self", call -> call.unknown("the options"))
            .define();
    this.commands =
        models
            .type("_SubParsersAction")
            .method("add_parser", "self, name, **kwargs", this::addParser)
            .open()
            .define();
  }

  static ModuleObj module(Interpreter run, String name) {
    ArgparseModel model = new ArgparseModel(run, name);
    ClassObj parser =
        model
            .models
            .type("ArgumentParser")
            .method("__init__", "self, *args, **kwargs", model::make)
            .method("add_argument", "self, *names, **kwargs", model::add)
            .method("set_defaults", "self, **kwargs", model::setDefaults)
            .method("get_default", "self, dest", call -> call.unknown("a default"))
            .method("add_argument_group", "self, *args, **kwargs", call -> call.get("self"))
            .method(
                "add_mutually_exclusive_group", "self, *args, **kwargs", call -> call.get("self"))
            .method("add_subparsers", "self, **kwargs", model::addCommands)
            .method("parse_args", "self, args=None, namespace=None", c -> model.parse(c, false))
            .method("parse_known_args", "self, args=None, namespace=None", model::parseKnown)
            .method("error", "self, message", call -> refuse())
            .method("exit", "self, status=0, message=None", call -> refuse())
            .ignored("print_help", "print_usage", "format_help")
            .open()
            .define();
    run.setSlot(model.commands, "parser class", parser);
    for (String formatter :
        new String[] {"ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter", "HelpFormatter"}) {
      model.models.type(formatter).open().define();
    }
    model
        .models
        .type("ArgumentTypeError", (ClassObj) run.builtin("Exception", run.input().launch()))
        .define();
    return model
        .models
        .text("SUPPRESS", "==SUPPRESS==")
        .text("REMAINDER", "...")
        .text("OPTIONAL", "?")
        .text("ZERO_OR_MORE", "*")
        .text("ONE_OR_MORE", "+")
        .module();
  }

  private static Value refuse() {
    throw new PathEnd();
  }

  private static Value fill(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.keywords().forEach((key, value) -> call.interpreter().setSlot(self, key, value));
    }
    return call.none();
  }

  private static Value contains(Call call) {
    return call.get("self") instanceof Instance self && call.get("key") instanceof Value.Str key
        ? new Value.Bool(call.interpreter().slot(self, key.value()) != null, call.origin())
        : call.unknown("whether an option exists");
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      Value parents = call.keywords().get("parents");
      List<Value> all = parents == null ? null : run.items(parents, call.span());
      List<Value> options = new ArrayList<>();
      for (Value parent : all == null ? List.<Value>of() : all) {
        if (parent instanceof Instance known) {
          options.addAll(tuple(known, OPTIONS));
        }
      }
      run.setSlot(self, OPTIONS, new Value.Tuple(options, call.origin()));
      run.setSlot(self, DEFAULTS, run.dict(Map.of(), call.span()));
    }
    return call.none();
  }

  private List<Value> tuple(Instance object, String slot) {
    return run.slot(object, slot) instanceof Value.Tuple tuple ? tuple.items() : List.of();
  }

  private Value add(Call call) {
    Instance option = Models.object(action, call.origin());
    call.keywords().forEach((key, value) -> run.setSlot(option, key, value));
    List<Value> names = List.copyOf(call.rest());
    run.setSlot(option, "names", new Value.Tuple(names, call.origin()));
    if (run.slot(option, "dest") == null) {
      run.setSlot(option, "dest", new Value.Str(destination(names), call.origin()));
    }
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, OPTIONS, run.joined(tuple(self, OPTIONS), List.of(option), call.origin()));
    }
    return option;
  }

  private static String destination(List<Value> names) {
    String best = "";
    for (Value each : names) {
      if (each instanceof Value.Str name
          && (best.isEmpty() || name.value().startsWith("--") && !best.startsWith("--"))) {
        best = name.value();
      }
    }
    String bare = best.replaceFirst("^-+", "");
    return best.startsWith("-") ? bare.replace('-', '_') : bare;
  }

  private Value setDefaults(Call call) {
    if (call.get("self") instanceof Instance self
        && run.slot(self, DEFAULTS) instanceof DictObj defaults) {
      call.keywords().forEach((key, value) -> run.setSlot(defaults, key, value));
    }
    return call.none();
  }

  private Value addCommands(Call call) {
    Instance made = Models.object(commands, call.origin());
    call.keywords().forEach((key, value) -> run.setSlot(made, key, value));
    run.setSlot(made, PARSERS, run.dict(Map.of(), call.span()));
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, COMMANDS, made);
    }
    return made;
  }

  private Value addParser(Call call) {
    Value type = run.slot(commands, "parser class");
    if (!(type instanceof ClassObj known)) {
      return call.unknown("a parser");
    }
    Value made = run.call(known, new Arguments(List.of(), call.keywords(), null), call.span());
    if (call.get("self") instanceof Instance self
        && run.slot(self, PARSERS) instanceof DictObj parsers
        && call.get("name") instanceof Value.Str name) {
      run.setSlot(parsers, name.value(), made);
    }
    return made;
  }

  private List<Value> words(Call call) {
    Value given = call.get("args");
    if (!(given instanceof Value.None)) {
      List<Value> items = run.items(given, call.span());
      return items == null ? List.of(call.unknown("a command line")) : items;
    }
    return commandLine(call);
  }

  /** {@return {@code sys.argv[1:]}} */
  static List<Value> commandLine(Call call) {
    Interpreter run = call.interpreter();
    Value sys = run.importModule("sys", call.span());
    Value argv = sys == null ? null : run.attributeOrNull(sys, "argv", call.span());
    List<Value> items = argv == null ? null : run.items(argv, call.span());
    return items == null
        ? List.of(call.unknown("a command line"))
        : items.isEmpty() ? items : items.subList(1, items.size());
  }

  private Value parseKnown(Call call) {
    Value parsed = parse(call, true);
    return new Value.Tuple(List.of(parsed, call.unknown("the other words")), call.origin());
  }

  private Value parse(Call call, boolean known) {
    Instance result =
        call.get("namespace") instanceof Instance given
            ? given
            : Models.object(namespace, call.origin());
    if (call.get("self") instanceof Instance parser) {
      parse(call, parser, result, words(call), known);
    }
    return result;
  }

  private void parse(
      Call call, Instance parser, Instance result, List<Value> words, boolean known) {
    List<Instance> positional = new ArrayList<>();
    List<WordReader.Option> options = new ArrayList<>();
    List<Instance> all = new ArrayList<>();
    for (Value each : tuple(parser, OPTIONS)) {
      if (each instanceof Instance option) {
        all.add(option);
        if (optional(option)) {
          options.add(described(option, all.size() - 1));
        } else {
          positional.add(option);
        }
      }
    }
    options.add(new WordReader.Option("help", List.of("-h", "--help"), List.of(), 0, 0));
    Value sub = run.slot(parser, COMMANDS);
    WordReader.Read read =
        new WordReader(options, true, sub != null && positional.isEmpty(), false).read(words);
    boolean unread = read.unknown() != null;
    if ((read.refused() && !known && !unread) || read.uses().containsKey("help")) {
      throw new PathEnd();
    }
    for (int i = 0; i < all.size(); i++) {
      Instance option = all.get(i);
      List<WordReader.Use> uses = read.uses().get(Integer.toString(i));
      if (uses != null) {
        for (WordReader.Use use : uses) {
          apply(call, option, use, result);
        }
      } else if (optional(option)) {
        defaulted(call, parser, option, result, unread ? read.unknown() : null);
      }
    }
    List<Value> rest = positional(call, parser, positional, read, result, known);
    if (sub instanceof Instance several) {
      command(call, several, rest, result, known);
    }
    others(parser, result);
  }

  private boolean optional(Instance option) {
    List<Value> names = tuple(option, "names");
    return !names.isEmpty()
        && names.getFirst() instanceof Value.Str text
        && text.value().startsWith("-");
  }

  private WordReader.Option described(Instance option, int index) {
    List<String> names = new ArrayList<>();
    List<String> off = new ArrayList<>();
    boolean both = run.slot(option, "action") instanceof ClassObj type && type.inherits(BOTH_WAYS);
    for (Value each : tuple(option, "names")) {
      if (each instanceof Value.Str name) {
        names.add(name.value());
        if (both && name.value().startsWith("--")) {
          off.add("--no-" + name.value().substring(2));
        }
      }
    }
    int[] count = both ? new int[] {0, 0} : count(option);
    return new WordReader.Option(Integer.toString(index), names, off, count[0], count[1]);
  }

  /** {@return how many words an option takes, at least and at most} */
  private int[] count(Instance option) {
    String kind = actionName(option);
    if (kind.startsWith("store_") || kind.equals("count") || kind.endsWith("_const")) {
      return new int[] {0, 0};
    }
    if (kind.equals("version") || kind.equals("help")) {
      return new int[] {0, 0};
    }
    return switch (run.slot(option, "nargs")) {
      case Value.Str text when text.value().equals("?") -> new int[] {0, 1};
      case Value.Str text when text.value().equals("+") -> new int[] {1, 1_000};
      case Value.Str text -> new int[] {0, 1_000};
      case Value.Int number -> new int[] {(int) number.value(), (int) number.value()};
      case null, default -> new int[] {1, 1};
    };
  }

  private String actionName(Instance option) {
    return run.slot(option, "action") instanceof Value.Str text ? text.value() : "store";
  }

  private @Nullable String dest(Instance option) {
    return run.slot(option, "dest") instanceof Value.Str text ? text.value() : null;
  }

  private void apply(Call call, Instance option, WordReader.Use use, Instance result) {
    String dest = dest(option);
    if (dest == null) {
      return;
    }
    Origin origin = call.origin(option);
    Value value =
        switch (actionName(option)) {
          case "store_true" -> new Value.Bool(true, origin);
          case "store_false" -> new Value.Bool(false, origin);
          case "store_const" -> slotOrNone(call, option, "const");
          case "append_const" -> call.unknown("a list of options");
          case "version", "help" -> throw new PathEnd();
          case "count" ->
              new Value.Int(
                  run.slot(result, dest) instanceof Value.Int before ? before.value() + 1 : 1,
                  origin);
          default -> stored(call, option, use, result, dest);
        };
    run.setSlot(result, dest, value);
  }

  private Value slotOrNone(Call call, Instance option, String slot) {
    Value value = run.slot(option, slot);
    return value == null ? call.none() : value;
  }

  private Value stored(
      Call call, Instance option, WordReader.Use use, Instance result, String dest) {
    Value action = run.slot(option, "action");
    if (action instanceof ClassObj type) {
      return type.inherits(BOTH_WAYS)
          ? new Value.Bool(use.on(), call.origin(option))
          : call.unknown("an option with an action of its own");
    }
    if (use.words().isEmpty()) {
      return slotOrNone(call, option, "const");
    }
    List<Value> values = new ArrayList<>();
    for (Value word : use.words()) {
      values.add(converted(call, option, word));
    }
    Value nargs = run.slot(option, "nargs");
    boolean single =
        nargs == null
            || nargs instanceof Value.None
            || (nargs instanceof Value.Str text && text.value().equals("?"));
    Value value = single ? values.getFirst() : run.list(values, call.span());
    if (!actionName(option).equals("append")) {
      return value;
    }
    List<Value> before =
        run.slot(result, dest) == null
            ? null
            : run.items(slotOrNone(call, result, dest), call.span());
    List<Value> all = new ArrayList<>(before == null ? List.of() : before);
    all.add(value);
    return run.list(all, call.span());
  }

  private Value converted(Call call, Instance option, Value word) {
    Value type = run.slot(option, "type");
    if (type == null || type instanceof Value.None) {
      return checked(call, option, word);
    }
    try {
      return checked(call, option, run.call(type, Arguments.of(word), call.span()));
    } catch (Raised refused) {
      throw new PathEnd();
    }
  }

  private Value checked(Call call, Instance option, Value value) {
    Value choices = run.slot(option, "choices");
    List<Value> allowed = choices == null ? null : run.items(choices, call.span());
    if (allowed != null && (value instanceof Value.Str || value instanceof Value.Int)) {
      if (allowed.stream().noneMatch(each -> !plain(each) || Value.same(each, value))) {
        throw new PathEnd();
      }
    }
    return value;
  }

  private static boolean plain(Value value) {
    return value instanceof Value.Str || value instanceof Value.Int;
  }

  private void defaulted(
      Call call,
      Instance parser,
      Instance option,
      Instance result,
      Value.@Nullable Unknown unread) {
    String dest = dest(option);
    if (dest == null || run.slot(result, dest) != null) {
      return;
    }
    if (unread != null) {
      run.setSlot(result, dest, Booleans.undecided(call, unread));
      return;
    }
    if (run.slot(option, "required") instanceof Value required
        && run.truth(required) == Truth.TRUE) {
      throw new PathEnd();
    }
    Value value = fallback(call, parser, option, dest);
    if (value instanceof Value.Str text && text.value().equals("==SUPPRESS==")) {
      return;
    }
    run.setSlot(result, dest, value);
  }

  private Value fallback(Call call, Instance parser, Instance option, String dest) {
    Value set = run.slot(parser, DEFAULTS) instanceof DictObj all ? run.slot(all, dest) : null;
    Value value = set == null ? run.slot(option, "default") : set;
    if (value != null) {
      // NOTE: argparse applies the type to a default that is a text.
      return value instanceof Value.Str ? converted(call, option, value) : value;
    }
    return switch (actionName(option)) {
      case "store_true" -> new Value.Bool(false, option.origin());
      case "store_false" -> new Value.Bool(true, option.origin());
      default -> new Value.None(option.origin());
    };
  }

  private List<Value> positional(
      Call call,
      Instance parser,
      List<Instance> options,
      WordReader.Read read,
      Instance result,
      boolean known) {
    List<Value> rest = new ArrayList<>(read.rest());
    int needed = 0;
    for (Instance option : options) {
      needed += count(option)[0];
    }
    for (Instance option : options) {
      int[] count = count(option);
      needed -= count[0];
      int take = Math.min(count[1], Math.max(0, rest.size() - needed));
      if (take < count[0] || take == 0) {
        if (count[0] > 0 && read.unknown() == null) {
          throw new PathEnd();
        }
        defaulted(call, parser, option, result, read.unknown());
        continue;
      }
      List<Value> words = List.copyOf(rest.subList(0, take));
      rest = new ArrayList<>(rest.subList(take, rest.size()));
      apply(call, option, new WordReader.Use(true, words), result);
    }
    boolean surplus = !rest.isEmpty() && run.slot(parser, COMMANDS) == null;
    if (surplus && !known && read.unknown() == null) {
      throw new PathEnd();
    }
    return rest;
  }

  private void command(
      Call call, Instance several, List<Value> rest, Instance result, boolean known) {
    String dest = dest(several);
    if (rest.isEmpty()) {
      if (run.slot(several, "required") instanceof Value required
          && run.truth(required) == Truth.TRUE) {
        throw new PathEnd();
      }
      if (dest != null) {
        run.setSlot(result, dest, call.none());
      }
      return;
    }
    if (dest != null) {
      run.setSlot(result, dest, rest.getFirst());
    }
    if (rest.getFirst() instanceof Value.Str name
        && run.slot(several, PARSERS) instanceof DictObj parsers) {
      if (run.slot(parsers, name.value()) instanceof Instance chosen) {
        parse(call, chosen, result, rest.subList(1, rest.size()), known);
      } else if (!known) {
        throw new PathEnd();
      }
    }
  }

  private void others(Instance parser, Instance result) {
    if (run.slot(parser, DEFAULTS) instanceof DictObj defaults) {
      for (String name : run.textKeys(defaults)) {
        if (run.slot(result, name) == null) {
          run.setSlot(result, name, run.slot(defaults, name));
        }
      }
    }
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Node;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One abstract run of start-up code. Where a condition is not known both sides run and their states
 * join; see {@code EVALUATOR} in the documentation for the meaning. Not for use by several threads.
 */
public final class Interpreter {
  /** Characters that are parsed in the time of a step. */
  private static final int CHARS_A_STEP = 8;

  final Heap heap = new Heap();
  final Branches branches = new Branches(heap);
  final Handlers handlers = new Handlers();
  final Trees trees;
  final RunInput input;
  final Library library;
  final Builtins builtins;
  final Statements statements;
  final Expressions expressions;
  final Attributes attributes;
  final Operators operators;
  final Calls calls;
  final Imports imports;
  final EnvironmentObj environment;

  private final List<Effect> effects = new ArrayList<>();
  private final EnvironmentReads reads = new EnvironmentReads();
  private final Map<String, Object> notes = new LinkedHashMap<>();
  private boolean loopsOn;
  private int steps;
  private int depth;

  /** Makes a run that has not begun. */
  public Interpreter(RunInput input, Trees trees, Library library) {
    this.input = input;
    this.trees = trees;
    this.library = library;
    this.builtins = new Builtins(this);
    this.statements = new Statements(this);
    this.expressions = new Expressions(this);
    this.attributes = new Attributes(this);
    this.operators = new Operators(this);
    this.calls = new Calls(this);
    this.imports = new Imports(this);
    this.environment = new EnvironmentObj(this);
  }

  // What models use.

  /** {@return what the run started from} */
  public RunInput input() {
    return input;
  }

  /** {@return the environment of the process as it is now} */
  public EnvironmentObj environment() {
    return environment;
  }

  /** Records something that a verdict is made from, under the conditions of the present path. */
  public void effect(Effect.Payload payload, Span span) {
    if (effects.size() >= Limits.EFFECTS) {
      throw new LimitReached("effects");
    }
    heap.changed();
    effects.add(new Effect(payload, span, branches.conditions()));
  }

  /** {@return what was recorded so far, in order} */
  public List<Effect> effects() {
    return effects;
  }

  /** {@return what the code asked of the environment so far} */
  public EnvironmentReads reads() {
    heap.changed();
    return reads;
  }

  /** {@return how many steps were taken, each copied change for one} */
  public long steps() {
    return steps + heap.copied();
  }

  /** {@return the text of an exception for people: its class and message} */
  public String described(Value exception) {
    if (!(exception instanceof Instance instance)) {
      return "an exception";
    }
    String message = "";
    if (heap.get(instance.slots, "args") instanceof Value.Tuple arguments
        && !arguments.items().isEmpty()) {
      String text = Formatting.plain(arguments.items().getFirst());
      message = text == null ? "" : ": " + text;
    }
    return instance.type().name() + message;
  }

  /** A loop was left that may go on for ever. */
  void loopsOn() {
    loopsOn = true;
  }

  /** {@return whether a loop of the code may go on for ever} */
  public boolean mayLoopOn() {
    return loopsOn;
  }

  /** {@return the undecided conditions of the present path, outermost first} */
  public List<Condition> path() {
    return branches.conditions();
  }

  /** {@return the keys of a dictionary that are texts, in order} */
  public List<String> textKeys(DictObj dict) {
    return operators.containers().textKeys(dict);
  }

  /** {@return why a dictionary may hold more than is known, or null} */
  public @Nullable Value openness(DictObj dict) {
    return heap.get(dict.slots, DictObj.OPEN);
  }

  /** States that a dictionary may hold more than is known. */
  public void open(DictObj dict, Value.Unknown reason) {
    heap.put(dict.slots, DictObj.OPEN, reason);
  }

  /** {@return all values in the slots of an object, in order} */
  public List<Value> slotValues(Value.Obj object) {
    return List.copyOf(object.slots.values().values());
  }

  /** Remembers how an object came to be chosen, for the trail. */
  void selected(Value value, Origin how) {
    if (value instanceof Value.Obj object && !how.variables().isEmpty()) {
      object.selection = how;
    }
  }

  /** {@return where a value comes from, for an object also how it was chosen} */
  public Origin originOf(Value value) {
    Origin chosen = value instanceof Value.Obj object ? object.selection : null;
    return chosen == null ? value.origin() : chosen;
  }

  /** {@return whether a function of the repository was called so far} */
  public boolean wasCalled(FunctionObj function) {
    return function.called;
  }

  /**
   * Does something as if what nothing in the code decides were so. How it ends is no matter: what
   * it did until then is what counts.
   */
  public void suppose(Condition condition, Runnable body) {
    Branches.Mark mark = branches.mark();
    branches.follow(List.of(condition));
    try {
      body.run();
    } catch (PathEnd | Raised end) {
      // NOTE: as said above.
      return;
    } finally {
      branches.leave(mark);
    }
  }

  /** {@return an object of a class made by its constructor from arguments that are not known} */
  public Value make(ClassObj type, Value.Unknown arguments, Span span) {
    try {
      return call(type, new Arguments(List.of(), Map.of(), arguments), span);
    } catch (Raised raised) {
      return calls.allocate(type, span);
    }
  }

  /** {@return the module in which a function was defined} */
  public ModuleObj moduleOf(FunctionObj function) {
    return function.closure.module;
  }

  /** {@return a place to keep what a model must remember over a run; not part of the state} */
  public Map<String, Object> notes() {
    heap.changed();
    return notes;
  }

  /** {@return an attribute of a value} Raises {@code AttributeError} where Python does. */
  public Value attribute(Value value, String name, Span span) {
    return attributes.get(value, name, span);
  }

  /** {@return an attribute of a value, or null where Python would raise} */
  public @Nullable Value attributeOrNull(Value value, String name, Span span) {
    return attributes.find(value, name, span);
  }

  /** {@return the attribute names that {@code dir} gives, or null when not all are known} */
  public @Nullable List<String> names(Value value) {
    return attributes.names(value);
  }

  /** {@return the attribute names that are known of a value, also when there may be more} */
  public List<String> knownNames(Value value) {
    return attributes.knownNames(value);
  }

  /** {@return the names in the slots of an object itself, in order} */
  public List<String> ownNames(Value.Obj object) {
    List<String> names = new ArrayList<>();
    for (Object key : object.slots.values().keySet()) {
      if (key instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  /** Copies all entries of a mapping into a dictionary. */
  public void update(DictObj into, Value from, Span span) {
    operators.update(into, from, span);
  }

  /** {@return the results of a function over each alternative of a value} */
  public Value each(Value value, java.util.function.UnaryOperator<Value> function, Span span) {
    return map(value, function, span);
  }

  /**
   * Sets an attribute of a value, through properties and {@code __setattr__} where there are any.
   */
  public void setAttribute(Value value, String name, Value to, Span span) {
    attributes.set(value, name, to, span);
  }

  /** {@return a slot of an object as it is, past properties} */
  public @Nullable Value slot(Value.Obj object, Object key) {
    return heap.get(object.slots, key);
  }

  /** Sets or removes a slot of an object, past properties. */
  public void setSlot(Value.Obj object, Object key, @Nullable Value value) {
    heap.put(object.slots, key, value);
  }

  /** {@return {@code container[key]}} */
  public Value item(Value container, Value key, Span span) {
    return operators.item(container, key, span);
  }

  /** Sets {@code container[key]}. */
  public void setItem(Value container, Value key, Value value, Span span) {
    operators.setItem(container, key, value, span);
  }

  /** {@return the result of calling a value} */
  public Value call(Value function, Arguments arguments, Span span) {
    return calls.call(function, arguments, span);
  }

  /** {@return the truth of a value} */
  public Truth truth(Value value) {
    return operators.truth(value);
  }

  /** {@return the items of an iterable, or null when they are not known} */
  public @Nullable List<Value> items(Value iterable, Span span) {
    return operators.items(iterable, span);
  }

  /** {@return a dictionary of known entries} */
  public DictObj dict(Map<String, Value> entries, Span span) {
    DictObj made = heap.made(new DictObj(null, Origin.at(span)));
    entries.forEach((key, value) -> heap.put(made.slots, key, value));
    return made;
  }

  /** {@return a list} */
  public ListObj list(List<Value> items, Span span) {
    ListObj made = heap.made(new ListObj(false, Origin.at(span)));
    heap.put(made.slots, ListObj.ITEMS, new Value.Tuple(items, Origin.at(span)));
    return made;
  }

  /**
   * {@return a module of this run by its dotted name, imported if need be; null when there is none}
   */
  public @Nullable Value importModule(String name, Span span) {
    return imports.load(name, span);
  }

  /** {@return the files that were run, also those that failed} */
  public List<SourceFile> sources() {
    return imports.sources();
  }

  /** {@return the modules that were imported, by dotted name} */
  public Map<String, ModuleObj> modules() {
    return imports.modules();
  }

  /** {@return {@code sys.path}} */
  public Value searchPath() {
    return imports.path();
  }

  /** {@return a built-in such as {@code str}} */
  public Value builtin(String name, Span span) {
    Value found = builtins.get(name);
    return found == null ? Value.Unknown.of("built-in " + name, span) : found;
  }

  /** {@return an exception to throw} */
  public Raised raise(String type, String message, Span span) {
    return builtins.exception(type, message, span);
  }

  /** {@return an exception of a modelled class to throw} */
  public Raised raise(ClassObj type, String message, Span span) {
    return builtins.exception(type, message, span);
  }

  /**
   * Runs a file as {@code __main__}; ends in {@link PathEnd} or {@link Raised} as the code does.
   *
   * @param packageName the package of a file that {@code python -m} runs, else null
   */
  public void runScript(SourceFile file, String absolutePath, @Nullable String packageName) {
    branches.value(imports.runMain(file, absolutePath, packageName), file.span(0, 0));
  }

  /** {@return the module that a file makes which no import finds, for configuration files} */
  public ModuleObj executeFile(String name, SourceFile file, String absolutePath) {
    return imports.executeFile(name, file, absolutePath);
  }

  /** {@return the value of an expression text in the scope of a module, for launch arguments} */
  public Value evaluate(SourceFile file, ModuleObj module) {
    return imports.evaluate(file, module);
  }

  // What the parts of the evaluation use.

  Span span(Frame frame, Node node) {
    return new Span(frame.file(), node.start(), node.end());
  }

  void step() {
    if (++steps + heap.copied() > Limits.STEPS) {
      throw new LimitReached("evaluation steps");
    }
  }

  /** Code that is not evaluated got these values and may have changed objects among them. */
  void giveAway(Arguments arguments) {
    for (int i = 0; i < arguments.positional().size(); i++) {
      giveAway(arguments.positional().get(i));
    }
    if (!arguments.keywords().isEmpty()) {
      arguments.keywords().values().forEach(Interpreter::giveAway);
    }
  }

  private static void giveAway(Value value) {
    if (value instanceof Value.Obj object) {
      object.givenAway = true;
    }
  }

  boolean wasGivenAway(Value value) {
    return value instanceof Value.Obj object && object.givenAway;
  }

  /** {@return all values as a tuple; code that lets one grow without end is left} */
  public Value.Tuple joined(List<Value> first, List<Value> then, Origin origin) {
    return new Value.Tuple(Operators.joined(first, then), origin);
  }

  /** Counts what is copied at once as so many steps, so that copies end like loops. */
  void charge(int elements) {
    steps += elements;
  }

  /** Counts what reads a text to its end, such as a file of settings, as so many steps. */
  public void chargeParsing(int length) {
    charge(length / CHARS_A_STEP);
  }

  void called(FunctionObj function) {
    function.called = true;
  }

  boolean enter() {
    return ++depth <= Limits.CALLS;
  }

  void leave() {
    depth--;
  }

  /** {@return where the message of an exception comes from} */
  public Origin messageOrigin(Value exception) {
    return exception instanceof Instance instance
            && heap.get(instance.slots, "args") instanceof Value.Tuple arguments
            && !arguments.items().isEmpty()
        ? arguments.items().getFirst().origin()
        : exception.origin();
  }

  /** {@return the results of a pure function over each alternative of a value} */
  Value map(Value value, java.util.function.UnaryOperator<Value> function, Span span) {
    if (!(value instanceof Value.Choice choice)) {
      return function.apply(value);
    }
    List<Value.Choice.Alternative> results = new ArrayList<>(choice.alternatives().size());
    Raised failure = null;
    for (int i = 0; i < choice.alternatives().size(); i++) {
      Value.Choice.Alternative alternative = choice.alternatives().get(i);
      if (alternative.value() instanceof Value.Unbound) {
        continue;
      }
      try {
        results.add(
            new Value.Choice.Alternative(
                alternative.condition(), function.apply(alternative.value())));
      } catch (Raised raised) {
        failure = raised;
      }
    }
    if (results.isEmpty()) {
      throw failure == null ? raise("NameError", "not bound", span) : failure;
    }
    return Value.choice(results, span);
  }

  /** {@return the reason that makes a value's truth undecided} */
  Value.Unknown cause(Value value, Span span) {
    return switch (value) {
      case Value.Unknown unknown -> unknown;
      case Value.Choice choice -> choice.alternatives().getFirst().condition().cause();
      default -> Value.Unknown.of("not decided", span, value.origin());
    };
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ExceptHandler;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Node;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One abstract run of start-up code. Where a condition is not known both sides run and their states
 * join; see {@code EVALUATOR} in the documentation for the meaning. Not for use by several threads.
 */
public final class Interpreter {

  final Heap heap = new Heap();
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

  private final List<Condition> path = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, EnvironmentRead> reads = new LinkedHashMap<>();
  private final Map<String, Set<String>> compared = new LinkedHashMap<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();
  private final Set<Value> givenAway = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<FunctionObj> called = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value.Obj, Origin> selections = new IdentityHashMap<>();
  private @Nullable String lastAbsent;
  private @Nullable EnvironmentRead lastRead;
  private int steps;
  private int depth;
  private final List<List<ExceptHandler>> tries = new ArrayList<>();

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
    effects.add(new Effect(payload, span, path));
  }

  /** {@return what was recorded so far, in order} */
  public List<Effect> effects() {
    return effects;
  }

  /** {@return the environment variables that the code asked for, by name} */
  public Map<String, EnvironmentRead> reads() {
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

  /** {@return the texts that the code compares each variable with} */
  public Map<String, Set<String>> compared() {
    return compared;
  }

  /** {@return the texts that the code compares a variable with} */
  public Set<String> comparedWith(String variable) {
    return compared.getOrDefault(variable, Set.of());
  }

  /** {@return the undecided conditions of the present path, outermost first} */
  public List<Condition> path() {
    return path;
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
    return List.copyOf(object.slots.values.values());
  }

  /** Remembers how an object came to be chosen, for the trail. */
  void selected(Value value, Origin how) {
    if (value instanceof Value.Obj object && !how.variables().isEmpty()) {
      selections.put(object, how);
    }
  }

  /** {@return where a value comes from, for an object also how it was chosen} */
  public Origin originOf(Value value) {
    Origin chosen = value instanceof Value.Obj object ? selections.get(object) : null;
    return chosen == null ? value.origin() : chosen;
  }

  /** {@return whether a function of the repository was called so far} */
  public boolean wasCalled(FunctionObj function) {
    return called.contains(function);
  }

  /** Goes on as if something that nothing in the code decides were so. */
  public void suppose(Condition condition) {
    path.add(condition);
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
    for (Object key : object.slots.values.keySet()) {
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

  /** {@return what the functions around a function hold, innermost first: it may use them} */
  public List<Value> captured(FunctionObj function) {
    List<Value> values = new ArrayList<>();
    for (Frame scope = function.closure; scope.enclosing != null; scope = scope.enclosing) {
      for (Object name : scope.locals.values.keySet()) {
        Value value = heap.get(scope.locals, name);
        if (value != null && value != function) {
          values.add(value);
        }
      }
    }
    return values;
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
    value(imports.runMain(file, absolutePath, packageName), file.span(0, 0));
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
    givenAway.addAll(arguments.positional());
    givenAway.addAll(arguments.keywords().values());
  }

  boolean wasGivenAway(Value object) {
    return givenAway.contains(object);
  }

  /** Counts what is copied at once as so many steps, so that copies end like loops. */
  void charge(int elements) {
    steps += elements;
  }

  void called(FunctionObj function) {
    called.add(function);
  }

  boolean enter() {
    return ++depth <= Limits.CALLS;
  }

  void leave() {
    depth--;
  }

  void enterTry(List<ExceptHandler> handlers) {
    tries.add(handlers);
  }

  void leaveTry() {
    tries.removeLast();
  }

  boolean insideTry() {
    return !tries.isEmpty();
  }

  /** {@return whether a handler around names one of these exceptions or takes all} */
  boolean handles(String... exceptions) {
    for (List<ExceptHandler> handlers : tries) {
      for (ExceptHandler handler : handlers) {
        if (handler.type() == null || names(handler.type(), exceptions)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean names(@Nullable Expression type, String... exceptions) {
    return switch (type) {
      case Expression.Name name -> List.of(exceptions).contains(name.id());
      case Expression.TupleDisplay several ->
          several.items().stream().anyMatch(each -> names(each, exceptions));
      case null, default -> false;
    };
  }

  /** {@return the variable that was asked for last and that nothing sets, or null} */
  public @Nullable String lastAbsent() {
    return lastAbsent;
  }

  /** The code asked for a variable that nothing sets. */
  void missed(String variable) {
    lastAbsent = variable;
  }

  /** {@return where the message of an exception comes from} */
  public Origin messageOrigin(Value exception) {
    return exception instanceof Instance instance
            && heap.get(instance.slots, "args") instanceof Value.Tuple arguments
            && !arguments.items().isEmpty()
        ? arguments.items().getFirst().origin()
        : exception.origin();
  }

  /** {@return the variable that was asked for last, or null} */
  public @Nullable EnvironmentRead lastRead() {
    return lastRead;
  }

  void read(EnvironmentRead read) {
    lastRead = read;
    EnvironmentRead known = reads.get(read.variable());
    if (known == null || (read.required() && !known.required())) {
      reads.put(read.variable(), read);
    }
  }

  void compared(String variable, String constant) {
    compared.computeIfAbsent(variable, v -> new TreeSet<>()).add(constant);
  }

  /** Runs a stretch under a condition; the state afterwards is as before. */
  List<Outcome> region(@Nullable Condition condition, Supplier<Completion> body) {
    int height = heap.height();
    int before = path.size();
    heap.begin(List.of());
    if (condition != null) {
      path.add(condition);
    }
    Completion completion = complete(body);
    List<Condition> taken = List.copyOf(path.subList(before, path.size()));
    List<Outcome> outcomes =
        heap.collapse(height, new Outcome(completion, new Heap.Delta(), taken));
    while (path.size() > before) {
      path.removeLast();
    }
    return outcomes;
  }

  static Completion complete(Supplier<Completion> body) {
    try {
      return body.get();
    } catch (Raised raised) {
      return Completion.raised(raised);
    } catch (PathEnd end) {
      return Completion.END;
    }
  }

  /**
   * Goes on after several paths: those that end alike join, the others wait until the stretch that
   * encloses them ends.
   *
   * @return how the path ends on which evaluation goes on
   */
  Completion commit(List<Outcome> outcomes, Span span) {
    List<Outcome> joined = new ArrayList<>();
    for (Completion.Kind kind : Completion.Kind.values()) {
      List<Outcome> alike = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome.completion().is(kind)) {
          alike.add(outcome);
        }
      }
      if (!alike.isEmpty()) {
        joined.add(join(alike, span));
      }
    }
    if (joined.size() > 1) {
      joined.removeIf(outcome -> outcome.completion().is(Completion.Kind.END));
    }
    Outcome main = joined.removeFirst();
    if (!joined.isEmpty()) {
      heap.begin(joined);
      path.addAll(main.conditions());
    }
    heap.apply(main.delta());
    return main.completion();
  }

  private Outcome join(List<Outcome> outcomes, Span span) {
    Outcome result = outcomes.getFirst();
    for (Outcome next : outcomes.subList(1, outcomes.size())) {
      result = join(result, next, span);
    }
    return outcomes.size() == 1
        ? result
        : new Outcome(result.completion(), result.delta(), List.of());
  }

  private Outcome join(Outcome a, Outcome b, Span span) {
    Heap.Delta delta = new Heap.Delta();
    Condition first = condition(a, b);
    Condition second = first.negated();
    Heap.Delta.Visitor visitor =
        (slots, key, ignored) -> {
          Value now = heap.get(slots, key);
          Value left = a.delta().get(slots, key, now);
          Value right = b.delta().get(slots, key, now);
          delta.put(slots, key, joined(left, first, right, second, span));
        };
    a.delta().forEach(visitor);
    b.delta().forEach(visitor);
    heap.copied(delta);
    Value left = a.completion().value();
    Value right = b.completion().value();
    Value value = left == null && right == null ? null : joined(left, first, right, second, span);
    Completion completion = new Completion(a.completion().kind(), value, a.completion().span());
    return new Outcome(completion, delta, a.conditions());
  }

  private static Condition condition(Outcome a, Outcome b) {
    if (!a.conditions().isEmpty()) {
      return a.conditions().getFirst();
    }
    if (!b.conditions().isEmpty()) {
      return b.conditions().getFirst().negated();
    }
    Span nowhere = new Span("", 0, 0);
    return new Condition("", nowhere, true, Value.Unknown.of("several paths", nowhere));
  }

  private @Nullable Value joined(
      @Nullable Value left, Condition first, @Nullable Value right, Condition second, Span span) {
    if (left == right || (left != null && right != null && Value.same(left, right))) {
      return left;
    }
    Origin origin = Origin.at(span);
    Value a = left == null ? new Value.Unbound(origin) : left;
    Value b = right == null ? new Value.Unbound(origin) : right;
    return Value.choice(
        List.of(new Value.Choice.Alternative(first, a), new Value.Choice.Alternative(second, b)),
        span);
  }

  /** {@return the value of one of two computations, when a condition that chooses is not known} */
  Value fork(Condition condition, Supplier<Value> yes, Supplier<Value> no, Span span) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(region(condition, () -> Completion.result(yes.get())));
    outcomes.addAll(region(condition.negated(), () -> Completion.result(no.get())));
    return value(commit(outcomes, span), span);
  }

  /** {@return the value of a completion of an expression; exceptions go on} */
  Value value(Completion completion, Span span) {
    return switch (completion.kind()) {
      case NORMAL, RETURN -> {
        Value value = completion.value();
        yield value == null ? new Value.None(Origin.at(span)) : value;
      }
      case RAISE -> {
        Value exception = completion.value();
        Span at = completion.span();
        throw new Raised(
            exception == null ? Value.Unknown.of("an exception", span) : exception,
            at == null ? span : at);
      }
      case END -> throw new PathEnd();
      case BREAK, CONTINUE -> throw new IllegalStateException("loop exit inside an expression");
    };
  }

  /** {@return a value in which another stands for what was never bound} */
  public Value orElse(Value value, Value otherwise, Span span) {
    if (value instanceof Value.Unbound) {
      return otherwise;
    }
    if (!(value instanceof Value.Choice choice)) {
      return value;
    }
    List<Value.Choice.Alternative> all = new ArrayList<>();
    for (Value.Choice.Alternative each : choice.alternatives()) {
      all.add(
          each.value() instanceof Value.Unbound
              ? new Value.Choice.Alternative(each.condition(), otherwise)
              : each);
    }
    return Value.choice(all, span);
  }

  /** {@return the results of a pure function over each alternative of a value} */
  Value map(Value value, java.util.function.UnaryOperator<Value> function, Span span) {
    if (!(value instanceof Value.Choice choice)) {
      return function.apply(value);
    }
    List<Value.Choice.Alternative> results = new ArrayList<>();
    Raised failure = null;
    for (Value.Choice.Alternative alternative : choice.alternatives()) {
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

  /** {@return a value with another one where it is not bound} */
  public static Value filled(Value.Choice choice, Value otherwise, Span span) {
    List<Value.Choice.Alternative> results = new ArrayList<>();
    for (Value.Choice.Alternative alternative : choice.alternatives()) {
      results.add(
          alternative.value() instanceof Value.Unbound
              ? new Value.Choice.Alternative(alternative.condition(), otherwise)
              : alternative);
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

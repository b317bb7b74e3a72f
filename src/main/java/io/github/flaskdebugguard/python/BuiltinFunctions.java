package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Built-in functions. */
final class BuiltinFunctions {

  private final Interpreter run;

  BuiltinFunctions(Interpreter run) {
    this.run = run;
  }

  @Nullable Value get(String name, Origin origin) {
    return switch (name) {
      case "print", "setattr", "delattr", "exec", "breakpoint", "help" ->
          plain(name, origin, name.equals("setattr") ? this::setAttribute : Call::none);
      case "exit", "quit" ->
          plain(
              name,
              origin,
              call -> {
                throw new PathEnd();
              });
      case "len" -> pure(name, origin, this::length);
      case "getattr" -> plain(name, origin, this::getAttribute);
      case "hasattr" -> plain(name, origin, this::hasAttribute);
      case "callable" -> pure(name, origin, this::callable);
      case "isinstance" ->
          pure(
              name,
              origin,
              call -> truth(run.builtins.isInstance(argument(call, 0), argument(call, 1)), call));
      case "issubclass" -> pure(name, origin, this::isSubclass);
      case "any", "all" -> plain(name, origin, call -> anyOrAll(call, name.equals("all")));
      case "range", "xrange" -> pure(name, origin, this::range);
      case "enumerate" -> plain(name, origin, this::enumerated);
      case "zip" -> plain(name, origin, this::zip);
      case "map" -> plain(name, origin, this::mapped);
      case "filter" -> plain(name, origin, this::filtered);
      case "sorted" -> plain(name, origin, this::sorted);
      case "reversed" -> plain(name, origin, this::reversed);
      case "iter" -> plain(name, origin, call -> argument(call, 0));
      case "next" -> plain(name, origin, this::next);
      case "min", "max" -> plain(name, origin, call -> extreme(call, name.equals("max")));
      case "sum" -> plain(name, origin, this::sum);
      case "repr", "ascii" -> pure(name, origin, this::repr);
      case "dir" -> plain(name, origin, this::names);
      case "__import__" -> plain(name, origin, this::imported);
      case "open", "file" -> plain(name, origin, call -> FileModel.open(run, call));
      case "execfile" -> plain(name, origin, call -> call.unknown("executed file"));
      case "eval" -> plain(name, origin, this::eval);
      case "compile" -> plain(name, origin, call -> call.unknown("compiled text"));
      case "abs",
          "round",
          "divmod",
          "pow",
          "ord",
          "chr",
          "unichr",
          "hash",
          "id",
          "hex",
          "oct",
          "bin",
          "format",
          "input",
          "raw_input",
          "memoryview",
          "slice",
          "complex",
          "reload",
          "cmp",
          "reduce",
          "intern",
          "aiter",
          "anext",
          "buffer",
          "apply",
          "coerce" ->
          pure(name, origin, call -> call.unknown("the result of " + name + "()"));
      case "super", "locals", "globals", "vars" ->
          plain(name, origin, call -> call.unknown(name + "()"));
      default -> null;
    };
  }

  private static Value plain(String name, Origin origin, Value.Native.Body body) {
    return new Value.Native(name, Signature.ANY, body, false, origin);
  }

  private static Value pure(String name, Origin origin, Value.Native.Body body) {
    return new Value.Native(name, Signature.ANY, body, true, origin);
  }

  private static Value argument(Call call, int index) {
    List<Value> positional = call.arguments().positional();
    return index < positional.size() ? positional.get(index) : call.none();
  }

  private Value truth(Truth truth, Call call) {
    Value first = argument(call, 0);
    return truth == Truth.DEPENDS
        ? run.cause(first, call.span()).known(Truth.DEPENDS)
        : new Value.Bool(truth == Truth.TRUE, call.origin(first));
  }

  private Value length(Call call) {
    Value value = argument(call, 0);
    if (value instanceof Value.None || value instanceof Value.Bool) {
      throw run.raise("TypeError", "object has no len()", call.span());
    }
    if (value instanceof Instance instance) {
      Value function = run.attributes.inClass(instance.type(), "__len__");
      return function == null
          ? call.unknown("the length of an object")
          : run.call(function, Arguments.of(value), call.span());
    }
    if (value instanceof Value.Bytes bytes) {
      return new Value.Int(bytes.value().length(), call.origin(value));
    }
    List<Value> items = run.items(value, call.span());
    return items == null
        ? Value.Unknown.of(run.cause(value, call.span()).reason(), call.span(), call.origin(value))
        : new Value.Int(items.size(), call.origin(value));
  }

  private Value getAttribute(Call call) {
    Value target = argument(call, 0);
    return run.map(
        argument(call, 1),
        name -> {
          if (!(name instanceof Value.Str text)) {
            return Value.Unknown.of(
                run.cause(name, call.span()).reason(), call.span(), call.origin(target, name));
          }
          if (call.arguments().positional().size() < 3) {
            return run.attribute(target, text.value(), call.span());
          }
          Value found = found(target, text.value(), call.span());
          return found == null ? argument(call, 2) : found;
        },
        call.span());
  }

  private @Nullable Value found(Value target, String name, Span span) {
    try {
      return run.attributeOrNull(target, name, span);
    } catch (Raised raised) {
      if (run.builtins.isInstance(raised.exception(), run.builtins.type("AttributeError"))
          == Truth.TRUE) {
        return null;
      }
      throw raised;
    }
  }

  private Value hasAttribute(Call call) {
    Value target = argument(call, 0);
    if (!(argument(call, 1) instanceof Value.Str name)) {
      return call.unknown("an attribute whose name is not known");
    }
    Value found = found(target, name.value(), call.span());
    return found instanceof Value.Unknown unknown && !(target instanceof ModuleObj)
        ? unknown.known(Truth.DEPENDS)
        : new Value.Bool(found != null, call.origin(target));
  }

  private Value setAttribute(Call call) {
    if (argument(call, 1) instanceof Value.Str name) {
      run.setAttribute(argument(call, 0), name.value(), argument(call, 2), call.span());
    }
    return call.none();
  }

  private Value callable(Call call) {
    return switch (argument(call, 0)) {
      case FunctionObj f -> new Value.Bool(true, call.origin());
      case Value.Native f -> new Value.Bool(true, call.origin());
      case Value.Bound f -> new Value.Bool(true, call.origin());
      case ClassObj f -> new Value.Bool(true, call.origin());
      case Instance f ->
          new Value.Bool(run.attributes.inClass(f.type(), "__call__") != null, call.origin());
      case Value.Unknown unknown -> unknown.known(Truth.DEPENDS);
      default -> new Value.Bool(false, call.origin());
    };
  }

  private Value isSubclass(Call call) {
    if (argument(call, 0) instanceof ClassObj type && argument(call, 1) instanceof ClassObj base) {
      return new Value.Bool(type.inherits(base), call.origin());
    }
    return call.unknown("a question about a class");
  }

  private Value anyOrAll(Call call, boolean all) {
    List<Value> items = run.items(argument(call, 0), call.span());
    if (items == null) {
      return run.cause(argument(call, 0), call.span()).known(Truth.DEPENDS);
    }
    Value undecided = null;
    for (Value item : items) {
      Truth truth = run.truth(item);
      if (truth == Truth.of(!all)) {
        return new Value.Bool(!all, call.origin(item));
      }
      undecided = truth == Truth.DEPENDS ? item : undecided;
    }
    return undecided == null
        ? new Value.Bool(all, call.origin(argument(call, 0)))
        : run.cause(undecided, call.span()).known(Truth.DEPENDS);
  }

  private Value range(Call call) {
    Long first = Arithmetic.integer(argument(call, 0));
    Long second = Arithmetic.integer(argument(call, 1));
    Long third = Arithmetic.integer(argument(call, 2));
    int count = call.arguments().positional().size();
    if (first == null || (count > 1 && second == null) || (count > 2 && third == null)) {
      return call.unknown("a range");
    }
    long start = count > 1 ? first : 0;
    long end = count > 1 && second != null ? second : first;
    long step = third == null ? 1 : third;
    if (step == 0 || Math.abs((end - start) / step) > Limits.ELEMENTS) {
      return call.unknown("limit of elements");
    }
    List<Value> items = new ArrayList<>();
    for (long i = start; step > 0 ? i < end : i > end; i += step) {
      items.add(new Value.Int(i, call.origin()));
    }
    return new Value.Tuple(items, call.origin());
  }

  private Value sequence(@Nullable List<Value> items, Value from, Call call) {
    return items == null
        ? Value.Unknown.of(run.cause(from, call.span()).reason(), call.span())
        : new Value.Tuple(items, call.origin(from));
  }

  private Value enumerated(Call call) {
    List<Value> items = run.items(argument(call, 0), call.span());
    if (items == null) {
      return sequence(null, argument(call, 0), call);
    }
    List<Value> positional = call.arguments().positional();
    Value first =
        positional.size() > 1 ? positional.get(1) : call.arguments().keywords().get("start");
    if (first != null && !(first instanceof Value.Int)) {
      return sequence(null, argument(call, 0), call);
    }
    long start = first instanceof Value.Int number ? number.value() : 0;
    List<Value> pairs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Value index = new Value.Int(start + i, call.origin());
      pairs.add(new Value.Tuple(List.of(index, items.get(i)), call.origin()));
    }
    return sequence(pairs, argument(call, 0), call);
  }

  private Value zip(Call call) {
    List<List<Value>> all = new ArrayList<>();
    int length = Integer.MAX_VALUE;
    for (Value each : call.arguments().positional()) {
      List<Value> items = run.items(each, call.span());
      if (items == null) {
        return sequence(null, each, call);
      }
      all.add(items);
      length = Math.min(length, items.size());
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < (all.isEmpty() ? 0 : length); i++) {
      List<Value> row = new ArrayList<>();
      for (List<Value> items : all) {
        row.add(items.get(i));
      }
      rows.add(new Value.Tuple(row, call.origin()));
    }
    return new Value.Tuple(rows, call.origin());
  }

  private Value mapped(Call call) {
    List<Value> items = run.items(argument(call, 1), call.span());
    if (items == null || call.arguments().positional().size() != 2) {
      return sequence(null, argument(call, 1), call);
    }
    List<Value> results = new ArrayList<>();
    for (Value item : items) {
      results.add(run.call(argument(call, 0), Arguments.of(item), call.span()));
    }
    return sequence(results, argument(call, 1), call);
  }

  private Value filtered(Call call) {
    List<Value> items = run.items(argument(call, 1), call.span());
    if (items == null) {
      return sequence(null, argument(call, 1), call);
    }
    List<Value> results = new ArrayList<>();
    for (Value item : items) {
      Value test =
          argument(call, 0) instanceof Value.None
              ? item
              : run.call(argument(call, 0), Arguments.of(item), call.span());
      Truth truth = run.truth(test);
      if (truth == Truth.DEPENDS) {
        return sequence(null, test, call);
      }
      if (truth == Truth.TRUE) {
        results.add(item);
      }
    }
    return sequence(results, argument(call, 1), call);
  }

  private Value sorted(Call call) {
    List<Value> items = run.items(argument(call, 0), call.span());
    List<Value> sorted = items == null ? null : Sorting.sorted(run, items, call);
    return sorted == null ? sequence(null, argument(call, 0), call) : run.list(sorted, call.span());
  }

  private Value reversed(Call call) {
    List<Value> items = run.items(argument(call, 0), call.span());
    return sequence(items == null ? null : items.reversed(), argument(call, 0), call);
  }

  private Value next(Call call) {
    List<Value> items = run.items(argument(call, 0), call.span());
    if (items == null) {
      return sequence(null, argument(call, 0), call);
    }
    if (!items.isEmpty()) {
      return items.getFirst();
    }
    if (call.arguments().positional().size() > 1) {
      return argument(call, 1);
    }
    throw run.raise("StopIteration", "", call.span());
  }

  private Value extreme(Call call, boolean largest) {
    List<Value> positional = call.arguments().positional();
    List<Value> items =
        positional.size() == 1 ? run.items(positional.getFirst(), call.span()) : positional;
    if (items == null || items.isEmpty() || !call.arguments().keywords().isEmpty()) {
      return call.unknown("an extreme of several values");
    }
    Value best = items.getFirst();
    for (Value item : items) {
      Integer order = run.operators.containers().order(item, best);
      if (order == null) {
        return call.unknown("an extreme of several values");
      }
      best = (largest ? order > 0 : order < 0) ? item : best;
    }
    return best;
  }

  private Value sum(Call call) {
    List<Value> items = run.items(argument(call, 0), call.span());
    if (items == null) {
      return sequence(null, argument(call, 0), call);
    }
    Value total =
        call.arguments().positional().size() > 1
            ? argument(call, 1)
            : new Value.Int(0, call.origin());
    for (Value item : items) {
      total = run.operators.binary("+", total, item, call.span());
    }
    return total;
  }

  private Value repr(Call call) {
    Value value = argument(call, 0);
    String plain = Formatting.represented(value);
    return plain == null
        ? call.unknown("the representation of a value")
        : new Value.Str(plain, call.origin(value));
  }

  private Value names(Call call) {
    List<String> names = run.attributes.names(argument(call, 0));
    if (names == null) {
      return call.unknown("the attributes of an object");
    }
    List<Value> values = new ArrayList<>();
    names.forEach(name -> values.add(new Value.Str(name, call.origin())));
    return run.list(values, call.span());
  }

  private Value imported(Call call) {
    if (argument(call, 0) instanceof Value.Str name) {
      String top =
          name.value().contains(".")
              ? name.value().substring(0, name.value().indexOf('.'))
              : name.value();
      run.importModule(name.value(), call.span());
      Value module = run.importModule(top, call.span());
      return module == null ? call.unknown("the library " + top + " is not evaluated") : module;
    }
    return call.unknown("a module whose name is not known");
  }

  private Value eval(Call call) {
    return Evaluated.value(run, call, argument(call, 0));
  }
}

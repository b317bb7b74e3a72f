package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Argument;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls functions, methods, classes and models. */
final class Calls {
  /** The class of what a function decorated with {@code contextmanager} gives. */
  static final String CONTEXT_MANAGER = "_GeneratorContextManager";

  private final Interpreter run;

  Calls(Interpreter run) {
    this.run = run;
  }

  Value expression(Expression.Call call, Frame frame, Span span) {
    Value scoped = scoped(call, frame, span);
    if (scoped != null) {
      return scoped;
    }
    if (call.function() instanceof Expression.Attribute attribute) {
      Value receiver = run.expressions.value(attribute.value(), frame);
      if (receiver instanceof Value.Unknown unknown) {
        Arguments arguments = arguments(call.arguments(), frame);
        Value known = run.library.callUnknown(run, unknown, attribute.name(), arguments, span);
        return known == null
            ? Value.Unknown.of(unknown.reason(), span, Origin.from(span, "", unknown.origin()))
            : known;
      }
      Value function = run.attribute(receiver, attribute.name(), run.span(frame, attribute));
      return call(function, arguments(call.arguments(), frame), span);
    }
    Value function = run.expressions.value(call.function(), frame);
    return call(function, arguments(call.arguments(), frame), span);
  }

  /** {@return the result of a built-in that looks at the calling scope, or null} */
  private @Nullable Value scoped(Expression.Call call, Frame frame, Span span) {
    if (!(call.function() instanceof Expression.Name name)) {
      return null;
    }
    return switch (name.id()) {
      case "super" -> parent(call, frame, span);
      case "locals" -> run.attributes.namespace(frame.locals, span);
      case "globals" -> run.attributes.namespace(frame.module.slots, span);
      case "vars" ->
          call.arguments().isEmpty()
              ? run.attributes.namespace(frame.locals, span)
              : run.attributeOrNull(
                  run.expressions.value(call.arguments().getFirst().value(), frame),
                  "__dict__",
                  span);
      default -> null;
    };
  }

  private @Nullable Value parent(Expression.Call call, Frame frame, Span span) {
    if (call.arguments().size() == 2) {
      Value after = run.expressions.value(call.arguments().get(0).value(), frame);
      Value self = run.expressions.value(call.arguments().get(1).value(), frame);
      return after instanceof ClassObj type
          ? new Value.Super(type, self, Origin.at(span))
          : Value.Unknown.of("super() of an unknown class", span);
    }
    for (Frame scope = frame; scope != null; scope = scope.enclosing) {
      Value self = scope.self;
      if (scope.owner != null && self != null) {
        return new Value.Super(scope.owner, self, Origin.at(span));
      }
    }
    return Value.Unknown.of("super() outside a method", span);
  }

  Arguments arguments(List<Argument> written, Frame frame) {
    if (written.isEmpty()) {
      return Arguments.NONE;
    }
    if (written.size() == 1 && written.getFirst().kind() == Argument.Kind.POSITIONAL) {
      return Arguments.of(run.expressions.value(written.getFirst().value(), frame));
    }
    List<Value> positional = List.of();
    Map<String, Value> keywords = Map.of();
    Value.Unknown open = null;
    for (int i = 0; i < written.size(); i++) {
      Argument argument = written.get(i);
      Value value = run.expressions.value(argument.value(), frame);
      if (argument.kind() == Argument.Kind.POSITIONAL || argument.kind() == Argument.Kind.STAR) {
        positional = positional.isEmpty() ? new ArrayList<>(written.size()) : positional;
      } else {
        keywords = keywords.isEmpty() ? LinkedHashMap.newLinkedHashMap(written.size()) : keywords;
      }
      switch (argument.kind()) {
        case POSITIONAL -> positional.add(value);
        case KEYWORD -> {
          String name = argument.name();
          if (name != null) {
            Span span = run.span(frame, argument);
            keywords.put(name, value.from(value.origin().then(span, "")));
          }
        }
        case STAR -> {
          Span span = run.span(frame, argument);
          List<Value> items = run.items(value, span);
          if (items == null) {
            open = run.cause(value, span);
          } else {
            positional.addAll(items);
          }
        }
        case DOUBLE_STAR -> {
          Value.Unknown rest = spread(value, keywords, run.span(frame, argument));
          open = rest == null ? open : rest;
        }
      }
    }
    return Arguments.owning(positional, keywords, open);
  }

  private Value.@Nullable Unknown spread(Value value, Map<String, Value> keywords, Span span) {
    if (!(value instanceof DictObj dict)) {
      return run.cause(value, span);
    }
    Value.Unknown open = null;
    for (Map.Entry<Object, Value> entry : dict.slots.values().entrySet()) {
      if (entry.getKey() == DictObj.OPEN) {
        open = run.cause(entry.getValue(), span);
      } else if (entry.getKey() instanceof String name) {
        keywords.put(name, entry.getValue());
      }
    }
    return open;
  }

  Value call(Value function, Arguments arguments, Span span) {
    run.step();
    if (!run.enter()) {
      run.leave();
      return Value.Unknown.of("limit of call depth", span);
    }
    try {
      return switch (function) {
        case Value.Native f -> ofNative(f, arguments, span);
        case FunctionObj f ->
            f.slots.isEmpty()
                ? ofFunction(f, arguments, span)
                : Memo.result(run, f, arguments, () -> ofFunction(f, arguments, span));
        case Value.Bound f -> call(f.function(), arguments.after(f.self()), span);
        case ClassObj f -> ofClass(f, arguments, span);
        case Value.StaticMethod f -> call(f.function(), arguments, span);
        case Value.ClassMethod f -> call(f.function(), arguments, span);
        case Instance f -> ofInstance(f, arguments, span);
        case Value.Choice f -> ofChoice(f, arguments, span);
        case Value.Unknown f -> {
          run.giveAway(arguments);
          yield Value.Unknown.of(f.reason(), span, Origin.from(span, "", f.origin()));
        }
        default -> throw run.raise("TypeError", "object is not callable", span);
      };
    } finally {
      run.leave();
    }
  }

  private Value ofChoice(Value.Choice choice, Arguments arguments, Span span) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Value.Choice.Alternative alternative : choice.alternatives()) {
      if (alternative.value() instanceof Value.Unbound) {
        continue;
      }
      outcomes.addAll(
          run.branches.region(
              alternative.condition(),
              () -> Completion.result(call(alternative.value(), arguments, span))));
    }
    return outcomes.isEmpty()
        ? run.cause(choice, span)
        : run.branches.value(run.branches.commit(outcomes, span), span);
  }

  private Value ofNative(Value.Native function, Arguments arguments, Span span) {
    for (int i = 0; i < arguments.positional().size(); i++) {
      if (arguments.positional().get(i) instanceof Value.Choice choice) {
        int index = i;
        return distributed(
            function,
            choice,
            value -> {
              List<Value> positional = new ArrayList<>(arguments.positional());
              positional.set(index, value);
              return new Arguments(positional, arguments.keywords(), arguments.open());
            },
            span);
      }
    }
    if (!arguments.keywords().isEmpty()) {
      for (Map.Entry<String, Value> entry : arguments.keywords().entrySet()) {
        if (entry.getValue() instanceof Value.Choice choice) {
          return distributed(
              function,
              choice,
              value -> {
                Map<String, Value> keywords = new LinkedHashMap<>(arguments.keywords());
                keywords.put(entry.getKey(), value);
                return new Arguments(arguments.positional(), keywords, arguments.open());
              },
              span);
        }
      }
    }
    Call call = new Call(run, function.name(), function.signature(), arguments, span);
    return function.body().call(call);
  }

  /** {@return the results of a modelled function for each alternative of one argument} */
  private Value distributed(
      Value.Native function, Value.Choice choice, Function<Value, Arguments> with, Span span) {
    if (function.pure()) {
      return run.map(choice, value -> ofNative(function, with.apply(value), span), span);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Value.Choice.Alternative alternative : choice.alternatives()) {
      if (!(alternative.value() instanceof Value.Unbound)) {
        outcomes.addAll(
            run.branches.region(
                alternative.condition(),
                () ->
                    Completion.result(ofNative(function, with.apply(alternative.value()), span))));
      }
    }
    return outcomes.isEmpty()
        ? run.cause(choice, span)
        : run.branches.value(run.branches.commit(outcomes, span), span);
  }

  private Value ofInstance(Instance instance, Arguments arguments, Span span) {
    Value function = run.attributes.inClass(instance.type(), "__call__");
    if (function != null) {
      return call(function, arguments.after(instance), span);
    }
    Value.Unknown open = instance.type().open();
    if (open != null) {
      return Value.Unknown.of(open.reason(), span);
    }
    throw run.raise("TypeError", "'" + instance.type().name() + "' is not callable", span);
  }

  private Value ofClass(ClassObj type, Arguments arguments, Span span) {
    Value.Native.Body conversion = type.conversion;
    if (conversion != null) {
      return ofNative(
          new Value.Native(type.name(), Signature.ANY, conversion, true, type.origin()),
          arguments,
          span);
    }
    for (int i = 0; i < type.order().size(); i++) {
      ClassObj each = type.order().get(i);
      if (each != type && each.conversion != null && !type.inherits("Enum")) {
        Value.Native.Body base = each.conversion;
        return ofNative(
            new Value.Native(type.name(), Signature.ANY, base, true, type.origin()),
            arguments,
            span);
      }
    }
    if (type.inherits("Enum") && arguments.positional().size() == 1) {
      return member(type, arguments.positional().getFirst(), span);
    }
    Value made = make(type, arguments, span);
    if (made instanceof Instance instance && !instance.type().inherits(type)) {
      return made;
    }
    Value init = run.attributes.inClass(type, "__init__");
    if (init != null) {
      call(init, arguments.after(made), span);
    } else if (made instanceof DictObj dict) {
      call(run.attribute(dict, "__init__", span), arguments, span);
    }
    return made;
  }

  private Value member(ClassObj type, Value value, Span span) {
    List<Value> members = run.attributes.members(type);
    if (members != null) {
      for (Value member : members) {
        Value known = run.attributeOrNull(member, "value", span);
        if (known != null && run.operators.containers().equal(known, value) == Truth.TRUE) {
          return member;
        }
      }
    }
    if (value instanceof Value.Unknown unknown) {
      return unknown;
    }
    Value missing = run.attributes.inClass(type, "_missing_");
    if (missing instanceof Value.ClassMethod method) {
      return call(method.function(), Arguments.of(type, value), span);
    }
    throw run.raise("ValueError", "not a valid " + type.name(), span);
  }

  private Value make(ClassObj type, Arguments arguments, Span span) {
    Value own = run.attributes.inClass(type, "__new__");
    Value function = own instanceof Value.StaticMethod method ? method.function() : own;
    if (function instanceof FunctionObj) {
      return call(function, arguments.after(type), span);
    }
    return allocate(type, span);
  }

  /** {@return an empty object of a class} */
  Value.Obj allocate(ClassObj type, Span span) {
    for (int i = 0; i < type.order().size(); i++) {
      ClassObj each = type.order().get(i);
      if (each.allocator != null) {
        return run.heap.made(each.allocator.apply(type, Origin.at(span)));
      }
    }
    return run.heap.made(new Instance(type, Origin.at(span)));
  }

  private Value ofFunction(FunctionObj function, Arguments arguments, Span span) {
    run.called(function);
    Frame frame = function.closure.inner(function.owner, function.parameters.size() + 2);
    run.heap.made(frame.locals);
    bind(function, arguments, frame, span);
    if (!function.parameters.isEmpty()) {
      frame.self = run.heap.get(frame.locals, function.parameters.getFirst().name());
    }
    Expression lambda = function.result;
    if (lambda != null) {
      return run.expressions.value(lambda, frame);
    }
    if (function.generator) {
      frame.yielded = new ArrayList<>();
    }
    Value result = body(function, frame, span);
    List<Value> yielded = frame.yielded;
    return yielded == null ? result : new Value.Tuple(yielded, Origin.at(span));
  }

  private Value body(FunctionObj function, Frame frame, Span span) {
    Branches.Mark mark = run.branches.mark();
    Completion completion = run.statements.block(function.body, frame);
    if (run.branches.parted(mark)) {
      List<Outcome> outcomes = run.branches.outcomes(mark, completion);
      outcomes.replaceAll(o -> o.with(returned(o.completion(), span)));
      completion = run.branches.commit(outcomes, span);
    }
    return run.branches.value(returned(completion, span), span);
  }

  private static Completion returned(Completion completion, Span span) {
    return switch (completion.kind()) {
      case RETURN -> {
        Value value = completion.value();
        yield Completion.result(value == null ? new Value.None(Origin.at(span)) : value);
      }
      case NORMAL, BREAK, CONTINUE -> {
        Value value = completion.value();
        yield Completion.result(value == null ? new Value.None(Origin.at(span)) : value);
      }
      case RAISE, END -> completion;
    };
  }

  private void bind(FunctionObj function, Arguments arguments, Frame frame, Span span) {
    int next = 0;
    Map<String, Value> keywords =
        arguments.keywords().isEmpty() ? Map.of() : new LinkedHashMap<>(arguments.keywords());
    Set<String> missing = Set.of();
    for (int i = 0; i < function.parameters.size(); i++) {
      Parameter parameter = function.parameters.get(i);
      String name = parameter.name();
      Value value = null;
      switch (parameter.kind()) {
        case POSITIONAL_ONLY, POSITIONAL -> {
          if (next < arguments.positional().size()) {
            value = arguments.positional().get(next++);
          } else {
            value = keywords.isEmpty() ? null : keywords.remove(name);
          }
        }
        case KEYWORD_ONLY -> value = keywords.isEmpty() ? null : keywords.remove(name);
        case STAR -> {
          List<Value> rest = arguments.positional().subList(next, arguments.positional().size());
          next = arguments.positional().size();
          Value.Unknown open = arguments.open();
          value = open != null ? open : new Value.Tuple(rest, Origin.at(span));
        }
        case DOUBLE_STAR -> {
          DictObj rest = run.heap.made(new DictObj(null, Origin.at(span)));
          if (!keywords.isEmpty()) {
            Set<String> named = named(function);
            for (Map.Entry<String, Value> entry : keywords.entrySet()) {
              if (!named.contains(entry.getKey())) {
                run.heap.put(rest.slots, entry.getKey(), entry.getValue());
              }
            }
            keywords.keySet().retainAll(named);
          }
          if (arguments.open() != null) {
            run.heap.put(rest.slots, DictObj.OPEN, arguments.open());
          }
          value = rest;
        }
      }
      if (value == null) {
        value = arguments.open() != null ? arguments.open() : function.defaults.get(name);
      }
      if (value == null) {
        if (missing.isEmpty()) {
          missing = new TreeSet<>();
        }
        missing.add(name);
      } else {
        run.heap.put(frame.locals, name, value);
      }
    }
    if (!missing.isEmpty()) {
      throw run.raise("TypeError", function.name + "() missing arguments " + missing, span);
    }
    if (next < arguments.positional().size() || !keywords.isEmpty()) {
      throw run.raise("TypeError", function.name + "() got unexpected arguments", span);
    }
  }

  private static Set<String> named(FunctionObj function) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : function.parameters) {
      if (parameter.kind() != Parameter.Kind.STAR
          && parameter.kind() != Parameter.Kind.DOUBLE_STAR) {
        names.add(parameter.name());
      }
    }
    return names;
  }
}

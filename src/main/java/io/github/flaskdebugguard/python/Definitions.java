package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Argument;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes functions and classes. */
final class Definitions {
  private final Interpreter run;

  Definitions(Interpreter run) {
    this.run = run;
  }

  void function(Statement.FunctionDefinition s, Frame frame) {
    Span span = run.span(frame, s);
    ClassObj owner = frame.classBody ? frame.owner : null;
    Value made =
        run.heap.made(
            new FunctionObj(
                s.name(),
                s.parameters(),
                defaults(s.parameters(), frame),
                s.body(),
                null,
                frame,
                owner,
                s.generator(),
                Origin.at(span)));
    bindDecorated(s.name(), made, s.decorators(), frame);
  }

  Map<String, Value> defaults(List<Parameter> parameters, Frame frame) {
    Map<String, Value> defaults = Map.of();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Expression value = parameter.defaultValue();
      if (value != null) {
        defaults = defaults.isEmpty() ? new LinkedHashMap<>() : defaults;
        Value known = run.expressions.value(value, frame);
        Span span = run.span(frame, parameter);
        defaults.put(parameter.name(), known.from(known.origin().then(span, "")));
      }
    }
    return defaults;
  }

  private void bindDecorated(String name, Value made, List<Expression> decorators, Frame frame) {
    Value value = made;
    for (int i = decorators.size() - 1; i >= 0; i--) {
      Expression decorator = decorators.get(i);
      Span span = run.span(frame, decorator);
      Value function = run.expressions.value(decorator, frame);
      Value result = run.call(function, Arguments.of(value), span);
      // NOTE: a decorator that nothing is known about is taken to give the function itself.
      value = result instanceof Value.Unknown || result instanceof Value.None ? value : result;
    }
    run.statements.targets().bind(name, value, frame);
  }

  void classDefinition(Statement.ClassDefinition s, Frame frame) {
    Span span = run.span(frame, s);
    List<ClassObj> bases = new ArrayList<>(2);
    Map<String, Value> keywords = Map.of();
    Value.Unknown open = null;
    for (int i = 0; i < s.arguments().size(); i++) {
      Argument argument = s.arguments().get(i);
      if (argument.kind() == Argument.Kind.POSITIONAL) {
        Value base = settled(run.expressions.value(argument.value(), frame));
        if (base instanceof ClassObj type) {
          bases.add(type);
        } else {
          open =
              base instanceof Value.Unknown unknown
                  ? unknown
                  : Value.Unknown.of("a base class that is not known", span);
        }
      } else {
        Value value = run.expressions.value(argument.value(), frame);
        String name = argument.name();
        if (name != null && !name.equals("metaclass")) {
          keywords = keywords.isEmpty() ? new LinkedHashMap<>() : keywords;
          keywords.put(name, value);
        }
      }
    }
    if (bases.isEmpty()) {
      bases.add(run.builtins.type("object"));
    }
    ClassObj made =
        run.heap.made(new ClassObj(s.name(), bases, open, null, null, null, null, Origin.at(span)));
    Frame body = new Frame(made.slots, frame.module, frame, made, true);
    run.heap.put(made.slots, "__module__", new Value.Str(frame.module.name(), Origin.at(span)));
    Completion completion = run.statements.block(s.body(), body);
    if (completion.is(Completion.Kind.RAISE) || completion.is(Completion.Kind.END)) {
      run.branches.value(completion, span);
    }
    finish(made, keywords, span);
    bindDecorated(s.name(), made, s.decorators(), frame);
  }

  /**
   * Does what follows the body of a class: {@code __set_name__} of what is in it, then the {@code
   * __init_subclass__} that it inherits.
   */
  void finish(ClassObj made, Map<String, Value> keywords, Span span) {
    if (holdsInstance(made.slots)) {
      tellNames(made, span);
    }
    for (int i = 0; i < made.order().size(); i++) {
      ClassObj each = made.order().get(i);
      if (each != made && each.subclassHook != null) {
        each.subclassHook.made(run, made);
      }
    }
    for (int i = 0; i < made.order().size(); i++) {
      ClassObj each = made.order().get(i);
      Value function = each == made ? null : run.heap.get(each.slots, "__init_subclass__");
      if (function != null) {
        Value own = function instanceof Value.ClassMethod wrapped ? wrapped.function() : function;
        run.call(own, new Arguments(List.of(made), keywords, null), span);
        return;
      }
    }
  }

  private static boolean holdsInstance(Slots slots) {
    for (Value each : slots.values().values()) {
      if (each instanceof Instance) {
        return true;
      }
    }
    return false;
  }

  private void tellNames(ClassObj made, Span span) {
    for (Map.Entry<Object, Value> each : List.copyOf(made.slots.values().entrySet())) {
      if (each.getKey() instanceof String name
          && each.getValue() instanceof Instance instance
          && run.attributes.inClass(instance.type(), "__set_name__") instanceof FunctionObj told) {
        Value known = new Value.Str(name, Origin.at(span));
        run.call(told, Arguments.of(instance, made, known), span);
      }
    }
  }

  /** {@return the first known alternative of a base class} */
  private static @Nullable Value settled(Value base) {
    if (base instanceof Value.Choice choice) {
      for (Value.Choice.Alternative alternative : choice.alternatives()) {
        if (alternative.value() instanceof ClassObj) {
          return alternative.value();
        }
      }
    }
    return base;
  }
}

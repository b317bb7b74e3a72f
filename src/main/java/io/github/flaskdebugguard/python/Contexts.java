package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** What {@code with} does to its contexts. */
final class Contexts {
  private final Interpreter run;

  Contexts(Interpreter run) {
    this.run = run;
  }

  /** {@return what {@code with} binds for a context} */
  Value enter(Value context, Span span) {
    if (context instanceof Instance instance) {
      if (instance.type().name().equals(Calls.CONTEXT_MANAGER)) {
        Value value = run.heap.get(instance.slots, "value");
        return value == null ? new Value.None(Origin.at(span)) : value;
      }
      Value function = run.attributes.inClass(instance.type(), "__enter__");
      return function == null ? instance : run.call(function, Arguments.of(instance), span);
    }
    return context;
  }

  /**
   * Does what the end of a block does to its contexts, innermost first.
   *
   * @return how the block ends: a context may hold an exception back
   */
  Completion leave(List<Value> contexts, Completion completion, Span span) {
    Completion result = completion;
    for (Value context : contexts.reversed()) {
      if (result.is(Completion.Kind.END) || !(context instanceof Instance instance)) {
        continue;
      }
      boolean raised = result.is(Completion.Kind.RAISE);
      Value function = run.attributes.inClass(instance.type(), "__exit__");
      boolean held = raised && instance.type().name().equals("suppress");
      if (function != null && (!raised || function instanceof FunctionObj)) {
        Value told = run.call(function, arguments(instance, result, span), span);
        held |= raised && run.truth(told) == Truth.TRUE;
      }
      result = held ? Completion.NORMAL : result;
    }
    return result;
  }

  private Arguments arguments(Instance context, Completion completion, Span span) {
    Value none = new Value.None(Origin.at(span));
    Value exception = completion.value();
    if (!completion.is(Completion.Kind.RAISE) || exception == null) {
      return Arguments.of(context, none, none, none);
    }
    Value type = exception instanceof Instance instance ? instance.type() : none;
    return Arguments.of(
        context, type, exception, Value.Unknown.of("the traceback of an exception", span));
  }
}

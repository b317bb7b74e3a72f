package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.python.syntax.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function or lambda of the repository. */
public final class FunctionObj extends Value.Obj {
  final String name;
  final List<Parameter> parameters;
  final Map<String, Value> defaults;
  final List<Statement> body;
  final @Nullable Expression result;
  final Frame closure;
  final @Nullable ClassObj owner;
  final boolean generator;

  /** Whether the run called it so far. */
  boolean called;

  /**
   * @param result the body of a lambda, null for a {@code def}
   * @param closure where it was defined
   * @param owner the class in whose body it was defined
   */
  FunctionObj(
      String name,
      List<Parameter> parameters,
      Map<String, Value> defaults,
      List<Statement> body,
      @Nullable Expression result,
      Frame closure,
      @Nullable ClassObj owner,
      boolean generator,
      Origin origin) {
    super(origin, Slots.FEW);
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.body = body;
    this.result = result;
    this.closure = closure;
    this.owner = owner;
    this.generator = generator;
  }

  /** {@return its name; {@code <lambda>} for a lambda} */
  public String name() {
    return name;
  }

  /** {@return its parameters in order} */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** {@return the default of a parameter, or null} */
  public @Nullable Value defaultOf(String parameter) {
    return defaults.get(parameter);
  }

  /** {@return its statements; empty for a lambda} */
  public List<Statement> body() {
    return body;
  }
}

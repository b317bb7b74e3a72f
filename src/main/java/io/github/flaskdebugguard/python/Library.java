package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * The modules outside the repository that the evaluation understands. One object serves all runs;
 * it makes module objects anew for each.
 */
public interface Library {
  /**
   * {@return the model of a module, or null when there is none}
   *
   * @param name dotted name
   */
  @Nullable ModuleObj module(Interpreter interpreter, String name);

  /** {@return whether a module surely cannot be imported: its package is not installed} */
  boolean isAbsent(Interpreter interpreter, String name);

  /**
   * Called when a method of a value is called that nothing is known about.
   *
   * @return the result, or null when the name means nothing to the models
   */
  @Nullable Value callUnknown(
      Interpreter interpreter,
      Value.Unknown receiver,
      String method,
      Arguments arguments,
      Span span);
}

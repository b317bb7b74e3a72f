package io.github.flaskdebugguard.deployment.helm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed template. Offsets are of the file. */
sealed interface Template {
  /** Text that stands as it is. */
  record Literal(int start, int end) implements Template {}

  /** {@code {{ pipeline }}}, also an assignment; {@code source} is the text between the braces. */
  record Action(Expression pipeline, String source, int start) implements Template {}

  /** {@code if}, {@code with} and {@code range} with their branches. */
  record Branch(
      String word,
      @Nullable String key,
      @Nullable String value,
      Expression pipeline,
      List<Template> then,
      List<Template> otherwise)
      implements Template {}

  /** {@code define} and {@code block}. */
  record Define(String name, List<Template> body, @Nullable Expression run) implements Template {}

  /** An expression. */
  sealed interface Expression {
    /** Words of a command; the first one may be a function. */
    record Call(List<Expression> words) implements Expression {}

    /** Commands joined by {@code |}. */
    record Pipe(List<Expression> commands) implements Expression {}

    /** A name that stands for a function. */
    record Name(String name) implements Expression {}

    /** A constant. */
    record Constant(HelmValue value) implements Expression {}

    /** Fields of a value: {@code .a.b}, {@code $.a}, {@code $x.a}, {@code (…).a}. */
    record Fields(Expression base, List<String> names) implements Expression {}

    /** {@code .} */
    record Dot() implements Expression {}

    /** {@code $x}; the empty name is {@code $}. */
    record Variable(String name) implements Expression {}

    /** {@code $x := …} or {@code $x = …}. */
    record Assign(String name, boolean declares, Expression value) implements Expression {}
  }
}

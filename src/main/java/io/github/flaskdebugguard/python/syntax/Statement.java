package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Python statement. */
public sealed interface Statement extends Node {

  /** An expression for its effect. */
  record ExpressionStatement(Expression value, int start, int end) implements Statement {}

  /** {@code a = b = value}. */
  record Assign(List<Expression> targets, Expression value, int start, int end)
      implements Statement {}

  /** {@code target += value}; {@code operator} without the equals sign. */
  record AugmentedAssign(Expression target, String operator, Expression value, int start, int end)
      implements Statement {}

  /** {@code target: annotation = value}. */
  record AnnotatedAssign(
      Expression target, Expression annotation, @Nullable Expression value, int start, int end)
      implements Statement {}

  /** {@code return value}. */
  record Return(@Nullable Expression value, int start, int end) implements Statement {}

  /**
   * {@code raise exception from cause}; Python 2's {@code raise E, text} is a call of {@code E}.
   */
  record Raise(@Nullable Expression exception, @Nullable Expression cause, int start, int end)
      implements Statement {}

  /** {@code global a, b} and {@code nonlocal a, b}. */
  record ScopeDeclaration(boolean global, List<String> names, int start, int end)
      implements Statement {}

  /** {@code del a, b}. */
  record Delete(List<Expression> targets, int start, int end) implements Statement {}

  /** {@code assert test, message}. */
  record Assert(Expression test, @Nullable Expression message, int start, int end)
      implements Statement {}

  /** {@code pass}. */
  record Pass(int start, int end) implements Statement {}

  /** {@code break}. */
  record Break(int start, int end) implements Statement {}

  /** {@code continue}. */
  record Continue(int start, int end) implements Statement {}

  /** {@code import a.b as c, d}. */
  record Import(List<Alias> names, int start, int end) implements Statement {}

  /**
   * {@code from ..module import a as b}; {@code level} counts the dots; {@code names} holds one
   * alias {@code *} for a star import.
   */
  record ImportFrom(@Nullable String module, List<Alias> names, int level, int start, int end)
      implements Statement {}

  /**
   * {@code if}; an {@code elif} chain is flat: one branch a test, so that long chains need no
   * recursion.
   */
  record If(List<Branch> branches, List<Statement> otherwise, int start, int end)
      implements Statement {
    /**
     * One test and what runs when it holds. {@code start} is that of its {@code if} or {@code
     * elif}.
     */
    public record Branch(Expression test, List<Statement> body, int start) {}
  }

  /** {@code while}. */
  record While(Expression test, List<Statement> body, List<Statement> otherwise, int start, int end)
      implements Statement {}

  /** {@code for} and {@code async for}. */
  record For(
      boolean async,
      Expression target,
      Expression iterable,
      List<Statement> body,
      List<Statement> otherwise,
      int start,
      int end)
      implements Statement {}

  /** {@code try}; {@code group} for {@code except*}. */
  record Try(
      List<Statement> body,
      List<ExceptHandler> handlers,
      List<Statement> otherwise,
      List<Statement> finallyBody,
      boolean group,
      int start,
      int end)
      implements Statement {}

  /** {@code with} and {@code async with}. */
  record With(boolean async, List<WithItem> items, List<Statement> body, int start, int end)
      implements Statement {}

  /**
   * {@code def} and {@code async def}; {@code start} is that of {@code def} or {@code async}, as in
   * CPython, not of a decorator.
   *
   * @param generator whether a {@code yield} of its own is in the body
   */
  record FunctionDefinition(
      boolean async,
      String name,
      int nameStart,
      List<Parameter> parameters,
      @Nullable Expression returns,
      List<Expression> decorators,
      List<Statement> body,
      boolean generator,
      int start,
      int end)
      implements Statement {}

  /** {@code class name(arguments)}. */
  record ClassDefinition(
      String name,
      int nameStart,
      List<Argument> arguments,
      List<Expression> decorators,
      List<Statement> body,
      int start,
      int end)
      implements Statement {}

  /** {@code match subject}. */
  record Match(Expression subject, List<MatchCase> cases, int start, int end)
      implements Statement {}

  /** {@code type name = value}. */
  record TypeAlias(Expression.Name name, Expression value, int start, int end)
      implements Statement {}

  /** Python 2's {@code print >>file, a, b} and {@code exec code in a, b}. */
  record Legacy(String keyword, List<Expression> values, int start, int end) implements Statement {}

  /** Text that is no statement; parsing went on after it. */
  record Broken(String message, int start, int end) implements Statement {}
}

package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.python.syntax.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expressions and statements of a Python file that lie in a stretch of it. */
final class PythonNodes {
  private static final int DEPTH = 60;

  private final int start;
  private final int end;
  private final List<Expression> expressions = new ArrayList<>();
  private final List<Expression> settings = new ArrayList<>();
  private final List<Found> statements = new ArrayList<>();

  private PythonNodes(int start, int end) {
    this.start = start;
    this.end = end;
  }

  /**
   * A statement.
   *
   * @param only whether it is the only one of its block
   */
  record Found(Statement statement, boolean only) {}

  static PythonNodes of(List<Statement> body, int start, int end) {
    PythonNodes nodes = new PythonNodes(start, end);
    nodes.block(body, null, 0);
    return nodes;
  }

  /** {@return expressions that lie in the stretch, outer ones first} */
  List<Expression> expressions() {
    return expressions;
  }

  /**
   * {@return those of them that may be settings of their own} Not what a class holds for
   * developers: what chooses the class is wrong then. Nor what is given to several names at once,
   * nor one side of a condition.
   */
  List<Expression> settings() {
    return settings;
  }

  /** {@return the innermost statement that holds the stretch, or null} */
  @Nullable Found statement() {
    return statements.isEmpty() ? null : statements.getLast();
  }

  private void block(List<Statement> body, @Nullable String type, int depth) {
    if (depth > DEPTH) {
      return;
    }
    for (Statement statement : body) {
      if (statement.end() < start || statement.start() > end) {
        continue;
      }
      if (statement.start() <= start && statement.end() >= end) {
        statements.add(new Found(statement, body.size() == 1));
      }
      own(statement, type);
      switch (statement) {
        case Statement.If s -> {
          s.branches().forEach(branch -> block(branch.body(), type, depth + 1));
          block(s.otherwise(), type, depth + 1);
        }
        case Statement.For s -> {
          block(s.body(), type, depth + 1);
          block(s.otherwise(), type, depth + 1);
        }
        case Statement.While s -> {
          block(s.body(), type, depth + 1);
          block(s.otherwise(), type, depth + 1);
        }
        case Statement.With s -> block(s.body(), type, depth + 1);
        case Statement.Try s -> {
          block(s.body(), type, depth + 1);
          s.handlers().forEach(handler -> block(handler.body(), type, depth + 1));
          block(s.otherwise(), type, depth + 1);
          block(s.finallyBody(), type, depth + 1);
        }
        case Statement.Match s -> s.cases().forEach(each -> block(each.body(), type, depth + 1));
        case Statement.FunctionDefinition s -> block(s.body(), type, depth + 1);
        case Statement.ClassDefinition s -> block(s.body(), s.name(), depth + 1);
        default -> {}
      }
    }
  }

  /** Adds the expressions of a statement that are not in blocks of it. */
  private void own(Statement statement, @Nullable String type) {
    boolean shared = statement instanceof Statement.Assign assign && assign.targets().size() > 1;
    boolean setting = !shared && !isForDevelopers(type);
    switch (statement) {
      case Statement.ExpressionStatement s -> add(s.value(), setting);
      case Statement.Assign s -> add(s.value(), setting);
      case Statement.AugmentedAssign s -> add(s.value(), setting);
      case Statement.AnnotatedAssign s -> add(s.value(), setting);
      case Statement.Return s -> add(s.value(), setting);
      case Statement.If s -> s.branches().forEach(branch -> add(branch.test(), setting));
      case Statement.While s -> add(s.test(), setting);
      case Statement.For s -> add(s.iterable(), setting);
      case Statement.With s -> s.items().forEach(item -> add(item.context(), setting));
      case Statement.FunctionDefinition s -> {
        s.decorators().forEach(each -> add(each, setting));
        for (Parameter parameter : s.parameters()) {
          add(parameter.defaultValue(), setting);
        }
      }
      case Statement.ClassDefinition s -> s.arguments().forEach(each -> add(each.value(), false));
      default -> {}
    }
  }

  private void add(@Nullable Expression expression, boolean setting) {
    if (expression == null) {
      return;
    }
    List<Expression> within = Walk.within(expression);
    Set<Expression> sides = new HashSet<>();
    for (Expression each : within) {
      if (each instanceof Expression.Conditional e) {
        sides.add(e.body());
        sides.add(e.otherwise());
      }
      if (each.start() >= start && each.end() <= end) {
        expressions.add(each);
        if (setting && !sides.contains(each)) {
          settings.add(each);
        }
      }
    }
  }

  private static boolean isForDevelopers(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String name = type.toLowerCase(Locale.ROOT);
    return name.startsWith("dev")
        || name.contains("develop")
        || name.startsWith("debug")
        || name.startsWith("local")
        || name.startsWith("test");
  }
}

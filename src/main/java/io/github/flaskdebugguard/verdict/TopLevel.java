package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Statement;
import java.util.List;
import java.util.Set;

/**
 * Whether a file does anything when it is run: one that only imports, defines and assigns serves
 * nothing by itself, and to import its modules may cost as much as to start the app.
 */
final class TopLevel {
  private static final Set<String> SERVE =
      Set.of("run", "run_server", "run_simple", "serve", "serve_forever", "main", "cli");

  private TopLevel() {}

  /** {@return whether some statement outside of functions and classes calls for an effect} */
  static boolean acts(List<Statement> body) {
    for (Statement statement : body) {
      if (acts(statement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean acts(Statement statement) {
    return switch (statement) {
      case Statement.ExpressionStatement expression ->
          !(expression.value() instanceof Expression.Text);
      case Statement.Assign assign -> serves(assign.value());
      case Statement.AnnotatedAssign assign -> assign.value() != null && serves(assign.value());
      case Statement.If test ->
          test.branches().stream().anyMatch(branch -> acts(branch.body()))
              || acts(test.otherwise());
      case Statement.While loop -> true;
      case Statement.For loop -> acts(loop.body()) || acts(loop.otherwise());
      case Statement.Try attempt ->
          acts(attempt.body())
              || attempt.handlers().stream().anyMatch(handler -> acts(handler.body()))
              || acts(attempt.otherwise())
              || acts(attempt.finallyBody());
      case Statement.With with -> acts(with.body());
      case Statement.Match match -> match.cases().stream().anyMatch(each -> acts(each.body()));
      case Statement.Broken broken -> true;
      case Statement.Legacy legacy -> true;
      case Statement.Raise raise -> false;
      case Statement.Assert test -> serves(test.test());
      case Statement.AugmentedAssign assign -> false;
      case Statement.Return result -> false;
      case Statement.ScopeDeclaration declaration -> false;
      case Statement.Delete delete -> false;
      case Statement.Pass pass -> false;
      case Statement.Break leave -> false;
      case Statement.Continue next -> false;
      case Statement.Import imported -> false;
      case Statement.ImportFrom imported -> false;
      case Statement.FunctionDefinition function -> false;
      case Statement.ClassDefinition type -> false;
      case Statement.TypeAlias alias -> false;
    };
  }

  private static boolean serves(Expression value) {
    return value instanceof Expression.Call call
        && switch (call.function()) {
          case Expression.Name name -> SERVE.contains(name.id());
          case Expression.Attribute attribute -> SERVE.contains(attribute.name());
          default -> false;
        };
  }
}

package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.python.syntax.Argument;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of one setting in Python code. */
final class PythonChanges {
  private static final int LITERALS = 6;

  /** What people write for on; any other text is off. */
  private static final String PARSED = ".lower() in (\"1\", \"true\", \"yes\", \"on\")";

  private final SourceFile file;
  private final String text;
  private final PythonNodes nodes;

  PythonChanges(SourceFile file, Span span) {
    this.file = file;
    this.text = file.text();
    this.nodes =
        PythonNodes.of(PythonParser.parse(text).body(), span.start(), Math.max(span.end(), 1));
  }

  /** {@return changes of a literal that turns on into one that turns off, the last one first} */
  List<Change> flips() {
    List<Change> found = new ArrayList<>();
    for (Expression each : nodes.settings().reversed()) {
      if (found.size() < LITERALS) {
        flip(each, found);
      }
    }
    return found;
  }

  private void flip(Expression expression, List<Change> into) {
    String off =
        switch (expression) {
          case Expression.Constant e -> e.kind() == Expression.Constant.Kind.TRUE ? "False" : null;
          case Expression.Number e -> e.literal().equals("1") ? "0" : null;
          case Expression.Text e when !e.bytes() -> Words.off(e.value());
          default -> null;
        };
    if (off == null) {
      return;
    }
    String source = text.substring(expression.start(), expression.end());
    if (expression instanceof Expression.Text e) {
      int inner = source.indexOf(e.value());
      if (inner < 0 || source.length() - e.value().length() > 3) {
        return;
      }
      off = source.substring(0, inner) + off + source.substring(inner + e.value().length());
    }
    into.add(
        Change.of(
            "Set " + source + " to " + off,
            file.path(),
            expression.start(),
            expression.end(),
            off));
    if (expression instanceof Expression.Text) {
      // Where the text is taken as truth, another text does not help.
      into.add(
          Change.of(
              "Set " + source + " to False",
              file.path(),
              expression.start(),
              expression.end(),
              "False"));
    }
  }

  /** {@return changes of {@code pin_security=False} into {@code True}} */
  List<Change> pins() {
    List<Change> found = new ArrayList<>();
    for (Expression each : nodes.expressions()) {
      if (each instanceof Expression.Constant e && e.kind() == Expression.Constant.Kind.FALSE) {
        found.add(Change.of("Ask for the PIN", file.path(), each.start(), each.end(), "True"));
      }
    }
    return found;
  }

  /** {@return changes that compare a variable's text where it was taken as truth} */
  List<Change> parsed() {
    List<Change> found = new ArrayList<>();
    for (Expression each : nodes.expressions()) {
      String replacement = parsed(each);
      if (replacement != null) {
        boolean bare = isBare(each);
        found.add(
            Change.of(
                "Compare the text of the variable",
                file.path(),
                each.start(),
                each.end(),
                bare ? replacement : "(" + replacement + ")"));
        return found;
      }
    }
    return found;
  }

  /**
   * {@return the same, where the default is no text but on: another default alone would leave every
   * text of the variable on}
   */
  List<Change> parsedDefaults() {
    for (Expression each : nodes.expressions()) {
      if (each instanceof Expression.Call call
          && argument(call, 1, "default") instanceof Argument fallback
          && !(fallback.value() instanceof Expression.Text)
          && read(call) != null) {
        return parsed();
      }
    }
    return List.of();
  }

  private @Nullable String parsed(Expression expression) {
    return switch (expression) {
      case Expression.Call call
          when call.function() instanceof Expression.Name name
              && name.id().equals("bool")
              && call.arguments().size() == 1 ->
          parsed(call.arguments().getFirst().value());
      case Expression.BooleanOperation e when !e.and() && e.operands().size() == 2 ->
          isLiteral(e.operands().get(1)) ? parsed(e.operands().getFirst()) : null;
      case Expression.Call call -> read(call);
      case Expression.Subscript e when isEnvironment(e.value()) ->
          text.substring(e.start(), e.end()) + PARSED;
      default -> null;
    };
  }

  private @Nullable String read(Expression.Call call) {
    String function = text.substring(call.function().start(), call.function().end());
    boolean reads =
        function.equals("os.getenv")
            || function.equals("getenv")
            || (call.function() instanceof Expression.Attribute get
                && get.name().equals("get")
                && isEnvironment(get.value()));
    Argument name = argument(call, 0, "key");
    Argument fallback = argument(call, 1, "default");
    int understood = (name == null ? 0 : 1) + (fallback == null ? 0 : 1);
    if (!reads || name == null || call.arguments().size() != understood) {
      return null;
    }
    String off =
        fallback != null && fallback.value() instanceof Expression.Text e && !e.bytes()
            ? Words.off(e.value())
            : "";
    String value =
        off == null && fallback != null
            ? text.substring(fallback.value().start(), fallback.value().end())
            : "\"" + off + "\"";
    boolean keyword =
        name.kind() == Argument.Kind.KEYWORD
            || (fallback != null && fallback.kind() == Argument.Kind.KEYWORD);
    return function
        + "("
        + text.substring(name.start(), name.end())
        + (keyword ? ", default=" : ", ")
        + value
        + ")"
        + PARSED;
  }

  private static @Nullable Argument argument(Expression.Call call, int position, String keyword) {
    for (int i = 0; i < call.arguments().size(); i++) {
      Argument argument = call.arguments().get(i);
      boolean named = keyword.equals(argument.name());
      if (named || (i == position && argument.kind() == Argument.Kind.POSITIONAL)) {
        return argument;
      }
    }
    return null;
  }

  private static boolean isEnvironment(Expression expression) {
    return switch (expression) {
      case Expression.Name e -> e.id().equals("environ");
      case Expression.Attribute e ->
          e.name().equals("environ") && e.value() instanceof Expression.Name;
      default -> false;
    };
  }

  private static boolean isLiteral(Expression expression) {
    return expression instanceof Expression.Constant
        || expression instanceof Expression.Text
        || expression instanceof Expression.Number;
  }

  /** {@return whether a comparison may stand where the expression stands} */
  private boolean isBare(Expression expression) {
    int before = expression.start() - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    int after = expression.end();
    while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == '\t')) {
      after++;
    }
    char left = before < 0 ? '\n' : text.charAt(before);
    char right = after < text.length() ? text.charAt(after) : '\n';
    boolean compared = before > 0 && left == '=' && "=!<>".indexOf(text.charAt(before - 1)) >= 0;
    return "(,=:{[".indexOf(left) >= 0 && !compared && "),:}]\r\n#;".indexOf(right) >= 0;
  }

  /** {@return changes that remove an assignment that does nothing} */
  List<Change> withoutAssignment() {
    PythonNodes.Found found = nodes.statement();
    if (found == null
        || !(found.statement() instanceof Statement.Assign assign)
        || !isLiteral(assign.value())) {
      return List.of();
    }
    int from = assign.start();
    int to = assign.end();
    String description = "Remove " + text.substring(from, Math.min(to, from + 60)).strip();
    if (found.only()) {
      return List.of(Change.of(description, file.path(), from, to, "pass"));
    }
    int lineStart = from;
    while (lineStart > 0 && " \t".indexOf(text.charAt(lineStart - 1)) >= 0) {
      lineStart--;
    }
    int lineEnd = to;
    while (lineEnd < text.length() && " \t".indexOf(text.charAt(lineEnd)) >= 0) {
      lineEnd++;
    }
    boolean alone =
        (lineStart == 0 || "\r\n".indexOf(text.charAt(lineStart - 1)) >= 0)
            && (lineEnd == text.length() || "\r\n".indexOf(text.charAt(lineEnd)) >= 0);
    if (!alone) {
      return List.of();
    }
    if (lineEnd < text.length() && text.charAt(lineEnd) == '\r') {
      lineEnd++;
    }
    if (lineEnd < text.length() && text.charAt(lineEnd) == '\n') {
      lineEnd++;
    }
    return List.of(Change.of(description, file.path(), lineStart, lineEnd, ""));
  }
}

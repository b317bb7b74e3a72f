package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.Template.Expression;
import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands between braces. */
final class ExpressionParser {

  private final String text;
  private int at;
  private int depth;

  ExpressionParser(String text) {
    this.text = text;
  }

  /** {@return the whole text as a pipeline} */
  Expression pipeline() {
    Expression result = pipe();
    blanks();
    if (at < text.length()) {
      throw new IllegalArgumentException("unexpected " + text.charAt(at));
    }
    return result;
  }

  private Expression pipe() {
    if (++depth > Limits.LEVELS) {
      throw new IllegalArgumentException("parentheses are nested too deep");
    }
    blanks();
    if (at < text.length() && text.charAt(at) == '$') {
      int start = at++;
      String name = name();
      blanks();
      boolean declares = text.startsWith(":=", at);
      if (declares || (text.startsWith("=", at) && !text.startsWith("==", at))) {
        at += declares ? 2 : 1;
        Expression value = pipe();
        depth--;
        return new Expression.Assign(name, declares, value);
      }
      at = start;
    }
    List<Expression> commands = new ArrayList<>();
    commands.add(command());
    blanks();
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      commands.add(command());
      blanks();
    }
    depth--;
    return commands.size() == 1 ? commands.getFirst() : new Expression.Pipe(commands);
  }

  private Expression command() {
    List<Expression> words = new ArrayList<>();
    blanks();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      words.add(operand());
      blanks();
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("missing value");
    }
    return words.size() == 1 && !(words.getFirst() instanceof Expression.Name)
        ? words.getFirst()
        : new Expression.Call(words);
  }

  private Expression operand() {
    char c = text.charAt(at);
    Expression base;
    if (c == '(') {
      at++;
      base = pipe();
      blanks();
      if (at >= text.length() || text.charAt(at) != ')') {
        throw new IllegalArgumentException("missing )");
      }
      at++;
    } else if (c == '"' || c == '`' || c == '\'') {
      return new Expression.Constant(HelmValue.Str.of(string(c), null));
    } else if (c == '$') {
      at++;
      base = new Expression.Variable(name());
    } else if (c == '.') {
      base = new Expression.Dot();
      if (at + 1 >= text.length() || !isName(text.charAt(at + 1))) {
        at++;
        return base;
      }
    } else if (isName(c) || c == '-' || c == '+') {
      return word();
    } else {
      throw new IllegalArgumentException("unexpected " + c);
    }
    List<String> names = new ArrayList<>();
    while (at + 1 < text.length() && text.charAt(at) == '.' && isName(text.charAt(at + 1))) {
      at++;
      names.add(name());
    }
    return names.isEmpty() ? base : new Expression.Fields(base, names);
  }

  private Expression word() {
    int start = at++;
    while (at < text.length() && (isName(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true", "false" -> new Expression.Constant(new HelmValue.Plain(word, true, null));
      case "nil" -> new Expression.Constant(HelmValue.NIL);
      default ->
          HelmYaml.isNumber(word)
              ? new Expression.Constant(new HelmValue.Plain(word, false, null))
              : new Expression.Name(word);
    };
  }

  private String string(char quote) {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' && quote != '`' && at < text.length()) {
        char escaped = text.charAt(at++);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    at++;
    return out.toString();
  }

  private String name() {
    int start = at;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}

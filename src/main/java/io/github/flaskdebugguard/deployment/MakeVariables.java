package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables of make and their expansion (executed: make 4.3). The caller's environment gives the
 * first values.
 */
final class MakeVariables {

  /** Where a value comes from, weakest first. */
  enum Origin {
    ENVIRONMENT,
    FILE,
    ENVIRONMENT_WINS,
    COMMAND_LINE,
    OVERRIDE
  }

  /** A variable; {@code simple} ones are expanded already. */
  record Variable(String value, boolean simple, Origin origin, Span span) {}

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Text.Unknown> unknown = new LinkedHashMap<>();
  private final ProcessStart start;
  private final OverlayFiles files;
  private final boolean environmentWins;
  private int followed;

  MakeVariables(ProcessStart start, OverlayFiles files, boolean environmentWins) {
    this.start = start;
    this.files = files;
    this.environmentWins = environmentWins;
  }

  @Nullable Variable get(String name) {
    Variable found = variables.get(name);
    Text inherited = start.environment().get(name);
    if (inherited instanceof Text.Known known
        && (found == null || (environmentWins && found.origin() == Origin.FILE))) {
      return new Variable(known.value(), true, Origin.ENVIRONMENT, known.span());
    }
    return found;
  }

  Map<String, Variable> all() {
    return variables;
  }

  /**
   * {@return values that are not known, by the shell variables that stand for them in expanded
   * text}
   */
  Map<String, Text.Unknown> unknown() {
    return unknown;
  }

  void set(String name, String operator, String value, Origin origin, Span span) {
    Variable old = get(name);
    if (old != null && old.origin().compareTo(origin) > 0) {
      return;
    }
    switch (operator) {
      case ":=", "::=" -> variables.put(name, new Variable(expand(value), true, origin, span));
      case "?=" -> {
        if (old == null && start.environment().get(name) == null) {
          variables.put(name, new Variable(value, false, origin, span));
        }
      }
      case "+=" -> {
        String before = old == null ? "" : old.value();
        boolean simple = old != null && old.simple();
        String more = simple ? expand(value) : value;
        variables.put(
            name,
            new Variable(before.isEmpty() ? more : before + " " + more, simple, origin, span));
      }
      case "!=" ->
          variables.put(name, new Variable(shell(expand(value), span), true, origin, span));
      default -> variables.put(name, new Variable(value, false, origin, span));
    }
  }

  String value(Variable variable) {
    return variable.simple() ? variable.value() : expand(variable.value());
  }

  String expand(String text) {
    return expand(text, Map.of(), 0);
  }

  /**
   * {@return text with its references expanded; what is not known becomes a reference to a shell
   * variable of {@link #unknown()}}
   *
   * @param automatic {@code $@}, {@code $<} and their kind
   */
  String expand(String text, Map<String, String> automatic, int depth) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    if (depth == 0) {
      followed = 0;
    }
    if (depth > Limits.EXPANSION_LEVELS || ++followed > Limits.EXPANSIONS) {
      LimitNotes.bites(
          start.arguments().getFirst().span(), "make's variables name each other without end");
      return "";
    }
    StringBuilder result = new StringBuilder();
    int i = 0;
    while (i < text.length() && result.length() < Limits.TEXT_CHARS) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 >= text.length()) {
        result.append(c);
        i++;
        continue;
      }
      char next = text.charAt(i + 1);
      if (next == '$') {
        result.append('$');
        i += 2;
      } else if (next == '(' || next == '{') {
        int close = closing(text, i + 1);
        if (close < 0) {
          return result.toString();
        }
        result.append(reference(text.substring(i + 2, close), automatic, depth));
        i = close + 1;
      } else {
        result.append(named(String.valueOf(next), automatic, depth));
        i += 2;
      }
    }
    return result.toString();
  }

  private static int closing(String text, int open) {
    char opener = text.charAt(open);
    char closer = opener == '(' ? ')' : '}';
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == opener) {
        depth++;
      } else if (text.charAt(i) == closer && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private String named(String name, Map<String, String> automatic, int depth) {
    String own = automatic.get(name);
    if (own != null) {
      return own;
    }
    Variable variable = get(name);
    if (variable != null) {
      return variable.simple() ? variable.value() : expand(variable.value(), automatic, depth + 1);
    }
    if (start.environment().get(name) instanceof Text.Unknown reason) {
      return unknown(reason);
    }
    return switch (name) {
      case "MAKE" -> "make";
      case "CURDIR" -> start.folder() == null ? "" : start.folder();
      case "SHELL" -> "/bin/sh";
      default -> "";
    };
  }

  private String unknown(Text.Unknown reason) {
    String name = "UNKNOWN_" + unknown.size();
    unknown.put(name, reason);
    return "${" + name + "}";
  }

  private String reference(String inner, Map<String, String> automatic, int depth) {
    int blank = 0;
    while (blank < inner.length() && Character.isLetter(inner.charAt(blank))) {
      blank++;
    }
    if (blank > 0 && blank < inner.length() && inner.charAt(blank) == ' ') {
      String function = inner.substring(0, blank);
      String arguments = inner.substring(blank + 1).stripLeading();
      String result = function(function, arguments, automatic, depth + 1);
      if (result != null) {
        return result;
      }
    }
    String name = expand(inner, automatic, depth + 1);
    int colon = name.indexOf(':');
    if (colon > 0 && name.indexOf('=', colon) > 0) {
      return unknown(
          new Text.Unknown(
              "is a substitution of make",
              name.substring(0, colon),
              start.arguments().getFirst().span()));
    }
    return named(name, automatic, depth);
  }

  private @Nullable String function(
      String name, String arguments, Map<String, String> automatic, int depth) {
    List<String> parts = new ArrayList<>();
    int level = 0;
    int from = 0;
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      level += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
      if (c == ',' && level == 0) {
        parts.add(arguments.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(arguments.substring(from));
    Span span = start.arguments().getFirst().span();
    return switch (name) {
      case "shell" -> shell(expand(arguments, automatic, depth), span);
      case "strip" -> expand(arguments, automatic, depth).strip();
      case "if" -> {
        boolean truth = !expand(parts.getFirst(), automatic, depth).isBlank();
        int index = truth ? 1 : 2;
        yield index < parts.size() ? expand(parts.get(index), automatic, depth) : "";
      }
      case "or" -> {
        for (String part : parts) {
          String value = expand(part, automatic, depth).strip();
          if (!value.isEmpty()) {
            yield value;
          }
        }
        yield "";
      }
      case "wildcard" -> {
        String path = Paths.resolve(start.folder(), expand(arguments, automatic, depth).strip());
        yield path != null && files.presence(path) == FileView.Presence.FILE
            ? expand(arguments, automatic, depth).strip()
            : "";
      }
      case "subst" ->
          parts.size() == 3
              ? expand(parts.get(2), automatic, depth)
                  .replace(
                      expand(parts.get(0), automatic, depth),
                      expand(parts.get(1), automatic, depth))
              : "";
      case "info", "warning", "eval" -> "";
      case "patsubst",
          "filter",
          "foreach",
          "call",
          "notdir",
          "dir",
          "basename",
          "abspath",
          "realpath",
          "firstword",
          "lastword",
          "word",
          "words",
          "sort",
          "addprefix",
          "addsuffix",
          "join",
          "origin",
          "value",
          "and",
          "findstring",
          "error" ->
          unknown(new Text.Unknown("is the result of the make function " + name, null, span));
      default -> null;
    };
  }

  /** {@return the output of a command with its line ends as blanks} */
  private String shell(String command, Span span) {
    LaunchRun run = new LaunchRun();
    ShellRunner runner = new ShellRunner(run, Shell.DASH, 1);
    ShellState state =
        new ShellState(
            start.environment(),
            new Text.Known("sh", span),
            List.of(),
            start.folder(),
            files,
            new LinkedHashSet<>());
    Text output =
        runner.substitution(state, ShellScript.parse(new Text.Known(command, span)).body(), span);
    return switch (output) {
      case Text.Known known -> known.value().replace('\n', ' ');
      case Text.Unknown reason -> unknown(reason);
    };
  }
}

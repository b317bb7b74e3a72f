package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [ ... ]}, {@code test} and {@code [[ ... ]]} in three values. An error counts as false, as
 * it does in an {@code if}.
 */
final class ShellTest {

  private final List<Text> words;
  private final ShellState state;
  private final Shell shell;
  private final boolean doubled;
  private int at;

  /**
   * @param words what stands between the brackets; with double brackets the words after a
   *     comparison are patterns
   * @param doubled whether it is {@code [[ ]]}
   */
  ShellTest(List<Text> words, ShellState state, Shell shell, boolean doubled) {
    this.words = words;
    this.state = state;
    this.shell = shell;
    this.doubled = doubled;
  }

  /** {@return what it ends with; never {@link Status#ASSUMED}} */
  Status evaluate() {
    if (words.isEmpty()) {
      return Status.FAILURE;
    }
    Status result = or(0);
    return at < words.size() ? Status.FAILURE : result;
  }

  private @Nullable String word(int offset) {
    int index = at + offset;
    return index < words.size() && words.get(index) instanceof Text.Known known
        ? known.value()
        : null;
  }

  private boolean take(String single, String twice) {
    if ((doubled ? twice : single).equals(word(0)) && at < words.size()) {
      at++;
      return true;
    }
    return false;
  }

  private Status or(int depth) {
    Status left = and(depth);
    while (take("-o", "||")) {
      Status right = and(depth);
      left =
          left == Status.SUCCESS || right == Status.SUCCESS
              ? Status.SUCCESS
              : left == Status.UNKNOWN || right == Status.UNKNOWN ? Status.UNKNOWN : Status.FAILURE;
    }
    return left;
  }

  private Status and(int depth) {
    Status left = not(depth);
    while (take("-a", "&&")) {
      Status right = not(depth);
      left =
          left == Status.FAILURE || right == Status.FAILURE
              ? Status.FAILURE
              : left == Status.UNKNOWN || right == Status.UNKNOWN ? Status.UNKNOWN : Status.SUCCESS;
    }
    return left;
  }

  static Status not(Status status) {
    return switch (status) {
      case SUCCESS -> Status.FAILURE;
      case FAILURE -> Status.SUCCESS;
      case UNKNOWN -> Status.UNKNOWN;
      case ASSUMED -> Status.UNKNOWN;
    };
  }

  private Status not(int depth) {
    if (depth > Limits.LEVELS) {
      at = words.size();
      return Status.UNKNOWN;
    }
    if ("!".equals(word(0)) && at + 1 < words.size() && !isBinary(word(1))) {
      at++;
      return not(not(depth + 1));
    }
    if ("(".equals(word(0)) && at + 2 < words.size() && !isBinary(word(1))) {
      at++;
      Status inner = or(depth + 1);
      if (")".equals(word(0))) {
        at++;
        return inner;
      }
      return Status.FAILURE;
    }
    return primary();
  }

  private boolean isBinary(@Nullable String word) {
    return switch (word) {
      case null -> false;
      case "=", "!=", "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-nt", "-ot", "-ef" -> true;
      case "==" -> true;
      case "=~", "<", ">" -> doubled;
      default -> false;
    };
  }

  private Status primary() {
    if (at + 2 < words.size() && isBinary(word(1))) {
      String operator = word(1);
      Text left = words.get(at);
      Text right = words.get(at + 2);
      at += 3;
      return binary(left, operator == null ? "" : operator, right);
    }
    String first = word(0);
    boolean operator = first != null && first.length() == 2 && first.charAt(0) == '-';
    boolean alone = at + 1 >= words.size() || closes(word(1));
    if (operator && first != null && !alone) {
      Text operand = words.get(at + 1);
      at += 2;
      return unary(first.charAt(1), operand);
    }
    if (at >= words.size()) {
      return Status.FAILURE;
    }
    Text only = words.get(at++);
    return empty(only, false);
  }

  private boolean closes(@Nullable String word) {
    return doubled
        ? "&&".equals(word) || "||".equals(word) || ")".equals(word)
        : ("-a".equals(word) || "-o".equals(word)) && at + 2 < words.size();
  }

  private static Status empty(Text text, boolean wanted) {
    return switch (text) {
      case Text.Known known -> of(known.value().isEmpty() == wanted);
      case Text.Unknown ignored -> Status.UNKNOWN;
    };
  }

  private static Status of(boolean truth) {
    return truth ? Status.SUCCESS : Status.FAILURE;
  }

  private Status unary(char operator, Text operand) {
    switch (operator) {
      case 'z' -> {
        return empty(operand, true);
      }
      case 'n' -> {
        return empty(operand, false);
      }
      case 'v' -> {
        if (operand instanceof Text.Known known && !known.value().isEmpty()) {
          Text value = state.get(known.value(), known.span());
          return value instanceof Text.Unknown ? Status.UNKNOWN : of(value != null);
        }
        return Status.UNKNOWN;
      }
      case 't' -> {
        return Status.FAILURE;
      }
      default -> {}
    }
    String path =
        operand instanceof Text.Known known ? Paths.resolve(state.folder, known.value()) : null;
    if (operand instanceof Text.Known known && known.value().isEmpty()) {
      return Status.FAILURE;
    }
    if (path == null) {
      return Status.UNKNOWN;
    }
    Presence presence = state.files.presence(path);
    return switch (operator) {
      case 'f' -> of(presence, presence == Presence.FILE);
      case 'd' -> of(presence, presence == Presence.FOLDER);
      case 'e', 'r', 'a', 'w' -> of(presence, presence != Presence.ABSENT);
      case 's' -> {
        var file = state.files.read(path);
        yield file != null ? of(!file.text().isEmpty()) : of(presence, presence == Presence.FOLDER);
      }
      case 'x' -> of(presence, presence != Presence.ABSENT);
      default -> Status.UNKNOWN;
    };
  }

  private static Status of(Presence presence, boolean truth) {
    return presence == Presence.UNKNOWN ? Status.UNKNOWN : of(truth);
  }

  private Status binary(Text left, String operator, Text right) {
    if (!doubled && operator.equals("==") && shell == Shell.DASH) {
      return Status.FAILURE;
    }
    if (!(left instanceof Text.Known a) || !(right instanceof Text.Known b)) {
      return Status.UNKNOWN;
    }
    return switch (operator) {
      case "=", "==" -> of(same(a.value(), b.value()));
      case "!=" -> of(!same(a.value(), b.value()));
      case "<" -> of(a.value().compareTo(b.value()) < 0);
      case ">" -> of(a.value().compareTo(b.value()) > 0);
      case "-eq", "-ne", "-gt", "-ge", "-lt", "-le" -> number(a.value(), operator, b.value());
      default -> Status.UNKNOWN;
    };
  }

  private boolean same(String left, String right) {
    return doubled ? ShellPattern.of(right, state.effort).matches(left) : left.equals(right);
  }

  private Status number(String left, String operator, String right) {
    Long a = number(left);
    Long b = number(right);
    if (a == null || b == null) {
      return Status.FAILURE;
    }
    int order = Long.compare(a, b);
    return of(
        switch (operator) {
          case "-eq" -> order == 0;
          case "-ne" -> order != 0;
          case "-gt" -> order > 0;
          case "-ge" -> order >= 0;
          case "-lt" -> order < 0;
          default -> order <= 0;
        });
  }

  private @Nullable Long number(String text) {
    if (doubled) {
      return new ShellArithmetic(text, name -> state.get(name, words.getFirst().span())).value();
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

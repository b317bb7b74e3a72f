package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One state in which a shell can be. A condition that cannot be decided copies it, so that each
 * copy knows its values.
 */
final class ShellState {
  /** How the last command ended. */
  enum Status {
    SUCCESS,
    FAILURE,
    /** Cannot be known, and people write both branches because both happen. */
    UNKNOWN,
    /** Cannot be known; a script goes on as if it had worked. */
    ASSUMED
  }

  /** What runs next. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN,
    EXIT
  }

  private static final int TRAIL = 100;

  Environment environment;
  final SharedMap<Text> locals;
  final SharedMap<List<Text>> arrays;
  final SharedMap<Command> functions;
  final SharedMap<String> aliases;
  final Set<String> constants = new HashSet<>();
  final Set<String> shadowed = new HashSet<>();
  final Set<String> exportLater = new HashSet<>();
  final Set<String> options = new HashSet<>();
  final List<Fact> trail = new ArrayList<>();
  final Set<ProcessStart.Absent> absent;
  List<Text> arguments;
  Text zero;
  @Nullable String folder;
  OverlayFiles files;
  @Nullable String condition;
  Status status = Status.SUCCESS;
  Flow flow = Flow.NEXT;
  int levels;
  ShellEffort effort = new ShellEffort();
  @Nullable ShellOutput output;
  @Nullable ShellOutput input;

  ShellState(
      Environment environment,
      Text zero,
      List<Text> arguments,
      @Nullable String folder,
      OverlayFiles files,
      Set<ProcessStart.Absent> absent) {
    this.environment = environment;
    this.zero = zero;
    this.arguments = List.copyOf(arguments);
    this.folder = folder;
    this.files = files;
    this.absent = absent;
    this.locals = new SharedMap<>();
    this.arrays = new SharedMap<>();
    this.functions = new SharedMap<>();
    this.aliases = new SharedMap<>();
  }

  private ShellState(ShellState other) {
    this.environment = other.environment;
    this.zero = other.zero;
    this.arguments = other.arguments;
    this.folder = other.folder;
    this.files = other.files;
    this.absent = new LinkedHashSet<>(other.absent);
    this.locals = other.locals.copy();
    this.arrays = other.arrays.copy();
    this.functions = other.functions.copy();
    this.aliases = other.aliases.copy();
  }

  ShellState copy() {
    ShellState copy = new ShellState(this);
    copy.constants.addAll(constants);
    copy.shadowed.addAll(shadowed);
    copy.exportLater.addAll(exportLater);
    copy.options.addAll(options);
    copy.trail.addAll(trail);
    copy.condition = condition;
    copy.status = status;
    copy.flow = flow;
    copy.levels = levels;
    copy.output = output;
    copy.input = input;
    copy.effort = effort;
    return copy;
  }

  /** {@return whether both would go on alike, whatever led to them} */
  boolean goesOnLike(ShellState other) {
    return status == other.status
        && flow == other.flow
        && levels == other.levels
        && environment.setsAs(other.environment)
        && locals.equals(other.locals)
        && arrays.equals(other.arrays)
        && arguments.equals(other.arguments)
        && Objects.equals(folder, other.folder)
        && options.equals(other.options)
        && functions.hasKeysOf(other.functions)
        && Objects.equals(output, other.output)
        && Objects.equals(input, other.input)
        && files.equals(other.files);
  }

  /** {@return the value of a variable or null when it is not set, which is noted} */
  @Nullable Text get(String name, Span asked) {
    Text found = peek(name);
    if (found == null && !arrays.containsKey(name)) {
      if (absent.size() < Limits.VARIABLES) {
        absent.add(new ProcessStart.Absent(name, asked));
      }
    }
    return found;
  }

  private @Nullable Text peek(String name) {
    Text local = locals.get(name);
    if (local != null || shadowed.contains(name)) {
      return local;
    }
    List<Text> array = arrays.get(name);
    if (array != null) {
      return array.isEmpty() ? null : array.getFirst();
    }
    return environment.get(name);
  }

  boolean isSet(String name) {
    return peek(name) != null;
  }

  boolean isExported(String name) {
    Environment.Variable variable = environment.variable(name);
    return exportLater.contains(name) || (variable != null && variable.value() != null);
  }

  /**
   * Sets a variable as {@code name=value} does: in the environment when it is exported already or
   * {@code set -a} is on.
   */
  boolean set(String name, Text value) {
    if (constants.contains(name)) {
      return false;
    }
    arrays.remove(name);
    if (!shadowed.contains(name) && (isExported(name) || options.contains("a"))) {
      locals.remove(name);
      exportLater.remove(name);
      environment = environment.with(name, value);
    } else {
      locals.put(name, value);
    }
    return true;
  }

  void export(String name, Text value) {
    locals.remove(name);
    arrays.remove(name);
    exportLater.remove(name);
    environment = environment.with(name, value);
  }

  /** Exports a variable under the value it has; one that has none is exported once it gets one. */
  @Nullable Text export(String name) {
    Text value = locals.get(name);
    if (value != null) {
      export(name, value);
      return value;
    }
    if (environment.get(name) == null) {
      exportLater.add(name);
    }
    return null;
  }

  void unexport(String name) {
    Environment.Variable variable = environment.variable(name);
    Text value = variable == null ? null : variable.value();
    if (value != null) {
      environment = environment.without(name, value.span());
      locals.put(name, value);
    }
    exportLater.remove(name);
  }

  void unset(String name, Span span) {
    locals.remove(name);
    arrays.remove(name);
    exportLater.remove(name);
    environment = environment.without(name, span);
  }

  void fact(Span span, String message) {
    Fact fact = new Fact(span, message, true);
    if (trail.size() < TRAIL && !trail.contains(fact)) {
      trail.add(fact);
    }
  }

  /** Adds a condition under which this state is reached. */
  void require(String more) {
    if (condition == null) {
      condition = more;
    } else if (condition.length() + more.length() <= Limits.TEXT_CHARS) {
      condition = condition + " && " + more;
    }
  }

  boolean stopped() {
    return flow != Flow.NEXT;
  }

  boolean succeeded() {
    return status == Status.SUCCESS || status == Status.ASSUMED;
  }

  void fail() {
    status = Status.FAILURE;
  }

  void exit(Status how) {
    status = how;
    flow = Flow.EXIT;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of a process. Immutable. A variable is set (also empty), absent or
 * unknown; these are three different things.
 */
public final class Environment {
  /** No variable is set. */
  public static final Environment EMPTY = new Environment(Map.of(), null);

  /** Values of a variable that lost and that are told. */
  private static final int KEPT = 100;

  private final Map<String, Variable> variables;
  private final Text.@Nullable Unknown others;

  private Environment(Map<String, Variable> variables, Text.@Nullable Unknown others) {
    this.variables = variables;
    this.others = others;
  }

  /**
   * One variable.
   *
   * @param value what it is set to; null when the last word was to remove it
   * @param overridden earlier values that lost, oldest first
   */
  public record Variable(@Nullable Text value, Span span, List<Text> overridden) {}

  /** {@return this environment with a variable set; what it was before is kept as overridden} */
  public Environment with(String name, Text value) {
    return put(name, value, value.span());
  }

  /** {@return this environment with variables set, in the order of the map} */
  public Environment withAll(Map<String, ? extends Text> values) {
    Builder result = new Builder(this);
    values.forEach(result::with);
    return result.build();
  }

  /** Sets variables one after the other, without a copy of all of them for each. */
  static final class Builder {
    private final Environment before;
    private @Nullable Map<String, Variable> changed;
    private Text.@Nullable Unknown rest;

    Builder(Environment before) {
      this.before = before;
      this.rest = before.others;
    }

    Builder with(String name, Text value) {
      return put(name, value, value.span());
    }

    Builder without(String name, Span span) {
      return variables().containsKey(name) || rest != null ? put(name, null, span) : this;
    }

    Builder withOthers(Text.Unknown reason) {
      rest = reason;
      return this;
    }

    @Nullable Text get(String name) {
      Variable variable = variables().get(name);
      return variable == null ? rest : variable.value();
    }

    @Nullable Variable variable(String name) {
      return variables().get(name);
    }

    Environment build() {
      return changed == null && rest == before.others
          ? before
          : new Environment(new TreeMap<>(variables()), rest);
    }

    private Map<String, Variable> variables() {
      return changed == null ? before.variables : changed;
    }

    private Builder put(String name, @Nullable Text value, Span span) {
      Map<String, Variable> own = changed;
      if (own == null) {
        own = new TreeMap<>(before.variables);
        changed = own;
      }
      if (!Environment.put(own, name, value, span)) {
        rest = tooMany(span);
      }
      return this;
    }
  }

  /** {@return this environment without a variable, and the place that removed it} */
  public Environment without(String name, Span span) {
    return variables.containsKey(name) || others != null ? put(name, null, span) : this;
  }

  /**
   * {@return this environment in which variables that it does not name may be set, for the reason
   * given}
   */
  public Environment withOthers(Text.Unknown reason) {
    return new Environment(variables, reason);
  }

  /** {@return this environment overlaid by all that another one sets or removes} */
  public Environment overlaidBy(Environment later) {
    Map<String, Variable> copy = new TreeMap<>(variables);
    Text.Unknown rest = later.others == null ? others : later.others;
    for (var entry : later.variables.entrySet()) {
      Variable last = entry.getValue();
      for (Text lost : last.overridden()) {
        put(copy, entry.getKey(), lost, lost.span());
      }
      if (!put(copy, entry.getKey(), last.value(), last.span())) {
        rest = tooMany(last.span());
      }
    }
    return new Environment(copy, rest);
  }

  /** {@return the variable, or null when nothing set or removed it} */
  public @Nullable Variable variable(String name) {
    return variables.get(name);
  }

  /**
   * {@return the value, or null when it is absent; unknown when it may be set by an unread source}
   */
  public @Nullable Text get(String name) {
    Variable variable = variables.get(name);
    return variable == null ? others : variable.value();
  }

  /** {@return why variables that are not named here may be set, or null} */
  public @Nullable Text others() {
    return others;
  }

  /** {@return all variables by name, also the removed ones} */
  public Map<String, Variable> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** {@return whether another one sets the same variables to the same, whatever was before} */
  boolean setsAs(Environment other) {
    if (variables == other.variables) {
      return true;
    }
    int set = 0;
    for (Map.Entry<String, Variable> entry : variables.entrySet()) {
      Text value = entry.getValue().value();
      if (value != null) {
        set++;
        Variable there = other.variables.get(entry.getKey());
        if (there == null || !value.equals(there.value())) {
          return false;
        }
      }
    }
    int setThere = 0;
    for (Variable variable : other.variables.values()) {
      setThere += variable.value() == null ? 0 : 1;
    }
    return set == setThere;
  }

  private Environment put(String name, @Nullable Text value, Span span) {
    if (variables.size() >= Limits.VARIABLES && !variables.containsKey(name)) {
      return new Environment(variables, tooMany(span));
    }
    Map<String, Variable> copy = new TreeMap<>(variables);
    put(copy, name, value, span);
    return new Environment(copy, others);
  }

  /** {@return whether there was room for the variable} */
  private static boolean put(
      Map<String, Variable> variables, String name, @Nullable Text value, Span span) {
    Variable before = variables.get(name);
    if (before == null && variables.size() >= Limits.VARIABLES) {
      return false;
    }
    List<Text> overridden = new ArrayList<>();
    if (before != null) {
      List<Text> earlier = before.overridden();
      overridden.addAll(earlier.subList(Math.max(0, earlier.size() - KEPT), earlier.size()));
      Text lost = before.value();
      if (lost != null) {
        overridden.add(lost);
      }
    }
    variables.put(name, new Variable(value, span, List.copyOf(overridden)));
    return true;
  }

  private static Text.Unknown tooMany(Span span) {
    return new Text.Unknown(
        "may be set by one of more than " + Limits.VARIABLES + " variables (limit)", null, span);
  }
}

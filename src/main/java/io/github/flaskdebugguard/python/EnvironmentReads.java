package io.github.flaskdebugguard.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the code of a run asked of its environment, in order. */
public final class EnvironmentReads {
  private final Map<String, EnvironmentRead> byVariable = new LinkedHashMap<>();
  private final Map<String, Set<String>> compared = new LinkedHashMap<>();
  private @Nullable String lastAbsent;
  private @Nullable EnvironmentRead last;

  EnvironmentReads() {}

  /** {@return the variables that the code asked for, by name; of several reads the strictest} */
  public Map<String, EnvironmentRead> byVariable() {
    return Collections.unmodifiableMap(byVariable);
  }

  /** {@return the texts that the code compares each variable with} */
  public Map<String, Set<String>> compared() {
    return Collections.unmodifiableMap(compared);
  }

  /** {@return the variable that was asked for last and that nothing sets, or null} */
  public @Nullable String lastAbsent() {
    return lastAbsent;
  }

  /** {@return the variable that was asked for last, or null} */
  public @Nullable EnvironmentRead last() {
    return last;
  }

  void add(EnvironmentRead read) {
    last = read;
    EnvironmentRead known = byVariable.get(read.variable());
    if (known == null || (read.required() && !known.required())) {
      byVariable.put(read.variable(), read);
    }
  }

  /** The code asked for a variable that nothing sets. */
  void missed(String variable) {
    lastAbsent = variable;
  }

  void comparedWith(String variable, String text) {
    compared.computeIfAbsent(variable, v -> new TreeSet<>()).add(text);
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the states together in which a shell can be at one place, so that conditions one after the
 * other do not double their number each time.
 */
final class StateJoin {
  private static final int STATES = 24;

  private StateJoin() {}

  /** {@return the states without doubles; too many become one in which what differs is unknown} */
  static List<ShellState> merged(List<ShellState> states) {
    if (states.size() < 2) {
      return states;
    }
    List<ShellState> result = new ArrayList<>();
    for (ShellState state : states) {
      ShellState twin = null;
      // So many are joined anyway, twins or not.
      for (ShellState other : result.size() > STATES ? List.<ShellState>of() : result) {
        if (other.goesOnLike(state)) {
          twin = other;
          break;
        }
      }
      if (twin == null) {
        result.add(state);
      } else {
        twin.condition = common(twin.condition, state.condition);
        twin.absent.addAll(state.absent);
      }
    }
    return result.size() > STATES ? List.of(joined(result)) : result;
  }

  private static @Nullable String common(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    if (one.equals(other)) {
      return one;
    }
    String[] left = one.split(" && ", -1);
    String[] right = other.split(" && ", -1);
    StringBuilder shared = new StringBuilder();
    for (int i = 0; i < Math.min(left.length, right.length) && left[i].equals(right[i]); i++) {
      shared.append(shared.isEmpty() ? "" : " && ").append(left[i]);
    }
    return shared.isEmpty() ? null : shared.toString();
  }

  private static ShellState joined(List<ShellState> states) {
    ShellState first =
        states.stream().filter(state -> !state.stopped()).findFirst().orElse(states.getFirst());
    first.condition = null;
    Map<String, Text> differing = new LinkedHashMap<>();
    for (ShellState other : states) {
      first.absent.addAll(other.absent);
      Set<String> names = new LinkedHashSet<>(other.environment.variables().keySet());
      names.addAll(other.locals.keySet());
      names.addAll(first.environment.variables().keySet());
      names.forEach(name -> compare(name, first, other, differing));
      if (!Objects.equals(first.folder, other.folder)) {
        first.folder = null;
      }
    }
    differing.forEach(
        (name, value) ->
            first.export(
                name,
                new Text.Unknown("depends on conditions in a start script", name, value.span())));
    return first;
  }

  private static void compare(
      String name, ShellState first, ShellState other, Map<String, Text> differing) {
    Text left = first.environment.get(name);
    Text right = other.environment.get(name);
    if (!Objects.equals(left, right)) {
      Text shown = left != null ? left : right;
      if (shown != null) {
        differing.put(name, shown);
      }
    }
  }
}

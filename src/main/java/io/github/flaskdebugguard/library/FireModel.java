package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python Fire (its guide): the words of the command line become arguments, read as literals. */
final class FireModel {
  private FireModel() {}

  static ModuleObj module(Interpreter run) {
    return new Models(run, "fire")
        .function("Fire", "component=None, command=None, name=None", FireModel::fire)
        .module();
  }

  private static Value fire(Call call) {
    List<Value> words = new ArrayList<>(ArgparseModel.commandLine(call));
    Value component = call.get("component");
    if (component instanceof DictObj dict
        && !words.isEmpty()
        && words.getFirst() instanceof Value.Str name) {
      Value chosen = call.interpreter().slot(dict, name.value());
      component = chosen == null ? component : chosen;
      words.removeFirst();
    }
    if (!(component instanceof FunctionObj function)) {
      return call.unknown("a command line that Fire reads");
    }
    return apply(call, function, words);
  }

  private static Value apply(Call call, FunctionObj function, List<Value> words) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) instanceof Value.Str text ? text.value() : null;
      if (word == null) {
        return call.unknown("a command line that is not known");
      }
      if (!word.startsWith("--")) {
        positional.add(literal(call, words.get(i), word));
        continue;
      }
      int equals = word.indexOf('=');
      String name = (equals < 0 ? word.substring(2) : word.substring(2, equals)).replace('-', '_');
      String next = i + 1 < words.size() ? text(words.get(i + 1)) : null;
      if (equals >= 0) {
        named.put(name, literal(call, words.get(i), word.substring(equals + 1)));
      } else if (next != null && !next.startsWith("--")) {
        named.put(name, literal(call, words.get(++i), next));
      } else if (name.startsWith("no") && !has(function, name)) {
        named.put(name.substring(2), new Value.Bool(false, call.origin()));
      } else {
        named.put(name, new Value.Bool(true, call.origin()));
      }
    }
    return call.interpreter().call(function, new Arguments(positional, named, null), call.span());
  }

  private static boolean has(FunctionObj function, String name) {
    return function.parameters().stream().anyMatch(p -> p.name().equals(name));
  }

  private static @Nullable String text(Value word) {
    return word instanceof Value.Str text ? text.value() : null;
  }

  private static Value literal(Call call, Value from, String text) {
    try {
      return Literals.parse(call, text, from);
    } catch (Raised noLiteral) {
      return new Value.Str(text, call.origin(from));
    }
  }
}

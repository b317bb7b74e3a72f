package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Config.from_prefixed_env} (facts A1; read: config.py of 2.2.2 and 3.1.3): each variable of
 * a prefix becomes a setting, its text read by {@code loads} where that takes it; two underscores
 * lead into dictionaries.
 */
final class PrefixedEnvironment {
  private PrefixedEnvironment() {}

  static Value load(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("self") instanceof DictObj config)) {
      return call.none();
    }
    String prefix = call.text("prefix");
    if (prefix == null) {
      return call.unknown("a prefix that is not known");
    }
    for (String name : List.of("DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS")) {
      Value unused = run.environment().get(prefix + "_" + name, call.span());
      if (unused instanceof Value.Unknown unknown) {
        run.setSlot(config, name, unknown);
      }
    }
    Value loads = loads(call);
    for (Map.Entry<String, Value> entry :
        run.environment().beginning(prefix + "_", call.span()).entrySet()) {
      String key = entry.getKey().substring(prefix.length() + 1);
      Value value = run.each(entry.getValue(), v -> loaded(call, loads, v), call.span());
      put(call, config, key, value);
    }
    return new Value.Bool(true, call.origin());
  }

  private static @Nullable Value loads(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("loads") instanceof Value.None)) {
      return call.get("loads");
    }
    Value json = run.importModule("json", call.span());
    return json == null ? null : run.attributeOrNull(json, "loads", call.span());
  }

  private static Value loaded(Call call, @Nullable Value loads, Value value) {
    if (!(value instanceof Value.Str) || loads == null) {
      return value;
    }
    try {
      Value made = call.interpreter().call(loads, Arguments.of(value), call.span());
      return made.from(call.origin(value));
    } catch (Raised refused) {
      return value.from(call.origin(value));
    }
  }

  private static void put(Call call, DictObj config, String key, Value value) {
    Interpreter run = call.interpreter();
    DictObj current = config;
    String rest = key;
    while (rest.contains("__")) {
      String part = rest.substring(0, rest.indexOf("__"));
      rest = rest.substring(part.length() + 2);
      Value inner = run.slot(current, part);
      if (inner == null) {
        DictObj made = run.dict(Map.of(), call.span());
        run.setSlot(current, part, made);
        inner = made;
      }
      if (inner instanceof Value.Unknown || inner instanceof Value.Choice) {
        return;
      }
      if (!(inner instanceof DictObj next)) {
        throw run.raise("TypeError", part + " holds no settings", call.span());
      }
      current = next;
    }
    run.setSlot(current, rest, value);
  }
}

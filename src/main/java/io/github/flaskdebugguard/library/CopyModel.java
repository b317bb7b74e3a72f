package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ListObj;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** {@code copy} (CPython library reference): containers are copied, other objects are shared. */
final class CopyModel {
  private static final int MAX_DEPTH = 20;

  private CopyModel() {}

  static ModuleObj module(Interpreter run) {
    return new Models(run, "copy")
        .function("copy", "x", call -> shallow(call, call.get("x")))
        .function(
            "deepcopy",
            "x, memo=None",
            call -> deep(call, call.get("x"), new IdentityHashMap<>(), 0))
        .module();
  }

  private static Value shallow(Call call, Value value) {
    Interpreter run = call.interpreter();
    return value instanceof DictObj || value instanceof ListObj
        ? run.call(run.attribute(value, "copy", call.span()), Arguments.NONE, call.span())
        : value;
  }

  private static Value deep(Call call, Value value, Map<Value, Value> made, int depth) {
    Interpreter run = call.interpreter();
    Value known = made.get(value);
    if (known != null || depth > MAX_DEPTH) {
      return known == null ? call.unknown("limit of depth") : known;
    }
    if (value instanceof Value.Tuple tuple) {
      Value copies = new Value.Tuple(all(call, tuple.items(), made, depth), tuple.origin());
      made.put(value, copies);
      return copies;
    }
    Value copy = shallow(call, value);
    made.put(value, copy);
    if (copy instanceof DictObj dict && copy != value) {
      for (String name : run.textKeys(dict)) {
        Value inner = run.slot(dict, name);
        if (inner != null) {
          run.setSlot(dict, name, deep(call, inner, made, depth + 1));
        }
      }
    } else if (copy instanceof ListObj list && copy != value) {
      List<Value> items = run.items(list, call.span());
      if (items != null) {
        copy = run.list(all(call, items, made, depth), call.span());
      }
    }
    return copy;
  }

  private static List<Value> all(Call call, List<Value> values, Map<Value, Value> made, int depth) {
    List<Value> copies = new ArrayList<>();
    values.forEach(each -> copies.add(deep(call, each, made, depth + 1)));
    return copies;
  }
}

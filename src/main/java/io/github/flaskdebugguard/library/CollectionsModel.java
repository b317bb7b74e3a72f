package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code collections} (CPython library reference). */
final class CollectionsModel {
  private CollectionsModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "collections");
    ClassObj dict = (ClassObj) run.builtin("dict", run.input().launch());
    models.type("OrderedDict", dict).define();
    models.type("UserDict", dict).define();
    models
        .type("defaultdict", dict)
        .method("__init__", "self, default_factory=None, *args, **kwargs", CollectionsModel::keep)
        .method("__missing__", "self, key", CollectionsModel::missing)
        .define();
    return models
        .function("ChainMap", "*maps", CollectionsModel::chained)
        .function(
            "namedtuple",
            "typename, field_names, *args, **kwargs",
            call -> namedTuple(models, call))
        .function(
            "deque",
            "iterable=None, maxlen=None",
            call -> {
              List<Value> items = call.interpreter().items(call.get("iterable"), call.span());
              return call.interpreter().list(items == null ? List.of() : items, call.span());
            })
        .module();
  }

  private static Value keep(Call call) {
    if (call.get("self") instanceof DictObj self) {
      Interpreter run = call.interpreter();
      run.setAttribute(self, "default_factory", call.get("default_factory"), call.span());
      for (Value mapping : call.rest()) {
        run.update(self, mapping, call.span());
      }
      call.keywords().forEach((key, value) -> run.setSlot(self, key, value));
    }
    return call.none();
  }

  private static Value missing(Call call) {
    Interpreter run = call.interpreter();
    Value factory = run.attributeOrNull(call.get("self"), "default_factory", call.span());
    if (factory == null || factory instanceof Value.None) {
      throw run.raise("KeyError", "missing key", call.span());
    }
    Value made = run.call(factory, Arguments.NONE, call.span());
    run.setItem(call.get("self"), call.get("key"), made, call.span());
    return made;
  }

  /** {@return one dictionary in which the first mapping wins} */
  private static Value chained(Call call) {
    Interpreter run = call.interpreter();
    DictObj all = run.dict(Map.of(), call.span());
    List<Value> maps = new ArrayList<>(call.rest());
    for (Value mapping : maps.reversed()) {
      run.update(all, mapping, call.span());
    }
    return all;
  }

  private static Value namedTuple(Models models, Call call) {
    Interpreter run = call.interpreter();
    List<String> names = new ArrayList<>();
    Value given = call.get("field_names");
    if (given instanceof Value.Str text) {
      for (String name : text.value().replace(',', ' ').split(" ", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    } else {
      List<Value> items = run.items(given, call.span());
      for (Value each : items == null ? List.<Value>of() : items) {
        if (each instanceof Value.Str name) {
          names.add(name.value());
        }
      }
    }
    Map<String, Value> defaults = new LinkedHashMap<>();
    Value last = call.keywords().get("defaults");
    List<Value> values = last == null ? null : run.items(last, call.span());
    if (values != null && values.size() <= names.size()) {
      for (int i = 0; i < values.size(); i++) {
        defaults.put(names.get(names.size() - values.size() + i), values.get(i));
      }
    }
    String name = call.text("typename");
    return tuple(models, models.type(name == null ? "tuple" : name), names, defaults).make();
  }

  /** Gives a class in the making the methods of a named tuple. */
  static Models.Type tuple(
      Models models, Models.Type type, List<String> names, Map<String, Value> defaults) {
    return type.attribute("__init__", models.any("__init__", call -> fill(call, names, defaults)))
        .method("__iter__", "self", call -> new Value.Tuple(items(call, names), call.origin()))
        .method(
            "__getitem__",
            "self, key",
            call ->
                call.interpreter()
                    .item(
                        new Value.Tuple(items(call, names), call.origin()),
                        call.get("key"),
                        call.span()))
        .method("_asdict", "self", call -> asDict(call, names));
  }

  /** Binds the arguments of a constructor to named fields. */
  static Value fill(Call call, List<String> names, Map<String, Value> defaults) {
    List<Value> given = call.arguments().positional();
    if (!(given.getFirst() instanceof Instance self)) {
      return call.none();
    }
    Interpreter run = call.interpreter();
    int next = 1;
    for (String name : names) {
      Value value = next < given.size() ? given.get(next++) : call.arguments().keywords().get(name);
      value = value == null ? defaults.get(name) : value;
      value = value == null ? call.arguments().open() : value;
      if (value == null) {
        throw run.raise("TypeError", "missing argument '" + name + "'", call.span());
      }
      run.setSlot(self, name, value);
    }
    return call.none();
  }

  private static List<Value> items(Call call, List<String> names) {
    List<Value> items = new ArrayList<>();
    for (String name : names) {
      items.add(call.interpreter().attribute(call.get("self"), name, call.span()));
    }
    return items;
  }

  private static Value asDict(Call call, List<String> names) {
    Map<String, Value> entries = new LinkedHashMap<>();
    List<Value> items = items(call, names);
    for (int i = 0; i < names.size(); i++) {
      entries.put(names.get(i), items.get(i));
    }
    return call.interpreter().dict(entries, call.span());
  }
}

package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of lists, sets, tuples, dictionaries and {@code os.environ}. */
final class ContainerMethods {
  private final Interpreter run;

  ContainerMethods(Interpreter run) {
    this.run = run;
  }

  @Nullable Value method(Value self, String name, Span span) {
    Value.Native.Body body =
        switch (self) {
          case EnvironmentObj environment -> ofEnvironment(environment, name);
          case DictObj dict -> ofDict(dict, name);
          case ListObj list -> ofList(list, name);
          case Value.Tuple tuple -> ofTuple(tuple, name);
          default -> null;
        };
    if (body == null) {
      return name.startsWith("__") ? Value.Unknown.of("an attribute of a container", span) : null;
    }
    boolean pure = name.equals("get") && !(self instanceof EnvironmentObj);
    return new Value.Native(name, Signature.ANY, body, pure, Origin.at(span));
  }

  private static Value argument(Call call, int index) {
    List<Value> positional = call.arguments().positional();
    return index < positional.size() ? positional.get(index) : call.none();
  }

  private static Value named(Call call, int index, String... names) {
    for (String name : names) {
      Value value = call.arguments().keywords().get(name);
      if (value != null) {
        return value;
      }
    }
    return argument(call, index);
  }

  private Value.Native.@Nullable Body ofEnvironment(EnvironmentObj self, String name) {
    return switch (name) {
      case "get" ->
          call ->
              argument(call, 0) instanceof Value.Str key
                  ? self.get(key.value(), named(call, 1, "default"), call.span())
                  : call.unknown("a variable whose name is not known");
      case "setdefault" ->
          call -> {
            if (!(argument(call, 0) instanceof Value.Str key)) {
              return call.unknown("a variable whose name is not known");
            }
            Value known = self.get(key.value(), call.span());
            if (known != null) {
              return known;
            }
            self.set(key.value(), argument(call, 1), call.span());
            return argument(call, 1);
          };
      case "__setitem__", "putenv" ->
          call -> {
            self.put(argument(call, 0), argument(call, 1), call.span());
            return call.none();
          };
      case "__getitem__" -> call -> self.item(argument(call, 0), call.span());
      case "__contains__" ->
          call ->
              new Value.Bool(
                  self.contains(argument(call, 0), call.span()) == Truth.TRUE, call.origin());
      case "pop", "unsetenv" ->
          call -> {
            Value known =
                argument(call, 0) instanceof Value.Str key
                    ? self.get(key.value(), call.span())
                    : null;
            self.remove(argument(call, 0), call.span());
            return known == null ? argument(call, 1) : known;
          };
      case "update" ->
          call -> {
            DictObj all = new DictObj(null, call.origin());
            if (!call.arguments().positional().isEmpty()) {
              run.operators.update(all, argument(call, 0), call.span());
            }
            call.arguments()
                .keywords()
                .forEach((key, value) -> run.heap.put(all.slots, key, value));
            for (Object key : List.copyOf(all.slots.values().keySet())) {
              Value value = run.heap.get(all.slots, key);
              if (key instanceof String text && value != null) {
                self.set(text, value, call.span());
              }
            }
            return call.none();
          };
      case "copy" ->
          call -> {
            DictObj copy = new DictObj(null, call.origin());
            self.copyInto(copy, call.span());
            return copy;
          };
      case "keys" -> call -> new Value.Tuple(self.names(call.span()), call.origin());
      case "items", "values" -> call -> self.entries(name.equals("items"), call.span());
      default -> null;
    };
  }

  private Value.Native.@Nullable Body ofDict(DictObj self, String name) {
    Items items = run.operators.containers();
    return switch (name) {
      case "get" -> call -> get(self, call);
      case "setdefault" ->
          call -> {
            Object key = Items.key(argument(call, 0));
            Value known = key == null ? null : run.heap.get(self.slots, key);
            if (known != null) {
              return known;
            }
            items.put(self, argument(call, 0), named(call, 1, "default"));
            return named(call, 1, "default");
          };
      case "pop" ->
          call -> {
            Object key = Items.key(argument(call, 0));
            Value known = key == null ? null : run.heap.get(self.slots, key);
            items.delete(self, argument(call, 0));
            if (known != null) {
              return known;
            }
            if (call.arguments().positional().size() < 2) {
              return run.item(self, argument(call, 0), call.span());
            }
            return argument(call, 1);
          };
      case "update" ->
          call -> {
            if (!call.arguments().positional().isEmpty()) {
              run.operators.update(self, argument(call, 0), call.span());
            }
            call.arguments()
                .keywords()
                .forEach((key, value) -> run.heap.put(self.slots, key, value));
            Value.Unknown open = call.arguments().open();
            if (open != null) {
              run.heap.put(self.slots, DictObj.OPEN, open);
            }
            return call.none();
          };
      case "copy" ->
          call -> {
            DictObj copy = new DictObj(self.type(), call.origin());
            run.operators.update(copy, self, call.span());
            return copy;
          };
      case "keys" -> call -> view(run.items(self, call.span()), self, call);
      case "values" -> call -> pairs(self, false, call);
      case "items" -> call -> pairs(self, true, call);
      case "clear" ->
          call -> {
            for (Object key : List.copyOf(self.slots.values().keySet())) {
              run.heap.put(self.slots, key, null);
            }
            return call.none();
          };
      case "__getitem__" -> call -> run.item(self, argument(call, 0), call.span());
      case "__setitem__" ->
          call -> {
            items.put(self, argument(call, 0), argument(call, 1));
            return call.none();
          };
      case "__contains__", "has_key" ->
          call -> run.operators.compare("in", argument(call, 0), self, call.span());
      case "__init__" ->
          call -> {
            if (!call.arguments().positional().isEmpty()) {
              run.operators.update(self, argument(call, 0), call.span());
            }
            call.arguments()
                .keywords()
                .forEach((key, value) -> run.heap.put(self.slots, key, value));
            return call.none();
          };
      default -> null;
    };
  }

  private Value get(DictObj self, Call call) {
    Value key = argument(call, 0);
    Value otherwise = named(call, 1, "default");
    if (key instanceof Value.Unknown unknown) {
      Value any = run.operators.containers().anyOf(self, unknown, call.span());
      Condition condition = new Condition("no key fits", call.span(), true, unknown);
      return any instanceof Value.Unknown
          ? any
          : Value.choice(
              List.of(
                  new Value.Choice.Alternative(condition.negated(), any),
                  new Value.Choice.Alternative(condition, otherwise)),
              call.span());
    }
    run.operators.compare("in", key, self, call.span());
    Object known = Items.key(key);
    Value found = known == null ? null : run.heap.get(self.slots, known);
    if (found instanceof Value.Choice choice) {
      return Value.orElse(choice, otherwise, call.span());
    }
    if (found != null && !(found instanceof Value.Unbound)) {
      run.selected(found, call.origin(key));
      return found.from(Origin.from(call.span(), "", found.origin(), key.origin()));
    }
    return switch (run.heap.get(self.slots, DictObj.OPEN)) {
      case null -> {
        Origin origin =
            Origin.from(
                call.span(),
                "no key " + Formatting.shown(key) + ": the default",
                List.of(otherwise.origin(), key.origin()));
        run.selected(otherwise, origin);
        yield otherwise.from(origin);
      }
      case EnvironmentObj environment when key instanceof Value.Str name ->
          environment.get(name.value(), otherwise, call.span());
      case Value open -> Value.Unknown.of(run.cause(open, call.span()).reason(), call.span());
    };
  }

  private Value view(@Nullable List<Value> items, Value self, Call call) {
    return items == null
        ? Value.Unknown.of("keys that are not known", call.span(), self.origin())
        : new Value.Tuple(items, call.origin(self));
  }

  private Value pairs(DictObj self, boolean keys, Call call) {
    List<Value> names = run.items(self, call.span());
    if (names == null) {
      return view(null, self, call);
    }
    List<Value> result = new ArrayList<>();
    for (Value name : names) {
      Object key = Items.key(name);
      Value value = key == null ? null : run.heap.get(self.slots, key);
      Value known = value == null ? call.unknown("a value") : value;
      result.add(keys ? new Value.Tuple(List.of(name, known), call.origin(self)) : known);
    }
    return new Value.Tuple(result, call.origin(self));
  }

  private Value.Native.@Nullable Body ofTuple(Value.Tuple self, String name) {
    return switch (name) {
      case "index", "count" -> call -> call.unknown("a position in a sequence");
      case "__contains__" ->
          call -> run.operators.compare("in", argument(call, 0), self, call.span());
      default -> null;
    };
  }

  private Value.Native.@Nullable Body ofList(ListObj self, String name) {
    Items items = run.operators.containers();
    return switch (name) {
      case "append", "add" -> call -> changed(self, call, list -> list.add(argument(call, 0)));
      case "appendleft" -> call -> changed(self, call, list -> list.addFirst(argument(call, 0)));
      case "insert" ->
          call ->
              changed(
                  self,
                  call,
                  list -> {
                    Long at = Arithmetic.integer(argument(call, 0));
                    int index = at == null ? 0 : (int) Math.max(0, Math.min(at, list.size()));
                    list.add(index, argument(call, 1));
                  });
      case "extend", "update" ->
          call -> {
            List<Value> more = run.items(argument(call, 0), call.span());
            if (more == null) {
              run.heap.put(self.slots, ListObj.ITEMS, run.cause(argument(call, 0), call.span()));
              return call.none();
            }
            return changed(self, call, list -> list.addAll(more));
          };
      case "remove", "discard" ->
          call ->
              changed(
                  self,
                  call,
                  list -> list.removeIf(v -> items.equal(v, argument(call, 0)) == Truth.TRUE));
      case "pop", "popleft" ->
          call -> {
            List<Value> list = new ArrayList<>(items.of(self));
            if (list.isEmpty()) {
              throw run.raise("IndexError", "pop from empty list", call.span());
            }
            Long at = Arithmetic.integer(argument(call, 0));
            boolean first = name.equals("popleft") || (at != null && at == 0);
            if (!first && at != null && at != -1) {
              return call.unknown("an item of a list");
            }
            Value taken = first ? list.removeFirst() : list.removeLast();
            items.put(self, list, call.span());
            return taken;
          };
      case "clear" -> call -> changed(self, call, List::clear);
      case "copy" ->
          call -> {
            ListObj copy = new ListObj(self.isSet(), call.origin());
            items.put(copy, items.of(self), call.span());
            return copy;
          };
      case "reverse" -> call -> changed(self, call, java.util.Collections::reverse);
      case "sort" -> call -> call.none();
      case "union" -> call -> run.operators.binary("|", self, argument(call, 0), call.span());
      case "intersection" ->
          call -> run.operators.binary("&", self, argument(call, 0), call.span());
      case "index", "count", "issubset", "issuperset", "isdisjoint", "difference" ->
          call -> call.unknown("a question about a list");
      case "__contains__" ->
          call -> run.operators.compare("in", argument(call, 0), self, call.span());
      default -> null;
    };
  }

  private Value changed(ListObj self, Call call, java.util.function.Consumer<List<Value>> change) {
    Items items = run.operators.containers();
    if (!items.uncertain(self)) {
      List<Value> list = new ArrayList<>(items.of(self));
      change.accept(list);
      items.put(self, list, call.span());
    }
    return call.none();
  }
}

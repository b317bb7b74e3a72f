package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads, sets and deletes attributes. */
final class Attributes {
  private final Interpreter run;
  private final TextMethods textMethods;
  private final ContainerMethods containerMethods;

  Attributes(Interpreter run) {
    this.run = run;
    this.textMethods = new TextMethods(run);
    this.containerMethods = new ContainerMethods(run);
  }

  Value get(Value value, String name, Span span) {
    Value found = find(value, name, span);
    if (found != null) {
      return found;
    }
    String message = "no attribute '" + name + "' on " + described(value);
    if (value instanceof Value.None || run.handlers.handle("AttributeError", "Exception")) {
      throw run.raise("AttributeError", message, span);
    }
    // NOTE: code that is deployed finds its names; the evaluation may have missed how.
    return Value.Unknown.of(message, span, Origin.from(span, "", value.origin()));
  }

  private static String described(Value value) {
    return switch (value) {
      case Instance instance -> instance.type().name();
      case ClassObj type -> type.name();
      case ModuleObj module -> "module " + module.name();
      default -> Formatting.shown(value);
    };
  }

  @Nullable Value find(Value value, String name, Span span) {
    return switch (value) {
      case Value.Choice choice ->
          run.map(
              choice,
              v -> {
                Value found = find(v, name, span);
                if (found == null) {
                  throw run.raise("AttributeError", name, span);
                }
                return found;
              },
              span);
      case Value.Unknown unknown ->
          Value.Unknown.of(unknown.reason(), span, Origin.from(span, "", unknown.origin()));
      case ModuleObj module -> ofModule(module, name, span);
      case ClassObj type -> ofClass(type, name, span);
      case Instance instance
          when standsFor(instance) instanceof Value other
              && inClass(instance.type(), name) == null ->
          find(other, name, span);
      case Instance instance -> {
        Value found = ofInstance(instance, instance.type(), instance.slots, name, span);
        Value plain = found == null ? Items.plain(instance) : instance;
        yield plain == instance ? found : find(plain, name, span);
      }
      case DictObj dict -> ofDict(dict, name, span);
      case Value.Super parent -> ofSuper(parent, name, span);
      case FunctionObj function -> ofFunction(function, name, span);
      case Value.Bound bound -> ofBound(bound, name, span);
      case Value.Property property -> ofProperty(property, name, span);
      case Value.Str text -> textMethods.method(text, name, span);
      case Value.Bytes bytes -> textMethods.method(bytes, name, span);
      case ListObj list -> containerMethods.method(list, name, span);
      case Value.Tuple tuple -> containerMethods.method(tuple, name, span);
      case EnvironmentObj environment -> containerMethods.method(environment, name, span);
      case Value.Native function ->
          name.equals("__name__")
              ? new Value.Str(function.name(), Origin.at(span))
              : Value.Unknown.of("an attribute of " + function.name(), span);
      case Value.Int v -> plainAttribute(name, span);
      case Value.Bool v -> plainAttribute(name, span);
      case Value.Real v -> plainAttribute(name, span);
      default -> null;
    };
  }

  private @Nullable Value standsFor(Instance instance) {
    return run.heap.get(instance.slots, Models.STANDS_FOR);
  }

  private static @Nullable Value plainAttribute(String name, Span span) {
    return name.startsWith("__") || name.equals("bit_length") || name.equals("real")
        ? Value.Unknown.of("an attribute of a number", span)
        : null;
  }

  private @Nullable Value ofModule(ModuleObj module, String name, Span span) {
    Value found = run.heap.get(module.slots, name);
    if (found != null && !(found instanceof Value.Unbound)) {
      return run.expressions.bound(found, span);
    }
    Value resumed = run.imports.resumed(module, name);
    if (resumed != null) {
      return run.expressions.bound(resumed, span);
    }
    Value submodule = run.imports.submodule(module, name, span);
    if (submodule != null) {
      return submodule;
    }
    Value.Unknown open = module.open();
    return switch (name) {
      case "__name__" -> new Value.Str(module.name(), Origin.at(span));
      case "__dict__" -> namespace(module.slots, span);
      default -> open == null ? null : Value.Unknown.of(open.reason(), span);
    };
  }

  /** {@return a dictionary of what slots hold, which changes without them} */
  DictObj namespace(Slots slots, Span span) {
    DictObj copy = run.heap.made(new DictObj(null, Origin.at(span)));
    for (Map.Entry<Object, Value> each : slots.values().entrySet()) {
      run.heap.put(copy.slots, each.getKey(), each.getValue());
    }
    return copy;
  }

  /** {@return an attribute of a class's order as it stands there, not bound, or null} */
  @Nullable Value inClass(ClassObj type, String name) {
    List<ClassObj> order = type.order();
    int size = order.size();
    for (int i = 0; i < size; i++) {
      Value found = order.get(i).slots.get(name);
      if (found != null && !(found instanceof Value.Unbound)) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Value ofClass(ClassObj type, String name, Span span) {
    Value found = inClass(type, name);
    if (found != null) {
      return switch (found) {
        case Value.ClassMethod method -> new Value.Bound(type, method.function(), Origin.at(span));
        case Value.StaticMethod method -> method.function();
        default -> described(found, new Value.None(Origin.at(span)), type, span);
      };
    }
    Value.Unknown open = type.open();
    if (type.conversion != null && !name.startsWith("__")) {
      return unbound(name, span);
    }
    return switch (name) {
      case "__name__", "__qualname__" -> new Value.Str(type.name(), Origin.at(span));
      case "__mro__" -> new Value.Tuple(List.copyOf(type.order()), Origin.at(span));
      case "__bases__" ->
          new Value.Tuple(
              List.copyOf(type.order().subList(1, Math.min(2, type.order().size()))),
              Origin.at(span));
      case "__dict__" -> namespace(type.slots, span);
      case "__doc__" -> new Value.None(Origin.at(span));
      default -> open == null ? null : Value.Unknown.of(open.reason(), span);
    };
  }

  /** {@return a method of a built-in type, which takes the object as its first argument} */
  private Value unbound(String name, Span span) {
    return new Value.Native(
        name,
        Signature.ANY,
        call -> {
          List<Value> positional = call.arguments().positional();
          Value method =
              positional.isEmpty() ? null : find(positional.getFirst(), name, call.span());
          return method == null
              ? call.unknown("the result of " + name)
              : run.call(
                  method,
                  new Arguments(
                      positional.subList(1, positional.size()), call.arguments().keywords(), null),
                  call.span());
        },
        true,
        Origin.at(span));
  }

  private @Nullable Value ofInstance(
      Value self, ClassObj type, Slots slots, String name, Span span) {
    Value inClass = inClass(type, name);
    if (inClass instanceof Value.Property property) {
      return property(property, self, name, span);
    }
    Value own = run.heap.get(slots, name);
    if (own instanceof Value.Choice choice && inClass != null) {
      // Where the instance has none of its own, the class's shows.
      Value shown = bind(inClass, self, type, span);
      own = Value.orElse(choice, shown, span);
    }
    if (own != null && !(own instanceof Value.Unbound)) {
      return run.expressions.bound(own, span);
    }
    if (inClass != null) {
      return bind(inClass, self, type, span);
    }
    if (name.equals("__class__")) {
      return type;
    }
    if (name.equals("__dict__")) {
      return namespace(slots, span);
    }
    Value fallback = inClass(type, "__getattr__");
    if (fallback != null) {
      return run.call(fallback, Arguments.of(self, new Value.Str(name, Origin.at(span))), span);
    }
    Value.Unknown open = type.open();
    return open != null && (type.mayHave(name) || run.wasGivenAway(self))
        ? Value.Unknown.of(open.reason(), span)
        : null;
  }

  private Value property(Value.Property property, Value self, String name, Span span) {
    Value getter = property.getter();
    if (getter == null) {
      throw run.raise("AttributeError", "unreadable attribute " + name, span);
    }
    Value result = run.call(getter, Arguments.of(self), span);
    return result.from(result.origin().then(span, ""));
  }

  private Value bind(Value found, Value self, ClassObj type, Span span) {
    return switch (found) {
      case FunctionObj function -> new Value.Bound(self, function, Origin.at(span));
      case Value.Native function -> new Value.Bound(self, function, Origin.at(span));
      case Value.ClassMethod method -> new Value.Bound(type, method.function(), Origin.at(span));
      case Value.StaticMethod method -> method.function();
      default -> described(found, self, type, span);
    };
  }

  /** {@return what a descriptor that the code defines gives, any other value as it is} */
  private Value described(Value found, Value self, ClassObj owner, Span span) {
    return found instanceof Instance descriptor
            && inClass(descriptor.type(), "__get__") instanceof FunctionObj getter
        ? run.call(getter, Arguments.of(descriptor, self, owner), span)
        : run.expressions.bound(found, span);
  }

  private @Nullable Value ofDict(DictObj dict, String name, Span span) {
    ClassObj type = dict.type();
    if (type != null) {
      Value found = ofInstance(dict, type, dict.attributes, name, span);
      if (found != null && !(found instanceof Value.Unknown)) {
        return found;
      }
    }
    Value method = containerMethods.method(dict, name, span);
    if (method == null && type != null && type.open() != null) {
      return Value.Unknown.of(type.open().reason(), span);
    }
    return method;
  }

  private @Nullable Value ofSuper(Value.Super parent, String name, Span span) {
    ClassObj type = typeOf(parent.self());
    if (type == null) {
      return Value.Unknown.of("super() of an unknown object", span);
    }
    int start = type.order().indexOf(parent.after());
    for (ClassObj each : type.order().subList(start + 1, type.order().size())) {
      Value found = run.heap.get(each.slots, name);
      if (found != null) {
        if (found instanceof Value.Property property) {
          return property(property, parent.self(), name, span);
        }
        return parent.self() instanceof ClassObj self
            ? boundToClass(name, found, self, span)
            : bind(found, parent.self(), type, span);
      }
    }
    if (parent.self() instanceof DictObj dict) {
      Value method = containerMethods.method(dict, name, span);
      if (method != null) {
        return method;
      }
    }
    Value.Unknown open = type.open();
    String reason = open == null ? "an inherited method" : open.reason();
    return open == null && !name.startsWith("__") ? null : Value.Unknown.of(reason, span);
  }

  private static Value boundToClass(String name, Value found, ClassObj self, Span span) {
    if (name.equals("__init_subclass__") && found instanceof FunctionObj) {
      return new Value.Bound(self, found, Origin.at(span));
    }
    return found instanceof Value.ClassMethod method
        ? new Value.Bound(self, method.function(), Origin.at(span))
        : found;
  }

  @Nullable ClassObj typeOf(Value value) {
    return switch (value) {
      case Instance instance -> instance.type();
      case ClassObj type -> type;
      case DictObj dict -> dict.type() == null ? run.builtins.type("dict") : dict.type();
      default -> null;
    };
  }

  private @Nullable Value ofFunction(FunctionObj function, String name, Span span) {
    Value own = run.heap.get(function.slots, name);
    if (own != null) {
      return own;
    }
    return switch (name) {
      case "__name__", "__qualname__" -> new Value.Str(function.name(), Origin.at(span));
      case "__module__" -> new Value.Str(function.closure.module.name(), Origin.at(span));
      case "__doc__" -> new Value.None(Origin.at(span));
      case "__wrapped__" -> null;
      // NOTE: a decorator that gave the function itself may have added attributes.
      default ->
          run.wasGivenAway(function) || name.startsWith("__")
              ? Value.Unknown.of("an attribute of the function " + function.name(), span)
              : null;
    };
  }

  private @Nullable Value ofBound(Value.Bound bound, String name, Span span) {
    return name.equals("__self__") ? bound.self() : find(bound.function(), name, span);
  }

  private @Nullable Value ofProperty(Value.Property property, String name, Span span) {
    Origin origin = Origin.at(span);
    return switch (name) {
      case "setter" ->
          new Value.Native(
              "setter",
              run.trees.signature("function"),
              call -> new Value.Property(property.getter(), call.get("function"), origin),
              false,
              origin);
      case "getter" ->
          new Value.Native(
              "getter",
              run.trees.signature("function"),
              call -> new Value.Property(call.get("function"), property.setter(), origin),
              false,
              origin);
      default -> Value.Unknown.of("an attribute of a property", span);
    };
  }

  void set(Value target, String name, Value value, Span span) {
    switch (target) {
      case Instance instance when standsFor(instance) instanceof Value other ->
          set(other, name, value, span);
      case Instance instance -> setOn(instance, instance.type(), instance.slots, name, value, span);
      case DictObj dict -> {
        ClassObj type = dict.type();
        if (type != null) {
          setOn(dict, type, dict.attributes, name, value, span);
        }
      }
      case ClassObj type -> run.heap.put(type.slots, name, value);
      case ModuleObj module -> run.heap.put(module.slots, name, value);
      case FunctionObj function -> run.heap.put(function.slots, name, value);
      case Value.Choice choice -> {
        for (Value.Choice.Alternative alternative : choice.alternatives()) {
          List<Outcome> outcomes = new ArrayList<>();
          outcomes.addAll(
              run.branches.region(
                  alternative.condition(),
                  () -> {
                    set(alternative.value(), name, value, span);
                    return Completion.NORMAL;
                  }));
          outcomes.addAll(
              run.branches.region(alternative.condition().negated(), () -> Completion.NORMAL));
          run.branches.value(run.branches.commit(outcomes, span), span);
        }
      }
      case Value.None none ->
          throw run.raise("AttributeError", "'NoneType' has no attribute '" + name + "'", span);
      default -> {}
    }
  }

  private void setOn(Value self, ClassObj type, Slots slots, String name, Value value, Span span) {
    Value inClass = inClass(type, name);
    if (inClass instanceof Value.Property property) {
      Value setter = property.setter();
      if (setter == null) {
        throw run.raise("AttributeError", "can't set attribute '" + name + "'", span);
      }
      run.call(setter, Arguments.of(self, value), span);
      return;
    }
    if (inClass(type, "__setattr__") instanceof FunctionObj function) {
      run.call(function, Arguments.of(self, new Value.Str(name, Origin.at(span)), value), span);
      return;
    }
    run.heap.put(slots, name, value);
  }

  void delete(Value target, String name) {
    switch (target) {
      case Instance instance -> run.heap.put(instance.slots, name, null);
      case ClassObj type -> run.heap.put(type.slots, name, null);
      case ModuleObj module -> run.heap.put(module.slots, name, null);
      default -> {}
    }
  }

  /** {@return the member of an enumeration by its name, or null} */
  @Nullable Value member(ClassObj type, Value key) {
    if (!type.inherits("Enum") || !(key instanceof Value.Str name)) {
      return null;
    }
    return run.heap.get(type.slots, name.value());
  }

  /** {@return the members of an enumeration in order, or null for any other class} */
  @Nullable List<Value> members(ClassObj type) {
    if (!type.inherits("Enum")) {
      return null;
    }
    List<Value> members = new ArrayList<>();
    for (Value each : type.slots.values().values()) {
      boolean member = each instanceof Instance instance && instance.type() == type;
      if (member && !members.contains(each)) {
        members.add(each);
      }
    }
    return members;
  }

  /** {@return the names that {@code dir} gives of a class, instance or module, or null} */
  @Nullable List<String> names(Value value) {
    boolean open =
        switch (value) {
          case ClassObj type -> type.open() != null;
          case Instance instance -> instance.type().open() != null;
          case ModuleObj module -> module.open() != null;
          default -> true;
        };
    return open ? null : knownNames(value);
  }

  /** {@return the attribute names that are known of a value, sorted} */
  List<String> knownNames(Value value) {
    List<String> names = new ArrayList<>();
    switch (value) {
      case ClassObj type -> type.order().forEach(each -> collect(each.slots, names));
      case Instance instance -> {
        collect(instance.slots, names);
        instance.type().order().forEach(each -> collect(each.slots, names));
      }
      case ModuleObj module -> collect(module.slots, names);
      default -> {}
    }
    return names.stream().distinct().sorted().toList();
  }

  private static void collect(Slots slots, List<String> names) {
    for (Object key : slots.values().keySet()) {
      if (key instanceof String name) {
        names.add(name);
      }
    }
  }
}

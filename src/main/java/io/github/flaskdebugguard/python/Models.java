package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes the objects that a model of a library consists of. One for each module of a run. */
public final class Models {
  /** The slot of an object that stands for another: its attributes are those of the other. */
  public static final String STANDS_FOR = " stands for";

  private final Interpreter run;
  private final ModuleObj module;
  private final Origin origin;

  /** Begins a module; names that the model does not define are unknown. */
  public Models(Interpreter run, String name) {
    this.run = run;
    this.origin = Origin.at(run.input().launch());
    this.module = new ModuleObj(name, null, null, origin);
    String reason = name + " is evaluated only in part";
    module.open(Value.Unknown.of(reason, run.input().launch()));
  }

  /** {@return the run that the model is made for} */
  public Interpreter run() {
    return run;
  }

  /** {@return the finished module} */
  public ModuleObj module() {
    return module;
  }

  /** Defines a function. */
  public Models function(String name, String signature, Value.Native.Body body) {
    return value(name, nativeOf(name, signature, body, false));
  }

  /** Defines a function without effects, which is applied to each alternative of its arguments. */
  public Models pure(String name, String signature, Value.Native.Body body) {
    return value(name, nativeOf(name, signature, body, true));
  }

  /** Defines a name. */
  public Models value(String name, Value value) {
    run.heap.put(module.slots, name, value);
    return this;
  }

  /** Defines functions that do nothing that matters and give {@code None}. */
  public Models ignored(String... names) {
    for (String name : names) {
      function(name, "*args, **kwargs", Call::none);
    }
    return this;
  }

  /** Defines a text. */
  public Models text(String name, String value) {
    return value(name, new Value.Str(value, origin));
  }

  /** Begins a class that the module defines. */
  public Type type(String name, ClassObj... bases) {
    return new Type(name, List.of(bases));
  }

  private Value.Native nativeOf(
      String name, String signature, Value.Native.Body body, boolean pure) {
    Signature parsed =
        signature.equals("*args, **kwargs") ? Signature.ANY : run.trees.signature(signature);
    return new Value.Native(name, parsed, body, pure, origin);
  }

  /** A class in the making. Methods get the instance as the argument {@code self}. */
  public final class Type {
    private final String name;
    private final List<ClassObj> bases;
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private @Nullable BiFunction<ClassObj, Origin, Value.Obj> allocator;
    private Value.Native.@Nullable Body conversion;
    private ClassObj.@Nullable SubclassHook hook;
    private boolean open;
    private @Nullable Set<String> further;

    private Type(String name, List<ClassObj> bases) {
      this.name = name;
      this.bases = bases;
    }

    /** Defines a method; the signature begins with {@code self}. */
    public Type method(String method, String signature, Value.Native.Body body) {
      return attribute(method, nativeOf(method, signature, body, false));
    }

    /** Defines methods that do nothing that matters and give {@code None}. */
    public Type ignored(String... methods) {
      for (String method : methods) {
        method(method, "*args, **kwargs", Call::none);
      }
      return this;
    }

    /** Defines methods used as decorators with arguments: they give back the function. */
    public Type decorators(String... methods) {
      for (String method : methods) {
        method(method, "*args, **kwargs", Models.this::decorator);
      }
      return this;
    }

    /** Defines a property. */
    public Type property(
        String property, Value.Native.Body getter, Value.Native.@Nullable Body setter) {
      return attribute(
          property,
          new Value.Property(
              nativeOf(property, "self", getter, false),
              setter == null ? null : nativeOf(property, "self, value", setter, false),
              origin));
    }

    /** Defines an attribute. */
    public Type attribute(String attribute, Value value) {
      names.add(attribute);
      values.add(value);
      return this;
    }

    /** Makes instances dictionaries. */
    public Type dictionary() {
      allocator = DictObj::new;
      return this;
    }

    /** Sets what calling this class gives, for types whose values are no instances. */
    public Type conversion(Value.Native.Body body) {
      conversion = body;
      return this;
    }

    /** Sets what happens when the repository defines a subclass. */
    public Type subclassed(ClassObj.SubclassHook made) {
      hook = made;
      return this;
    }

    /** Leaves attributes that are not defined unknown. */
    public Type open() {
      open = true;
      return this;
    }

    /** As {@link #open()}, for a class whose attributes are these and no others. */
    public Type open(Set<String> attributes) {
      further = Set.copyOf(attributes);
      return open();
    }

    /** {@return the class, without binding its name} */
    public ClassObj make() {
      List<ClassObj> all = bases.isEmpty() ? List.of(run.builtins.type("object")) : bases;
      Value.Unknown reason =
          open ? Value.Unknown.of(name + " is evaluated only in part", run.input().launch()) : null;
      ClassObj made = new ClassObj(name, all, reason, allocator, conversion, hook, further, origin);
      for (int i = 0; i < names.size(); i++) {
        run.heap.put(made.slots, names.get(i), values.get(i));
      }
      return made;
    }

    /** {@return the class, bound to its name in the module} */
    public ClassObj define() {
      ClassObj made = make();
      value(name, made);
      return made;
    }
  }

  /** {@return the function itself when called as a bare decorator, else a decorator} */
  private Value decorator(Call call) {
    List<Value> positional = call.arguments().positional();
    if (positional.size() == 2
        && (positional.get(1) instanceof FunctionObj || positional.get(1) instanceof ClassObj)) {
      return positional.get(1);
    }
    return identity(call);
  }

  /** {@return a decorator that gives back its function} */
  public Value identity(Call call) {
    return new Value.Native(
        "decorator",
        call.interpreter().trees.signature("function"),
        inner -> inner.get("function"),
        false,
        call.origin());
  }

  /** {@return a decorator that runs a body, to which it gives what it decorates as target} */
  public static Value decorator(Call call, Value.Native.Body body) {
    Signature signature = call.interpreter().trees.signature("target");
    return new Value.Native("decorator", signature, body, false, call.origin());
  }

  /** {@return a function that takes whatever comes; as a class attribute, the instance first} */
  public Value.Native any(String name, Value.Native.Body body) {
    return new Value.Native(name, Signature.ANY, body, false, origin);
  }

  /** {@return an object of a class, without running its constructor} */
  public static Instance object(ClassObj type, Origin made) {
    return new Instance(type, made);
  }

  /** {@return an instance of a class, without running its constructor} */
  public static Value.Obj instance(Call call, ClassObj type) {
    return call.interpreter().calls.allocate(type, call.span());
  }
}

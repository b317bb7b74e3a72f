package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in names of one run, made when they are asked for. */
final class Builtins {
  /** Exception classes and their bases, bases first (CPython 3.13, library reference). */
  private static final List<String> EXCEPTIONS =
      List.of(
          "BaseException object",
          "Exception BaseException",
          "SystemExit BaseException",
          "KeyboardInterrupt BaseException",
          "GeneratorExit BaseException",
          "StopIteration Exception",
          "ArithmeticError Exception",
          "ZeroDivisionError ArithmeticError",
          "OverflowError ArithmeticError",
          "AssertionError Exception",
          "AttributeError Exception",
          "BufferError Exception",
          "EOFError Exception",
          "ImportError Exception",
          "ModuleNotFoundError ImportError",
          "LookupError Exception",
          "IndexError LookupError",
          "KeyError LookupError",
          "MemoryError Exception",
          "NameError Exception",
          "UnboundLocalError NameError",
          "OSError Exception",
          "FileNotFoundError OSError",
          "FileExistsError OSError",
          "PermissionError OSError",
          "ConnectionError OSError",
          "TimeoutError OSError",
          "RuntimeError Exception",
          "NotImplementedError RuntimeError",
          "RecursionError RuntimeError",
          "SyntaxError Exception",
          "IndentationError SyntaxError",
          "SystemError Exception",
          "TypeError Exception",
          "ValueError Exception",
          "UnicodeError ValueError",
          "UnicodeDecodeError UnicodeError",
          "UnicodeEncodeError UnicodeError",
          "Warning Exception",
          "DeprecationWarning Warning",
          "UserWarning Warning",
          "RuntimeWarning Warning",
          "FutureWarning Warning",
          "ResourceWarning Warning",
          "SyntaxWarning Warning",
          "PendingDeprecationWarning Warning",
          "ImportWarning Warning");

  private final Interpreter run;
  private final Map<String, Value> made = new HashMap<>();
  private final BuiltinFunctions functions;
  private final BuiltinTypes types;
  private final Origin origin;

  Builtins(Interpreter run) {
    this.run = run;
    this.origin = Origin.at(run.input.launch());
    this.functions = new BuiltinFunctions(run);
    this.types = new BuiltinTypes(run);
  }

  @Nullable Value get(String name) {
    Value known = made.get(name);
    if (known != null) {
      return known;
    }
    Value found = make(name);
    if (found != null) {
      made.put(name, found);
    }
    return found;
  }

  ClassObj type(String name) {
    return get(name) instanceof ClassObj type ? type : objectType();
  }

  private ClassObj objectType() {
    Value known = made.get("object");
    if (known instanceof ClassObj type) {
      return type;
    }
    ClassObj object = new ClassObj("object", List.of(), null, null, null, null, null, origin);
    put(
        object,
        "__new__",
        new Value.StaticMethod(
            new Value.Native(
                "__new__",
                Signature.ANY,
                call ->
                    call.arguments().positional().getFirst() instanceof ClassObj type
                        ? run.calls.allocate(type, call.span())
                        : call.unknown("an object of an unknown class"),
                false,
                origin),
            origin));
    put(object, "__init__", new Value.Native("__init__", Signature.ANY, Call::none, false, origin));
    put(
        object,
        "__setattr__",
        new Value.Native(
            "__setattr__",
            run.trees.signature("self, name, value"),
            call -> {
              if (call.get("self") instanceof Value.Obj self
                  && call.get("name") instanceof Value.Str name) {
                run.heap.put(self.slots, name.value(), call.get("value"));
              }
              return call.none();
            },
            false,
            origin));
    made.put("object", object);
    return object;
  }

  private static void put(ClassObj type, String name, Value value) {
    type.slots.set(name, value);
  }

  private @Nullable Value make(String name) {
    if (name.equals("object")) {
      return objectType();
    }
    for (String each : EXCEPTIONS) {
      int blank = each.indexOf(' ');
      if (each.length() > name.length() && blank == name.length() && each.startsWith(name)) {
        return exceptionType(name, each.substring(blank + 1));
      }
    }
    return switch (name) {
      case "IOError", "EnvironmentError", "WindowsError" -> type("OSError");
      case "StandardError" -> type("Exception");
      case "NotImplemented", "Ellipsis" ->
          Value.Unknown.of(name, run.input.launch()).known(Truth.TRUE);
      case "__debug__" -> new Value.Bool(true, origin);
      case "__builtins__" -> Value.Unknown.of("the built-ins", run.input.launch());
      default -> {
        Value type = types.get(name, origin);
        yield type != null ? type : functions.get(name, origin);
      }
    };
  }

  private ClassObj exceptionType(String name, String base) {
    ClassObj type = new ClassObj(name, List.of(type(base)), null, null, null, null, null, origin);
    if (name.equals("BaseException")) {
      put(
          type,
          "__init__",
          new Value.Native(
              "__init__",
              Signature.ANY,
              call -> {
                List<Value> positional = call.arguments().positional();
                if (positional.getFirst() instanceof Instance self) {
                  List<Value> arguments = positional.subList(1, positional.size());
                  run.heap.put(self.slots, "args", new Value.Tuple(arguments, call.origin()));
                }
                return call.none();
              },
              false,
              origin));
    }
    return type;
  }

  Raised exception(String type, String message, Span span) {
    ClassObj known =
        get(type) instanceof ClassObj builtin
            ? builtin
            : new ClassObj(type, List.of(type("Exception")), null, null, null, null, null, origin);
    return exception(known, message, span);
  }

  Raised exception(ClassObj type, String message, Span span) {
    Instance exception = new Instance(type, Origin.at(span));
    Value text = new Value.Str(message, Origin.at(span));
    run.heap.put(exception.slots, "args", new Value.Tuple(List.of(text), Origin.at(span)));
    return new Raised(exception, span);
  }

  /** {@return whether a value is an instance of a class or of one of a tuple of classes} */
  Truth isInstance(Value value, Value type) {
    return switch (type) {
      case Value.Tuple several -> {
        Truth best = Truth.FALSE;
        for (Value each : several.items()) {
          Truth truth = isInstance(value, each);
          if (truth == Truth.TRUE) {
            yield truth;
          }
          best = truth == Truth.DEPENDS ? truth : best;
        }
        yield best;
      }
      case ClassObj known -> isInstance(value, known);
      default -> Truth.DEPENDS;
    };
  }

  private static Truth isInstance(Value value, ClassObj type) {
    String name = type.name();
    return switch (value) {
      case Instance v ->
          v.type().inherits(type)
              ? Truth.TRUE
              : v.type().open() != null ? Truth.DEPENDS : Truth.FALSE;
      case DictObj v -> {
        ClassObj own = v.type();
        yield Truth.of(
            name.equals("dict")
                || name.equals("object")
                || name.contains("Mapping")
                || (own != null && own.inherits(type)));
      }
      case Value.Str v ->
          Truth.of(name.equals("str") || name.equals("object") || name.equals("basestring"));
      case Value.Bool v ->
          Truth.of(name.equals("bool") || name.equals("int") || name.equals("object"));
      case Value.Int v -> Truth.of(name.equals("int") || name.equals("object"));
      case Value.Real v -> Truth.of(name.equals("float") || name.equals("object"));
      case Value.Bytes v -> Truth.of(name.equals("bytes") || name.equals("object"));
      case Value.None v -> Truth.of(name.equals("NoneType") || name.equals("object"));
      case Value.Tuple v ->
          Truth.of(name.equals("tuple") || name.equals("object") || name.contains("Sequence"));
      case ListObj v ->
          Truth.of(
              name.equals(v.isSet() ? "set" : "list")
                  || name.equals("object")
                  || name.contains(v.isSet() ? "Set" : "Sequence"));
      case ClassObj v -> Truth.of(name.equals("type") || name.equals("object"));
      default -> Truth.DEPENDS;
    };
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the models of settings libraries share: casts, lists, and the search for their files. */
final class Casts {
  private Casts() {}

  /** {@return a value cast by a function, {@code bool} by a library's own table} */
  static Value cast(Call call, Value value, Value cast, Booleans booleans) {
    if (cast instanceof Value.Unbound || cast instanceof Value.None) {
      return value;
    }
    if (cast instanceof ClassObj type && type.name().equals("bool")) {
      return booleans.read(call, value);
    }
    return call.interpreter().call(cast, Arguments.of(value), call.span());
  }

  /** {@return whether a parameter was left at the object that tells "not given"} */
  static boolean absent(Value value) {
    return value instanceof Value.Unbound;
  }

  /** {@return a built-in type applied to a value} */
  static Value builtin(Call call, String type, Value value) {
    Interpreter run = call.interpreter();
    return run.call(run.builtin(type, call.span()), Arguments.of(value), call.span());
  }

  /** {@return the parts of a text between commas, stripped, as a list} */
  static Value list(Call call, Value value) {
    if (!(value instanceof Value.Str text)) {
      return value;
    }
    List<Value> items = new ArrayList<>();
    for (String part : text.value().split(",", -1)) {
      if (!part.isBlank()) {
        items.add(new Value.Str(part.strip(), call.origin(value)));
      }
    }
    return call.interpreter().list(items, call.span());
  }

  /** {@return the folder of the file that calls} */
  static String callerFolder(Call call) {
    String file = call.interpreter().input().files().pathOf(call.span().path());
    return file == null ? call.interpreter().input().folder() : Paths.parent(file);
  }

  /** {@return the nearest file of one of these names in a folder or above, or null} */
  static @Nullable String find(Interpreter run, String folder, String... names) {
    String at = folder;
    while (true) {
      for (String name : names) {
        String path = Paths.absolute(name, at);
        if (run.input().files().presence(path) == FileView.Presence.FILE) {
          return path;
        }
      }
      if (at.equals("/")) {
        return null;
      }
      at = Paths.parent(at);
    }
  }
}

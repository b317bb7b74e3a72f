package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code json} and libraries with the same functions (CPython library reference; facts F row {@code
 * json.loads}, executed).
 */
final class JsonModel {
  private JsonModel() {}

  static ModuleObj module(Interpreter run, String name) {
    Models models = new Models(run, name);
    ClassObj error =
        models
            .type("JSONDecodeError", (ClassObj) run.builtin("ValueError", run.input().launch()))
            .define();
    return models
        .pure("loads", "s, *args, **kwargs", call -> load(call, "s", error))
        .function("load", "fp, *args, **kwargs", call -> load(call, "fp", error))
        .function("dumps", "obj, *args, **kwargs", call -> call.unknown("a JSON text"))
        .ignored("dump")
        .module();
  }

  private static Value load(Call call, String parameter, ClassObj error) {
    Value content = Documents.content(call, parameter);
    return switch (content) {
      case Value.Str text -> parse(call, text, error);
      case Value.Unknown unknown -> Booleans.undecided(call, unknown);
      case Value.None none ->
          throw call.interpreter().raise("TypeError", "the JSON object must be str", call.span());
      default -> call.unknown("a JSON text");
    };
  }

  private static Value parse(Call call, Value.Str text, ClassObj error) {
    Value value = parse(call, text);
    if (value == null) {
      throw call.interpreter().raise(error, "Expecting value", call.span());
    }
    return value;
  }

  /** {@return the value of a JSON text, or null when it is none} */
  static @Nullable Value parse(Call call, Value.Str text) {
    SourceFile file = Documents.fileOf(call, text);
    YamlNode root = JsonFile.strict(file == null ? new SourceFile("", text.value()) : file).root();
    if (root == null) {
      return null;
    }
    Value value = Documents.value(call, root, JsonModel::scalar, file);
    return file == null ? value.from(call.origin(text)) : value;
  }

  private static Value scalar(YamlNode.YamlScalar scalar, Origin origin) {
    if (!scalar.isPlain()) {
      return new Value.Str(scalar.text(), origin);
    }
    return switch (scalar.text()) {
      case "true" -> new Value.Bool(true, origin);
      case "false" -> new Value.Bool(false, origin);
      case "null" -> new Value.None(origin);
      default -> Numbers.decimal(scalar.text(), origin);
    };
  }
}

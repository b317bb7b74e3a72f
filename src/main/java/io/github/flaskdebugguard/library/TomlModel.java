package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** {@code tomllib}, {@code tomli}, {@code toml}, {@code rtoml}: TOML 1.0 (CPython reference). */
final class TomlModel {
  private TomlModel() {}

  static ModuleObj module(Interpreter run, String name) {
    Models models = new Models(run, name);
    ClassObj error =
        models
            .type(
                name.equals("toml") ? "TomlDecodeError" : "TOMLDecodeError",
                (ClassObj) run.builtin("ValueError", run.input().launch()))
            .define();
    return models
        .function("load", "fp, *args, **kwargs", call -> load(call, "fp", error))
        .pure("loads", "s, *args, **kwargs", call -> load(call, "s", error))
        .module();
  }

  private static Value load(Call call, String parameter, ClassObj error) {
    Value given = call.get(parameter);
    Value content = Documents.content(call, parameter);
    if (given instanceof Value.Str && parameter.equals("fp")) {
      // NOTE: toml.load takes a file name too.
      Interpreter run = call.interpreter();
      Value file = run.call(run.builtin("open", call.span()), Arguments.of(given), call.span());
      content = FileModel.content(run, file);
    }
    if (!(content instanceof Value.Str text)) {
      return content instanceof Value.Unknown unknown
          ? Booleans.undecided(call, unknown)
          : call.unknown("a TOML text");
    }
    TomlParseResult parsed = Toml.parse(text.value());
    if (parsed.hasErrors()) {
      throw call.interpreter().raise(error, "TOML could not be read", call.span());
    }
    return table(call, parsed, Documents.fileOf(call, text));
  }

  private static DictObj table(Call call, TomlTable table, @Nullable SourceFile file) {
    DictObj made = call.interpreter().dict(Map.of(), call.span());
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      Span span = span(call, table.inputPositionOf(List.of(key)), file);
      call.interpreter().setSlot(made, key, value(call, value, span, file));
    }
    return made;
  }

  private static Span span(Call call, @Nullable TomlPosition position, @Nullable SourceFile file) {
    if (position == null || file == null) {
      return call.span();
    }
    String text = file.text();
    int start = 0;
    for (int line = 1; line < position.line() && start >= 0; line++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    return file.span(start, end < 0 ? text.length() : end);
  }

  private static Value value(
      Call call, @Nullable Object value, Span span, @Nullable SourceFile file) {
    Origin origin = Origin.from(span, "", call.origin());
    return switch (value) {
      case String text -> new Value.Str(text, origin);
      case Boolean truth -> new Value.Bool(truth, origin);
      case Long number -> new Value.Int(number, origin);
      case Double number -> new Value.Real(number, origin);
      case TomlTable table -> table(call, table, file);
      case TomlArray array -> {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          items.add(value(call, array.get(i), span, file));
        }
        yield call.interpreter().list(items, span);
      }
      case null, default -> Value.Unknown.of("a date", span, origin);
    };
  }
}

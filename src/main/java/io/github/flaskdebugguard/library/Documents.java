package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns documents into Python values whose origins are the places in the document. */
final class Documents {
  private static final int MAX_ITEMS = 5_000;

  /** What a scalar is to a reader. */
  interface Scalars extends BiFunction<YamlNode.YamlScalar, Origin, Value> {}

  private final Call call;
  private final Scalars scalars;
  private final boolean exact;
  private int items;

  private Documents(Call call, Scalars scalars, boolean exact) {
    this.call = call;
    this.scalars = scalars;
    this.exact = exact;
  }

  /** {@return the text of an argument that is a text or an open file, or an unknown} */
  static Value content(Call call, String parameter) {
    Value given = call.get(parameter);
    Value content =
        given instanceof Value.Str || given instanceof Value.Bytes || given instanceof Value.None
            ? given
            : FileModel.content(call.interpreter(), given);
    if (content instanceof Value.Str text) {
      call.interpreter().chargeParsing(text.value().length());
    }
    return content;
  }

  /** {@return the file that a text was read from, or null when the text is not a whole file} */
  static @Nullable SourceFile fileOf(Call call, Value.Str text) {
    Interpreter run = call.interpreter();
    String repositoryPath = text.origin().span().path();
    String path = run.input().files().pathOf(repositoryPath);
    SourceFile file = path == null ? null : run.input().files().read(path);
    return file != null && file.text().equals(text.value()) ? file : null;
  }

  /** {@return the value of a node; {@code file} is null for a text that is not a whole file} */
  static Value value(Call call, YamlNode node, Scalars scalars, @Nullable SourceFile file) {
    return new Documents(call, scalars, file != null).value(node);
  }

  private Span span(YamlNode node) {
    return exact ? node.span() : call.span();
  }

  private Value value(YamlNode node) {
    if (++items > MAX_ITEMS) {
      return call.unknown("limit of document size");
    }
    Origin origin = Origin.from(span(node), "", List.of(call.origin()));
    return switch (node) {
      case YamlNode.YamlScalar scalar -> scalars.apply(scalar, origin);
      case YamlNode.YamlList list -> {
        List<Value> values = new ArrayList<>();
        for (YamlNode item : list.items()) {
          values.add(value(item));
        }
        yield call.interpreter().list(values, span(node));
      }
      case YamlNode.YamlMap map -> map(map);
    };
  }

  private Value map(YamlNode.YamlMap map) {
    Interpreter run = call.interpreter();
    DictObj made = run.dict(Map.of(), span(map));
    for (YamlNode.YamlEntry entry : map.entries()) {
      if (entry.key() instanceof YamlNode.YamlScalar key
          && key.isPlain()
          && key.text().equals("<<")) {
        merge(made, value(entry.value()), span(map));
      } else {
        run.setItem(made, value(entry.key()), value(entry.value()), span(entry.key()));
      }
    }
    return made;
  }

  /** Copies what an anchor holds; keys that the mapping has itself win. */
  private void merge(DictObj into, Value from, Span span) {
    Interpreter run = call.interpreter();
    List<Value> several = from instanceof DictObj ? List.of(from) : run.items(from, span);
    for (Value each : several == null ? List.<Value>of() : several) {
      if (each instanceof DictObj dict) {
        for (String key : run.textKeys(dict)) {
          Value value = run.slot(dict, key);
          if (value != null && run.slot(into, key) == null) {
            run.setSlot(into, key, value);
          }
        }
      }
    }
  }
}

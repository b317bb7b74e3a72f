package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Locale;
import java.util.Set;

/** PyYAML, which reads YAML 1.1 (facts F row {@code PyYAML safe_load}, executed). */
final class YamlModel {
  private static final Set<String> YES = words("yes true on");
  private static final Set<String> NO = words("no false off");

  private YamlModel() {}

  private static Set<String> words(String lower) {
    Set<String> all = new java.util.HashSet<>();
    for (String word : lower.split(" ")) {
      all.add(word);
      all.add(word.toUpperCase(Locale.ROOT));
      all.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return Set.copyOf(all);
  }

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "yaml");
    ClassObj error =
        models
            .type("YAMLError", (ClassObj) run.builtin("Exception", run.input().launch()))
            .define();
    for (String loader : new String[] {"SafeLoader", "FullLoader", "Loader", "CSafeLoader"}) {
      models.type(loader).open().define();
    }
    for (String name : new String[] {"safe_load", "load", "full_load", "unsafe_load"}) {
      models.function(name, "stream, *args, **kwargs", call -> load(call, error));
    }
    return models
        .function("dump", "data, *args, **kwargs", call -> call.unknown("a YAML text"))
        .function("safe_dump", "data, *args, **kwargs", call -> call.unknown("a YAML text"))
        .module();
  }

  private static Value load(Call call, ClassObj error) {
    Value content = Documents.content(call, "stream");
    if (!(content instanceof Value.Str text)) {
      return content instanceof Value.Unknown unknown
          ? Booleans.undecided(call, unknown)
          : call.unknown("a YAML text");
    }
    SourceFile file = Documents.fileOf(call, text);
    YamlFile parsed = YamlFile.parse(file == null ? new SourceFile("", text.value()) : file);
    if (parsed.documents().isEmpty()) {
      if (parsed.problems().isEmpty()) {
        return call.none();
      }
      throw call.interpreter().raise(error, "YAML could not be read", call.span());
    }
    if (!parsed.templates().isEmpty()) {
      return call.unknown("a YAML file with template expressions");
    }
    Value value = Documents.value(call, parsed.documents().getFirst(), YamlModel::scalar, file);
    return file == null ? value.from(call.origin(text)) : value;
  }

  /** {@return a scalar as YAML 1.1's implicit resolver sees it} */
  private static Value scalar(YamlNode.YamlScalar scalar, Origin origin) {
    String text = scalar.text();
    String tag = scalar.tag();
    if (tag != null && !tag.startsWith("tag:yaml.org,2002:") && !tag.startsWith("!!")) {
      return Value.Unknown.of("a YAML value with the tag " + tag, origin.span(), origin);
    }
    if (!scalar.isPlain() || (tag != null && tag.endsWith("str"))) {
      return new Value.Str(text, origin);
    }
    if (scalar.isNull()) {
      return new Value.None(origin);
    }
    if (YES.contains(text)) {
      return new Value.Bool(true, origin);
    }
    if (NO.contains(text)) {
      return new Value.Bool(false, origin);
    }
    return number(text, origin);
  }

  private static Value number(String text, Origin origin) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    String digits = text.substring(start).replace("_", "");
    if (digits.isEmpty() || digits.charAt(0) < '0' || digits.charAt(0) > '9') {
      return new Value.Str(text, origin);
    }
    String sign = text.startsWith("-") ? "-" : "";
    try {
      if (digits.startsWith("0x")) {
        return new Value.Int(Long.parseLong(sign + digits.substring(2), 16), origin);
      }
      if (digits.startsWith("0b")) {
        return new Value.Int(Long.parseLong(sign + digits.substring(2), 2), origin);
      }
      boolean integer = digits.chars().allMatch(c -> c >= '0' && c <= '9');
      if (integer && digits.length() > 1 && digits.startsWith("0")) {
        return new Value.Int(Long.parseLong(sign + digits.substring(1), 8), origin);
      }
      if (integer) {
        return new Value.Int(Long.parseLong(sign + digits), origin);
      }
      boolean real = digits.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
      if (real && digits.indexOf('.') == digits.lastIndexOf('.')) {
        return new Value.Real(Double.parseDouble(sign + digits), origin);
      }
    } catch (NumberFormatException notANumber) {
      return new Value.Str(text, origin);
    }
    return new Value.Str(text, origin);
  }
}

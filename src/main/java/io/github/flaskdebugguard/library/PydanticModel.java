package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * pydantic models and settings (facts F, executed with pydantic 2): annotated class attributes are
 * fields; settings take them from arguments, the environment without regard to case, the dotenv
 * file of their configuration, then the default.
 */
final class PydanticModel {
  private static final String FIELD = "FieldInfo";
  private static final String ALIASES = "AliasChoices";

  private final Interpreter run;
  private final Models models;
  private final ClassObj field;

  private PydanticModel(Interpreter run, String name) {
    this.run = run;
    this.models = new Models(run, name);
    this.field = models.type(FIELD).open().define();
    models.type(ALIASES).method("__init__", "self, *names", PydanticModel::keepNames).define();
  }

  static ModuleObj module(Interpreter run, String name) {
    PydanticModel model = new PydanticModel(run, name);
    Models models = model.models;
    ClassObj base =
        models
            .type("BaseModel")
            .attribute("__init__", models.any("__init__", call -> model.fill(call, false)))
            .method("model_dump", "self, *args, **kwargs", model::dump)
            .method("dict", "self, *args, **kwargs", model::dump)
            .define();
    models
        .type("BaseSettings", base)
        .attribute("__init__", models.any("__init__", call -> model.fill(call, true)))
        .define();
    for (String secret : new String[] {"SecretStr"}) {
      models.type(secret).method("__init__", "self, value", Call::none).open().define();
    }
    for (String decorator :
        new String[] {
          "validator", "root_validator", "field_validator", "model_validator", "field_serializer"
        }) {
      models.function(decorator, "*args, **kwargs", models::identity);
    }
    return models
        .function("Field", "default=<absent>, *args, **kwargs", model::makeField)
        .function("PrivateAttr", "default=<absent>, *args, **kwargs", call -> call.get("default"))
        .function("SettingsConfigDict", "**kwargs", call -> run.dict(call.keywords(), call.span()))
        .function("ConfigDict", "**kwargs", call -> run.dict(call.keywords(), call.span()))
        .function("computed_field", "func=None, **kwargs", call -> call.get("func"))
        .module();
  }

  private static Value keepNames(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, "names", new Value.Tuple(call.rest(), call.origin()));
    }
    return call.none();
  }

  private Value makeField(Call call) {
    Instance made = Models.object(field, call.origin());
    call.keywords().forEach((key, value) -> run.setSlot(made, key, value));
    Value fallback = call.get("default");
    boolean required = Casts.absent(fallback) || isEllipsis(fallback);
    if (!required) {
      run.setSlot(made, "default", fallback);
    }
    return made;
  }

  private static boolean isEllipsis(Value value) {
    return value instanceof Value.Unknown unknown && unknown.reason().contains("...");
  }

  private Value dump(Call call) {
    if (!(call.get("self") instanceof Instance self)) {
      return call.unknown("the fields of an object");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : run.ownNames(self)) {
      Value value = run.slot(self, name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return run.dict(values, call.span());
  }

  private Value fill(Call call, boolean settings) {
    List<Value> positional = call.arguments().positional();
    if (!(positional.getFirst() instanceof Instance self)) {
      return call.none();
    }
    Map<String, Value> given = call.arguments().keywords();
    Configuration configuration = configuration(self.type(), given, call);
    for (int i = self.type().order().size() - 1; i >= 0; i--) {
      ClassObj type = self.type().order().get(i);
      for (Value annotated : DataclassModel.annotations(run, type)) {
        if (annotated instanceof Value.Str name && !skipped(name)) {
          run.setSlot(
              self, name.value(), value(call, self.type(), name, given, settings, configuration));
        }
      }
    }
    return call.none();
  }

  private static boolean skipped(Value.Str name) {
    return name.value().equals("model_config")
        || name.value().startsWith("_")
        || name.origin().note().contains("ClassVar");
  }

  private Value value(
      Call call,
      ClassObj type,
      Value.Str name,
      Map<String, Value> given,
      boolean settings,
      Configuration configuration) {
    Value declared = run.attributeOrNull(type, name.value(), call.span());
    Instance info = declared instanceof Instance made && made.type().inherits(FIELD) ? made : null;
    List<String> names = names(name.value(), info, configuration);
    String annotation = name.origin().note();
    for (String each : argumentNames(name.value(), info)) {
      Value argument = given.get(each);
      if (argument != null) {
        return converted(call, type, annotation, argument);
      }
    }
    if (settings) {
      for (String each : names) {
        Value found = variable(call, each);
        if (found == null) {
          found = configuration.fromFile(each);
        }
        if (found != null) {
          return converted(call, type, annotation, found);
        }
      }
    }
    Value fallback = fallback(call, declared, info);
    if (fallback != null) {
      return settings ? run.environment().defaulted(shown(names), fallback, call.span()) : fallback;
    }
    if (call.arguments().open() instanceof Value.Unknown open) {
      return open;
    }
    if (settings) {
      Value required = run.environment().require(shown(names), call.span());
      return converted(call, type, annotation, required);
    }
    throw run.raise("ValueError", "field required: " + name.value(), call.span());
  }

  private static String shown(List<String> names) {
    return names.getFirst().toUpperCase(Locale.ROOT);
  }

  private @Nullable Value fallback(Call call, @Nullable Value declared, @Nullable Instance info) {
    if (info == null) {
      return declared instanceof Value.Unknown unknown && isEllipsis(unknown) ? null : declared;
    }
    Value value = run.slot(info, "default");
    Value factory = value == null ? run.slot(info, "default_factory") : null;
    return factory == null ? value : run.call(factory, Arguments.NONE, call.span());
  }

  private List<String> argumentNames(String name, @Nullable Instance info) {
    List<String> names = new ArrayList<>();
    names.add(name);
    if (info != null && run.slot(info, "alias") instanceof Value.Str alias) {
      names.add(alias.value());
    }
    return names;
  }

  /** {@return the environment names of a field, in the order in which they are looked up} */
  private List<String> names(String name, @Nullable Instance info, Configuration configuration) {
    List<String> names = new ArrayList<>();
    if (info != null) {
      for (String slot : new String[] {"validation_alias", "alias", "env"}) {
        Value value = run.slot(info, slot);
        if (value instanceof Value.Str text) {
          names.add(text.value());
        } else if (value instanceof Instance several && several.type().inherits(ALIASES)) {
          addAll(names, run.slot(several, "names"));
        } else if (value != null) {
          addAll(names, value);
        }
      }
    }
    if (names.isEmpty()) {
      names.add(configuration.prefix() + name);
    }
    return names;
  }

  private void addAll(List<String> names, @Nullable Value several) {
    List<Value> items = several == null ? null : run.items(several, several.origin().span());
    for (Value each : items == null ? List.<Value>of() : items) {
      if (each instanceof Value.Str text) {
        names.add(text.value());
      }
    }
  }

  private @Nullable Value variable(Call call, String name) {
    for (String known : run.environment().beginning("", call.span()).keySet()) {
      if (known.equalsIgnoreCase(name)) {
        return run.environment().get(known, call.span());
      }
    }
    return run.environment().get(name.toUpperCase(Locale.ROOT), call.span());
  }

  private record Configuration(String prefix, Map<String, Value> file) {
    @Nullable Value fromFile(String name) {
      return file.get(name.toLowerCase(Locale.ROOT));
    }
  }

  private Configuration configuration(ClassObj type, Map<String, Value> given, Call call) {
    Value prefix = setting(type, "env_prefix", call);
    Value named = given.getOrDefault("_env_file", setting(type, "env_file", call));
    Map<String, Value> values = new LinkedHashMap<>();
    List<Value> files =
        named instanceof Value.Str || named instanceof Instance
            ? List.of(named)
            : run.items(named, call.span());
    for (Value each : files == null ? List.<Value>of() : files) {
      String path = FileModel.path(run, each, call.span());
      SourceFile file = path == null ? null : run.input().files().read(path);
      if (file != null) {
        run.chargeParsing(file.text().length());
        for (EnvFile.Entry entry :
            EnvFile.parse(file, EnvFile.Reader.PYTHON_DOTENV, EnvFile.Lookup.NOTHING).entries()) {
          if (entry.value() instanceof Text.Known known) {
            values.put(
                entry.name().toLowerCase(Locale.ROOT),
                new Value.Str(known.value(), Origin.at(entry.span())));
          }
        }
      }
    }
    return new Configuration(prefix instanceof Value.Str text ? text.value() : "", values);
  }

  /** {@return an entry of {@code model_config} or of the inner class {@code Config}} */
  private Value setting(ClassObj type, String name, Call call) {
    Value dict = run.attributeOrNull(type, "model_config", call.span());
    Value found = dict instanceof DictObj known ? run.slot(known, name) : null;
    if (found == null) {
      Value inner = run.attributeOrNull(type, "Config", call.span());
      found =
          inner instanceof ClassObj known ? run.attributeOrNull(known, name, call.span()) : null;
    }
    return found == null ? call.none() : found;
  }

  private Value converted(Call call, ClassObj type, String annotation, Value value) {
    return run.each(value, v -> oneConverted(call, type, annotation, v), call.span());
  }

  private Value oneConverted(Call call, ClassObj type, String annotation, Value value) {
    String plain = annotation.replace("\"", "").replace("'", "").strip();
    if (!(value instanceof Value.Str text)) {
      return mentions(plain, "bool") && value instanceof Value.Unknown
          ? Booleans.undecided(call, value)
          : mentions(plain, "bool") && value instanceof Value.Int
              ? Booleans.PYDANTIC.read(call, value)
              : value;
    }
    if (mentions(plain, "bool")) {
      return Booleans.PYDANTIC.read(call, value);
    }
    if (mentions(plain, "str") || plain.contains("Literal") || plain.contains("Any")) {
      return value;
    }
    if (mentions(plain, "int") || mentions(plain, "float")) {
      return Casts.builtin(call, mentions(plain, "int") ? "int" : "float", value);
    }
    Value known = named(type, plain, call);
    if (known instanceof ClassObj enumeration && enumeration.inherits("Enum")) {
      return run.call(enumeration, Arguments.of(value), call.span());
    }
    Value parsed = plain.contains("[") ? JsonModel.parse(call, text) : null;
    return parsed == null ? call.unknown("a setting of the type " + plain) : parsed;
  }

  private static boolean mentions(String annotation, String type) {
    int at = annotation.indexOf(type);
    boolean start =
        at == 0 || (at > 0 && !Character.isJavaIdentifierPart(annotation.charAt(at - 1)));
    int end = at + type.length();
    return start
        && (end == annotation.length() || !Character.isJavaIdentifierPart(annotation.charAt(end)));
  }

  private @Nullable Value named(ClassObj type, String annotation, Call call) {
    for (ClassObj each : type.order()) {
      if (run.slot(each, "__module__") instanceof Value.Str module
          && run.modules().get(module.value()) instanceof Value known) {
        Value found = run.attributeOrNull(known, annotation, call.span());
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}

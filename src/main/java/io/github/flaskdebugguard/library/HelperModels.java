package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import org.jspecify.annotations.Nullable;

/** Libraries that read settings and command lines. */
public final class HelperModels {
  private HelperModels() {}

  /** {@return the model of a module, or null} */
  public static @Nullable ModuleObj module(Interpreter run, String name, EnvFileLoader loader) {
    return switch (name) {
      case "decouple" -> DecoupleModel.module(run);
      case "environs", "environ", "envparse" -> EnvModel.module(run, name, loader);
      case "starlette.config" -> StarletteModel.config(run);
      case "starlette.datastructures" -> StarletteModel.structures(run);
      case "pydantic", "pydantic_settings", "pydantic.v1" -> PydanticModel.module(run, name);
      case "click", "rich_click", "asyncclick" -> ClickModel.module(run, name);
      case "absl" -> new Models(run, name).module();
      case "absl.flags" -> AbslModel.flags(run);
      case "absl.app" -> AbslModel.app(run);
      case "waitress.adjustments" -> asbool(run, name, Booleans.WAITRESS);
      case "paste.deploy.converters" -> asbool(run, name, Booleans.PASTE);
      case "cached_property" ->
          new Models(run, name)
              .function("cached_property", "function", StandardModels::keptProperty)
              .module();
      case "string" -> TemplateModel.module(run);
      case "typer" -> TyperModel.module(run);
      case "fire" -> FireModel.module(run);
      case "str2bool" ->
          new Models(run, name)
              .pure("str2bool", "value, *args, **kwargs", HelperModels::strToBool)
              .module();
      case "marshmallow" -> MarshmallowModel.module(run);
      case "marshmallow.fields" ->
          run.importModule("marshmallow", run.input().launch()) instanceof ModuleObj all
                  && run.slot(all, "fields") instanceof ModuleObj fields
              ? fields
              : null;
      case "hydra", "omegaconf", "everett" ->
          outside(run, name, name + " reads settings outside the code");
      default -> null;
    };
  }

  private static ModuleObj asbool(Interpreter run, String name, Booleans words) {
    return new Models(run, name)
        .function("asbool", "obj", call -> words.read(call, call.get("obj")))
        .module();
  }

  private static ModuleObj outside(Interpreter run, String name, String reason) {
    Value unknown = Value.Unknown.of(reason, run.input().launch());
    Models models = new Models(run, name);
    for (String known : new String[] {"OmegaConf", "compose", "initialize", "ConfigManager"}) {
      models.value(known, unknown);
    }
    return models.module();
  }

  /** The package str2bool: its words, {@code None} for others (read, not executed). */
  private static Value strToBool(io.github.flaskdebugguard.python.Call call) {
    Value value = call.get("value");
    if (value instanceof Value.Str text) {
      Boolean known = Booleans.STRTOBOOL.read(text.value());
      return known == null ? call.none() : new Value.Bool(known, call.origin(value));
    }
    return Booleans.undecided(call, value);
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * python-decouple 3.6 (facts F, executed): the environment, then {@code settings.ini} or {@code
 * .env} in the caller's folder or above, then the default; {@code cast=bool} has a table of its
 * own.
 */
final class DecoupleModel {
  private static final String FILE = " file";

  private DecoupleModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "decouple");
    ClassObj config =
        models
            .type("Config")
            .method("__init__", "self, repository=None", DecoupleModel::keep)
            .method("__call__", "self, option, default=<absent>, cast=<absent>", c -> get(c))
            .method("get", "self, option, default=<absent>, cast=<absent>", c -> get(c))
            .define();
    ClassObj automatic =
        models
            .type("AutoConfig", config)
            .method("__init__", "self, search_path=None", DecoupleModel::keepFolder)
            .define();
    for (String repository : new String[] {"RepositoryEnv", "RepositoryIni"}) {
      models
          .type(repository)
          .method("__init__", "self, source, encoding='UTF-8'", DecoupleModel::keepSource)
          .define();
    }
    models.type("RepositoryEmpty").define();
    models
        .type("Csv")
        .method("__init__", "self, cast=None, delimiter=None, *args, **kwargs", Call::none)
        .method("__call__", "self, value", call -> Casts.list(call, call.get("value")))
        .define();
    Origin origin = Origin.at(run.input().launch());
    return models
        .value("config", Models.object(automatic, origin))
        .value("undefined", new Value.Unbound(origin))
        .pure("strtobool", "val", Booleans::strtobool)
        .module();
  }

  private static Value keep(Call call) {
    if (call.get("self") instanceof Instance self) {
      Value file =
          call.get("repository") instanceof Instance repository
              ? call.interpreter().slot(repository, FILE)
              : null;
      call.interpreter().setSlot(self, FILE, file == null ? call.none() : file);
    }
    return call.none();
  }

  private static Value keepSource(Call call) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, FILE, call.get("source"));
    }
    return call.none();
  }

  private static Value keepFolder(Call call) {
    if (call.get("self") instanceof Instance self
        && FileModel.path(call.interpreter(), call.get("search_path"), call.span())
            instanceof String folder) {
      String path = Casts.find(call.interpreter(), folder, "settings.ini", ".env");
      call.interpreter()
          .setSlot(self, FILE, path == null ? call.none() : new Value.Str(path, call.origin()));
    }
    return call.none();
  }

  private static Value get(Call call) {
    Interpreter run = call.interpreter();
    String name = call.text("option");
    if (name == null) {
      return call.unknown("a setting whose name is not known");
    }
    Value fallback = call.get("default");
    Value value = run.environment().get(name, call.span());
    if (value == null) {
      value = fromFile(call, name);
    }
    if (value == null) {
      value =
          Casts.absent(fallback)
              ? run.environment().require(name, call.span())
              : run.environment().defaulted(name, fallback, call.span());
    }
    return cast(call, value);
  }

  private static Value cast(Call call, Value value) {
    return Casts.cast(call, value, call.get("cast"), Booleans.DECOUPLE);
  }

  private static @Nullable Value fromFile(Call call, String name) {
    Interpreter run = call.interpreter();
    Value kept = call.get("self") instanceof Instance self ? run.slot(self, FILE) : null;
    String path =
        kept == null
            ? Casts.find(run, Casts.callerFolder(call), "settings.ini", ".env")
            : FileModel.path(run, kept, call.span());
    SourceFile file = path == null ? null : run.input().files().read(path);
    if (file == null || path == null) {
      return null;
    }
    run.chargeParsing(file.text().length());
    return path.endsWith(".ini") || path.endsWith(".cfg")
        ? fromIni(file, name)
        : fromLines(file, name);
  }

  private static @Nullable Value fromIni(SourceFile file, String name) {
    for (IniFile.Entry entry : IniFile.parse(file.text()).reversed()) {
      String value = entry.value();
      if (entry.section().equals("settings")
          && name.equalsIgnoreCase(entry.option())
          && value != null) {
        return new Value.Str(value, Origin.at(file.span(entry.start(), entry.end())));
      }
    }
    return null;
  }

  /** {@return the value of a name, the last line winning; quotes go when they are a pair} */
  private static @Nullable Value fromLines(SourceFile file, String name) {
    Value found = null;
    int start = 0;
    for (String raw : List.of(file.text().split("\n", -1))) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && line.substring(0, equals).strip().equals(name)) {
        String value = line.substring(equals + 1).strip();
        boolean quoted =
            value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        found =
            new Value.Str(
                quoted ? value.substring(1, value.length() - 1) : value,
                Origin.at(file.span(start, start + raw.length())));
      }
      start += raw.length() + 1;
    }
    return found;
  }
}

package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Version;
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
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code flask.cli}: groups of click commands, among which a script's own may serve (read: 2.2.2,
 * 3.1.3).
 */
final class CliModel {
  private static final String COMMANDS = "commands";

  private final Interpreter run;
  private final @Nullable ClassObj group;

  private CliModel(Interpreter run, @Nullable ClassObj group) {
    this.run = run;
    this.group = group;
  }

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "flask.cli");
    Value click = run.importModule("click", run.input().launch());
    ClassObj group =
        click instanceof ModuleObj known && run.slot(known, "Group") instanceof ClassObj type
            ? type
            : null;
    CliModel model = new CliModel(run, group);
    ClassObj[] bases = group == null ? new ClassObj[0] : new ClassObj[] {group};
    models
        .type("AppGroup", bases)
        .method("__init__", "self, name=None, *args, **kwargs", model::make)
        .open()
        .define();
    models
        .type("FlaskGroup", bases)
        .method("__init__", "self, *args, **kwargs", model::makeFlask)
        .method("__call__", "self, *args, **kwargs", model::command)
        .method("main", "self, *args, **kwargs", model::command)
        .open()
        .define();
    return models
        .function("with_appcontext", "f", call -> call.get("f"))
        .function("pass_script_info", "f", call -> call.get("f"))
        .function("load_dotenv", "path=None, *args", CliModel::loadDotenv)
        .module();
  }

  /** {@return the group {@code app.cli} of an application, made when it is first asked for} */
  static Value of(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("self") instanceof Instance app)) {
      return call.unknown("app.cli");
    }
    Value known = run.slot(app, "cli");
    if (known != null) {
      return known;
    }
    Value module = run.importModule("flask.cli", call.span());
    if (!(module instanceof ModuleObj cli)
        || !(run.slot(cli, "AppGroup") instanceof ClassObj type)) {
      return call.unknown("app.cli");
    }
    Value made = run.call(type, Arguments.NONE, call.span());
    run.setSlot(app, "cli", made);
    return made;
  }

  /** Runs a command that an application or a script registered; false when there is none. */
  static boolean runOwn(Interpreter run, Value group, List<Value> words, Span span) {
    if (words.isEmpty()
        || !(group instanceof Instance known)
        || !(words.getFirst() instanceof Value.Str name)
        || !(run.slot(known, COMMANDS) instanceof DictObj commands)
        || run.slot(commands, name.value()) == null) {
      return false;
    }
    Value yes = new Value.Str("true", Origin.at(span));
    run.environment().set("FLASK_RUN_FROM_CLI", yes, span);
    for (ClassObj type : known.type().order()) {
      Value main = type.name().equals("Command") ? run.slot(type, "main") : null;
      if (main != null) {
        Arguments arguments =
            new Arguments(List.of(known), Map.of("args", run.list(words, span)), null);
        run.call(main, arguments, span);
        return true;
      }
    }
    return false;
  }

  private Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      run.setSlot(self, "name", call.get("name"));
      run.setSlot(self, COMMANDS, run.dict(Map.of(), call.span()));
    }
    return call.none();
  }

  private Value makeFlask(Call call) {
    if (call.get("self") instanceof Instance self) {
      Value factory = call.keywords().get("create_app");
      run.setSlot(self, "create_app", factory == null ? call.none() : factory);
      run.setSlot(self, COMMANDS, run.dict(Map.of(), call.span()));
    }
    return call.none();
  }

  private Value command(Call call) {
    Value self = call.get("self");
    List<Value> words = ScriptModel.commandLine(call);
    if (group == null || !runOwn(run, self, words, call.span())) {
      Value factory = self instanceof Instance known ? run.slot(known, "create_app") : null;
      run.effect(new CliGroup(factory == null ? call.none() : factory, words), call.span());
    }
    throw new PathEnd();
  }

  private static Value loadDotenv(Call call) {
    Interpreter run = call.interpreter();
    List<Value> given = call.arguments().positional();
    String path = given.isEmpty() ? null : FileModel.path(run, given.getFirst(), call.span());
    Version flask = Versions.of(run.input().packages()).flask();
    Dotenv.loadFlask(run, flask, path == null || flask.atLeast(3, 1), path, call.span());
    return new Value.Bool(true, call.origin());
  }
}

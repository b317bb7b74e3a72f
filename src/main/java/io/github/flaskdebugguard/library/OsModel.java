package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code os} and {@code os.path} on Linux (CPython library reference). */
final class OsModel {
  private OsModel() {}

  static ModuleObj os(Interpreter run) {
    Models models = new Models(run, "os");
    return models
        .value("environ", run.environment())
        .value("environb", Value.Unknown.of("os.environb", run.input().launch()))
        .pure("getenv", "key, default=None", OsModel::getenv)
        .function(
            "putenv",
            "name, value",
            // NOTE: putenv changes the process, not os.environ.
            Call::none)
        .function("unsetenv", "name", Call::none)
        .function("getcwd", "", call -> text(call, run.input().folder()))
        .function("chdir", "path", Call::none)
        .function("listdir", "path='.'", OsModel::list)
        .function("_exit", "status", call -> end())
        .function("abort", "", call -> end())
        .function("system", "command", call -> spawned(call, call.get("command")))
        .function("popen", "command, mode='r', buffering=-1", call -> call.unknown("a command"))
        .function("execv", "path, args", call -> replaced(call, call.get("args")))
        .function("execvp", "file, args", call -> replaced(call, call.get("args")))
        .function("execve", "path, args, env", call -> replaced(call, call.get("args")))
        .function("execvpe", "file, args, env", call -> replaced(call, call.get("args")))
        .function("execl", "path, *args", call -> replaced(call, rest(call)))
        .function("execlp", "file, *args", call -> replaced(call, rest(call)))
        .function("cpu_count", "", call -> call.unknown("the number of processors"))
        .function("getpid", "", call -> call.unknown("the process id"))
        .function("urandom", "size", call -> call.unknown("random bytes"))
        .ignored("makedirs", "mkdir", "remove", "unlink", "rename", "chmod", "umask", "nice")
        .pure("fspath", "path", call -> asText(call, call.get("path")))
        .text("name", "posix")
        .text("sep", "/")
        .text("linesep", "\n")
        .text("pathsep", ":")
        .text("curdir", ".")
        .text("devnull", "/dev/null")
        .value("path", path(run))
        .module();
  }

  private static Value getenv(Call call) {
    Value key = call.get("key");
    return key instanceof Value.Str name
        ? call.interpreter().environment().get(name.value(), call.get("default"), call.span())
        : call.unknown("a variable whose name is not known");
  }

  private static Value text(Call call, String value) {
    return new Value.Str(value, call.origin());
  }

  private static Value end() {
    throw new PathEnd();
  }

  private static Value rest(Call call) {
    return new Value.Tuple(call.rest(), call.origin());
  }

  private static Value spawned(Call call, Value command) {
    call.interpreter().effect(new Spawned(words(call, command), false, null), call.span());
    return call.unknown("the exit status of a command");
  }

  private static Value replaced(Call call, Value command) {
    call.interpreter().effect(new Spawned(words(call, command), true, null), call.span());
    throw new PathEnd();
  }

  /** {@return the words of a command, those not known as unknown; a shell text as one word} */
  static List<Value> words(Call call, Value command) {
    List<Value> items =
        command instanceof Value.Str ? null : call.interpreter().items(command, call.span());
    return items == null ? List.of(command) : items;
  }

  private static Value list(Call call) {
    String path = FileModel.path(call.interpreter(), call.get("path"), call.span());
    if (path == null
        || call.interpreter().input().files().presence(path) != FileView.Presence.FOLDER) {
      return call.unknown("the files of a folder");
    }
    List<Value> names = new ArrayList<>();
    for (String name : call.interpreter().input().files().list(path)) {
      names.add(text(call, name));
    }
    return call.interpreter().list(names, call.span());
  }

  static Value asText(Call call, Value value) {
    String path = plain(call, value);
    return path == null ? call.unknown("a path") : new Value.Str(path, call.origin(value));
  }

  private static @Nullable String plain(Call call, Value value) {
    return switch (value) {
      case Value.Str text -> text.value();
      case Value.Obj object ->
          call.interpreter().slot(object, "path") instanceof Value.Str text ? text.value() : null;
      default -> null;
    };
  }

  static ModuleObj path(Interpreter run) {
    return new Models(run, "os.path")
        .pure("join", "path, *paths", OsModel::join)
        .pure("dirname", "path", call -> onText(call, "path", OsModel::folder))
        .pure("basename", "path", call -> onText(call, "path", Paths::name))
        .pure("abspath", "path", OsModel::absolute)
        .pure("realpath", "path, *, strict=False", OsModel::absolute)
        .pure("normpath", "path", call -> onText(call, "path", OsModel::normal))
        .pure("expanduser", "path", call -> onText(call, "path", OsModel::home))
        .pure("expandvars", "path", call -> call.unknown("expanded variables"))
        .pure("isabs", "path", call -> bool(call, startsWithSlash(call)))
        .pure("exists", "path", call -> present(call, true, true))
        .pure("lexists", "path", call -> present(call, true, true))
        .pure("isfile", "path", call -> present(call, true, false))
        .pure("isdir", "path", call -> present(call, false, true))
        .pure("splitext", "path", OsModel::extension)
        .pure("split", "path", OsModel::split)
        .text("sep", "/")
        .text("pardir", "..")
        .text("curdir", ".")
        .module();
  }

  private static boolean startsWithSlash(Call call) {
    return call.get("path") instanceof Value.Str text && text.value().startsWith("/");
  }

  private static Value bool(Call call, boolean value) {
    return new Value.Bool(value, call.origin());
  }

  private static Value onText(
      Call call, String parameter, java.util.function.UnaryOperator<String> function) {
    Value value = call.get(parameter);
    String text = plain(call, value);
    return text == null
        ? call.unknown("a path that is not known")
        : new Value.Str(function.apply(text), call.origin(value));
  }

  private static Value join(Call call) {
    List<Value> parts = new ArrayList<>();
    parts.add(call.get("path"));
    parts.addAll(call.rest());
    String result = "";
    for (Value part : parts) {
      String text = plain(call, part);
      if (text == null) {
        if (part instanceof Value.None) {
          throw call.interpreter().raise("TypeError", "expected str, not None", call.span());
        }
        return call.unknown("a path that is not known");
      }
      if (text.startsWith("/") || result.isEmpty()) {
        result = text;
      } else {
        result = result.endsWith("/") ? result + text : result + "/" + text;
      }
    }
    return new Value.Str(result, call.origin(parts.toArray(Value[]::new)));
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
  }

  private static String normal(String path) {
    return path.startsWith("/") ? Paths.absolute(path, "/") : path;
  }

  private static String home(String path) {
    return path.startsWith("~") ? "/root" + path.substring(1) : path;
  }

  private static Value absolute(Call call) {
    String folder = call.interpreter().input().folder();
    return onText(call, "path", path -> Paths.absolute(path, folder));
  }

  private static Value present(Call call, boolean file, boolean folder) {
    String path = FileModel.path(call.interpreter(), call.get("path"), call.span());
    if (path == null) {
      return call.unknown("whether a path exists");
    }
    return switch (FileModel.presence(call.interpreter(), path)) {
      case FILE -> bool(call, file);
      case FOLDER -> bool(call, folder);
      case ABSENT -> bool(call, false);
      case UNKNOWN -> call.unknown("whether " + path + " exists");
    };
  }

  private static Value extension(Call call) {
    String path = plain(call, call.get("path"));
    if (path == null) {
      return call.unknown("a path that is not known");
    }
    int dot = path.lastIndexOf('.');
    int cut = dot > path.lastIndexOf('/') + 1 ? dot : path.length();
    return new Value.Tuple(
        List.of(text(call, path.substring(0, cut)), text(call, path.substring(cut))),
        call.origin());
  }

  private static Value split(Call call) {
    String path = plain(call, call.get("path"));
    return path == null
        ? call.unknown("a path that is not known")
        : new Value.Tuple(
            List.of(text(call, folder(path)), text(call, Paths.name(path))), call.origin());
  }
}

package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code pathlib} on Linux (CPython library reference). A path's text is its slot {@code path}. */
final class PathModel {
  private static final String PATH = "path";

  private final Models models;

  private PathModel(Interpreter run, String name) {
    this.models = new Models(run, name);
  }

  static ModuleObj module(Interpreter run, String name) {
    PathModel model = new PathModel(run, name);
    ClassObj pure = model.type("PurePath");
    model.models.value("PurePosixPath", pure);
    ClassObj path = model.type("Path", pure);
    model.models.value("PosixPath", path);
    return model.models.module();
  }

  private ClassObj type(String name, ClassObj... bases) {
    Models.Type type = models.type(name, bases);
    if (bases.length == 0) {
      lexical(type);
    } else {
      files(type);
    }
    return type.open().define();
  }

  private static void lexical(Models.Type type) {
    type.method("__init__", "self, *parts, **kwargs", PathModel::make)
        .method("__truediv__", "self, key", call -> joined(call, List.of(call.get("key"))))
        .method("joinpath", "self, *parts", call -> joined(call, call.rest()))
        .method("__str__", "self", PathModel::text)
        .method("__fspath__", "self", PathModel::text)
        .method("as_posix", "self", PathModel::text)
        .method("is_absolute", "self", call -> test(call, p -> p.startsWith("/")))
        .method("with_name", "self, name", call -> sibling(call, call.text("name")))
        .method("with_suffix", "self, suffix", PathModel::withSuffix)
        .property("parent", call -> changed(call, PathModel::parent), null)
        .property("parents", PathModel::parents, null)
        .property("name", call -> part(call, Paths::name), null)
        .property("stem", call -> part(call, p -> stem(Paths.name(p))), null)
        .property(
            "suffix",
            call -> part(call, p -> Paths.name(p).substring(stem(Paths.name(p)).length())),
            null);
  }

  private void files(Models.Type type) {
    type.method("resolve", "self, strict=False", PathModel::absolute)
        .method("absolute", "self", PathModel::absolute)
        .method("expanduser", "self", call -> changed(call, p -> p.replaceFirst("^~", "/root")))
        .method("exists", "self, *args, **kwargs", call -> present(call, true, true))
        .method("is_file", "self, *args, **kwargs", call -> present(call, true, false))
        .method("is_dir", "self, *args, **kwargs", call -> present(call, false, true))
        .method("open", "self, mode='r', *args, **kwargs", PathModel::open)
        .method("read_text", "self, *args, **kwargs", PathModel::read)
        .method("read_bytes", "self", PathModel::read)
        .ignored("mkdir", "touch", "write_text", "write_bytes", "unlink", "chmod", "rmdir")
        .attribute("cwd", new Value.ClassMethod(folder(false), models.module().origin()))
        .attribute("home", new Value.ClassMethod(folder(true), models.module().origin()));
  }

  private Value folder(boolean home) {
    return models.any(
        home ? "home" : "cwd",
        call -> {
          Value type = call.arguments().positional().getFirst();
          String path = home ? "/root" : call.interpreter().input().folder();
          return type instanceof ClassObj known
              ? of(call, known, new Value.Str(path, call.origin()))
              : call.unknown("a path");
        });
  }

  private static Value of(Call call, ClassObj type, Value text) {
    Instance made = Models.object(type, call.origin(text));
    call.interpreter().setSlot(made, PATH, text);
    return made;
  }

  private static Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      Value text = call.rest().isEmpty() ? new Value.Str(".", call.origin()) : joined(call.rest());
      call.interpreter()
          .setSlot(self, PATH, text == null ? call.unknown("a path that is not known") : text);
    }
    return call.none();
  }

  private static @Nullable Value plain(Value value) {
    if (value instanceof Instance instance) {
      return null;
    }
    return value instanceof Value.Str ? value : null;
  }

  private static @Nullable Value joined(List<Value> parts) {
    String result = "";
    Value first = null;
    for (Value part : parts) {
      if (!(part instanceof Value.Str text)) {
        return null;
      }
      first = first == null ? part : first;
      String next = text.value();
      result =
          next.startsWith("/") || result.isEmpty()
              ? next
              : result.endsWith("/") ? result + next : result + "/" + next;
    }
    return first == null ? null : new Value.Str(clean(result), first.origin());
  }

  /** {@return a path as pathlib keeps it: without empty parts and {@code .}} */
  private static String clean(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String text = String.join("/", parts);
    return path.startsWith("/") ? "/" + text : text.isEmpty() ? "." : text;
  }

  private static @Nullable Value own(Call call) {
    Value found =
        call.get("self") instanceof Instance self ? call.interpreter().slot(self, PATH) : null;
    return found == null ? null : plain(found);
  }

  private static Value text(Call call) {
    Value own = own(call);
    return own == null ? call.unknown("a path that is not known") : own;
  }

  private static Value joined(Call call, List<Value> more) {
    List<Value> parts = new ArrayList<>();
    Value own = own(call);
    parts.add(own == null ? call.none() : own);
    for (Value each : more) {
      Value inner =
          each instanceof Instance instance ? call.interpreter().slot(instance, PATH) : each;
      parts.add(inner == null ? call.none() : inner);
    }
    Value text = joined(parts);
    return text != null && call.get("self") instanceof Instance self
        ? of(call, self.type(), text.from(call.origin(parts.toArray(Value[]::new))))
        : call.unknown("a path that is not known");
  }

  private static Value changed(Call call, UnaryOperator<String> function) {
    return own(call) instanceof Value.Str text && call.get("self") instanceof Instance self
        ? of(call, self.type(), new Value.Str(function.apply(text.value()), call.origin(text)))
        : call.unknown("a path that is not known");
  }

  private static Value part(Call call, UnaryOperator<String> function) {
    return own(call) instanceof Value.Str text
        ? new Value.Str(function.apply(text.value()), call.origin(text))
        : call.unknown("a path that is not known");
  }

  private static Value test(Call call, java.util.function.Predicate<String> test) {
    return own(call) instanceof Value.Str text
        ? new Value.Bool(test.test(text.value()), call.origin(text))
        : call.unknown("a path that is not known");
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  private static Value parents(Call call) {
    if (!(own(call) instanceof Value.Str text) || !(call.get("self") instanceof Instance self)) {
      return call.unknown("a path that is not known");
    }
    List<Value> all = new ArrayList<>();
    String at = text.value();
    while (!parent(at).equals(at) && all.size() < 100) {
      at = parent(at);
      all.add(of(call, self.type(), new Value.Str(at, call.origin(text))));
    }
    return new Value.Tuple(all, call.origin());
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 || dot == name.length() - 1 ? name : name.substring(0, dot);
  }

  private static Value sibling(Call call, @Nullable String name) {
    return name == null
        ? call.unknown("a path that is not known")
        : changed(call, path -> clean(parent(path) + "/" + name));
  }

  private static Value withSuffix(Call call) {
    String suffix = call.text("suffix");
    return suffix == null
        ? call.unknown("a path that is not known")
        : changed(call, path -> clean(parent(path) + "/" + stem(Paths.name(path)) + suffix));
  }

  private static Value absolute(Call call) {
    String folder = call.interpreter().input().folder();
    return changed(call, path -> Paths.absolute(path, folder));
  }

  private static Value present(Call call, boolean file, boolean folder) {
    if (!(own(call) instanceof Value.Str text)) {
      return call.unknown("whether a path exists");
    }
    String path = Paths.absolute(text.value(), call.interpreter().input().folder());
    FileView.Presence presence = FileModel.presence(call.interpreter(), path);
    return switch (presence) {
      case FILE -> new Value.Bool(file, call.origin(text));
      case FOLDER -> new Value.Bool(folder, call.origin(text));
      case ABSENT -> new Value.Bool(false, call.origin(text));
      case UNKNOWN -> call.unknown("whether " + path + " exists");
    };
  }

  private static Value open(Call call) {
    Interpreter run = call.interpreter();
    return run.call(
        run.builtin("open", call.span()),
        Arguments.of(call.get("self"), call.get("mode")),
        call.span());
  }

  private static Value read(Call call) {
    Interpreter run = call.interpreter();
    Value file =
        run.call(run.builtin("open", call.span()), Arguments.of(call.get("self")), call.span());
    return FileModel.content(run, file);
  }
}

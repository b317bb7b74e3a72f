package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Open files: those of the deployment can be read, and what the code wrote is not known. */
public final class FileModel {
  private static final String TEXT = "text";
  private static final String TYPE = "TextIOWrapper";
  private static final String WRITTEN = "written files";

  /** The files that the code opened to write, on whichever path of its evaluation. */
  private record Written(Set<String> paths) {}

  private FileModel() {}

  static Value open(Interpreter run, Call call) {
    List<Value> positional = call.arguments().positional();
    Value mode =
        positional.size() > 1 ? positional.get(1) : call.arguments().keywords().get("mode");
    String how = mode instanceof Value.Str text ? text.value() : "r";
    String path = positional.isEmpty() ? null : path(run, positional.getFirst(), call.span());
    if (path == null) {
      return call.unknown("a file whose name is not known");
    }
    return open(run, path, how, call);
  }

  /** {@return an open file} Raises {@code FileNotFoundError} for one that is not there. */
  public static Value open(Interpreter run, String path, String mode, Call call) {
    boolean writes = mode.contains("w") || mode.contains("a") || mode.contains("x");
    SourceFile file = null;
    if (writes) {
      written(run).add(path);
    } else {
      if (presence(run, path) == FileView.Presence.ABSENT) {
        throw run.raise("FileNotFoundError", "No such file: " + path, call.span());
      }
      file = read(run, path);
      if (file == null) {
        return call.unknown("the content of " + path + " is not known");
      }
    }
    Instance made = new Instance(type(run, call), call.origin());
    String text = file == null ? "" : file.text();
    Origin origin =
        file == null ? call.origin() : Origin.from(file.span(0, 0), path, List.of(call.origin()));
    run.heap.put(
        made.slots,
        TEXT,
        text.length() > Limits.TEXT_CHARS
            ? Value.Unknown.of("limit of text length", call.span(), origin)
            : new Value.Str(text, origin));
    return made;
  }

  /** {@return what stands at an absolute path; what the code may have written is not known} */
  public static FileView.Presence presence(Interpreter run, String path) {
    return written(run).contains(path)
        ? FileView.Presence.UNKNOWN
        : run.input().files().presence(path);
  }

  /** {@return the text of a file that the code has not written, or null} */
  public static @Nullable SourceFile read(Interpreter run, String path) {
    return written(run).contains(path) ? null : run.input().files().read(path);
  }

  private static Set<String> written(Interpreter run) {
    return run.notes().computeIfAbsent(WRITTEN, name -> new Written(new HashSet<>()))
            instanceof Written known
        ? known.paths()
        : Set.of();
  }

  private static ClassObj type(Interpreter run, Call call) {
    Object known = run.notes().get(TYPE);
    if (known instanceof ClassObj type) {
      return type;
    }
    Models models = new Models(run, "io");
    ClassObj type =
        models
            .type(TYPE)
            .method("read", "self, size=-1", c -> content(run, c.get("self")))
            .method("readlines", "self, hint=-1", c -> lines(run, c))
            .method("readline", "self, size=-1", c -> c.unknown("a line of a file"))
            .method("__iter__", "self", c -> lines(run, c))
            .method("__enter__", "self", c -> c.get("self"))
            .ignored("write", "writelines", "close", "flush", "seek", "__exit__")
            .open()
            .make();
    run.notes().put(TYPE, type);
    return type;
  }

  /** {@return the text of an open file, or an unknown} */
  public static Value content(Interpreter run, Value file) {
    if (file instanceof Instance instance) {
      Value text = run.heap.get(instance.slots, TEXT);
      if (text != null) {
        return text;
      }
    }
    return run.cause(file, file.origin().span());
  }

  private static Value lines(Interpreter run, Call call) {
    Value text = content(run, call.get("self"));
    if (!(text instanceof Value.Str known)) {
      return text;
    }
    List<Value> lines = new ArrayList<>();
    int start = 0;
    while (start < known.value().length() && lines.size() < Limits.ELEMENTS) {
      int end = known.value().indexOf('\n', start);
      int next = end < 0 ? known.value().length() : end + 1;
      lines.add(new Value.Str(known.value().substring(start, next), known.origin()));
      start = next;
    }
    return run.list(lines, call.span());
  }

  /** {@return the absolute path that a text or path object names, or null} */
  public static @Nullable String path(Interpreter run, Value value, Span span) {
    Value text = value;
    if (value instanceof Instance instance) {
      Value inner = run.slot(instance, "path");
      text = inner == null ? value : inner;
    }
    return text instanceof Value.Str known
        ? Paths.absolute(known.value(), run.input().folder())
        : null;
  }
}

package io.github.flaskdebugguard.deployment.ansible;

import io.github.flaskdebugguard.deployment.jinja.Template;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.deployment.provision.HostCommand;
import io.github.flaskdebugguard.deployment.provision.HostCommand.Written;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The host that tasks change: its files, what is brought to it, and what is started on it. */
final class Host {
  /** Characters of files that tasks edit, those of one file each time anew. */
  private static final long MOST_EDITED = 32L * Limits.FILE_BYTES;

  private final Repository repository;
  private final Map<String, Written> files = new TreeMap<>();
  private final Map<String, String> mounts = new LinkedHashMap<>();
  private final List<HostCommand> commands = new ArrayList<>();
  private long edited;

  Host(Repository repository) {
    this.repository = repository;
  }

  Map<String, Written> files() {
    return files;
  }

  Map<String, String> mounts() {
    return mounts;
  }

  List<HostCommand> commands() {
    return commands;
  }

  /**
   * Runs a task.
   *
   * @param folders where its sources are looked for, in order
   */
  void run(
      String module,
      Map<String, Data> arguments,
      YamlMap task,
      List<String> folders,
      Map<String, Text> environment,
      Function<String, @Nullable Data> names) {
    switch (module) {
      case "copy" -> copy(arguments, folders);
      case "template" -> template(arguments, folders, names);
      case "lineinfile", "blockinfile", "replace" -> edit(module, arguments);
      case "git" -> mount("", Modules.text(arguments, "dest"));
      case "synchronize" -> {
        String source = Modules.text(arguments, "src");
        String found = source == null ? null : find(folders, source);
        mount(found == null ? "" : found, Modules.text(arguments, "dest"));
      }
      case "shell", "command", "raw" -> command(module, arguments, task, environment);
      case "docker_container", "podman_container" -> container(arguments, task);
      default -> {}
    }
  }

  private void mount(String source, @Nullable String target) {
    if (target != null && target.startsWith("/")) {
      mounts.put(
          target.length() > 1 && target.endsWith("/")
              ? target.substring(0, target.length() - 1)
              : target,
          source);
    }
  }

  private @Nullable String find(List<String> folders, String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    for (String folder : folders) {
      String path = normal(Inventory.child(folder, plain));
      if (repository.isFile(path) || repository.isFolder(path)) {
        return path;
      }
    }
    return null;
  }

  private static String normal(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static @Nullable String target(Map<String, Data> arguments, String source) {
    String dest = Modules.text(arguments, "dest", "path");
    if (dest == null) {
      return null;
    }
    return dest.endsWith("/") ? dest + source.substring(source.lastIndexOf('/') + 1) : dest;
  }

  private void copy(Map<String, Data> arguments, List<String> folders) {
    Data content = arguments.get("content");
    if (content != null) {
      String dest = target(arguments, "");
      if (dest != null) {
        files.put(dest, new Written(source(content)));
      }
      return;
    }
    String source = Modules.text(arguments, "src");
    String dest = source == null ? null : target(arguments, source);
    if (source == null || dest == null) {
      return;
    }
    String found = find(folders, source);
    if (found != null && repository.isFolder(found)) {
      mount(found, Modules.text(arguments, "dest", "path"));
    } else {
      boolean known = found != null && !repository.isIgnored(found);
      files.put(dest, new Written(known && found != null ? repository.read(found) : null));
    }
  }

  /** {@return a value as a file whose characters all stand where the value does} */
  private static @Nullable SourceFile source(Data content) {
    return content.shown() instanceof Text.Known known
        ? written(known.span(), known.value())
        : null;
  }

  private static SourceFile written(Span span, String text) {
    int[] origins = new int[text.length()];
    Arrays.fill(origins, span.start());
    return SourceFile.written(span.path(), text, origins);
  }

  private void template(
      Map<String, Data> arguments, List<String> folders, Function<String, @Nullable Data> names) {
    String source = Modules.text(arguments, "src");
    String dest = source == null ? null : target(arguments, source);
    if (source == null || dest == null) {
      return;
    }
    String found = find(folders, source);
    SourceFile file = found == null ? null : repository.read(found);
    if (file == null) {
      files.put(dest, new Written(null));
      return;
    }
    MappedText text = Template.render(file, names);
    int[] origins = new int[text.length()];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = text.offset(i);
    }
    files.put(dest, new Written(SourceFile.written(file.path(), text.text(), origins)));
  }

  private void edit(String module, Map<String, Data> arguments) {
    String dest = Modules.text(arguments, "path", "dest", "name");
    if (dest == null) {
      return;
    }
    Written before = files.get(dest);
    SourceFile old = before == null ? null : before.text();
    boolean create = Boolean.TRUE.equals(truth(arguments.get("create")));
    if (before != null && old == null) {
      return;
    }
    String text = old == null ? (create ? "" : null) : old.text();
    if (text != null) {
      String pattern = Modules.text(arguments, "regexp", "regex");
      edited += text.length() * (1L + (pattern == null ? 0 : pattern.length() / 10));
      if (edited > MOST_EDITED) {
        LimitNotes.bites(
            arguments.values().iterator().next().span(), "tasks edit more than is followed");
        text = null;
      }
    }
    String result = Edits.apply(module, text, arguments);
    if (result == null) {
      // The host's own file, or a change that cannot be told.
      files.put(dest, new Written(null));
      return;
    }
    Data said = arguments.containsKey("line") ? arguments.get("line") : arguments.get("block");
    Span span =
        said != null
            ? said.span()
            : old != null ? old.span(0, 0) : arguments.values().iterator().next().span();
    files.put(dest, new Written(written(span, result)));
  }

  private static @Nullable Boolean truth(@Nullable Data data) {
    return data == null ? null : data.truth();
  }

  private void command(
      String module, Map<String, Data> arguments, YamlMap task, Map<String, Text> environment) {
    Data line = arguments.get("_raw");
    if (line == null) {
      line = arguments.get("cmd");
    }
    if (line == null) {
      Data argv = arguments.get("argv");
      if (argv instanceof Data.Seq seq) {
        add(seq.items().stream().map(Data::shown).toList(), false, arguments, task, environment);
      }
      return;
    }
    add(List.of(line.shown()), !module.equals("command"), arguments, task, environment);
  }

  private void add(
      List<Text> words,
      boolean shell,
      Map<String, Data> arguments,
      YamlMap task,
      Map<String, Text> environment) {
    String name = task.text("name");
    commands.add(
        new HostCommand(
            words,
            shell,
            Modules.text(arguments, "executable"),
            null,
            name == null ? "task" : name,
            environment,
            Modules.text(arguments, "chdir"),
            files,
            mounts,
            words.isEmpty() ? task.span() : words.getFirst().span()));
  }

  private void container(Map<String, Data> arguments, YamlMap task) {
    Data image = arguments.get("image");
    String state = Modules.text(arguments, "state");
    if (image == null || "absent".equals(state) || "stopped".equals(state)) {
      return;
    }
    Map<String, Text> environment = new TreeMap<>();
    if (arguments.get("env") instanceof Data.Dict dict) {
      dict.entries().forEach((key, value) -> environment.put(key, value.shown()));
    }
    List<Text> words = new ArrayList<>();
    switch (arguments.get("command")) {
      case Data.Seq seq -> seq.items().forEach(item -> words.add(item.shown()));
      case Data.Str str -> words.add(str.shown());
      case null, default -> {}
    }
    String name = Modules.text(arguments, "name");
    String said = task.text("name");
    commands.add(
        new HostCommand(
            words,
            false,
            null,
            image.shown(),
            name != null ? name : said == null ? "container" : said,
            environment,
            Modules.text(arguments, "working_dir"),
            files,
            mounts,
            image.span()));
  }
}

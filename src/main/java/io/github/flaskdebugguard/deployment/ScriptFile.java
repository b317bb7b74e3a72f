package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program that is a file of the deployment: its first line tells what runs it. */
final class ScriptFile {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Systems read less of the line that names the interpreter. */
  private static final int LONGEST_LINE = 4096;

  private final LaunchRun run;
  private final ProcessStart start;
  private final OverlayFiles files;
  private final int depth;

  ScriptFile(LaunchRun run, ProcessStart start, OverlayFiles files, int depth) {
    this.run = run;
    this.start = start;
    this.files = files;
    this.depth = depth;
  }

  /** {@return whether the program is such a file and was followed} */
  boolean run() {
    Text program = start.arguments().getFirst();
    String name = ShellBuiltins.known(program);
    if (name == null) {
      return false;
    }
    String path = name.indexOf('/') >= 0 ? Paths.resolve(start.folder(), name) : null;
    SourceFile file =
        name.indexOf('/') < 0 ? inPath(name, start, files) : path == null ? null : files.read(path);
    if (file == null) {
      return false;
    }
    List<String> interpreter = interpreter(file);
    if (interpreter.isEmpty()) {
      if (!name.endsWith(".sh") && name.substring(name.lastIndexOf('/') + 1).indexOf('.') >= 0) {
        return false;
      }
      interpreter = List.of("sh");
    }
    List<Text> words = new ArrayList<>();
    interpreter.forEach(word -> words.add(new Text.Known(word, program.span())));
    words.addAll(start.arguments());
    Shell shell = Shell.of(interpreter.getFirst(), files);
    if (shell == null) {
      ProcessStart next = with(noted(start, program, file), words);
      run.launch(next, files, depth + 1);
      return true;
    }
    Set<String> options = new HashSet<>();
    for (String option : interpreter.subList(1, interpreter.size())) {
      if (option.startsWith("-") && !option.startsWith("--")) {
        option.chars().skip(1).forEach(c -> options.add(String.valueOf((char) c)));
      }
    }
    List<Text> arguments = start.arguments().subList(1, start.arguments().size());
    for (TemplateBlocks.Variant each : TemplateBlocks.variants(file)) {
      ProcessStart one = under(noted(start, program, file), each.condition());
      run.shell(shell, run.parse(each.file()), program, arguments, options, one, files, depth);
    }
    return true;
  }

  /** {@return the process under one more condition, if there is one} */
  static ProcessStart under(ProcessStart start, @Nullable String condition) {
    String before = start.condition();
    return condition == null
        ? start
        : new ProcessStart(
            start.arguments(),
            start.folder(),
            start.environment(),
            before == null ? condition : before + " and " + condition,
            start.trail(),
            start.absent());
  }

  static ProcessStart noted(ProcessStart start, Text program, SourceFile file) {
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(program.span(), "runs " + file.path(), true));
    return new ProcessStart(
        start.arguments(),
        start.folder(),
        start.environment(),
        start.condition(),
        trail,
        start.absent());
  }

  static ProcessStart with(ProcessStart start, List<Text> arguments) {
    return new ProcessStart(
        arguments,
        start.folder(),
        start.environment(),
        start.condition(),
        start.trail(),
        start.absent());
  }

  /** {@return the words of the {@code #!} line, with {@code env} taken away; empty without one} */
  static List<String> interpreter(SourceFile file) {
    String first = file.line(1);
    if (!first.startsWith("#!") || first.length() > LONGEST_LINE) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (String word : first.substring(2).strip().split("[ \t]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    if (!words.isEmpty() && Paths.name(words.getFirst()).equals("env")) {
      words.removeFirst();
      while (!words.isEmpty()
          && (words.getFirst().startsWith("-") || words.getFirst().indexOf('=') > 0)) {
        String option = words.removeFirst();
        if (option.startsWith("-S") && option.length() > 2) {
          words.addFirst(option.substring(2));
        }
      }
    }
    return words.isEmpty() ? List.of() : List.copyOf(words);
  }

  /** {@return the file that a name without a slash means, searched in PATH} */
  static @Nullable SourceFile inPath(String name, ProcessStart start, FileView files) {
    Text set = start.environment().get("PATH");
    String path = set instanceof Text.Known known ? known.value() : PATH;
    for (String folder : path.split(":")) {
      SourceFile file =
          folder.startsWith("/") ? files.read(Paths.resolve(folder, name) + "") : null;
      if (file != null) {
        return file;
      }
    }
    if (!(set instanceof Text.Known) && name.endsWith(".sh")) {
      // The base image's PATH is not known, and a name that ends so is a script of the repository.
      String here = Paths.resolve(start.folder(), name);
      return here == null ? null : files.read(here);
    }
    return null;
  }
}

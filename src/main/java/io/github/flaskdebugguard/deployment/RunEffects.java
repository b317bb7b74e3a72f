package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerInstruction.Heredoc;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a RUN line plainly does to the files of an image: {@code echo}, {@code printf} and {@code
 * cat} into a file, {@code cp}, {@code mv}, {@code rm}, {@code ln}, {@code mkdir}, {@code touch},
 * {@code tee}, {@code sed -i}; and which packages it installs. What another program may have
 * written is marked as unknown, never as absent.
 */
final class RunEffects {
  /** Characters of the files that the editors of one instruction go through. */
  private static final long MOST_EDITED = 4L * Limits.FILE_BYTES;

  private static final Set<String> INSTALLERS =
      Set.of(
          "pip",
          "pip3",
          "uv",
          "poetry",
          "pipenv",
          "pdm",
          "conda",
          "mamba",
          "micromamba",
          "easy_install",
          "apt-get",
          "apt",
          "apk",
          "yum",
          "dnf",
          "microdnf");
  private static final Set<String> PREFIXES = Set.of("sudo", "exec", "command");
  private static final Set<String> HARMLESS =
      Set.of(
          "chmod",
          "chown",
          "chgrp",
          "apt-get",
          "apt",
          "apk",
          "yum",
          "dnf",
          "ls",
          "test",
          "[",
          "[[",
          "useradd",
          "adduser",
          "addgroup",
          "groupadd",
          "usermod",
          "set",
          "true",
          ":",
          "find",
          "grep",
          "which",
          "dos2unix",
          "locale-gen",
          "sleep",
          "exit",
          "setcap",
          "id",
          "stat");

  private final Function<String, @Nullable Text> outer;
  private final boolean dash;
  private final boolean alpine;
  private final Map<String, @Nullable Text> variables = new HashMap<>();
  private final List<Install> installs = new ArrayList<>();
  private ImageFiles files;
  private long edited;
  private String folder;

  /**
   * @param outer values of ENV and ARG
   * @param dash whether {@code echo} reads backslashes without being asked, as Debian's {@code sh}
   *     does
   */
  RunEffects(
      ImageFiles files,
      String folder,
      Function<String, @Nullable Text> outer,
      boolean dash,
      boolean alpine) {
    this.files = files;
    this.folder = folder;
    this.outer = outer;
    this.dash = dash;
    this.alpine = alpine;
  }

  ImageFiles files() {
    return files;
  }

  List<Install> installs() {
    return installs;
  }

  void run(MappedText script, List<Heredoc> heredocs) {
    MappedText output = null;
    for (RunScript.Step step : RunScript.parse(script, heredocs)) {
      output = step(step, step.before().equals("|") ? output : null);
    }
  }

  private @Nullable Text variable(String name) {
    return variables.containsKey(name) ? variables.get(name) : outer.apply(name);
  }

  private @Nullable MappedText expand(MappedText raw) {
    return RunWords.expand(raw, this::variable);
  }

  /** {@return what the command prints, or null when that cannot be known} */
  private @Nullable MappedText step(RunScript.Step step, @Nullable MappedText piped) {
    List<MappedText> words = step.words();
    int first = 0;
    while (first < words.size() && isAssignment(words.get(first).text())) {
      first++;
      assign(words.get(first - 1), words.size() - first == 1);
    }
    while (first < words.size() && PREFIXES.contains(words.get(first).text())) {
      first++;
    }
    words = words.subList(first, words.size());
    MappedText output = null;
    if (words.isEmpty()) {
      output = new MappedText.Builder("", 0).build();
    } else {
      MappedText program = expand(words.getFirst());
      List<@Nullable MappedText> arguments = new ArrayList<>();
      for (MappedText word : words.subList(1, words.size())) {
        arguments.add(expand(word));
      }
      if (program != null) {
        output = command(step, ImagePath.name(program.text()), words, arguments, piped);
      }
    }
    for (RunScript.Redirect redirect : step.redirects()) {
      MappedText target = expand(redirect.target());
      if (target != null) {
        write(target.text(), output, redirect.append(), step.certain());
      }
    }
    return output;
  }

  private @Nullable MappedText command(
      RunScript.Step step,
      String program,
      List<MappedText> words,
      List<@Nullable MappedText> arguments,
      @Nullable MappedText piped) {
    boolean certain = step.certain();
    List<String> paths = operands(arguments);
    switch (program) {
      case "echo" -> {
        return RunOutput.echo(words.getFirst(), arguments, dash && !alpine, alpine || !dash);
      }
      case "printf" -> {
        return RunOutput.printf(words.getFirst(), arguments);
      }
      case "cat" -> {
        return cat(step, arguments, piped);
      }
      case "tee" -> {
        boolean append = arguments.stream().anyMatch(a -> a != null && a.text().equals("-a"));
        paths.forEach(path -> write(path, piped, append, certain));
        return piped;
      }
      case "cd" -> {
        if (!paths.isEmpty()) {
          folder = ImagePath.resolve(folder, paths.getFirst());
        }
      }
      case "export" -> {
        for (MappedText word : words.subList(1, words.size())) {
          if (isAssignment(word.text())) {
            assign(word, true);
          }
        }
      }
      case "cp" -> copy(paths, false, certain);
      case "mv" -> copy(paths, true, certain);
      case "rm", "rmdir", "unlink" -> {
        for (String path : paths) {
          String at = ImagePath.resolve(folder, path);
          if (path.indexOf('*') < 0 && !at.equals("/")) {
            files = files.with(certain ? new ImageLayer.Removed(at) : new ImageLayer.Opaque(at));
          }
        }
      }
      case "mkdir", "install" ->
          paths.forEach(
              path -> files = files.with(new ImageLayer.Folder(ImagePath.resolve(folder, path))));
      case "touch" -> {
        for (String path : paths) {
          String at = ImagePath.resolve(folder, path);
          if (files.presence(at) == Presence.ABSENT) {
            write(path, new MappedText.Builder(words.getFirst().path(), 0).build(), false, certain);
          }
        }
      }
      case "ln" -> link(arguments, paths, certain);
      case "sed" -> sed(arguments, paths, certain);
      case "git" -> {
        if (paths.size() >= 2 && paths.getFirst().equals("clone")) {
          String into =
              paths.size() > 2 ? paths.get(2) : ImagePath.name(paths.get(1)).replace(".git", "");
          touched(ImagePath.resolve(folder, into));
        }
      }
      default -> other(program, words, arguments);
    }
    return null;
  }

  private void other(String program, List<MappedText> words, List<@Nullable MappedText> arguments) {
    boolean module =
        program.startsWith("python")
            && arguments.size() > 1
            && is(arguments.get(0), "-m")
            && arguments.get(1) instanceof MappedText name
            && (INSTALLERS.contains(name.text()) || name.text().equals("venv"));
    String tool = module && arguments.get(1) instanceof MappedText name ? name.text() : program;
    if (tool.startsWith("pip3.")) {
      tool = "pip3";
    }
    if (INSTALLERS.contains(tool)
        || (program.startsWith("python")
            && !arguments.isEmpty()
            && is(arguments.getFirst(), "setup.py"))) {
      List<Text> argv = new ArrayList<>();
      argv.add(new Text.Known(tool, words.getFirst().span()));
      for (int i = module ? 2 : 0; i < arguments.size(); i++) {
        MappedText argument = arguments.get(i);
        argv.add(
            argument != null
                ? argument.known()
                : new Text.Unknown("is computed by the shell", null, words.get(i + 1).span()));
      }
      installs.add(new Install(argv, folder, words.getFirst().span(), files));
    }
    if (HARMLESS.contains(program)) {
      return;
    }
    if (tool.equals("venv")
        || tool.equals("virtualenv")
        || (tool.equals("uv") && arguments.size() > 1 && is(arguments.getFirst(), "venv"))) {
      List<String> paths = operands(arguments);
      if (!paths.isEmpty()) {
        touched(ImagePath.resolve(folder, paths.getLast()));
      }
    }
    for (MappedText argument : arguments) {
      if (argument == null) {
        continue;
      }
      String path = argument.text();
      int equals = path.indexOf('=');
      if (path.startsWith("-")) {
        path = equals > 0 ? path.substring(equals + 1) : "";
      }
      if (path.indexOf('/') >= 0 && !path.contains("://") && path.indexOf('*') < 0) {
        touched(ImagePath.resolve(folder, path));
      }
    }
  }

  private void touched(String at) {
    if (!at.equals("/")) {
      files = files.with(new ImageLayer.Touched(at));
    }
  }

  private @Nullable MappedText cat(
      RunScript.Step step, List<@Nullable MappedText> arguments, @Nullable MappedText piped) {
    Heredoc input = step.input();
    if (arguments.isEmpty()) {
      if (input == null) {
        return piped;
      }
      return input.expand() ? RunWords.heredoc(input.content(), this::variable) : input.content();
    }
    MappedText.Builder all =
        new MappedText.Builder(step.words().getFirst().path(), step.words().getFirst().offset(0));
    for (MappedText argument : arguments) {
      SourceFile file =
          argument == null ? null : files.read(ImagePath.resolve(folder, argument.text()));
      if (argument == null
          || file == null
          || all.length() + file.text().length() > Limits.TEXT_CHARS) {
        return null;
      }
      all.append(file.text(), argument.offset(0));
    }
    return all.build();
  }

  private void copy(List<String> paths, boolean move, boolean certain) {
    if (paths.size() < 2) {
      return;
    }
    String last = ImagePath.resolve(folder, paths.getLast());
    boolean into =
        paths.size() > 2
            || paths.getLast().endsWith("/")
            || files.presence(last) == Presence.FOLDER;
    ImageFiles before = files;
    for (String path : paths.subList(0, paths.size() - 1)) {
      if (path.indexOf('*') >= 0) {
        touched(last);
        continue;
      }
      String from = ImagePath.resolve(folder, path);
      boolean contents = path.endsWith("/.") || path.equals(".");
      String to = into && !contents ? ImagePath.child(last, ImagePath.name(from)) : last;
      Presence presence = before.presence(from);
      if (presence == Presence.FILE || presence == Presence.FOLDER) {
        files =
            files.with(certain ? new ImageLayer.Part(to, before, from) : doubt(to, before, from));
        if (move) {
          files = files.with(certain ? new ImageLayer.Removed(from) : new ImageLayer.Opaque(from));
        }
      } else {
        touched(to);
      }
    }
  }

  /** A copy that may not have happened: the target is unknown unless it is there anyway. */
  private static ImageLayer doubt(String to, ImageFiles before, String from) {
    return before.presence(to) == Presence.ABSENT || before.presence(from) != Presence.FILE
        ? new ImageLayer.Touched(to)
        : new ImageLayer.Opaque(to);
  }

  private void link(List<@Nullable MappedText> arguments, List<String> paths, boolean certain) {
    boolean symbolic =
        arguments.stream()
            .anyMatch(a -> a != null && a.text().startsWith("-") && a.text().contains("s"));
    if (paths.size() != 2) {
      return;
    }
    String at = ImagePath.resolve(folder, paths.get(1));
    if (files.presence(at) == Presence.FOLDER || paths.get(1).endsWith("/")) {
      at = ImagePath.child(at, ImagePath.name(paths.getFirst()));
    }
    String from = symbolic ? "/" + ImagePath.folder(at.substring(1)) : folder;
    String target = ImagePath.resolve(from, paths.getFirst());
    if (!certain || ImagePath.below(at, target) != null) {
      touched(at);
    } else {
      files = files.with(new ImageLayer.Link(at, target));
    }
  }

  private void sed(List<@Nullable MappedText> arguments, List<String> paths, boolean certain) {
    boolean inPlace =
        arguments.stream()
            .anyMatch(
                a -> a != null && (a.text().startsWith("-i") || a.text().startsWith("--in-place")));
    if (!inPlace || paths.isEmpty()) {
      return;
    }
    String expression = paths.getFirst();
    if (expression.matches("s/[\\^]?\\\\r\\$?//g?")) {
      return;
    }
    for (String path : paths.subList(1, paths.size())) {
      String at = ImagePath.resolve(folder, path);
      if (files.presence(at) != Presence.FILE) {
        continue;
      }
      SourceFile file = files.read(at);
      String changed =
          file == null || !certain || edited > MOST_EDITED
              ? null
              : RunOutput.substituted(file.text(), expression);
      edited += file == null ? 0 : file.text().length();
      if (file == null || changed == null) {
        files = files.with(new ImageLayer.Written(at, null));
      } else if (!changed.equals(file.text())) {
        MappedText place =
            arguments.stream().filter(a -> is(a, expression)).findFirst().orElse(null);
        files =
            files.with(
                new ImageLayer.Written(
                    at, place == null ? null : written(MappedText.at(place.span(), changed))));
      }
    }
  }

  private void write(String path, @Nullable MappedText text, boolean append, boolean certain) {
    String at = ImagePath.resolve(folder, path);
    if (at.startsWith("/dev/") || at.equals("/")) {
      return;
    }
    Presence presence = files.presence(at);
    MappedText content = text;
    if (text != null && append && presence != Presence.ABSENT) {
      SourceFile old = files.read(at);
      content =
          old == null || old.text().length() + text.length() > Limits.TEXT_CHARS
              ? null
              : new MappedText.Builder(text.path(), text.offset(0))
                  .append(old.text(), text.offset(0))
                  .append(text)
                  .build();
    }
    files =
        files.with(
            certain
                ? new ImageLayer.Written(at, content == null ? null : written(content))
                : new ImageLayer.Opaque(at));
  }

  private static SourceFile written(MappedText text) {
    return SourceFile.written(text.path(), text.text(), text.offsets());
  }

  private void assign(MappedText word, boolean last) {
    int equals = word.text().indexOf('=');
    if (last) {
      MappedText value = expand(word.sub(equals + 1, word.length()));
      variables.put(
          word.text().substring(0, equals),
          value == null
              ? new Text.Unknown("is computed by the shell", null, word.span())
              : value.known());
    }
  }

  private static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    if (equals <= 0 || Character.isDigit(word.charAt(0))) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      if (!Character.isLetterOrDigit(word.charAt(i)) && word.charAt(i) != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean is(@Nullable MappedText word, String text) {
    return word != null && word.text().equals(text);
  }

  private static List<String> operands(List<@Nullable MappedText> arguments) {
    List<String> result = new ArrayList<>();
    for (MappedText argument : arguments) {
      if (argument != null && !argument.text().startsWith("-")) {
        result.add(argument.text());
      }
    }
    return result;
  }
}

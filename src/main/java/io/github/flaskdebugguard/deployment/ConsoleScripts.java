package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the repository's own packages install: {@code [project.scripts]} and {@code
 * [tool.poetry.scripts]} of {@code pyproject.toml}, {@code console_scripts} of {@code setup.py} and
 * {@code setup.cfg}. Such a command imports a module and calls a function of it. Safe for use by
 * several threads.
 */
public final class ConsoleScripts {
  /** How much of a file of entry points is read. */
  private static final int LENGTH = Limits.FILE_BYTES;

  private final Map<String, List<Script>> scripts = new HashMap<>();
  private final Repository repository;

  /**
   * One command.
   *
   * @param folder repository folder of the project
   * @param root repository folder from which its packages are imported
   * @param file repository path of the module
   */
  private record Script(
      String name,
      String module,
      String function,
      String folder,
      String root,
      String file,
      Span span) {}

  private ConsoleScripts(Repository repository) {
    this.repository = repository;
  }

  /** {@return the commands of all projects of a repository} */
  public static ConsoleScripts of(Repository repository) {
    ConsoleScripts result = new ConsoleScripts(repository);
    for (String path : repository.files()) {
      switch (ImagePath.name(path)) {
        case "pyproject.toml" -> {
          if (repository.mayContain(path, "scripts")) {
            result.project(path);
          }
        }
        case "setup.py", "setup.cfg" -> {
          if (repository.mayContain(path, "console_scripts")) {
            result.setup(path);
          }
        }
        default -> {}
      }
    }
    return result;
  }

  private void project(String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      return;
    }
    YamlMap toml = TomlFile.parse(file);
    commands(file, toml.at("project", "scripts"), "");
    commands(file, toml.at("tool", "poetry", "scripts"), "");
  }

  /** A quoted name may hold dots, at which TOML's keys part; then tables stand for its parts. */
  private void commands(SourceFile file, @Nullable YamlNode table, String before) {
    if (!(table instanceof YamlMap map)) {
      return;
    }
    for (YamlEntry entry : map.entries()) {
      String name = before + entry.name();
      if (entry.value() instanceof YamlScalar target && !target.isPlain()) {
        add(file, name, target.text(), file.text().indexOf(name));
      } else {
        commands(file, entry.value(), name + ".");
      }
    }
  }

  /** Both forms hold lines of {@code name = module:function}, one of them in quotes. */
  private void setup(String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      return;
    }
    String text = file.text();
    int start = Math.max(0, text.indexOf("console_scripts"));
    int end = Math.min(text.length(), start + LENGTH);
    for (int equals = text.indexOf('=', start); equals > 0 && equals < end; ) {
      String name = before(text, equals);
      String target = after(text, equals);
      if (!name.isEmpty() && target.indexOf(':') > 0) {
        add(file, name, target, equals);
      }
      equals = text.indexOf('=', equals + 1);
    }
  }

  private static String before(String text, int equals) {
    int end = equals;
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    int start = end;
    while (start > 0 && (isWord(text.charAt(start - 1)) || text.charAt(start - 1) == '-')) {
      start--;
    }
    return text.substring(start, end);
  }

  private static String after(String text, int equals) {
    int start = equals + 1;
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
      start++;
    }
    int end = start;
    while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == ':')) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean isWord(char c) {
    return c == '_' || c == '.' || Character.isLetterOrDigit(c);
  }

  private void add(SourceFile file, String name, String target, int at) {
    int colon = target.indexOf(':');
    String module = (colon < 0 ? target : target.substring(0, colon)).strip();
    String function = colon < 0 ? "main" : target.substring(colon + 1).strip();
    String folder = ImagePath.folder(file.path());
    String inside = module.replace('.', '/');
    for (String root : List.of(folder, ImagePath.child(folder, "src"))) {
      for (String ending : List.of(".py", "/__init__.py")) {
        String path = ImagePath.child(root, inside + ending);
        if (repository.isFile(path)) {
          int start = Math.max(at, 0);
          scripts
              .computeIfAbsent(name, n -> new ArrayList<>())
              .add(
                  new Script(
                      name, module, function, folder, root, path, file.span(start, start + 1)));
          return;
        }
      }
    }
  }

  /**
   * {@return the Python that a command stands for, or null when no project of the repository has
   * such a command that may serve}
   *
   * @param deployment tells by its place which of several projects is meant
   */
  public @Nullable ProcessStart resolve(ProcessStart start, Deployment deployment) {
    String program = ShellBuiltins.known(start.arguments().getFirst());
    List<Script> found = program == null ? null : scripts.get(Paths.name(program));
    if (found == null) {
      return null;
    }
    Script script = nearest(found, deployment.place().path());
    if (!ImportedFiles.mayServe(repository, script.file(), script.root())) {
      return null;
    }
    Span span = start.arguments().getFirst().span();
    List<Text> words = new ArrayList<>();
    for (String word :
        List.of(
            "python",
            "-c",
            "from %s import %s as entry; entry()".formatted(script.module(), script.function()))) {
      words.add(new Text.Known(word, span));
    }
    words.addAll(start.arguments().subList(1, start.arguments().size()));
    String root = root(script, deployment.files());
    Environment environment = start.environment();
    if (root != null) {
      Text path = environment.get("PYTHONPATH");
      String all = path instanceof Text.Known known ? root + ":" + known.value() : root;
      environment = environment.with("PYTHONPATH", new Text.Known(all, script.span()));
    }
    Fact fact =
        new Fact(
            script.span(),
            script.name() + " calls " + script.function() + " of " + script.module(),
            true);
    return Wrappers.with(Wrappers.noted(start, fact), words, environment);
  }

  /**
   * {@return the repository folder from which a command's module is imported, where the files of
   * the deployment hold only what was installed from it; null when they hold the module}
   */
  public @Nullable String installedFrom(ProcessStart start, Deployment deployment) {
    String program = ShellBuiltins.known(start.arguments().getFirst());
    List<Script> found = program == null ? null : scripts.get(Paths.name(program));
    if (found == null) {
      return null;
    }
    Script script = nearest(found, deployment.place().path());
    return root(script, deployment.files()) == null ? script.root() : null;
  }

  private static Script nearest(List<Script> found, String path) {
    Script best = found.getFirst();
    for (Script each : found) {
      boolean holds = ImagePath.below(each.folder(), path) != null;
      boolean held = ImagePath.below(best.folder(), path) != null;
      if (holds == held ? each.folder().length() > best.folder().length() && holds : holds) {
        best = each;
      }
    }
    return best;
  }

  /** {@return the folder of the deployment from which the module can be imported, or null} */
  private static @Nullable String root(Script script, FileView files) {
    String path = files.pathOf(script.file());
    if (path == null) {
      return null;
    }
    String inside = "/" + script.module().replace('.', '/');
    int end = path.lastIndexOf(inside);
    return end < 0 ? null : end == 0 ? "/" : path.substring(0, end);
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Justfile;
import io.github.flaskdebugguard.document.Justfile.Assignment;
import io.github.flaskdebugguard.document.Justfile.Line;
import io.github.flaskdebugguard.document.Justfile.Parameter;
import io.github.flaskdebugguard.document.Justfile.Recipe;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code just recipe} (the tool's manual): recipes that others need run before, each line is a
 * shell of its own in the folder of the justfile, a body with {@code #!} one script. Exported
 * variables win over the caller's environment, and that wins over {@code .env}, which counts where
 * a setting asks for it.
 */
final class JustRunner {
  private static final Set<String> VALUED =
      Set.of(
          "-f",
          "--justfile",
          "-d",
          "--working-directory",
          "--shell",
          "-F",
          "--dotenv-filename",
          "-E",
          "--dotenv-path");

  /** Options that show something and run nothing. */
  private static final Set<String> SHOWING =
      Set.of(
          "-l",
          "--list",
          "--choose",
          "--summary",
          "--groups",
          "--variables",
          "-s",
          "--show",
          "--evaluate",
          "--dump",
          "--fmt",
          "--init",
          "-e",
          "--edit",
          "-n",
          "--dry-run",
          "-V",
          "--version",
          "-h",
          "--help");

  /** Recipes that are run, also those without lines of their own. */
  private static final int MOST_RECIPES = 2 * Limits.TARGETS;

  /** Makes the file win over the caller's environment. */
  private static final String OVERRIDE = "dotenv-override";

  /** Settings that each make just load a dotenv file. */
  private static final List<String> DOTENV =
      List.of("dotenv-load", "dotenv-filename", "dotenv-path", "dotenv-required", OVERRIDE);

  private final ProcessStart start;
  private final FileView files;
  private final Map<String, Text> variables = new HashMap<>();
  private final Map<String, Text> given = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private int needed;
  private final List<ProcessStart> result = new ArrayList<>();
  private Justfile justfile = new Justfile(Map.of(), Map.of(), Map.of());
  private @Nullable String folder;

  JustRunner(ProcessStart start, FileView files) {
    this.start = start;
    this.files = files;
    this.folder = start.folder();
  }

  /** {@return a shell for each line that the recipes run, or null when there is no justfile} */
  @Nullable List<ProcessStart> unwrap() {
    String name = null;
    List<Text> words = new ArrayList<>();
    List<Text> all = start.arguments();
    for (int i = 1; i < all.size(); i++) {
      String word = ShellBuiltins.known(all.get(i));
      String next = i + 1 < all.size() ? ShellBuiltins.known(all.get(i + 1)) : null;
      int equals = word == null ? -1 : word.indexOf('=');
      if (word != null && words.isEmpty() && SHOWING.contains(word)) {
        return List.of();
      }
      if (word != null && words.isEmpty() && word.startsWith("-")) {
        if (word.equals("-f") || word.equals("--justfile")) {
          name = next;
        } else if ((word.equals("-d") || word.equals("--working-directory")) && next != null) {
          folder = Paths.resolve(folder, next);
        }
        i += VALUED.contains(word) ? 1 : 0;
      } else if (word != null && words.isEmpty() && equals > 0) {
        given.put(
            word.substring(0, equals),
            new Text.Known(word.substring(equals + 1), start.arguments().get(i).span()));
      } else {
        words.add(all.get(i));
      }
    }
    SourceFile file = file(name);
    if (file == null) {
      return null;
    }
    justfile = Justfile.parse(file);
    Recipe first = justfile.recipes().values().stream().findFirst().orElse(null);
    if (words.isEmpty() && first != null) {
      recipe(first.name(), List.of(), 0);
    }
    while (!words.isEmpty()) {
      String recipe = ShellBuiltins.known(words.removeFirst());
      Recipe known = recipe == null ? null : justfile.recipes().get(recipe);
      if (known == null) {
        return result;
      }
      boolean variadic = known.parameters().stream().anyMatch(Parameter::variadic);
      int count = variadic ? words.size() : Math.min(words.size(), known.parameters().size());
      List<Text> arguments = List.copyOf(words.subList(0, count));
      words.subList(0, count).clear();
      recipe(known.name(), arguments, 0);
    }
    return result;
  }

  private @Nullable SourceFile file(@Nullable String name) {
    for (String each :
        name == null ? List.of("justfile", "Justfile", "JUSTFILE", ".justfile") : List.of(name)) {
      String path = Paths.resolve(folder, each);
      SourceFile file = path == null ? null : files.read(path);
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  private void recipe(String name, List<Text> arguments, int depth) {
    Recipe recipe = justfile.recipes().get(name);
    if (recipe == null || !done.add(name + arguments)) {
      return;
    }
    if (depth > Limits.EXPANSION_LEVELS
        || result.size() > Limits.TARGETS
        || done.size() > MOST_RECIPES) {
      LimitNotes.bites(recipe.span(), "more recipes than are followed; the rest was not run");
      return;
    }
    Map<String, Text> scope = new HashMap<>();
    Environment environment = environment(scope, recipe);
    for (int i = 0; i < recipe.parameters().size(); i++) {
      Parameter parameter = recipe.parameters().get(i);
      Text value = argument(recipe, parameter, arguments, i, scope);
      scope.put(parameter.name(), value);
      if (parameter.exported()) {
        environment = environment.with(parameter.name(), value);
      }
    }
    for (String before : recipe.before()) {
      if (done.size() > MOST_RECIPES || ++needed > Limits.COMMANDS) {
        LimitNotes.bites(recipe.span(), "more recipes than are followed; the rest was not run");
        break;
      }
      String[] words = before.replace("(", "").replace(")", "").strip().split("\\s+");
      List<Text> values = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        values.add(value(words[i], scope, recipe.span(), 0));
      }
      recipe(words[0], values, depth + 1);
    }
    run(recipe, scope, environment);
  }

  private Text argument(
      Recipe recipe,
      Parameter parameter,
      List<Text> arguments,
      int index,
      Map<String, Text> scope) {
    if (index < arguments.size()) {
      return parameter.variadic()
          ? ShellExpansion.joined(arguments.subList(index, arguments.size()), recipe.span())
          : arguments.get(index);
    }
    String initial = parameter.initial();
    return initial == null
        ? new Text.Unknown("is given on the command line", parameter.name(), recipe.span())
        : value(initial, scope, recipe.span(), 0);
  }

  /** What a recipe's shells get; also puts the variables of the file in scope. */
  private Environment environment(Map<String, Text> scope, Recipe recipe) {
    Environment environment = dotenv(recipe);
    Environment.Builder result = new Environment.Builder(environment);
    boolean all = "true".equals(justfile.settings().get("export"));
    for (Assignment assignment : justfile.assignments().values()) {
      Text value = variable(assignment.name(), 0);
      scope.put(assignment.name(), value);
      if (all || assignment.exported()) {
        result.with(assignment.name(), value);
      }
    }
    return result.build();
  }

  private Environment dotenv(Recipe recipe) {
    Environment environment = start.environment();
    Map<String, String> settings = justfile.settings();
    if (DOTENV.stream().allMatch(name -> settings.getOrDefault(name, "false").equals("false"))) {
      return environment;
    }
    String name = settings.getOrDefault("dotenv-filename", ".env");
    String path = Paths.resolve(folder, settings.getOrDefault("dotenv-path", name));
    SourceFile file = path == null ? null : files.read(path);
    if (file == null) {
      return path != null && files.presence(path) == FileView.Presence.ABSENT
          ? environment
          : environment.withOthers(new Text.Unknown("may be set in " + name, null, recipe.span()));
    }
    boolean wins = "true".equals(settings.get(OVERRIDE));
    for (EnvFile.Entry entry :
        EnvFile.parse(file, EnvFile.Reader.PYTHON_DOTENV, environment::get).entries()) {
      Text value = entry.value();
      if (value != null && (wins || environment.variable(entry.name()) == null)) {
        environment = environment.with(entry.name(), value);
      }
    }
    return environment;
  }

  private Text variable(String name, int depth) {
    Text said = given.get(name);
    Text known = said == null ? variables.get(name) : said;
    if (known != null) {
      return known;
    }
    Assignment assignment = justfile.assignments().get(name);
    if (assignment == null || depth > Limits.EXPANSION_LEVELS) {
      return new Text.Unknown(
          "is a name that just does not know", name, start.arguments().getFirst().span());
    }
    Text value = value(assignment.value(), Map.of(), assignment.span(), depth + 1);
    variables.put(name, value);
    return value;
  }

  /** {@return the value of an expression: texts and names, joined by {@code +}} */
  private Text value(String expression, Map<String, Text> scope, Span span, int depth) {
    String text = expression.strip();
    if (text.isEmpty() || depth > Limits.EXPANSION_LEVELS) {
      return new Text.Unknown("is the just expression " + text, null, span);
    }
    char quote = text.charAt(0);
    boolean quoted = quote == '"' || quote == '\'';
    int end = quoted ? text.indexOf(quote, 1) + 1 : nameEnd(text);
    if (end <= 0) {
      return new Text.Unknown("is the just expression " + text, null, span);
    }
    String name = text.substring(0, end);
    Text said = scope.get(name);
    Text first =
        quoted
            ? new Text.Known(text.substring(1, end - 1), span)
            : said == null ? variable(name, depth + 1) : said;
    String rest = text.substring(end).strip();
    if (rest.isEmpty()) {
      return first;
    }
    return rest.startsWith("+") && rest.length() > 1
        ? ShellCommands.appended(first, value(rest.substring(1), scope, span, depth + 1), span)
        : new Text.Unknown("is the just expression " + text, null, span);
  }

  private static int nameEnd(String text) {
    int end = 0;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "_-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private void run(Recipe recipe, Map<String, Text> scope, Environment environment) {
    if (recipe.lines().isEmpty()) {
      return;
    }
    boolean script = recipe.lines().getFirst().text().startsWith("#!");
    if (script) {
      StringBuilder body = new StringBuilder();
      recipe.lines().forEach(line -> body.append(line.text()).append('\n'));
      String interpreter = recipe.lines().getFirst().text();
      String shell = interpreter.contains("bash") ? "bash" : interpreter.contains("sh") ? "sh" : "";
      if (!shell.isEmpty()) {
        shell(shell, body.toString(), recipe.lines().getFirst().span(), recipe, scope, environment);
      }
      return;
    }
    String shell = justfile.settings().getOrDefault("shell", "sh");
    for (Line line : recipe.lines()) {
      String text = line.text();
      int skip = 0;
      while (skip < text.length() && "@-".indexOf(text.charAt(skip)) >= 0) {
        skip++;
      }
      shell(shell, text.substring(skip), line.span(), recipe, scope, environment);
    }
  }

  private void shell(
      String shell,
      String line,
      Span span,
      Recipe recipe,
      Map<String, Text> scope,
      Environment environment) {
    BracedText text = BracedText.of(line, source -> value(source, scope, span, 0));
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(span, "just runs " + recipe.name(), true));
    result.add(
        new ProcessStart(
            List.of(
                new Text.Known(shell, span),
                new Text.Known("-c", span),
                new Text.Known(text.text(), span)),
            folder,
            text.in(environment),
            start.condition(),
            trail,
            start.absent()));
  }
}

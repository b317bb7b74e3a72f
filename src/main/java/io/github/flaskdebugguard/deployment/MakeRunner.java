package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Makefile;
import io.github.flaskdebugguard.document.Makefile.Statement;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code make target}: each recipe line is its own shell, and only exported variables reach it
 * (executed: make 4.3).
 */
final class MakeRunner {
  /** Files that one make reads, each time counted. */
  private static final int MOST_FILES = 100;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final ProcessStart start;
  private final OverlayFiles files;
  private final List<String> goals = new ArrayList<>();
  private final Map<String, Text.Known> given = new LinkedHashMap<>();
  private final Map<String, List<Statement.Rule>> rules = new LinkedHashMap<>();
  private final Map<String, List<Statement.Variable>> scoped = new HashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> unexported = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final List<ProcessStart> result = new ArrayList<>();
  private @Nullable String folder;
  private @Nullable String name;
  private boolean environmentWins;
  private boolean exportsAll;
  private boolean failed;
  private int read;

  /** Variables that were given to the lines of recipes, those of each recipe counted. */
  private long reached;

  private MakeVariables variables;

  MakeRunner(ProcessStart start, OverlayFiles files) {
    this.start = start;
    this.files = files;
    this.folder = start.folder();
    this.variables = new MakeVariables(start, files, false);
  }

  /** {@return a shell for each line that the goals run, or null when there is no makefile} */
  @Nullable List<ProcessStart> unwrap() {
    options();
    SourceFile file = makefile();
    if (file == null) {
      return null;
    }
    ProcessStart inFolder =
        new ProcessStart(
            start.arguments(),
            folder,
            start.environment(),
            start.condition(),
            start.trail(),
            start.absent());
    variables = new MakeVariables(inFolder, files, environmentWins);
    given.forEach(
        (key, value) ->
            variables.set(
                key, "=", value.value(), MakeVariables.Origin.COMMAND_LINE, value.span()));
    read(file, 0);
    if (failed) {
      return List.of();
    }
    if (goals.isEmpty()) {
      rules.keySet().stream()
          .filter(target -> !target.startsWith("."))
          .findFirst()
          .ifPresent(goals::add);
    }
    for (String goal : goals) {
      target(goal, List.of(), 0);
    }
    return result;
  }

  private void options() {
    List<Text> words = start.arguments();
    for (int i = 1; i < words.size(); i++) {
      Text text = words.get(i);
      String word = ShellBuiltins.known(text);
      if (word == null) {
        continue;
      }
      String next = i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (word.equals("-C") || word.equals("--directory")) {
        folder = next == null ? null : Paths.resolve(folder, next);
        i++;
      } else if (word.equals("-f") || word.equals("--file") || word.equals("--makefile")) {
        name = next;
        i++;
      } else if (word.startsWith("-")) {
        environmentWins |= word.equals("-e") || word.equals("--environment-overrides");
        i += word.equals("-I") || word.equals("-W") || word.equals("-o") ? 1 : 0;
      } else if (word.indexOf('=') > 0) {
        int equals = word.indexOf('=');
        int end = word.charAt(equals - 1) == ':' ? equals - 1 : equals;
        given.put(word.substring(0, end), new Text.Known(word.substring(equals + 1), text.span()));
      } else {
        goals.add(word);
      }
    }
  }

  private @Nullable SourceFile makefile() {
    String wanted = name;
    for (String each :
        wanted == null ? List.of("GNUmakefile", "makefile", "Makefile") : List.of(wanted)) {
      String path = Paths.resolve(folder, each);
      SourceFile file = path == null ? null : files.read(path);
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  private void read(SourceFile file, int depth) {
    if (depth > Limits.EXPANSION_LEVELS || ++read > MOST_FILES) {
      LimitNotes.bites(file.span(0, 0), "make includes more files than are followed");
      return;
    }
    Makefile makefile = Makefile.parse(file);
    // Each level: whether a branch was taken, and whether the lines now count.
    List<boolean[]> levels = new ArrayList<>();
    for (Statement statement : makefile.statements()) {
      boolean counts = counts(levels);
      switch (statement) {
        case Statement.Conditional conditional -> conditional(conditional, levels);
        case Statement.Variable variable -> {
          if (counts) {
            variable(variable);
          }
        }
        case Statement.Export export -> {
          if (counts) {
            export(export);
          }
        }
        case Statement.Include include -> {
          if (counts) {
            include(include, depth);
          }
        }
        case Statement.Rule rule -> {
          if (counts) {
            for (String target : words(variables.expand(rule.targets()))) {
              rules.computeIfAbsent(target, key -> new ArrayList<>()).add(rule);
            }
          }
        }
      }
    }
    failed |= makefile.error() != null;
  }

  private static boolean counts(List<boolean[]> levels) {
    for (boolean[] level : levels) {
      if (!level[1]) {
        return false;
      }
    }
    return true;
  }

  /** {@return the words of a text; an empty one has one empty word} */
  private static String[] words(String text) {
    String bare = text.strip();
    return isWord(bare) ? new String[] {bare} : BLANKS.split(bare);
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return false;
      }
    }
    return true;
  }

  private void conditional(Statement.Conditional conditional, List<boolean[]> levels) {
    switch (conditional.keyword()) {
      case "endif" -> {
        if (!levels.isEmpty()) {
          levels.removeLast();
        }
      }
      case "else" -> {
        if (levels.isEmpty()) {
          return;
        }
        boolean[] level = levels.getLast();
        String argument = conditional.argument();
        int end = argument.indexOf(' ') < 0 ? argument.length() : argument.indexOf(' ');
        boolean holds =
            argument.isEmpty()
                || holds(argument.substring(0, end), argument.substring(end).strip());
        level[1] = !level[0] && holds;
        level[0] |= level[1];
      }
      default -> {
        boolean holds = holds(conditional.keyword(), conditional.argument());
        levels.add(new boolean[] {holds, holds});
      }
    }
  }

  private boolean holds(String keyword, String argument) {
    return switch (keyword) {
      case "ifdef", "ifndef" -> {
        MakeVariables.Variable variable = variables.get(variables.expand(argument).strip());
        yield (variable != null && !variable.value().isEmpty()) == keyword.equals("ifdef");
      }
      default -> {
        String[] sides = sides(argument);
        boolean equal =
            variables.expand(sides[0]).strip().equals(variables.expand(sides[1]).strip());
        yield equal == keyword.equals("ifeq");
      }
    };
  }

  private static String[] sides(String argument) {
    if (argument.startsWith("(") && argument.endsWith(")")) {
      String inner = argument.substring(1, argument.length() - 1);
      int depth = 0;
      for (int i = 0; i < inner.length(); i++) {
        char c = inner.charAt(i);
        depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        if (c == ',' && depth == 0) {
          return new String[] {inner.substring(0, i), inner.substring(i + 1)};
        }
      }
    }
    if (!argument.isEmpty() && (argument.charAt(0) == '"' || argument.charAt(0) == '\'')) {
      int close = argument.indexOf(argument.charAt(0), 1);
      String second = close < 0 ? "" : argument.substring(close + 1).strip();
      if (second.length() >= 2) {
        return new String[] {
          argument.substring(1, close), second.substring(1, second.length() - 1)
        };
      }
    }
    return new String[] {argument, ""};
  }

  private void variable(Statement.Variable variable) {
    String target = variable.target();
    if (target != null) {
      for (String each : words(variables.expand(target))) {
        scoped.computeIfAbsent(each, key -> new ArrayList<>()).add(variable);
      }
      return;
    }
    apply(variable, variables);
    if (variable.exported()) {
      exported.add(variable.name());
    }
  }

  private static void apply(Statement.Variable variable, MakeVariables into) {
    into.set(
        into.expand(variable.name()),
        variable.operator(),
        variable.value(),
        variable.override() ? MakeVariables.Origin.OVERRIDE : MakeVariables.Origin.FILE,
        variable.span());
  }

  private void export(Statement.Export export) {
    if (export.names().isEmpty()) {
      exportsAll = export.exported();
      return;
    }
    for (String each : words(variables.expand(export.names()))) {
      if (export.exported()) {
        exported.add(each);
        unexported.remove(each);
      } else {
        unexported.add(each);
        exported.remove(each);
      }
    }
  }

  private void include(Statement.Include include, int depth) {
    for (String each : words(variables.expand(include.files()))) {
      String path = Paths.resolve(folder, each);
      SourceFile file = path == null ? null : files.read(path);
      if (file != null) {
        read(file, depth + 1);
      } else if (!include.optional()
          && path != null
          && !rules.containsKey(each)
          && files.presence(path) == FileView.Presence.ABSENT) {
        failed = true;
      }
    }
  }

  private void target(String target, List<Statement.Variable> outer, int depth) {
    List<Statement.Rule> own = rules.get(target);
    if (own == null || depth > Limits.EXPANSION_LEVELS || !done.add(target)) {
      return;
    }
    List<Statement.Variable> scope = new ArrayList<>(outer);
    scope.addAll(scoped.getOrDefault(target, List.of()));
    String first = "";
    for (Statement.Rule rule : own) {
      for (String prerequisite : words(variables.expand(rule.prerequisites()))) {
        if (!prerequisite.isEmpty() && !prerequisite.equals("|")) {
          first = first.isEmpty() ? prerequisite : first;
          target(prerequisite, scope, depth + 1);
        }
      }
    }
    for (Statement.Rule rule : own) {
      recipe(rule, target, first, scope);
    }
  }

  private void recipe(
      Statement.Rule rule, String target, String first, List<Statement.Variable> scope) {
    if (rule.recipe().isEmpty()) {
      return;
    }
    reached += variables.all().size() + scope.size();
    if (reached > Limits.STEPS) {
      LimitNotes.bites(rule.span(), "make gives more variables to its lines than are followed");
      return;
    }
    Map<String, MakeVariables.Variable> saved = new LinkedHashMap<>(variables.all());
    Set<String> exports = new LinkedHashSet<>(exported);
    for (Statement.Variable variable : scope) {
      apply(variable, variables);
      if (variable.exported()) {
        exports.add(variable.name());
      }
    }
    Map<String, String> automatic = Map.of("@", target, "<", first, "^", first, "@D", ".");
    List<Text> lines = new ArrayList<>();
    for (Text.Known line : rule.recipe()) {
      String text = line.value();
      int skip = 0;
      while (skip < text.length() && "@-+ \t".indexOf(text.charAt(skip)) >= 0) {
        skip++;
      }
      String command = variables.expand(text.substring(skip), automatic, 0);
      boolean same =
          command.length() == text.length() - skip
              && line.span().end() - line.span().start() == text.length();
      Span span =
          same
              ? new Span(line.span().path(), line.span().start() + skip, line.span().end())
              : line.span();
      lines.add(new Text.Known(command, span));
    }
    Environment environment = environment(exports);
    if (rules.containsKey(".ONESHELL")) {
      StringBuilder all = new StringBuilder();
      lines.forEach(line -> all.append(((Text.Known) line).value()).append('\n'));
      lines = List.of(new Text.Known(all.toString(), lines.getFirst().span()));
    }
    MakeVariables.Variable shell = variables.all().get("SHELL");
    String program = shell == null ? "/bin/sh" : variables.value(shell).strip();
    for (Text line : lines) {
      if (result.size() >= Limits.ITEMS) {
        LimitNotes.bites(line.span(), "make runs more than " + Limits.ITEMS + " lines");
        break;
      }
      add(line, program, target, rule, environment);
    }
    variables.all().clear();
    variables.all().putAll(saved);
  }

  private void add(
      Text line, String shell, String target, Statement.Rule rule, Environment environment) {
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(rule.span(), "make runs the target " + target, true));
    List<Text> words = new ArrayList<>();
    for (String word : shell.split("\\s+")) {
      words.add(new Text.Known(word, line.span()));
    }
    words.add(new Text.Known("-c", line.span()));
    words.add(line);
    result.add(
        new ProcessStart(words, folder, environment, start.condition(), trail, start.absent()));
  }

  private Environment environment(Set<String> exports) {
    Map<String, Text> reaching = new TreeMap<>();
    for (var entry : List.copyOf(variables.all().entrySet())) {
      if (reaching.size() > Limits.VARIABLES) {
        break;
      }
      String key = entry.getKey();
      MakeVariables.Variable variable = entry.getValue();
      boolean inherited =
          start.environment().get(key) != null
              && variable.origin() != MakeVariables.Origin.OVERRIDE;
      boolean reaches =
          exports.contains(key)
              || inherited
              || variable.origin() == MakeVariables.Origin.COMMAND_LINE
              || (exportsAll && !unexported.contains(key));
      if (!reaches || unexported.contains(key) || !DeclarationBuiltins.isName(key)) {
        continue;
      }
      MakeVariables.Variable counts = variables.get(key);
      if (counts != null && counts.origin() == MakeVariables.Origin.ENVIRONMENT) {
        continue;
      }
      reaching.put(key, new Text.Known(variables.value(variable), variable.span()));
    }
    return start.environment().withAll(reaching).withAll(variables.unknown());
  }
}

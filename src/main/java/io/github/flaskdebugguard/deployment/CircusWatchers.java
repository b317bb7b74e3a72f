package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.ConfigParserFile;
import io.github.flaskdebugguard.document.ConfigParserFile.Option;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Glob;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration of circus starts (its sources, 0.18): {@code cmd} and {@code args} without a
 * shell, with the variables of {@code [env]} and of the {@code [env:NAME]} that match a watcher;
 * the environment of circusd itself only with {@code copy_env}.
 */
final class CircusWatchers {
  private static final String WATCHER = "watcher:";
  private static final String ENVIRONMENT = "env:";
  private static final String VARIABLE = "$(circus.env.";
  private static final Set<String> TRUE = Set.of("1", "true", "on", "t", "y", "yes");

  private final SourceFile file;
  private final ProcessStart caller;
  private final Map<String, Map<String, Option>> sections;

  /** A watcher with its process. */
  record Watcher(String name, Span span, ProcessStart start) {}

  private CircusWatchers(SourceFile file, ProcessStart caller) {
    this.file = file;
    this.caller = caller;
    this.sections = ConfigParserFile.parse(file).sections();
  }

  /** {@return what a circusd starts, or null when its configuration is not in the files} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, FileView files) {
    String named = null;
    for (Text word : start.arguments().subList(1, start.arguments().size())) {
      if (word instanceof Text.Known known && known.value().endsWith(".ini")) {
        named = known.value();
      }
    }
    String path = named == null ? null : Paths.resolve(start.folder(), named);
    SourceFile file = path == null ? null : files.read(path);
    return file == null ? null : of(file, start).stream().map(Watcher::start).toList();
  }

  /**
   * {@return the watchers of a configuration that start by themselves}
   *
   * @param caller circusd
   */
  static List<Watcher> of(SourceFile file, ProcessStart caller) {
    return new CircusWatchers(file, caller).watchers();
  }

  private List<Watcher> watchers() {
    List<Watcher> watchers = new ArrayList<>();
    for (var section : sections.entrySet()) {
      Map<String, Option> options = section.getValue();
      Option command = options.get("cmd");
      Option autostart = options.get("autostart");
      if (!section.getKey().startsWith(WATCHER)
          || command == null
          || (autostart != null && !isTrue(autostart))) {
        continue;
      }
      if (watchers.size() >= Limits.TARGETS) {
        String message = "more than " + Limits.TARGETS + " watchers; the rest is not judged";
        LimitNotes.bites(command.span(), message);
        break;
      }
      watchers.add(watcher(section.getKey().substring(WATCHER.length()), options, command));
    }
    return watchers;
  }

  private Watcher watcher(String name, Map<String, Option> options, Option command) {
    Option copies = options.get("copy_env");
    Environment base = copies != null && isTrue(copies) ? caller.environment() : Environment.EMPTY;
    Map<String, Text> set = new LinkedHashMap<>();
    // NOTE: values of [env] are filled in, those of [env:NAME] are not.
    variables(sections.get("env"))
        .forEach(
            (key, option) ->
                set.put(key, filled(option.value(), option.span(), caller.environment())));
    sections.forEach(
        (section, variables) -> {
          if (section.startsWith(ENVIRONMENT)) {
            for (String pattern : section.substring(ENVIRONMENT.length()).split(",")) {
              if (Glob.name(pattern.strip(), name)) {
                variables(variables)
                    .forEach(
                        (key, option) ->
                            set.put(key, new Text.Known(option.value(), option.span())));
              }
            }
          }
        });
    Environment environment = with(base, set);
    // Options see the environment of circusd also where the process does not get it.
    Environment seen = with(caller.environment(), set);
    List<Text> words = new ArrayList<>(words(command, seen));
    Option arguments = options.get("args");
    if (arguments != null) {
      words.addAll(words(arguments, seen));
    }
    Option folder = options.get("working_dir");
    String at =
        folder == null
            ? caller.folder()
            : filled(folder.value(), folder.span(), seen) instanceof Text.Known known
                ? Paths.resolve(caller.folder(), known.value())
                : null;
    List<Fact> trail = new ArrayList<>(caller.trail());
    trail.add(new Fact(command.span(), "circus starts " + name + " of " + file.path(), true));
    ProcessStart start =
        new ProcessStart(words, at, environment, caller.condition(), trail, caller.absent());
    return new Watcher(name, command.span(), start);
  }

  private static Environment with(Environment environment, Map<String, Text> variables) {
    return environment.withAll(variables);
  }

  private static boolean isTrue(Option option) {
    return TRUE.contains(option.value().toLowerCase(Locale.ROOT));
  }

  /** The variables of a section, whose names keep their case. */
  private Map<String, Option> variables(@Nullable Map<String, Option> section) {
    Map<String, Option> variables = new LinkedHashMap<>();
    if (section != null) {
      section.forEach(
          (key, option) -> {
            int start = option.span().start();
            int end = Math.min(file.text().length(), start + key.length());
            String name = file.text().substring(start, end);
            variables.put(name, option);
          });
    }
    return variables;
  }

  private static List<Text> words(Option option, Environment environment) {
    List<String> words = ShellWords.split(option.value());
    if (words == null) {
      return List.of(new Text.Unknown("has a quote that never closes", null, option.span()));
    }
    return words.stream().map(word -> filled(word, option.span(), environment)).toList();
  }

  /** {@return a value with its {@code $(circus.env.NAME)}} */
  private static Text filled(String value, Span span, Environment environment) {
    String lower = value.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int start = lower.indexOf(VARIABLE, at);
      int end = start < 0 ? -1 : value.indexOf(')', start);
      if (end < 0) {
        break;
      }
      String name = value.substring(start + VARIABLE.length(), end);
      Text variable = variable(environment, name);
      if (!(variable instanceof Text.Known known)) {
        return variable != null
            ? variable
            : new Text.Unknown("comes from the environment of circusd", name, span);
      }
      if (out.length() > Limits.TEXT_CHARS) {
        return new Text.Unknown("is longer than is followed", null, span);
      }
      out.append(value, at, start).append(known.value());
      at = end + 1;
    }
    return new Text.Known(out.append(value, at, value.length()).toString(), span);
  }

  /** Names are asked for in any case. */
  private static @Nullable Text variable(Environment environment, String name) {
    for (var entry : environment.variables().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue().value();
      }
    }
    return null;
  }
}

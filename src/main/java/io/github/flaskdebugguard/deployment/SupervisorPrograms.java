package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.ConfigParserFile;
import io.github.flaskdebugguard.document.ConfigParserFile.Option;
import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Glob;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a supervisor configuration starts (executed: 4.2.5). */
final class SupervisorPrograms {
  private static final int MOST_PROCESSES = 50;

  /** Stands around the name of a variable that only the host knows. */
  private static final String MARK = "\uE000";

  /**
   * One program.
   *
   * @param start its process, or null when it is not started or the configuration is wrong
   */
  record Program(String name, Span span, @Nullable ProcessStart start) {}

  /**
   * The programs of a configuration.
   *
   * @param error why supervisord does not start, or null
   */
  record Result(List<Program> programs, @Nullable String error) {
    Result {
      programs = List.copyOf(programs);
    }
  }

  /** An option and the folder of the file that holds it. */
  private record Placed(Option option, String here) {}

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  private final Map<String, Map<String, Placed>> sections = new LinkedHashMap<>();
  private final String folder;

  private SupervisorPrograms(String folder) {
    this.folder = folder;
  }

  /** Where supervisord looks without {@code -c}. */
  private static final List<String> PLACES =
      List.of(
          "supervisord.conf",
          "etc/supervisord.conf",
          "/etc/supervisord.conf",
          "/etc/supervisor/supervisord.conf");

  /** {@return what a supervisord starts, or null when its configuration is not in the files} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, FileView files) {
    String folder = start.folder() == null ? "/" : start.folder();
    List<String> places = new ArrayList<>(PLACES);
    for (int i = 1; i < start.arguments().size(); i++) {
      String word = start.arguments().get(i) instanceof Text.Known known ? known.value() : "";
      String next =
          i + 1 < start.arguments().size()
                  && start.arguments().get(i + 1) instanceof Text.Known known
              ? known.value()
              : "";
      if (word.equals("-c") || word.equals("--configuration")) {
        places = List.of(next);
      } else if (word.startsWith("--configuration=")) {
        places = List.of(word.substring(word.indexOf('=') + 1));
      } else if (word.startsWith("-c") && word.length() > 2) {
        places = List.of(word.substring(2));
      }
    }
    for (String place : places) {
      String path = PosixPath.resolve(folder, place);
      SourceFile file = files.read(path);
      if (file != null) {
        return started(start, programs(file, path, folder, start.environment(), files));
      }
    }
    // Debian's own main file, which no repository holds, includes this folder.
    String included = "/etc/supervisor/conf.d";
    SourceFile debian = new SourceFile("", "[include]\nfiles=" + included + "/*.conf\n");
    Result result =
        programs(debian, "/etc/supervisor/supervisord.conf", folder, start.environment(), files);
    return result.programs().isEmpty() ? null : started(start, result);
  }

  private static List<ProcessStart> started(ProcessStart start, Result result) {
    List<ProcessStart> starts = new ArrayList<>();
    for (Program program : result.programs()) {
      ProcessStart one = program.start();
      if (one != null) {
        List<Fact> trail = new ArrayList<>(start.trail());
        trail.addAll(one.trail());
        starts.add(
            new ProcessStart(
                one.arguments(),
                one.folder(),
                one.environment(),
                start.condition(),
                trail,
                start.absent()));
      }
    }
    return starts;
  }

  /** {@return the programs of a configuration file} */
  static Result programs(
      SourceFile file,
      String path,
      @Nullable String folder,
      Environment environment,
      FileView files) {
    String here = PosixPath.parent(path);
    SupervisorPrograms all = new SupervisorPrograms(folder == null ? here : folder);
    all.add(ConfigParserFile.parse(file), here);
    all.include(here, files);
    List<Program> programs = new ArrayList<>();
    try {
      Environment base = environment;
      Placed own = all.option("supervisord", "environment");
      if (own != null) {
        base = all.variables(base, base, own, Map.of("here", own.here()));
      }
      for (var section : all.sections.entrySet()) {
        if (section.getKey().startsWith("program:")) {
          all.program(section.getKey(), section.getValue(), base, programs);
        }
      }
    } catch (Refused e) {
      return new Result(programs, e.getMessage());
    }
    return new Result(programs, null);
  }

  private void add(ConfigParserFile file, String here) {
    file.sections()
        .forEach(
            (name, options) -> {
              Map<String, Placed> section =
                  sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
              options.forEach((key, option) -> section.put(key, new Placed(option, here)));
            });
  }

  private void include(String here, FileView files) {
    Placed include = option("include", "files");
    if (include == null) {
      return;
    }
    // A file that is named again wins over those between, and is read once for that.
    Set<String> patterns = new LinkedHashSet<>();
    for (String pattern : include.option().value().replace("%(here)s", here).split("[ \n\t]+")) {
      patterns.remove(pattern);
      patterns.add(pattern);
    }
    Set<String> paths = new LinkedHashSet<>();
    for (String pattern : patterns) {
      String path = PosixPath.resolve(here, pattern);
      String in = PosixPath.parent(path);
      for (String name : pattern.isEmpty() ? List.<String>of() : files.list(in)) {
        if (Glob.name(PosixPath.name(path), name)) {
          String found = PosixPath.child(in, name);
          paths.remove(found);
          paths.add(found);
        }
      }
    }
    for (String path : paths) {
      SourceFile file = files.read(path);
      if (file != null) {
        add(ConfigParserFile.parse(file), PosixPath.parent(path));
      }
    }
  }

  private @Nullable Placed option(String section, String key) {
    Map<String, Placed> options = sections.get(section);
    return options == null ? null : options.get(key);
  }

  private void program(
      String section, Map<String, Placed> options, Environment base, List<Program> programs) {
    String name = section.substring("program:".length()).strip();
    Placed command = options.get("command");
    if (command == null) {
      throw new Refused("program " + name + " has no command");
    }
    Placed autostart = options.get("autostart");
    boolean off =
        autostart != null
            && Set.of("false", "no", "off", "0")
                .contains(autostart.option().value().toLowerCase(Locale.ROOT));
    int count = number(options.get("numprocs"), 1);
    int first = number(options.get("numprocs_start"), 0);
    for (int i = first; i < first + Math.min(count, MOST_PROCESSES); i++) {
      if (programs.size() >= Limits.DEPLOYMENTS) {
        LimitNotes.bites(
            command.option().span(),
            "more than " + Limits.DEPLOYMENTS + " processes; the rest is not judged");
        return;
      }
      Map<String, String> names = new LinkedHashMap<>();
      names.put("here", command.here());
      names.put("program_name", name);
      names.put("group_name", name);
      names.put("process_num", String.valueOf(i));
      names.put("numprocs", String.valueOf(count));
      names.put("host_node_name", "localhost");
      Environment environment = base;
      Placed variables = options.get("environment");
      if (variables != null) {
        names.put("here", variables.here());
        environment = variables(base, base, variables, names);
        names.put("here", command.here());
      }
      String line = expanded(command.option(), environment, names);
      if (off) {
        programs.add(new Program(name, command.option().span(), null));
        continue;
      }
      programs.add(
          new Program(
              name,
              command.option().span(),
              start(name, line, options.get("directory"), environment, names, command)));
    }
  }

  private @Nullable ProcessStart start(
      String name,
      String line,
      @Nullable Placed directory,
      Environment environment,
      Map<String, String> names,
      Placed command) {
    Span span = command.option().span();
    List<Text> arguments = new ArrayList<>();
    List<String> words = ShellWords.split(SystemdWords.joined(line));
    if (words == null
        || words.isEmpty()
        || (words.getFirst().indexOf('=') > 0 && words.getFirst().indexOf('/') < 0)) {
      return null;
    }
    for (String word : words) {
      boolean program =
          arguments.isEmpty()
              && word.lastIndexOf('/') > Math.max(word.lastIndexOf("}}"), word.lastIndexOf(MARK));
      arguments.add(program ? new Text.Known(word.replace(MARK, ""), span) : text(word, span));
    }
    String in = folder;
    if (directory != null) {
      String value = expanded(directory.option(), environment, names);
      boolean known = text(value, span) instanceof Text.Known;
      in = known ? PosixPath.resolve(folder, value) : null;
    }
    Fact fact =
        new Fact(
            span, "supervisor program " + name + " starts " + CommandLine.shown(arguments), true);
    return new ProcessStart(arguments, in, environment, null, List.of(fact));
  }

  /** Pairs of {@code environment=}, which sees the variables of supervisord and not its own. */
  private Environment variables(
      Environment before, Environment seen, Placed placed, Map<String, String> names) {
    Option option = placed.option();
    List<String> tokens = ShellWords.tokens(SystemdWords.joined(expanded(option, seen, names)));
    if (tokens == null) {
      throw new Refused("environment= has a quote that never closes");
    }
    Environment.Builder environment = new Environment.Builder(before);
    for (int i = 0; i < tokens.size(); i += 4) {
      boolean pair = i + 2 < tokens.size() && tokens.get(i + 1).equals("=");
      if (!pair) {
        throw new Refused("environment= is no list of KEY=\"value\" pairs");
      }
      String value = tokens.get(i + 2);
      environment.with(tokens.get(i), text(stripped(value), option.span()));
    }
    return environment.build();
  }

  private static Text text(String value, Span span) {
    int mark = value.indexOf(MARK);
    if (mark < 0) {
      return TemplateText.of(value, span);
    }
    String variable = value.substring(mark + 1, Math.max(mark + 1, value.indexOf(MARK, mark + 1)));
    return new Text.Unknown(
        "needs " + variable + " from the environment of supervisord", variable, span);
  }

  /** supervisor strips quotes of both kinds from both ends. */
  private static String stripped(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && (value.charAt(start) == '"' || value.charAt(start) == '\'')) {
      start++;
    }
    while (end > start && (value.charAt(end - 1) == '"' || value.charAt(end - 1) == '\'')) {
      end--;
    }
    return value.substring(start, end);
  }

  private String expanded(Option option, Environment environment, Map<String, String> names) {
    String text = option.value();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (text.startsWith("%%", i)) {
        out.append('%');
        i++;
        continue;
      }
      int open = i + 1;
      int close = open < text.length() && text.charAt(open) == '(' ? text.indexOf(')', open) : -1;
      int kind = close < 0 ? -1 : close + 1;
      while (kind >= 0 && kind < text.length() && Character.isDigit(text.charAt(kind))) {
        kind++;
      }
      if (kind < 0 || kind >= text.length() || "sdi".indexOf(text.charAt(kind)) < 0) {
        throw new Refused("a lone % in " + text.lines().findFirst().orElse(""));
      }
      String name = text.substring(open + 1, close);
      String value = names.get(name);
      if (value == null && name.startsWith("ENV_")) {
        // An unset one makes supervisord refuse, so whoever starts it sets the variable.
        value =
            environment.get(name.substring(4)) instanceof Text.Known known
                ? known.value()
                : MARK + name.substring(4) + MARK;
      }
      if (value == null) {
        throw new Refused("unknown name " + name);
      }
      out.append(value);
      i = kind;
    }
    return out.toString();
  }

  private static int number(@Nullable Placed placed, int otherwise) {
    try {
      return placed == null ? otherwise : Integer.parseInt(placed.option().value());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}

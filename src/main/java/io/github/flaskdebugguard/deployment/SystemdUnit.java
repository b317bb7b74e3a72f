package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.UnitFile;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Glob;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service unit with its drop-ins starts, by systemd's rules (executed: 252 as pid 1). */
final class SystemdUnit {
  /** Letters at the front of a command that change how it is run. */
  private static final String PREFIXES = "@-:+!|";

  private final String name;
  private final List<UnitFile> fragments;
  private final Map<String, List<UnitFile.Entry>> settings = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private @Nullable String failure;

  /**
   * @param name name of the unit, of an instance when it is a template whose instance is known
   * @param fragments the unit file and its drop-ins in the order in which systemd reads them
   */
  SystemdUnit(String name, List<UnitFile> fragments) {
    this.name = name;
    this.fragments = List.copyOf(fragments);
    for (UnitFile fragment : this.fragments) {
      for (UnitFile.Entry entry : fragment.entries()) {
        if (entry.section().equals("Service")) {
          List<UnitFile.Entry> list =
              settings.computeIfAbsent(entry.key(), key -> new ArrayList<>());
          if (entry.value().isEmpty()) {
            list.clear();
          } else {
            list.add(entry);
          }
        }
      }
    }
  }

  /** {@return the settings of a key after empty ones have reset it} */
  List<UnitFile.Entry> all(String key) {
    return settings.getOrDefault(key, List.of());
  }

  private UnitFile.@Nullable Entry last(String key) {
    List<UnitFile.Entry> list = all(key);
    return list.isEmpty() ? null : list.getLast();
  }

  /**
   * {@return why systemd does not start the unit, as a clause, or null; known after {@link
   * #starts}}
   */
  @Nullable String failure() {
    return failure;
  }

  /** {@return absolute working folder, null when it cannot be told} */
  @Nullable String folder() {
    UnitFile.Entry entry = last("WorkingDirectory");
    if (entry == null) {
      return "/";
    }
    String path =
        expanded(entry.value().startsWith("-") ? entry.value().substring(1) : entry.value());
    if (path.equals("~")) {
      return home();
    }
    boolean known =
        path.startsWith("/") && TemplateText.of(path, entry.span()) instanceof Text.Known;
    return known ? PosixPath.resolve("/", path) : null;
  }

  /**
   * {@return the environment of the main process}
   *
   * @param manager what systemd itself has
   * @param files where environment files are looked up
   */
  Environment environment(Environment manager, FileView files) {
    Environment.Builder environment = new Environment.Builder(manager);
    for (UnitFile.Entry entry : all("Environment")) {
      List<String> words = SystemdWords.split(entry.value());
      for (String word : words == null ? List.<String>of() : words) {
        int equals = word.indexOf('=');
        if (equals > 0 && isName(word.substring(0, equals))) {
          environment.with(
              word.substring(0, equals), value(word.substring(equals + 1), entry.span()));
        } else if (TemplateText.of(word, entry.span()) instanceof Text.Unknown name) {
          environment.withOthers(name);
        }
      }
    }
    for (UnitFile.Entry entry : all("EnvironmentFile")) {
      file(environment, entry, files);
    }
    for (UnitFile.Entry entry : all("UnsetEnvironment")) {
      List<String> words = SystemdWords.split(entry.value());
      for (String word : words == null ? List.<String>of() : words) {
        int equals = word.indexOf('=');
        String variable = equals < 0 ? word : word.substring(0, equals);
        boolean gone =
            equals < 0
                || (environment.get(variable) instanceof Text.Known known
                    && known.value().equals(word.substring(equals + 1)));
        if (gone) {
          environment.without(variable, entry.span());
        }
      }
    }
    return environment.build();
  }

  /** {@return what {@code ExecStart=} starts, in order} */
  List<ProcessStart> starts(Environment manager, FileView files) {
    Environment environment = environment(manager, files);
    List<UnitFile.Entry> commands = all("ExecStart");
    UnitFile.Entry type = last("Type");
    if (commands.size() > 1 && (type == null || !type.value().equals("oneshot"))) {
      failure = "ExecStart= is set twice, and only Type=oneshot allows that";
    }
    List<ProcessStart> starts = new ArrayList<>();
    for (UnitFile.Entry entry : commands) {
      command(entry, environment, starts);
    }
    return starts;
  }

  private void command(UnitFile.Entry entry, Environment environment, List<ProcessStart> starts) {
    String line = entry.value();
    int at = 0;
    boolean plain = false;
    boolean renamed = false;
    while (at < line.length() && PREFIXES.indexOf(line.charAt(at)) >= 0) {
      plain |= line.charAt(at) == ':';
      renamed |= line.charAt(at) == '@';
      at++;
    }
    List<String> words = SystemdWords.split(line.substring(at).strip());
    if (words == null) {
      failure = "ExecStart= has a quote that never closes";
      return;
    }
    List<Text> arguments = new ArrayList<>();
    boolean dropName = renamed;
    for (String word : words) {
      if (word.equals(";")) {
        add(entry, arguments, environment, starts);
        arguments = new ArrayList<>();
        continue;
      }
      if (arguments.size() == 1 && dropName) {
        dropName = false;
        continue;
      }
      String text = word.equals("\\;") ? ";" : word;
      if (arguments.isEmpty()) {
        arguments.add(program(text, entry.span()));
      } else if (plain) {
        arguments.add(value(text, entry.span()));
      } else {
        argument(expanded(text), entry.span(), environment, arguments);
      }
    }
    add(entry, arguments, environment, starts);
  }

  private void add(
      UnitFile.Entry entry,
      List<Text> arguments,
      Environment environment,
      List<ProcessStart> starts) {
    if (arguments.isEmpty()) {
      return;
    }
    if (arguments.getFirst() instanceof Text.Known program
        && program.value().indexOf('=') > 0
        && program.value().indexOf('/') < 0) {
      failure = program.value() + " is taken as the program, since systemd has no shell";
    }
    List<Fact> trail = new ArrayList<>(facts);
    trail.add(
        new Fact(
            entry.span(),
            "ExecStart= of " + name + " starts " + CommandLine.shown(arguments),
            true));
    starts.add(new ProcessStart(arguments, folder(), environment, null, trail));
  }

  /**
   * {@code $V} as a whole word is split at blanks, {@code ${V}} stays one word and works inside a
   * word.
   */
  private static void argument(
      String word, Span span, Environment environment, List<Text> arguments) {
    if (word.length() > 1
        && word.charAt(0) == '$'
        && word.charAt(1) != '{'
        && word.charAt(1) != '$') {
      switch (environment.get(word.substring(1))) {
        case null -> {}
        case Text.Known known -> {
          List<String> parts = SystemdWords.split(known.value());
          for (String part : parts == null ? List.of(known.value()) : parts) {
            arguments.add(new Text.Known(part, span));
          }
        }
        case Text.Unknown unknown -> arguments.add(unknown);
      }
      return;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '$' && word.startsWith("$$", i)) {
        text.append('$');
        i++;
        continue;
      }
      int close = c == '$' && word.startsWith("${", i) ? nameEnd(word, i + 2) : -1;
      String variable =
          close < 0 || !word.startsWith("}", close) ? "" : word.substring(i + 2, close);
      if (!isName(variable)) {
        text.append(c);
        continue;
      }
      switch (environment.get(variable)) {
        case null -> {}
        case Text.Known known -> text.append(known.value());
        case Text.Unknown unknown -> {
          arguments.add(unknown);
          return;
        }
      }
      i = close;
    }
    arguments.add(TemplateText.of(text.toString(), span));
  }

  private void file(Environment.Builder environment, UnitFile.Entry entry, FileView files) {
    boolean optional = entry.value().startsWith("-");
    String path = expanded(optional ? entry.value().substring(1) : entry.value());
    if (!path.startsWith("/")) {
      return;
    }
    List<String> paths = new ArrayList<>();
    if (Glob.isPattern(path)) {
      String folder = PosixPath.parent(path);
      for (String file : files.list(folder)) {
        if (Glob.name(PosixPath.name(path), file)) {
          paths.add(PosixPath.child(folder, file));
        }
      }
    } else {
      paths.add(PosixPath.resolve("/", path));
    }
    boolean read = false;
    for (String one : paths) {
      SourceFile file = files.read(one);
      if (file != null) {
        read = true;
        for (EnvFile.Entry variable :
            EnvFile.parse(file, EnvFile.Reader.SYSTEMD, name -> null).entries()) {
          Text value = variable.value();
          if (value != null) {
            environment.with(variable.name(), value);
          }
        }
      }
    }
    if (!read && !optional) {
      environment.withOthers(
          new Text.Unknown("may be set by " + path + " on the host", null, entry.span()));
    }
  }

  /** A template may decide the folder of a program; its name is what counts. */
  private Text program(String text, Span span) {
    boolean named =
        text.lastIndexOf('/') > Math.max(text.lastIndexOf("}}"), text.lastIndexOf("%>"));
    return named ? new Text.Known(expanded(text), span) : value(text, span);
  }

  private Text value(String text, Span span) {
    if (instance() == null && name.contains("@") && (text.contains("%i") || text.contains("%I"))) {
      return new Text.Unknown("comes from the instance name of the template " + name, null, span);
    }
    return TemplateText.of(expanded(text), span);
  }

  private @Nullable String instance() {
    int at = name.indexOf('@');
    int end = name.lastIndexOf('.');
    return at < 0 || end <= at + 1 ? null : name.substring(at + 1, end);
  }

  private String home() {
    UnitFile.Entry user = last("User");
    return user == null || user.value().equals("root") ? "/root" : "/home/" + user.value();
  }

  /** Specifiers as systemd.unit(5) lists them; what is not known here stays as it is. */
  private String expanded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    int dot = name.lastIndexOf('.');
    String whole = dot < 0 ? name : name.substring(0, dot);
    int at = whole.indexOf('@');
    String prefix = at < 0 ? whole : whole.substring(0, at);
    String instance = instance();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char which = text.charAt(++i);
      switch (which) {
        case '%' -> out.append('%');
        case 'n' -> out.append(name);
        case 'N' -> out.append(whole);
        case 'p', 'P' -> out.append(prefix);
        case 'i', 'I' -> out.append(instance == null ? "" : instance);
        case 'j', 'J' -> out.append(prefix.substring(prefix.lastIndexOf('-') + 1));
        case 'h' -> out.append(home());
        case 't' -> out.append("/run");
        case 'S' -> out.append("/var/lib");
        case 'C' -> out.append("/var/cache");
        case 'L' -> out.append("/var/log");
        case 'E' -> out.append("/etc");
        default -> out.append('%').append(which);
      }
    }
    return out.toString();
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isName(text.charAt(end), end > start)) {
      end++;
    }
    return end;
  }

  private static boolean isName(char c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (inside && c >= '0' && c <= '9');
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isName(text.charAt(i), i > 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

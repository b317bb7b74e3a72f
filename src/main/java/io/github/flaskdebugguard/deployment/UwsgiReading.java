package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.TemplateText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of what a uWSGI process is given, in the order in which it acts. */
final class UwsgiReading {
  /** Lines of configurations, those counted again that are taken in or gone through again. */
  private static final int MOST_LINES = 100_000;

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("s", "socket"),
          Map.entry("p", "processes"),
          Map.entry("w", "module"),
          Map.entry("M", "master"),
          Map.entry("x", "xml"),
          Map.entry("y", "yaml"),
          Map.entry("j", "json"),
          Map.entry("H", "home"),
          Map.entry("d", "daemonize"),
          Map.entry("T", "enable-threads"),
          Map.entry("b", "buffer-size"),
          Map.entry("C", "chmod-socket"),
          Map.entry("L", "disable-logging"),
          Map.entry("R", "max-requests"),
          Map.entry("t", "harakiri"),
          Map.entry("l", "listen"),
          Map.entry("i", "single-interpreter"),
          Map.entry("z", "socket-timeout"));

  /** Options of the command line that take no value. */
  private static final Set<String> FLAGS =
      Set.of(
          "master",
          "enable-threads",
          "need-app",
          "die-on-term",
          "vacuum",
          "lazy",
          "lazy-apps",
          "thunder-lock",
          "disable-logging",
          "single-interpreter",
          "catch-exceptions",
          "no-orphans",
          "memory-report",
          "auto-procname",
          "strict",
          "honour-stdin",
          "manage-script-name",
          "http-keepalive",
          "no-site",
          "ignore-sigpipe",
          "no-default-app",
          "ignore-write-errors",
          "disable-write-exception",
          "reload-on-exception",
          "log-master",
          "threaded-logger",
          "py-call-osafterfork",
          "wsgi-env-behaviour",
          "no-threads-wait",
          "skip-atexit",
          "cheap",
          "post-buffering-off",
          "http-auto-chunked",
          "http-raw-body",
          "wsgi-disable-file-wrapper",
          "multi-interpreter",
          "worker-reload-mercy-off");

  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("ini", "ini"),
          Map.entry("yaml", "yaml"),
          Map.entry("yml", "yaml"),
          Map.entry("json", "json"),
          Map.entry("js", "json"),
          Map.entry("xml", "xml"));

  private final String folder;
  private final Environment environment;
  private final FileView files;
  private final List<UwsgiConfig.Line> lines = new ArrayList<>();
  private final List<Text> values = new ArrayList<>();
  private final Set<String> reading = new HashSet<>();
  private final Map<String, List<UwsgiConfig.Line>> known = new HashMap<>();
  private int handled;
  private final ArrayDeque<Runnable> inherited = new ArrayDeque<>();
  private @Nullable String error;

  UwsgiReading(String folder, Environment environment, FileView files) {
    this.folder = folder;
    this.environment = environment;
    this.files = files;
  }

  void variables() {
    environment
        .variables()
        .forEach(
            (name, variable) -> {
              if (name.startsWith("UWSGI_")
                  && variable.value() instanceof Text.Known known
                  && !name.startsWith("UWSGI_ORIGINAL")) {
                add(
                    name.substring(6).toLowerCase(Locale.ROOT).replace('_', '-'),
                    known.value(),
                    known.span(),
                    0);
              }
            });
  }

  void commandLine(List<Text> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (!(arguments.get(i) instanceof Text.Known word)) {
        continue;
      }
      String text = word.value();
      if (!text.startsWith("-")) {
        positional(text, word.span());
        continue;
      }
      String name = text.startsWith("--") ? text.substring(2) : text.substring(1);
      int equals = name.indexOf('=');
      if (!text.startsWith("--")) {
        String letter = name.substring(0, Math.min(1, name.length()));
        String rest = name.substring(letter.length());
        name = SHORT.getOrDefault(letter, letter);
        if (!rest.isEmpty()) {
          add(name, rest, word.span(), 0);
          continue;
        }
      } else if (equals > 0) {
        add(name.substring(0, equals), name.substring(equals + 1), word.span(), 0);
        continue;
      }
      Text next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
      if (FLAGS.contains(name)
          || next == null
          || (!name.equals("pyargv")
              && next instanceof Text.Known known
              && known.value().startsWith("--"))) {
        add(name, "", word.span(), 0);
      } else if (next instanceof Text.Known known) {
        add(name, known.value(), word.span(), 0);
        i++;
      } else {
        put(new UwsgiConfig.Line(name, "", word.span()), next);
        i++;
      }
    }
  }

  private void positional(String text, Span span) {
    String format = FORMATS.get(text.substring(text.lastIndexOf('.') + 1));
    int dot = text.indexOf(':');
    if (format != null) {
      load(format, text, span, 0, false);
    } else if (dot > 0
        && FORMATS.containsKey(text.substring(text.lastIndexOf('.', dot) + 1, dot))) {
      error = "unable to load configuration from " + text;
    } else {
      add("wsgi-file", text, span, 0);
    }
  }

  private void add(String name, String value, Span span, int depth) {
    if (FORMATS.containsKey(name) || name.equals("include") || name.equals("inherit")) {
      String plain = sectionless(value);
      String format = FORMATS.get(name);
      if (format == null) {
        format = FORMATS.getOrDefault(plain.substring(plain.lastIndexOf('.') + 1), "ini");
        put(new UwsgiConfig.Line(name, value, span), null);
      } else if (!name.equals("ini")) {
        put(new UwsgiConfig.Line(name, value, span), null);
      }
      String known = format;
      if (name.equals("inherit")) {
        // Read when all else is, so what it holds comes last (executed: uw-env-inherit).
        inherited.add(() -> load(known, value, span, depth, true));
      } else {
        load(known, value, span, depth, true);
      }
      return;
    }
    put(new UwsgiConfig.Line(name, value, span), null);
    int equals = value.indexOf('=');
    if ((name.equals("set") || name.equals("set-placeholder") || name.equals("set-ph"))
        && equals > 0) {
      put(
          new UwsgiConfig.Line(value.substring(0, equals), value.substring(equals + 1), span),
          null);
    }
  }

  private void put(UwsgiConfig.Line line, @Nullable Text value) {
    if (lines.size() < Limits.ITEMS) {
      lines.add(line);
      values.add(value == null ? new Text.Known(line.value(), line.span()) : value);
    } else {
      LimitNotes.bites(line.span(), "there are more than " + Limits.ITEMS + " uWSGI options");
    }
  }

  private static String sectionless(String value) {
    int colon = value.lastIndexOf(':');
    return colon < 0 ? value : value.substring(0, colon);
  }

  private void load(String format, String name, Span span, int depth, boolean sections) {
    int colon = sections ? name.lastIndexOf(':') : -1;
    String section = colon < 0 || colon == name.length() - 1 ? "uwsgi" : name.substring(colon + 1);
    String plain = colon < 0 ? name : name.substring(0, colon);
    String path = PosixPath.resolve(folder, plain.isEmpty() ? name : plain);
    SourceFile file = files.read(path);
    if (file == null) {
      if (files.presence(path) == FileView.Presence.ABSENT) {
        error = "there is no " + path;
      } else {
        put(
            new UwsgiConfig.Line("ini", name, span),
            new Text.Unknown(
                "the configuration " + path + " is not in the repository", null, span));
      }
      return;
    }
    if (depth >= Limits.INCLUDES) {
      LimitNotes.bites(span, "configurations take in one another more deeply than is followed");
      return;
    }
    if (!reading.add(path + ":" + section)) {
      return;
    }
    String key = format + ":" + path + ":" + section;
    List<UwsgiConfig.Line> found = known.get(key);
    if (found == null) {
      found = UwsgiConfig.lines(file, format, section);
      known.put(key, found);
    }
    block(found, path, section, depth);
    reading.remove(path + ":" + section);
  }

  /** Options of a file, with its conditions and loops. */
  private void block(List<UwsgiConfig.Line> file, String path, String section, int depth) {
    boolean skip = false;
    List<String> loop = null;
    List<UwsgiConfig.Line> body = new ArrayList<>();
    for (UwsgiConfig.Line line : file) {
      if (++handled > MOST_LINES || lines.size() >= Limits.ITEMS) {
        LimitNotes.bites(line.span(), "uWSGI reads more lines than are followed");
        return;
      }
      String value = environmentIn(magic(line.value(), path, section), line.span());
      String name = line.name();
      if (name.equals("endif") || name.equals("end-if")) {
        skip = false;
      } else if (name.equals("endfor") || name.equals("end-for")) {
        for (String item : loop == null ? List.<String>of() : loop) {
          for (UwsgiConfig.Line inner : body) {
            if (++handled > MOST_LINES || lines.size() >= Limits.ITEMS) {
              LimitNotes.bites(line.span(), "uWSGI reads more lines than are followed");
              return;
            }
            add(inner.name(), inner.value().replace("%(_)", item), inner.span(), depth + 1);
          }
        }
        loop = null;
        body.clear();
      } else if (name.startsWith("if-")) {
        skip = !holds(name.substring(3), value);
      } else if (skip) {
        continue;
      } else if (loop != null) {
        body.add(new UwsgiConfig.Line(name, value, line.span()));
        continue;
      } else if (name.equals("for") || name.equals("for-times")) {
        loop = name.equals("for") ? List.of(value.split(" +")) : List.of();
      } else if (name.equals("for-readline")) {
        loop = readLines(value);
      } else {
        add(name, value, line.span(), depth + 1);
        continue;
      }
      put(new UwsgiConfig.Line(name, value, line.span()), null);
    }
  }

  private List<String> readLines(String name) {
    SourceFile file = files.read(PosixPath.resolve(folder, name));
    return file == null
        ? List.of()
        : file.text().lines().filter(line -> !line.isBlank()).limit(1_000).toList();
  }

  private boolean holds(String condition, String value) {
    boolean not = condition.startsWith("not-");
    String what = not ? condition.substring(4) : condition;
    int equals = value.indexOf('=');
    String name = equals < 0 ? value : value.substring(0, equals);
    boolean is =
        switch (what) {
          case "env" -> {
            Text set = environment.get(name);
            yield equals < 0
                ? set != null
                : set instanceof Text.Known known
                    && known.value().equals(value.substring(equals + 1));
          }
          case "opt" -> {
            String set = key(name);
            yield set != null && (equals < 0 || set.equals(value.substring(equals + 1)));
          }
          case "file", "exists" ->
              files.presence(PosixPath.resolve(folder, value)) == FileView.Presence.FILE
                  || (what.equals("exists")
                      && files.presence(PosixPath.resolve(folder, value))
                          == FileView.Presence.FOLDER);
          case "dir" ->
              files.presence(PosixPath.resolve(folder, value)) == FileView.Presence.FOLDER;
          default -> false;
        };
    return not != is;
  }

  /** {@code $(V)} from what uWSGI itself inherits; an unset one stays as it is. */
  private String environmentIn(String value, Span span) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open = value.indexOf("$("); open >= 0; open = value.indexOf("$(", at)) {
      int close = value.indexOf(')', open);
      if (close < 0) {
        break;
      }
      Text set = environment.get(value.substring(open + 2, close));
      out.append(value, at, open)
          .append(
              set instanceof Text.Known known && out.length() < Limits.TEXT_CHARS
                  ? known.value()
                  : value.substring(open, close + 1));
      at = close + 1;
    }
    return out.append(value, at, value.length()).toString();
  }

  /** {@code %n} and the like, from the name of the file. */
  private static String magic(String value, String path, String section) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    String name = PosixPath.name(path);
    int dot = name.lastIndexOf('.');
    String parent = PosixPath.parent(path);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (i + 1 == value.length()) {
        break;
      }
      char which = value.charAt(++i);
      switch (which) {
        case 'n' -> out.append(dot < 0 ? name : name.substring(0, dot));
        case 'e' -> out.append(dot < 0 ? "" : name.substring(dot + 1));
        case 's' -> out.append(name);
        case 'p', 'o' -> out.append(path);
        case 'd' -> out.append(parent.equals("/") ? "/" : parent + "/");
        case 'c' -> out.append(PosixPath.name(parent));
        case 'x' -> out.append(section);
        case '%' -> out.append('%');
        default -> out.append('%').append(which);
      }
    }
    return out.toString();
  }

  private int followed;

  private @Nullable String key(String name) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).name().equals(name)) {
        return lines.get(i).value();
      }
    }
    return null;
  }

  /** {@code %(key)} from any option, also a later one; an unset one stays as it is. */
  private String keysIn(String value, int depth) {
    int open = value.indexOf("%(");
    if (open < 0 || depth > Limits.EXPANSION_LEVELS || value.length() > Limits.TEXT_CHARS) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (open >= 0) {
      int close = value.indexOf(')', open);
      if (close < 0) {
        break;
      }
      String set = followed > Limits.EXPANSIONS ? null : key(value.substring(open + 2, close));
      boolean known =
          set != null && out.length() < Limits.TEXT_CHARS && ++followed <= Limits.EXPANSIONS;
      out.append(value, at, open).append(known ? set : value.substring(open, close + 1));
      at = close + 1;
      open = value.indexOf("%(", at);
    }
    String once = out.append(value, at, value.length()).toString();
    if (followed > Limits.EXPANSIONS) {
      LimitNotes.bites(
          lines.getFirst().span(), "more than " + Limits.EXPANSIONS + " references of options");
      return once;
    }
    return once.equals(value) ? value : keysIn(once, depth + 1);
  }

  UwsgiOptions result() {
    for (int i = 0; i < 100 && !inherited.isEmpty(); i++) {
      inherited.pop().run();
    }
    List<UwsgiOptions.Option> options = new ArrayList<>();
    Environment after = environment;
    String working = folder;
    for (int i = 0; i < lines.size(); i++) {
      UwsgiConfig.Line line = lines.get(i);
      Text value = values.get(i);
      if (value instanceof Text.Known known) {
        value = text(keysIn(known.value(), 0), line.span());
      }
      options.add(new UwsgiOptions.Option(line.name(), value, line.span()));
      after = applied(after, line.name(), value, line.span());
      if ((line.name().equals("chdir") || line.name().equals("chdir2")) && working != null) {
        working =
            value instanceof Text.Known known ? PosixPath.resolve(working, known.value()) : null;
      }
    }
    return new UwsgiOptions(options, after, working, error);
  }

  /** A variable that may be set by something unread makes the text unknown. */
  private Text text(String value, Span span) {
    int open = value.indexOf("$(");
    int close = open < 0 ? -1 : value.indexOf(')', open);
    if (close > 0
        && environment.get(value.substring(open + 2, close)) instanceof Text.Unknown unknown) {
      return new Text.Unknown(unknown.reason(), value.substring(open + 2, close), span);
    }
    return TemplateText.of(value, span);
  }

  private static Environment applied(Environment before, String name, Text value, Span span) {
    if (name.equals("unenv")) {
      return value instanceof Text.Known known ? before.without(known.value(), span) : before;
    }
    if (!name.equals("env")) {
      return before;
    }
    return switch (value) {
      case Text.Known known -> {
        int equals = known.value().indexOf('=');
        yield equals <= 0
            ? before
            : before.with(
                known.value().substring(0, equals),
                new Text.Known(known.value().substring(equals + 1), span));
      }
      case Text.Unknown unknown -> ofTemplate(before, unknown, span);
    };
  }

  /** The name of a variable stands before the expression that makes its value. */
  private static Environment ofTemplate(Environment before, Text.Unknown unknown, Span span) {
    return before.withOthers(new Text.Unknown(unknown.reason(), unknown.variable(), span));
  }
}

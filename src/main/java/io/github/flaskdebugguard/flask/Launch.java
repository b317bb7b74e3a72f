package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a process comes to serve an application, as its command line says. */
public sealed interface Launch {
  /** {@return the server in words} */
  String server();

  /** {@return the same without the places where it is written} */
  Launch unplaced();

  /** {@code python FILE}; with {@code flask-run} its own name for {@code python -m flask}. */
  record Script(String file, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "python";
    }

    @Override
    public Launch unplaced() {
      return new Script(file, Text.unplaced(arguments));
    }
  }

  /** {@code python -m MODULE}. */
  record Module(String name, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "python -m";
    }

    @Override
    public Launch unplaced() {
      return new Module(name, Text.unplaced(arguments));
    }
  }

  /** {@code python -c CODE}. */
  record Code(String text, Span span, List<Text> arguments) implements Launch {
    public Code {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String server() {
      return "python -c";
    }

    @Override
    public Launch unplaced() {
      return new Code(text, Span.NOWHERE, Text.unplaced(arguments));
    }
  }

  /** The {@code flask} command and its arguments. */
  record FlaskCommand(List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "flask run";
    }

    @Override
    public Launch unplaced() {
      return new FlaskCommand(Text.unplaced(arguments));
    }
  }

  /** The {@code quart} command and its arguments. */
  record QuartCommand(List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "quart run";
    }

    @Override
    public Launch unplaced() {
      return new QuartCommand(Text.unplaced(arguments));
    }
  }

  /** A command of a library that serves Flask: functions-framework, connexion, Werkzeug. */
  record LibraryCommand(String name, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return name;
    }

    @Override
    public Launch unplaced() {
      return new LibraryCommand(name, Text.unplaced(arguments));
    }
  }

  /**
   * A server that imports an application.
   *
   * @param application {@code module:attribute}, as the server reads it; null when a configuration
   *     file names it
   * @param attribute the attribute where the application names none
   * @param folder where the server changes to, null when it stays
   * @param searchPath folders that it puts in front of the import path
   * @param settings variables that it sets before it loads the application
   * @param configuration a Python configuration file, or null
   * @param reload where a reloader is switched on, or null
   * @param leaksExceptions where exceptions that leave the app are shown to clients, or null
   * @param callsFactory whether the attribute is called to get the application
   * @param mainModule whether the file runs as {@code __main__}
   * @param envFile a dotenv file that the server loads first, or null
   * @param arguments words that the server puts into {@code sys.argv} after its own name
   * @param options of the server that the application can ask for
   * @param preload whether the application is loaded before workers are made
   * @param unread options of the server that are not known, or null
   */
  record Wsgi(
      String server,
      @Nullable Text application,
      String attribute,
      @Nullable String folder,
      List<String> searchPath,
      List<Setting> settings,
      @Nullable Text configuration,
      @Nullable Span reload,
      @Nullable Span leaksExceptions,
      boolean callsFactory,
      boolean mainModule,
      @Nullable Text envFile,
      List<Text> arguments,
      Map<String, String> options,
      boolean preload,
      @Nullable Unread unread)
      implements Launch {
    private static final Set<String> INTERPRETERS =
        Set.of("uwsgi", "mod_wsgi", "lambda-wsgi", "passenger", "unit");

    public Wsgi {
      searchPath = List.copyOf(searchPath);
      settings = List.copyOf(settings);
      arguments = List.copyOf(arguments);
      options = Map.copyOf(options);
    }

    @Override
    public Launch unplaced() {
      return new Wsgi(
          server,
          unplaced(application),
          attribute,
          folder,
          searchPath,
          settings.stream().map(each -> new Setting(each.name(), each.value().unplaced())).toList(),
          unplaced(configuration),
          unplaced(reload),
          unplaced(leaksExceptions),
          callsFactory,
          mainModule,
          unplaced(envFile),
          Text.unplaced(arguments),
          options,
          preload,
          unread == null
              ? null
              : new Unread(unread.reason(), Span.NOWHERE, unread.setsVariables()));
    }

    private static @Nullable Text unplaced(@Nullable Text text) {
      return text == null ? null : text.unplaced();
    }

    private static @Nullable Span unplaced(@Nullable Span span) {
      return span == null ? null : Span.NOWHERE;
    }

    /**
     * {@return {@code sys.argv} of the application: the command itself, but for servers that are no
     * Python programs (executed: gunicorn, uWSGI, waitress)}
     *
     * @param words the command
     */
    public List<Text> arguments(List<Text> words) {
      if (words.isEmpty() || INTERPRETERS.contains(server)) {
        List<Text> all = new ArrayList<>();
        all.add(new Text.Known(server, Span.NOWHERE));
        all.addAll(arguments);
        return all;
      }
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i) instanceof Text.Known known && known.value().equals("-m")) {
          return words.subList(Math.min(i + 1, words.size() - 1), words.size());
        }
        if (words.get(i) instanceof Text.Known known && !known.value().startsWith("-")) {
          break;
        }
      }
      return words;
    }
  }

  /**
   * Options of a server that are not known.
   *
   * @param setsVariables whether they may set variables of the process
   */
  record Unread(String reason, Span span, boolean setsVariables) {}

  /** A file that a server may import, whichever that is. */
  record Imported(String file) implements Launch {
    @Override
    public String server() {
      return "a WSGI server";
    }

    @Override
    public Launch unplaced() {
      return this;
    }
  }

  /** A command whose program is not known. */
  record Unreadable(String reason, Span span) implements Launch {
    @Override
    public String server() {
      return "unknown";
    }

    @Override
    public Launch unplaced() {
      return new Unreadable(reason, Span.NOWHERE);
    }
  }

  /** A variable that a server sets. */
  record Setting(String name, Text value) {}
}

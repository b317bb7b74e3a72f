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

  /** {@code python FILE}; with {@code flask-run} its own name for {@code python -m flask}. */
  record Script(String file, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "python";
    }
  }

  /** {@code python -m MODULE}. */
  record Module(String name, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "python -m";
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
  }

  /** The {@code flask} command and its arguments. */
  record FlaskCommand(List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "flask run";
    }
  }

  /** The {@code quart} command and its arguments. */
  record QuartCommand(List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return "quart run";
    }
  }

  /** A command of a library that serves Flask: functions-framework, connexion, Werkzeug. */
  record LibraryCommand(String name, List<Text> arguments) implements Launch {
    @Override
    public String server() {
      return name;
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

    /**
     * {@return {@code sys.argv} of the application: the command itself, but for servers that are no
     * Python programs (executed: gunicorn, uWSGI, waitress)}
     *
     * @param words the command
     */
    public List<Text> arguments(List<Text> words) {
      if (words.isEmpty() || INTERPRETERS.contains(server)) {
        List<Text> all = new ArrayList<>();
        all.add(new Text.Known(server, new Span("", 0, 0)));
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
  }

  /** A command whose program is not known. */
  record Unreadable(String reason, Span span) implements Launch {
    @Override
    public String server() {
      return "unknown";
    }
  }

  /** A variable that a server sets. */
  record Setting(String name, Text value) {}
}

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.PythonScript;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CliGroup;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Served;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Inherited;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.LimitReached;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.RunInput;
import io.github.flaskdebugguard.python.Trees;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluates once how one process of a deployment starts. */
final class Evaluation {
  private static final Set<String> WORKERS = Set.of("gunicorn", "uwsgi", "mod_wsgi");

  private final Starting starting;
  private final FlaskLibrary library;
  private final Trees trees;
  private final Inherited inherited;
  private final String folder;
  private final List<Serving> servings = new ArrayList<>();
  private StartUp.@Nullable Failure failure;
  private Map<String, String> serverOptions = Map.of();
  private @Nullable String limit;
  private @Nullable String missing;
  private @Nullable String entryPoint;
  private boolean ended;
  private boolean flask;

  Evaluation(Starting starting, FlaskLibrary library, Trees trees, Inherited inherited) {
    this.starting = starting;
    this.library = library;
    this.trees = trees;
    this.inherited = inherited;
    String known = starting.folder();
    this.folder = known == null ? "/" : known;
  }

  /** {@return what the start of the process shows} */
  StartUp run() {
    Launch launch = starting.launch();
    Interpreter run =
        switch (launch) {
          case Launch.Script script -> {
            String path = Paths.absolute(script.file(), folder);
            entryPoint = shown(path, script.file());
            Interpreter made =
                interpreter(
                    folder,
                    List.of(Paths.parent(path)),
                    arguments(script.file(), script.arguments()));
            guarded(made, () -> script(made, path, null));
            yield made;
          }
          case Launch.Module module -> {
            entryPoint = module.name();
            Interpreter made =
                interpreter(folder, List.of(folder), arguments(module.name(), module.arguments()));
            guarded(made, () -> module(made, module.name()));
            yield made;
          }
          case Launch.Code code -> {
            Interpreter made =
                interpreter(folder, List.of(folder), arguments("-c", code.arguments()));
            guarded(made, () -> made.runScript(new SourceFile("", code.text()), "<string>", null));
            yield made;
          }
          case Launch.FlaskCommand command -> {
            FlaskCommandLine line = FlaskCommandLine.of(command.arguments());
            Interpreter made =
                interpreter(folder, List.of(folder), arguments("flask", command.arguments()));
            guarded(
                made,
                () -> {
                  FlaskCommandRun flask = new FlaskCommandRun(made, library.versions(), line, null);
                  Serving serving = flask.run(starting.command());
                  entryPoint = flask.entryPoint();
                  if (serving != null) {
                    servings.add(serving);
                  }
                });
            yield made;
          }
          case Launch.QuartCommand command -> {
            Interpreter made =
                interpreter(folder, List.of(folder), arguments("quart", command.arguments()));
            guarded(
                made,
                () -> {
                  QuartCommandRun quart = new QuartCommandRun(made, command.arguments());
                  Serving serving = quart.run(starting.command());
                  entryPoint = quart.entryPoint();
                  if (serving != null) {
                    servings.add(serving);
                  }
                });
            yield made;
          }
          case Launch.LibraryCommand command -> {
            Interpreter made =
                interpreter(
                    folder, List.of(folder), arguments(command.name(), command.arguments()));
            guarded(
                made,
                () -> {
                  LibraryCommandRun tool = new LibraryCommandRun(made, command);
                  Serving serving = tool.run(starting.command());
                  entryPoint = tool.entryPoint();
                  if (serving != null) {
                    servings.add(serving);
                  }
                });
            yield made;
          }
          case Launch.Wsgi wsgi -> {
            WsgiRun server = new WsgiRun(wsgi, folder);
            serverOptions = wsgi.options();
            GunicornSettings settings =
                wsgi.server().equals("gunicorn") ? gunicorn(wsgi) : GunicornSettings.NONE;
            Interpreter made =
                interpreter(
                    server.folder(settings),
                    server.searchPath(settings),
                    wsgi.arguments(starting.arguments()));
            entryPoint = server.entryPoint(settings);
            if (failure != null) {
              // NOTE: the application is looked at all the same, to see whether it is Flask's.
              flask |= seen(made, server, settings, launch);
              yield interpreter(folder, List.of(folder), List.of());
            }
            guarded(
                made,
                () -> {
                  Serving serving = server.run(made, settings, starting.command());
                  missing = server.missing();
                  if (serving != null) {
                    servings.add(serving);
                  }
                });
            yield made;
          }
          case Launch.Imported imported -> {
            String path = Paths.absolute(imported.file(), folder);
            entryPoint = shown(path, imported.file());
            Interpreter made =
                interpreter(folder, List.of(Paths.parent(path)), arguments(path, List.of()));
            Span place = starting.place();
            guarded(made, () -> servings.addAll(ImportedFile.servings(made, path, place)));
            yield made;
          }
          case Launch.Unreadable unreadable -> {
            Interpreter made = interpreter(folder, List.of(folder), List.of());
            limit = unreadable.reason();
            yield made;
          }
        };
    collect(run, launch);
    if (ended && servings.isEmpty() && failure == null && imports(launch)) {
      failure = new StartUp.Failure("the code ends the process or never returns", starting.place());
    }
    return new StartUp(
        servings,
        failure,
        limit,
        run.reads().byVariable(),
        run.reads().compared(),
        run.effects(),
        flask
            || Evidence.of(run, launch)
            || (outside(launch) && (starting.named() || NamesFlask.names(limit + ""))),
        entryPoint,
        run.reads().lastAbsent(),
        missing,
        run.steps());
  }

  /** {@return whether what a server would load has to do with Flask} */
  private boolean seen(Interpreter run, WsgiRun server, GunicornSettings settings, Launch launch) {
    try {
      server.run(run, settings, starting.command());
    } catch (PathEnd | Raised | LimitReached end) {
      // NOTE: what was seen until then counts.
    }
    return Evidence.of(run, launch);
  }

  private GunicornSettings gunicorn(Launch.Wsgi wsgi) {
    Interpreter run = interpreter(folder, List.of(folder), arguments("gunicorn", List.of()));
    try {
      return GunicornSettings.read(run, wsgi, folder);
    } catch (PathEnd | LimitReached end) {
      return GunicornSettings.NONE;
    } catch (Raised raised) {
      failure = new StartUp.Failure(run.described(raised.exception()), raised.span());
      // A configuration may import the application.
      flask = Evidence.of(run, wsgi);
      return GunicornSettings.NONE;
    }
  }

  private static List<Text> arguments(String first, List<Text> rest) {
    List<Text> all = new ArrayList<>();
    all.add(new Text.Known(first, Span.NOWHERE));
    all.addAll(rest);
    return all;
  }

  private Interpreter interpreter(String at, List<String> path, List<Text> arguments) {
    List<String> search = new ArrayList<>(path);
    if (inherited.get("PYTHONPATH") instanceof Text.Known known) {
      for (String each : known.value().split(":")) {
        if (!each.isEmpty()) {
          search.add(Paths.absolute(each, at));
        }
      }
    }
    if (starting.terminal()) {
      search.add(PythonScript.MOUNT);
    }
    for (String installed : List.of(folder, Paths.absolute("src", folder))) {
      if (!search.contains(installed) && installs(installed)) {
        search.add(installed);
      }
    }
    RunInput input =
        new RunInput(
            starting.files(),
            at,
            arguments,
            search,
            inherited,
            starting.manner() == Starting.Manner.FILLED,
            starting.manner().isDeferring(),
            starting.packages(),
            serverOptions,
            starting.terminal(),
            starting.command());
    return new Interpreter(input, trees, library);
  }

  /** {@return whether a folder is one from which {@code pip install .} takes packages} */
  private boolean installs(String path) {
    String project = path.endsWith("/src") ? Paths.parent(path) : path;
    for (String name : List.of("/setup.py", "/pyproject.toml", "/setup.cfg")) {
      if (starting.files().presence(project + name) == FileView.Presence.FILE) {
        return true;
      }
    }
    return false;
  }

  private void guarded(Interpreter run, Runnable body) {
    try {
      body.run();
    } catch (PathEnd end) {
      // NOTE: it serves or exits; the effects tell which.
      ended = true;
    } catch (Raised raised) {
      if (run.mayLoopOn()) {
        // NOTE: the process ends by the exception only if it does not stay in the loop.
        ended = true;
      } else {
        failure =
            new StartUp.Failure(
                run.described(raised.exception()), raised.span(), Refusals.bySetValue(run, raised));
      }
    } catch (LimitReached reached) {
      limit = reached.getMessage();
    }
  }

  /** {@return whether what serves is not the code that is loaded} */
  private static boolean imports(Launch launch) {
    return launch instanceof Launch.Wsgi wsgi && !wsgi.mainModule();
  }

  private void script(Interpreter run, String path, @Nullable String packageName) {
    switch (starting.files().presence(path)) {
      case FILE -> {
        SourceFile file = starting.files().read(path);
        if (file == null) {
          limit = path + " could not be read";
        } else {
          run.runScript(file, path, packageName);
          if (starting.manner() == Starting.Manner.UNCALLED) {
            UncalledFunctions.run(run);
          }
        }
      }
      case FOLDER -> script(run, path + "/__main__.py", null);
      case ABSENT, UNKNOWN -> {
        limit = path + " is not in the repository";
        missing = Paths.name(path);
      }
    }
  }

  private void module(Interpreter run, String name) {
    String path = folder + "/" + name.replace('.', '/');
    String normal = Paths.absolute(path, "/");
    int dot = name.lastIndexOf('.');
    if (starting.files().presence(normal + "/__main__.py") == FileView.Presence.FILE) {
      run.importModule(name, run.input().launch());
      script(run, normal + "/__main__.py", name);
    } else if (starting.files().presence(normal + ".py") == FileView.Presence.FILE) {
      if (dot > 0) {
        run.importModule(name.substring(0, dot), run.input().launch());
      }
      script(run, normal + ".py", dot < 0 ? "" : name.substring(0, dot));
    } else {
      limit = "the module " + name + " is not in the repository";
      missing = name;
    }
  }

  private @Nullable String shown(String path, String written) {
    SourceFile file =
        starting.files().presence(path) == FileView.Presence.FILE
            ? starting.files().read(path)
            : null;
    return file == null ? written : file.path();
  }

  /** Adds the ways of serving that the code itself takes. */
  private void collect(Interpreter run, Launch launch) {
    for (Effect effect : List.copyOf(run.effects())) {
      if (effect.payload() instanceof Served served) {
        servings.add(serving(run, served, effect, launch));
      } else if (effect.payload() instanceof CliGroup group) {
        guarded(run, () -> command(run, group, effect.span()));
      }
    }
    if (!servings.isEmpty()) {
      failure = null;
    }
  }

  /** A script that works as the flask command serves as that does. */
  private void command(Interpreter run, CliGroup group, Span span) {
    List<Text> words = new ArrayList<>();
    for (Value word : group.arguments()) {
      words.add(
          word instanceof Value.Str text
              ? new Text.Known(text.value(), span)
              : new Text.Unknown("a word of the command is not known", null, span));
    }
    FlaskCommandLine line = FlaskCommandLine.of(words);
    Serving serving =
        new FlaskCommandRun(run, library.versions(), line, group.createApp()).run(span);
    if (serving != null) {
      servings.add(serving);
    }
  }

  private Serving serving(Interpreter run, Served served, Effect effect, Launch launch) {
    AppState app = served.app();
    Value debugger = Servers.debugger(app, served.debugger());
    Version werkzeug = library.versions().werkzeug();
    boolean imported = launch instanceof Launch.Wsgi wsgi && !wsgi.mainModule();
    // NOTE: with the reloader a worker starts itself anew and never serves (facts A5); a server
    // without workers starts anew as a whole and then serves (executed: waitress 2.1.2).
    boolean reloads = served.development() && run.truth(served.reloader()) == Truth.TRUE;
    // NOTE: the reloader starts the command again, which Werkzeug 2 does wrongly for python -c.
    boolean code = launch instanceof Launch.Code && reloads;
    boolean lost = code && !werkzeug.atLeast(3, 0);
    if (code) {
      Releases.WERKZEUG.atLeast(run, effect.span(), 3, 0);
    }
    boolean hangs = (imported && reloads && WORKERS.contains(launch.server())) || lost;
    return new Serving(
        imported ? launch.server() + " reaching " + served.server() : served.server(),
        served.development(),
        app.flask(),
        app.flag(),
        AppState.settled(run, debugger, effect.span()),
        AppState.settled(run, served.reloader(), effect.span()),
        Servers.leak(run, app, debugger, run.truth(served.leaksExceptions())),
        hangs ? Truth.FALSE : Truth.TRUE,
        effect.span(),
        Servers.pinOff(run, app, effect.span()),
        Shown.of(run, app, shows(run, served, effect)),
        Servers.propagation(run, app),
        effect.conditions());
  }

  /** {@return where the server is told to show exceptions, where that is written by itself} */
  private static @Nullable Span shows(Interpreter run, Served served, Effect effect) {
    Span place = served.leaksExceptions().origin().span();
    return run.truth(served.leaksExceptions()) == Truth.TRUE && !place.equals(effect.span())
        ? place
        : null;
  }

  /** {@return whether the code that serves is not here, or what it is cannot be read} */
  private boolean outside(Launch launch) {
    return launch instanceof Launch.Unreadable || missing != null;
  }
}

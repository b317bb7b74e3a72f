package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.probe.LiveCase.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The servers that are started, and what a probe of each must tell. */
final class LiveServers {
  static final List<String> PATHS = List.of("/raise", "/search?q=1", "/data", "/json");
  static final List<Header> STRANGER = List.of(new Header("Host", "app.example.com"));

  private LiveServers() {}

  /** {@return one task per server, for each Flask by its version} */
  static List<Callable<List<Outcome>>> all(Map<String, String> flasks) throws IOException {
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    flasks.forEach((version, sites) -> tasks.addAll(servers(version, sites)));
    tasks.addAll(single());
    return tasks;
  }

  /** {@return the folder of packages for each version of Flask on this machine} */
  static Map<String, String> flasks() throws IOException {
    Map<String, String> flasks = new LinkedHashMap<>();
    flasks.put(version(LiveServer.DEBIAN), "");
    for (String python : List.of("python3", "python3.11")) {
      String sites = sitePackages(python);
      String version = sites.isEmpty() ? "" : versionBelow(sites);
      if (!version.isEmpty()) {
        flasks.putIfAbsent(version, sites);
      }
    }
    return flasks;
  }

  static List<Outcome> run(List<LiveCase> cases) {
    List<Outcome> outcomes = new ArrayList<>();
    for (LiveCase wanted : cases) {
      outcomes.add(wanted.probe());
    }
    return outcomes;
  }

  /** One process per server that holds all states, and one per way of the development server. */
  private static List<Callable<List<Outcome>>> servers(String version, String sites) {
    Map<String, String> environment = sites.isEmpty() ? Map.of() : Map.of("PYTHONPATH", sites);
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    tasks.add(() -> MountedServers.mounted("gunicorn", version, environment, "development=off"));
    tasks.add(() -> MountedServers.mounted("uwsgi", version, environment, "development=unknown"));
    tasks.add(() -> MountedServers.mounted("waitress", version, environment, "development=off"));
    String dev = " development=on";
    String clean = "debugger=off console=absent evalex=off pin=unknown leak=off";
    String open = "debugger=on console=open evalex=on pin=on leak=on debug=on";
    Map<String, String> scripts = new LinkedHashMap<>();
    scripts.put("off", clean + " debug=off");
    scripts.put("flag", clean + " debug=on");
    scripts.put("debugger", open);
    scripts.put("debugger-only", "debugger=on console=open evalex=on pin=on leak=off debug=off");
    scripts.put("evalex-off", "debugger=on console=absent evalex=off pin=on leak=on debug=on");
    scripts.put("pin off", open.replace("pin=on", "pin=off"));
    scripts.forEach(
        (state, expected) -> tasks.add(() -> script(state, version, environment, expected + dev)));
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("run", clean + " debug=off");
    // From Flask 2.2.3 on the option belongs to run, and click 8.4.0 loses the one before it.
    String debug = version.equals("2.2.2") ? "--debug run" : "run --debug";
    commands.put(debug, open);
    commands.put(debug + " --no-debugger", clean + " debug=on");
    commands.put("run --debugger", "debugger=on console=open evalex=on pin=on leak=off debug=off");
    commands.forEach(
        (command, expected) ->
            tasks.add(() -> flask(command, version, environment, expected + dev)));
    return tasks;
  }

  private static List<Outcome> script(
      String state, String version, Map<String, String> more, String expected) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(more);
    environment.put("ALONE", state.equals("pin off") ? "debugger" : state);
    if (state.equals("pin off")) {
      environment.put("WERKZEUG_DEBUG_PIN", "off");
    }
    int port = LiveServer.freePort();
    List<String> command = List.of(LiveServer.DEBIAN, "live.py", Integer.toString(port));
    return alone("app.run " + version + " " + state, command, environment, port, expected);
  }

  private static List<Outcome> flask(
      String arguments, String version, Map<String, String> more, String expected)
      throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(more);
    environment.put("ALONE", "flag");
    int port = LiveServer.freePort();
    List<String> command =
        new ArrayList<>(List.of(LiveServer.DEBIAN, "-m", "flask", "--app", "live"));
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("--no-reload", "--port", Integer.toString(port)));
    return alone("flask " + arguments + " " + version, command, environment, port, expected);
  }

  /** Probed as the host itself and, where a debugger is, under a name that it does not trust. */
  private static List<Outcome> alone(
      String name, List<String> command, Map<String, String> environment, int port, String expected)
      throws IOException {
    List<LiveCase> cases = new ArrayList<>();
    cases.add(new LiveCase(name, port, "/", PATHS, List.of(), expected));
    if (expected.contains("console=open")) {
      cases.add(
          new LiveCase(name + " for strangers", port, "/", PATHS, STRANGER, refused(expected)));
    }
    try (LiveServer server = LiveServer.start(command, environment, port)) {
      return run(cases);
    }
  }

  /** The PIN shows on console and traceback pages only. */
  private static String refused(String expected) {
    String refused = expected.replace("console=open", "console=refused");
    return refused.contains("leak=on") ? refused : refused.replace("pin=on", "pin=unknown");
  }

  /** Servers and settings that are there once, with Debian's Flask. */
  private static List<Callable<List<Outcome>>> single() throws IOException {
    String clean = "debugger=off console=absent evalex=off leak=off";
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    tasks.add(
        () ->
            one(
                "eventlet",
                List.of("eventlet_server.py"),
                "flag",
                clean.replace("leak=off", "leak=on debug=on")));
    tasks.add(() -> one("eventlet", List.of("eventlet_server.py"), "off", clean + " debug=off"));
    tasks.add(
        () ->
            one("gevent", List.of("gevent_server.py"), "flag", clean + " debug=on propagates=on"));
    tasks.add(
        () -> {
          int port = LiveServer.freePort();
          List<String> command = new ArrayList<>(MountedServers.command("uwsgi", port));
          command.add("--catch-exceptions");
          return alone(
              "uwsgi catch-exceptions",
              command,
              Map.of("ALONE", "flag"),
              port,
              clean.replace("leak=off", "leak=on") + " debug=on saw-request-variables=yes");
        });
    tasks.add(
        () -> {
          int port = LiveServer.freePort();
          List<String> command = new ArrayList<>(MountedServers.command("waitress", port));
          command.add(3, "--expose-tracebacks");
          return alone(
              "waitress expose-tracebacks",
              command,
              Map.of("ALONE", "flag"),
              port,
              clean.replace("leak=off", "leak=on") + " debug=on");
        });
    tasks.add(
        () -> {
          int port = LiveServer.freePort();
          return alone(
              "gunicorn reload of code that does not parse",
              List.of(
                  LiveServer.DEBIAN,
                  "-m",
                  "gunicorn",
                  "--reload",
                  "-b",
                  "127.0.0.1:" + port,
                  "broken:app"),
              Map.of(),
              port,
              "leak=on debugger=off");
        });
    if (ApacheServer.isThere()) {
      tasks.add(() -> MountedServers.mounted("mod_wsgi", "2.2.2", Map.of(), "development=off"));
    }
    if (!output(LiveServer.DEBIAN, "import quart, hypercorn; print(1)", Map.of()).isEmpty()) {
      tasks.add(() -> quart("off", clean));
      tasks.add(() -> quart("flag", clean.replace("leak=off", "leak=on")));
    }
    tasks.add(LiveServers::unguarded);
    return tasks;
  }

  /** Quart's debug page shows source and variables; there is no console behind it. */
  private static List<Outcome> quart(String state, String expected) throws IOException {
    int port = LiveServer.freePort();
    List<String> command =
        List.of(LiveServer.DEBIAN, "-m", "hypercorn", "-b", "127.0.0.1:" + port, "quart_app:app");
    return alone("quart " + state, command, Map.of("ALONE", state), port, expected);
  }

  private static List<Outcome> one(String name, List<String> script, String state, String expected)
      throws IOException {
    int port = LiveServer.freePort();
    List<String> command = new ArrayList<>(List.of(LiveServer.DEBIAN));
    command.addAll(script);
    command.add(Integer.toString(port));
    return alone(name + " " + state, command, Map.of("ALONE", state), port, expected);
  }

  /** app.run() without a main guard blocks the worker and serves on a port of its own. */
  private static List<Outcome> unguarded() throws IOException {
    int port = LiveServer.freePort();
    int second = LiveServer.freePort();
    List<LiveCase> cases =
        List.of(
            new LiveCase(
                "gunicorn unguarded run, second port",
                second,
                "/",
                List.of("/raise"),
                List.of(),
                "debugger=on console=open evalex=on pin=on leak=on development=on"),
            new LiveCase(
                "gunicorn unguarded run, silent port",
                port,
                "/",
                List.of(),
                List.of(),
                "failure=timeout debugger=unknown leak=unknown"));
    Map<String, String> environment =
        Map.of("ALONE", "unguarded", "SECOND", Integer.toString(second));
    try (LiveServer server =
        LiveServer.start(
            List.of(
                LiveServer.DEBIAN,
                "-m",
                "gunicorn",
                "-t",
                "120",
                "-b",
                "127.0.0.1:" + port,
                "live:app"),
            environment,
            port)) {
      return run(cases);
    }
  }

  private static String version(String python) throws IOException {
    return output(python, "import importlib.metadata as m; print(m.version('flask'))", Map.of());
  }

  private static String versionBelow(String sites) throws IOException {
    return output(
        LiveServer.DEBIAN,
        "import flask, importlib.metadata as m; print(m.version('flask'))",
        Map.of("PYTHONPATH", sites));
  }

  private static String sitePackages(String python) {
    try {
      return output(
          python,
          "import flask, os; print(os.path.dirname(os.path.dirname(flask.__file__)))",
          Map.of());
    } catch (IOException e) {
      return "";
    }
  }

  /** {@return what a line of Python prints, or an empty text when it fails} */
  private static String output(String python, String code, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(python, "-c", code).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes()).strip();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 ? printed : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}

package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real servers with real Flask in all its ways of being served and of going wrong; each probe must
 * tell exactly what is the case.
 */
class LiveServersIT {
  private static final int AT_ONCE = 4;
  private static final List<String> PATHS = List.of("/raise", "/search?q=1", "/data", "/json");
  private static final List<Header> STRANGER = List.of(new Header("Host", "app.example.com"));

  /** What the app of {@code live.py} does under any WSGI server. */
  private static final Map<String, String> STATES = states();

  private static final List<Case> CASES = new ArrayList<>();
  private static final Map<Case, ProbeResult> RESULTS = new ConcurrentHashMap<>();
  private static final Map<String, List<Answer>> ANSWERS = new ConcurrentHashMap<>();
  private static final Map<String, String> PYTHONS = new LinkedHashMap<>();

  /**
   * A probe to make.
   *
   * @param name server, Flask and state
   * @param url without host
   * @param expected fields of the verdict
   */
  private record Case(
      String name,
      int port,
      String url,
      List<String> paths,
      List<Header> headers,
      String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Map<String, String> states() {
    String clean = "debugger=off console=absent evalex=off pin=unknown leak=off tool=off";
    String open = "debugger=on console=open evalex=on pin=on leak=on debug=on propagates=on";
    Map<String, String> states = new LinkedHashMap<>();
    states.put("off", clean + " debug=off propagates=off");
    states.put("flag", clean + " debug=on propagates=on");
    states.put("debugger", open);
    states.put(
        "debugger-no-flag",
        "debugger=on console=open evalex=on pin=on leak=off debug=off propagates=off");
    states.put("evalex-off", "debugger=on console=absent evalex=off pin=on leak=on debug=on");
    states.put("pin-off", open.replace("pin=on", "pin=off"));
    states.put("moved-console", open.replace("console=open", "console=absent"));
    states.put("propagates", clean + " debug=off propagates=on");
    states.put("testing", clean + " debug=off propagates=on");
    states.put("keeps", clean + " debug=on propagates=off");
    states.put("traps", clean.replace("absent", "*") + " debug=off propagates=off");
    states.put("traps-keys", clean + " debug=unknown propagates=off");
    String leaks = clean.replace("leak=off", "leak=on");
    for (String handler : List.of("text", "json", "html", "success")) {
      states.put("handler-" + handler, leaks + " debug=off");
    }
    states.put("handler-broad", leaks.replace("absent", "*"));
    states.put("handler-page", leaks + " debug=off");
    states.put("fake-console", clean + " debug=off");
    states.put("full-fake", clean + " debug=off");
    states.put("catch-all", clean.replace("leak=off", "leak=unknown") + " debug=unknown");
    states.put("elsewhere", "failure=redirected debugger=unknown development=unknown");
    states.put("tools", clean.replace("leak=off tool=off", "leak=unknown tool=on"));
    return states;
  }

  @BeforeAll
  static void serveAndProbe() throws Exception {
    PYTHONS.put(version(LiveServer.DEBIAN), "");
    for (String python : List.of("python3", "python3.12", "python3.13", "python3.11")) {
      String sites = sitePackages(python);
      String version = sites.isEmpty() ? "" : versionBelow(sites);
      if (!version.isEmpty()) {
        PYTHONS.putIfAbsent(version, sites);
      }
    }
    List<Callable<List<Case>>> tasks = new ArrayList<>();
    PYTHONS.forEach((version, sites) -> tasks.addAll(servers(version, sites)));
    tasks.addAll(single());
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<List<Case>> done : workers.invokeAll(tasks)) {
        CASES.addAll(done.get());
      }
    }
  }

  static Stream<Case> cases() {
    return CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aProbeTellsExactlyWhatIsTheCase(Case wanted) {
    ProbeResult result = RESULTS.get(wanted);
    assertThat(result).isNotNull();
    assertThat(differences(wanted.expected(), result))
        .as(() -> result.observed() + "\n" + result.requests())
        .isEmpty();
    assertThat(result.requests()).hasSizeLessThanOrEqualTo(Probe.REQUESTS);
  }

  @Test
  void thereAreEnoughCombinations() {
    assertThat(CASES).hasSizeGreaterThanOrEqualTo(80 * PYTHONS.size() / 2);
    assumeThat(PYTHONS).hasSizeGreaterThan(1);
    assertThat(CASES).hasSizeGreaterThanOrEqualTo(200);
  }

  /** Situations of the table that docs/probe.md shows, all with gunicorn and Debian's Flask. */
  private static final List<String> SITUATIONS =
      List.of(
          "debugger",
          "debugger for strangers",
          "debugger-no-flag",
          "debugger without a page that fails",
          "evalex-off",
          "pin-off",
          "moved-console",
          "flag",
          "off",
          "handler-text",
          "handler-page",
          "dumps configuration",
          "fake-console",
          "full-fake",
          "catch-all",
          "dumps nothing, a manual quotes a traceback");

  @Test
  void whatOthersWouldHaveSaidIsWhatTheManualShows() throws IOException {
    StringBuilder table = new StringBuilder(PeerMatchers.header());
    for (String situation : SITUATIONS) {
      Case wanted =
          CASES.stream()
              .filter(one -> one.name().equals("gunicorn 2.2.2 " + situation))
              .findFirst()
              .orElseThrow();
      table.append(
          PeerMatchers.row(
              situation,
              wanted.expected().contains("debugger=on"),
              wanted.expected().contains("leak=on"),
              RESULTS.get(wanted).live(),
              ANSWERS.get(wanted.name())));
    }
    assertThat(Files.readString(Path.of("docs/probe.md")))
        .contains("<!-- matchers -->\n" + table + "<!-- /matchers -->\n");
  }

  @Test
  void nobodyElseFindsADebuggerThatTheProbeMisses() {
    for (Case wanted : CASES) {
      List<Answer> answers = ANSWERS.get(wanted.name());
      boolean served = wanted.expected().contains("debugger=on");
      for (PeerMatchers matcher : PeerMatchers.values()) {
        if (matcher.speaksOfDebugger() && matcher.hits(answers) && served) {
          assertThat(RESULTS.get(wanted).live().debugger().word())
              .as(wanted.name())
              .isEqualTo("on");
        }
      }
    }
  }

  @Test
  void aHealthyServiceIsProbedInLessThanTwoSeconds() {
    List<Long> millis =
        CASES.stream()
            .filter(wanted -> wanted.name().endsWith(" off"))
            .map(wanted -> RESULTS.get(wanted).millis())
            .sorted()
            .toList();
    // The best of them, since the machine is busy with the others.
    assertThat(millis).isNotEmpty();
    assertThat(millis.getFirst()).isLessThan(2_000);
  }

  private static List<String> differences(String expected, ProbeResult result) {
    Map<String, String> actual = fields(result);
    List<String> differences = new ArrayList<>();
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String field : expected.split(" ")) {
      int equals = field.indexOf('=');
      wanted.put(field.substring(0, equals), field.substring(equals + 1));
    }
    for (Map.Entry<String, String> field : wanted.entrySet()) {
      String name = field.getKey();
      String value = field.getValue();
      if (!value.equals("*") && !value.equals(actual.get(name))) {
        differences.add(name + " is " + actual.get(name) + " and not " + value);
      }
    }
    return differences;
  }

  private static Map<String, String> fields(ProbeResult result) {
    Live live = result.live();
    Map<String, String> fields = new LinkedHashMap<>();
    Failure failure = result.failure();
    fields.put("failure", failure == null ? "none" : failure.kind().word());
    fields.put("debugger", live.debugger().word());
    fields.put("console", live.console().name().toLowerCase(Locale.ROOT));
    fields.put("evalex", live.evalex().word());
    fields.put("pin", live.pin().word());
    fields.put("leak", live.traceback().word());
    fields.put("debug", live.flag().word());
    fields.put("propagates", live.propagates().word());
    fields.put("development", live.developmentServer().word());
    fields.put("tool", live.toolbar().word());
    for (Signal signal : Signal.values()) {
      boolean seen = result.observed().stream().anyMatch(one -> one.signal() == signal);
      fields.put("saw-" + signal.word(), seen ? "yes" : "no");
    }
    return fields;
  }

  private static ProbeResult probe(Case wanted) {
    List<Answer> answers = new ArrayList<>();
    ANSWERS.put(wanted.name(), answers);
    return Probe.run(
        new Probe.Options(
            Target.of("http://127.0.0.1:" + wanted.port() + wanted.url()),
            wanted.paths(),
            wanted.name().contains("moved-console at its path") ? List.of("/sub/shell") : List.of(),
            wanted.headers(),
            Duration.ofSeconds(wanted.name().contains("silent") ? 2 : 20),
            false,
            Duration.ofSeconds(20)),
        Addresses.SYSTEM,
        answers::add);
  }

  private static List<Case> run(List<Case> cases) {
    for (Case wanted : cases) {
      RESULTS.put(wanted, probe(wanted));
    }
    return cases;
  }

  /** One process per server that holds all states, and one per way of the development server. */
  private static List<Callable<List<Case>>> servers(String version, String sites) {
    Map<String, String> environment = sites.isEmpty() ? Map.of() : Map.of("PYTHONPATH", sites);
    List<Callable<List<Case>>> tasks = new ArrayList<>();
    tasks.add(() -> mounted("gunicorn", version, environment, "development=off"));
    tasks.add(() -> mounted("uwsgi", version, environment, "development=unknown"));
    tasks.add(() -> mounted("waitress", version, environment, "development=off"));
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

  private static List<Case> script(
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

  private static List<Case> flask(
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
  private static List<Case> alone(
      String name, List<String> command, Map<String, String> environment, int port, String expected)
      throws IOException {
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(name, port, "/", PATHS, List.of(), expected));
    if (expected.contains("console=open")) {
      cases.add(new Case(name + " for strangers", port, "/", PATHS, STRANGER, refused(expected)));
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

  private static List<Case> mounted(
      String server, String version, Map<String, String> environment, String development)
      throws IOException {
    int port = LiveServer.freePort();
    int front = LiveServer.freePort();
    int own = LiveServer.freePort();
    List<Case> cases = new ArrayList<>();
    STATES.forEach(
        (state, expected) -> {
          String path = "/" + state + "/";
          String name = server + " " + version + " " + state;
          List<String> paths = state.equals("tools") ? List.of("/bar") : PATHS;
          cases.add(new Case(name, port, path, paths, List.of(), development + " " + expected));
        });
    String open = STATES.get("debugger");
    cases.add(
        new Case(
            server + " " + version + " debugger for strangers",
            port,
            "/debugger/",
            PATHS,
            STRANGER,
            open.replace("console=open", "console=refused")));
    cases.add(
        new Case(
            server + " " + version + " moved-console at its path",
            port,
            "/moved-console/",
            PATHS,
            List.of(),
            open));
    cases.add(
        new Case(
            server + " " + version + " debugger without a page that fails",
            port,
            "/debugger/",
            List.of(),
            List.of(),
            "debugger=on console=open evalex=on pin=on leak=unknown"));
    cases.add(
        new Case(
            server + " " + version + " a page that is one of several mounts",
            port,
            "/",
            List.of("/debugger/raise"),
            List.of(),
            "debugger=on leak=on saw-traceback-page=yes"));
    for (Map.Entry<String, String> dump :
        Map.of(
                "/config", "configuration",
                "/environ", "environment",
                "/request", "request-variables",
                "/sql", "sql",
                "/paths", "file-paths")
            .entrySet()) {
      cases.add(
          new Case(
              server + " " + version + " dumps " + dump.getValue(),
              port,
              "/dumps/",
              List.of(dump.getKey()),
              List.of(),
              "leak=on saw-" + dump.getValue() + "=yes"));
    }
    cases.add(
        new Case(
            server + " " + version + " dumps nothing, a manual quotes a traceback",
            port,
            "/dumps/",
            List.of("/manual"),
            List.of(),
            "leak=unknown debugger=off"));
    List<Case> proxied = proxied(server, version, front, own);
    try (LiveServer app = LiveServer.start(command(server, port), environment, port)) {
      run(cases);
      if (!proxied.isEmpty()) {
        try (LiveServer nginx = nginx(port, front, own)) {
          run(proxied);
          cases.addAll(proxied);
        }
      }
    }
    return cases;
  }

  /** Behind a plain proxy, and behind one with its own pages for errors of any kind. */
  private static List<Case> proxied(String server, String version, int front, int own) {
    List<Case> cases = new ArrayList<>();
    if (!Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
      return cases;
    }
    for (String state :
        List.of(
            "off", "flag", "debugger", "debugger-no-flag", "evalex-off", "pin-off", "full-fake")) {
      String expected = STATES.getOrDefault(state, "") + " development=off";
      boolean closes = server.equals("uwsgi") && state.equals("flag");
      cases.add(
          new Case(
              "nginx, " + server + " " + version + " " + state,
              front,
              "/" + state + "/",
              PATHS,
              List.of(),
              closes
                  ? expected.replace("leak=off", "*=*").replace("propagates=on", "*=*")
                  : expected));
      String hidden =
          expected
              .replace("leak=on", "leak=off")
              .replace(" propagates=on", "")
              .replace(" propagates=off", "")
              .replace("debug=off", "*=*");
      boolean blind = state.equals("evalex-off");
      cases.add(
          new Case(
              "nginx with own pages, " + server + " " + version + " " + state,
              own,
              "/" + state + "/",
              PATHS,
              List.of(),
              (blind
                      ? hidden.replace("evalex=off", "evalex=unknown").replace("pin=on", "*=*")
                      : hidden)
                  .replace(closes ? "leak=off" : "no such field", "*=*")));
    }
    return cases;
  }

  private static List<String> command(String server, int port) {
    String address = "127.0.0.1:" + port;
    return switch (server) {
      case "gunicorn" -> List.of(LiveServer.DEBIAN, "-m", "gunicorn", "-b", address, "live:app");
      case "uwsgi" ->
          List.of(
              "/usr/bin/uwsgi",
              "--plugin",
              "python3",
              "--http-socket",
              address,
              "--module",
              "live:app",
              "--need-app",
              "--die-on-term",
              "--buffer-size",
              "8192");
      case "waitress" ->
          List.of(LiveServer.DEBIAN, "-m", "waitress", "--listen=" + address, "live:app");
      default -> throw new IllegalArgumentException(server);
    };
  }

  private static LiveServer nginx(int port, int front, int own) throws IOException {
    Path folder = Files.createTempDirectory("nginx");
    Files.writeString(
        folder.resolve("error.html"), "<title>Oops</title><h1>Something happened</h1>");
    String proxy = "proxy_pass http://127.0.0.1:" + port + "; proxy_set_header Host $http_host;";
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off; master_process off; worker_processes 1; pid %1$s/pid; error_log %1$s/log;
        events { worker_connections 64; }
        http {
          access_log off; client_body_temp_path %1$s/a; proxy_temp_path %1$s/b;
          fastcgi_temp_path %1$s/c; uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
          server { listen 127.0.0.1:%2$d; location / { %4$s } }
          server {
            listen 127.0.0.1:%3$d;
            error_page 400 401 403 404 405 415 416 500 501 502 503 504 /error.html;
            location = /error.html { root %1$s; internal; }
            location / { proxy_intercept_errors on; %4$s }
          }
        }
        """
            .formatted(folder, front, own, proxy));
    return LiveServer.start(
        List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", configuration.toString()),
        Map.of(),
        front);
  }

  /** Servers and settings that are there once, with Debian's Flask. */
  private static List<Callable<List<Case>>> single() {
    String clean = "debugger=off console=absent evalex=off leak=off";
    List<Callable<List<Case>>> tasks = new ArrayList<>();
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
          List<String> command = new ArrayList<>(command("uwsgi", port));
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
          List<String> command = new ArrayList<>(command("waitress", port));
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
    tasks.add(LiveServersIT::unguarded);
    return tasks;
  }

  private static List<Case> one(String name, List<String> script, String state, String expected)
      throws IOException {
    int port = LiveServer.freePort();
    List<String> command = new ArrayList<>(List.of(LiveServer.DEBIAN));
    command.addAll(script);
    command.add(Integer.toString(port));
    return alone(name + " " + state, command, Map.of("ALONE", state), port, expected);
  }

  /** app.run() without a main guard blocks the worker and serves on a port of its own. */
  private static List<Case> unguarded() throws IOException {
    int port = LiveServer.freePort();
    int second = LiveServer.freePort();
    List<Case> cases =
        List.of(
            new Case(
                "gunicorn unguarded run, second port",
                second,
                "/",
                List.of("/raise"),
                List.of(),
                "debugger=on console=open evalex=on pin=on leak=on development=on"),
            new Case(
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

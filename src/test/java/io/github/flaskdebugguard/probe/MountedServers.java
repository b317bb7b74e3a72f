package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.probe.LiveCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All states of {@code live.py} below one WSGI server, alone and behind nginx. */
final class MountedServers {
  /** What the app of {@code live.py} does under any WSGI server. */
  private static final Map<String, String> STATES = states();

  private MountedServers() {}

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
    states.put("queries-dropped", "debugger=unknown console=unknown leak=on saw-console-open=yes");
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

  static List<Outcome> mounted(
      String server, String version, Map<String, String> environment, String development)
      throws IOException {
    int port = LiveServer.freePort();
    int front = LiveServer.freePort();
    int own = LiveServer.freePort();
    List<LiveCase> cases = new ArrayList<>();
    STATES.forEach(
        (state, expected) -> {
          String path = "/" + state + "/";
          String name = server + " " + version + " " + state;
          List<String> paths = state.equals("tools") ? List.of("/bar") : LiveServers.PATHS;
          cases.add(new LiveCase(name, port, path, paths, List.of(), development + " " + expected));
        });
    String open = STATES.getOrDefault("debugger", "");
    cases.add(
        new LiveCase(
            server + " " + version + " debugger for strangers",
            port,
            "/debugger/",
            LiveServers.PATHS,
            LiveServers.STRANGER,
            open.replace("console=open", "console=refused")));
    cases.add(
        new LiveCase(
            server + " " + version + " moved-console at its path",
            port,
            "/moved-console/",
            LiveServers.PATHS,
            List.of(),
            open));
    cases.add(
        new LiveCase(
            server + " " + version + " debugger without a page that fails",
            port,
            "/debugger/",
            List.of(),
            List.of(),
            "debugger=on console=open evalex=on pin=on leak=unknown"));
    cases.add(
        new LiveCase(
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
          new LiveCase(
              server + " " + version + " dumps " + dump.getValue(),
              port,
              "/dumps/",
              List.of(dump.getKey()),
              List.of(),
              "leak=on saw-" + dump.getValue() + "=yes"));
    }
    cases.add(
        new LiveCase(
            server + " " + version + " dumps nothing, a manual quotes a traceback",
            port,
            "/dumps/",
            List.of("/manual"),
            List.of(),
            "leak=unknown debugger=off"));
    List<LiveCase> proxied = proxied(server, version, front, own);
    try (LiveServer app = start(server, port, environment)) {
      List<Outcome> outcomes = new ArrayList<>(LiveServers.run(cases));
      if (!proxied.isEmpty()) {
        try (LiveServer nginx = nginx(port, front, own)) {
          outcomes.addAll(LiveServers.run(proxied));
        }
      }
      return outcomes;
    }
  }

  /** Behind a plain proxy, and behind one with its own pages for errors of any kind. */
  private static List<LiveCase> proxied(String server, String version, int front, int own) {
    List<LiveCase> cases = new ArrayList<>();
    if (!Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
      return cases;
    }
    for (String state :
        List.of(
            "off", "flag", "debugger", "debugger-no-flag", "evalex-off", "pin-off", "full-fake")) {
      String expected = STATES.getOrDefault(state, "") + " development=off";
      boolean closes = server.equals("uwsgi") && state.equals("flag");
      cases.add(
          new LiveCase(
              "nginx, " + server + " " + version + " " + state,
              front,
              "/" + state + "/",
              LiveServers.PATHS,
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
          new LiveCase(
              "nginx with own pages, " + server + " " + version + " " + state,
              own,
              "/" + state + "/",
              LiveServers.PATHS,
              List.of(),
              (blind
                      ? hidden.replace("evalex=off", "evalex=unknown").replace("pin=on", "*=*")
                      : hidden)
                  .replace(closes ? "leak=off" : "no such field", "*=*")));
    }
    return cases;
  }

  private static LiveServer start(String server, int port, Map<String, String> environment)
      throws IOException {
    return server.equals("mod_wsgi")
        ? ApacheServer.start(LiveServer.FOLDER.resolve("live.py"), port, environment)
        : LiveServer.start(command(server, port), environment, port);
  }

  static List<String> command(String server, int port) {
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
}

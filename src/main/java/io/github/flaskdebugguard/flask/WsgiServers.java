package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Command lines of servers that import an application (facts C1 and C3). */
final class WsgiServers {
  private static final Set<String> GUNICORN_FLAGS =
      Set.of(
          "--reload",
          "--daemon",
          "-D",
          "--preload",
          "--check-config",
          "--print-config",
          "--spew",
          "--capture-output",
          "--no-sendfile",
          "--enable-stdio-inheritance",
          "-R",
          "--initgroups",
          "--disable-redirect-access-to-syslog",
          "--log-syslog",
          "--proxy-protocol",
          "--suppress-ragged-eofs",
          "--do-handshake-on-connect",
          "--reuse-port",
          "--version",
          "-v",
          "--help",
          "-h",
          "--no-control-socket");
  private static final Set<String> UVICORN_FLAGS =
      Set.of(
          "--reload",
          "--factory",
          "--proxy-headers",
          "--no-proxy-headers",
          "--access-log",
          "--no-access-log",
          "--use-colors",
          "--no-use-colors",
          "--server-header",
          "--no-server-header",
          "--date-header",
          "--no-date-header",
          "--debug",
          "--version");
  private static final Set<String> HYPERCORN_FLAGS =
      Set.of("--reload", "--debug", "--version", "-h", "--help");
  private static final Set<String> GRANIAN_FLAGS =
      Set.of(
          "--reload",
          "--no-reload",
          "--factory",
          "--no-factory",
          "--access-log",
          "--no-access-log",
          "--log",
          "--no-log",
          "--ws",
          "--no-ws");
  private static final Set<String> WAITRESS_FLAGS =
      Set.of(
          "--call",
          "--expose-tracebacks",
          "--no-expose-tracebacks",
          "--ipv4",
          "--no-ipv4",
          "--ipv6",
          "--no-ipv6",
          "--log-socket-errors",
          "--no-log-socket-errors",
          "--clear-untrusted-proxy-headers",
          "--no-clear-untrusted-proxy-headers",
          "--log-untrusted-proxy-headers",
          "--help");

  private WsgiServers() {}

  /** {@return the launch that a program of this name makes, or null when it is no such server} */
  static @Nullable Launch of(String name, ProcessStart start, List<Text> arguments) {
    return switch (name) {
      case "gunicorn", "gunicorn3", "gunicorn_paster", "gunicorn.app.wsgiapp" ->
          gunicorn(start, arguments);
      case "waitress-serve", "waitress" -> waitress(arguments);
      case "uvicorn" -> uvicorn(arguments);
      case "hypercorn" -> plain("hypercorn", arguments, HYPERCORN_FLAGS);
      case "granian" -> plain("granian", arguments, GRANIAN_FLAGS);
      case "daphne", "twistd", "bjoern", "meinheld", "chaussette" ->
          plain(name, arguments, Set.of());
      case "cheroot" -> plain("cheroot", arguments, Set.of());
      case "mod_wsgi-express" -> modWsgi(arguments);
      case "passenger" -> script(name, arguments.isEmpty() ? null : arguments.getFirst(), null);
      case "lambda-wsgi" -> plain(name, arguments, Set.of("--expose-tracebacks"));
      case "unit" -> plain(name, arguments, Set.of());
      default -> null;
    };
  }

  private static Launch.Wsgi gunicorn(ProcessStart start, List<Text> given) {
    CommandOptions line = CommandOptions.of(given, GUNICORN_FLAGS, false);
    List<Text> variable = new ArrayList<>();
    if (start.environment().get("GUNICORN_CMD_ARGS") instanceof Text.Known known) {
      for (String word : known.value().strip().split("\\s+")) {
        variable.add(new Text.Known(unquoted(word), known.span()));
      }
    }
    CommandOptions fromVariable = CommandOptions.of(variable, GUNICORN_FLAGS, false);
    Text application =
        line.operands().isEmpty()
            ? fromVariable.operands().isEmpty() ? null : fromVariable.operands().getFirst()
            : line.operands().getFirst();
    List<Text> raw = line.values("-e", "--env");
    if (raw.isEmpty()) {
      raw = fromVariable.values("-e", "--env");
    }
    String folder = first(line.text("--chdir"), fromVariable.text("--chdir"));
    String path = first(line.text("--pythonpath"), fromVariable.text("--pythonpath"));
    Text configuration = line.value("-c", "--config");
    if (configuration == null) {
      configuration = fromVariable.value("-c", "--config");
    }
    CommandOptions.Option reload = line.last("--reload");
    if (reload == null) {
      reload = fromVariable.last("--reload");
    }
    return new Launch.Wsgi(
        "gunicorn",
        application,
        "application",
        folder,
        path == null ? List.of() : List.of(path.split(",")),
        settings(raw),
        configuration,
        reload == null ? null : reload.word().span(),
        null,
        false,
        false,
        null,
        List.of(),
        Map.of(),
        line.last("--preload") != null || fromVariable.last("--preload") != null,
        unread(start, line));
  }

  /**
   * {@return what GUNICORN_CMD_ARGS may add when it is set to something that is not known: all that
   * the command line does not say itself. Variables come by {@code -e} and by the configuration
   * file that {@code -c} names (facts C1)}
   */
  private static Launch.@Nullable Unread unread(ProcessStart start, CommandOptions line) {
    Environment.Variable variable = start.environment().variable("GUNICORN_CMD_ARGS");
    if (variable == null || !(variable.value() instanceof Text.Unknown unknown)) {
      return null;
    }
    boolean settled = line.last("-e", "--env") != null && line.last("-c", "--config") != null;
    return new Launch.Unread(
        "GUNICORN_CMD_ARGS may add options to gunicorn: " + unknown.reason(),
        unknown.span(),
        !settled);
  }

  private static String unquoted(String word) {
    return word.replace("'", "").replace("\"", "");
  }

  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    return a != null ? a : b;
  }

  static List<Launch.Setting> settings(List<Text> raw) {
    List<Launch.Setting> settings = new ArrayList<>();
    for (Text each : raw) {
      if (each instanceof Text.Known known && known.value().indexOf('=') > 0) {
        int equals = known.value().indexOf('=');
        settings.add(
            new Launch.Setting(
                known.value().substring(0, equals),
                new Text.Known(known.value().substring(equals + 1), known.span())));
      }
    }
    return settings;
  }

  private static Launch.Wsgi waitress(List<Text> arguments) {
    CommandOptions line = CommandOptions.of(arguments, WAITRESS_FLAGS, false);
    CommandOptions.Option expose = line.last("--expose-tracebacks", "--no-expose-tracebacks");
    boolean leaks = expose != null && expose.name().equals("--expose-tracebacks");
    boolean calls = line.last("--call") != null;
    Text application = line.operands().isEmpty() ? line.value("--app") : line.operands().getFirst();
    return wsgi(
        "waitress",
        application,
        null,
        leaks && expose != null ? expose.word().span() : null,
        calls,
        List.of(),
        null);
  }

  private static Launch.Wsgi uvicorn(List<Text> arguments) {
    CommandOptions line = CommandOptions.of(arguments, UVICORN_FLAGS, false);
    CommandOptions.Option reload = line.last("--reload");
    CommandOptions.Option debug = line.last("--debug");
    String folder = line.text("--app-dir");
    return wsgi(
        "uvicorn",
        line.operands().isEmpty() ? null : line.operands().getFirst(),
        reload == null ? null : reload.word().span(),
        debug == null ? null : debug.word().span(),
        line.last("--factory") != null,
        folder == null ? List.of() : List.of(folder),
        line.value("--env-file"));
  }

  private static Launch.Wsgi plain(String server, List<Text> arguments, Set<String> flags) {
    CommandOptions line = CommandOptions.of(arguments, flags, false);
    CommandOptions.Option reload = line.last("--reload");
    CommandOptions.Option shows = line.last("--expose-tracebacks");
    Text application = line.operands().isEmpty() ? null : line.operands().getFirst();
    if (application instanceof Text.Known known
        && (known.value().startsWith("wsgi:") || known.value().startsWith("asgi:"))
        && known.value().indexOf(':', 5) > 0) {
      application = new Text.Known(known.value().substring(5), known.span());
    }
    return wsgi(
        server,
        application,
        reload == null ? null : reload.word().span(),
        shows == null ? null : shows.word().span(),
        line.last("--factory") != null,
        List.of(),
        null);
  }

  private static Launch.Wsgi modWsgi(List<Text> arguments) {
    CommandOptions line =
        CommandOptions.of(
            arguments,
            Set.of("--reload-on-changes", "--log-to-terminal", "--debug-mode", "--https-only"),
            false);
    CommandOptions.Option reload = line.last("--reload-on-changes");
    Text script = null;
    for (Text operand : line.operands()) {
      boolean command = operand instanceof Text.Known word && word.value().equals("start-server");
      script = command ? script : operand;
    }
    return script("mod_wsgi", script, reload == null ? null : reload.word().span());
  }

  /** A server that runs a file and serves its {@code application}. */
  private static Launch.Wsgi script(String server, @Nullable Text file, @Nullable Span reload) {
    return new Launch.Wsgi(
        server,
        file,
        "application",
        null,
        List.of(),
        List.of(),
        null,
        reload,
        null,
        false,
        false,
        null,
        List.of(),
        Map.of(),
        false,
        null);
  }

  private static Launch.Wsgi wsgi(
      String server,
      @Nullable Text application,
      @Nullable Span reload,
      @Nullable Span leaks,
      boolean calls,
      List<String> path,
      @Nullable Text envFile) {
    return new Launch.Wsgi(
        server,
        application,
        server.equals("waitress") ? "application" : "app",
        null,
        path,
        List.of(),
        null,
        reload,
        leaks,
        calls,
        false,
        envFile,
        List.of(),
        Map.of(),
        false,
        null);
  }
}

package io.github.flaskdebugguard.probe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in one answer what no client should get. A page that speaks about such things (a manual, a
 * forum) is told from one that leaks them by its status, its type and where on the page they stand.
 */
final class Leaks {
  /** A leak begins its page; an article first has a title and a menu. */
  private static final int START = 400;

  /** Source: Flask's default_config, 0.11 to 3.1. */
  private static final List<String> CONFIGURATION =
      List.of(
          "SECRET_KEY",
          "PERMANENT_SESSION_LIFETIME",
          "SESSION_COOKIE_NAME",
          "SESSION_COOKIE_HTTPONLY",
          "PROPAGATE_EXCEPTIONS",
          "APPLICATION_ROOT",
          "MAX_CONTENT_LENGTH",
          "TEMPLATES_AUTO_RELOAD",
          "SEND_FILE_MAX_AGE_DEFAULT",
          "EXPLAIN_TEMPLATE_LOADING",
          "TRAP_HTTP_EXCEPTIONS",
          "PREFERRED_URL_SCHEME");

  private static final List<String> ENVIRONMENT =
      List.of(
          "PATH",
          "HOME",
          "HOSTNAME",
          "PWD",
          "LANG",
          "SHLVL",
          "SHELL",
          "LOGNAME",
          "VIRTUAL_ENV",
          "PYTHONPATH",
          "PYTHON_VERSION",
          "GPG_KEY",
          "FLASK_APP",
          "FLASK_DEBUG",
          "KUBERNETES_SERVICE_HOST",
          "SERVER_SOFTWARE");

  /** PEP 3333; uWSGI's catch-exceptions prints the same names. */
  private static final List<String> REQUEST =
      List.of(
          "REQUEST_METHOD",
          "PATH_INFO",
          "QUERY_STRING",
          "SERVER_PROTOCOL",
          "REMOTE_ADDR",
          "HTTP_HOST",
          "HTTP_USER_AGENT",
          "HTTP_COOKIE",
          "wsgi.url_scheme",
          "wsgi.multithread",
          "werkzeug.request");

  private static final List<String> SQL =
      List.of(
          "sqlalche.me/e/",
          "[SQL: ",
          "sqlalchemy.exc.",
          "psycopg2.errors.",
          "psycopg2.OperationalError",
          "pymysql.err.",
          "MySQLdb.OperationalError",
          "sqlite3.OperationalError",
          "mysql.connector.errors.",
          "cx_Oracle.",
          "asyncpg.exceptions.");

  private final Answer answer;
  private final List<Observed> found = new ArrayList<>();

  private Leaks(Answer answer) {
    this.answer = answer;
  }

  /**
   * {@return what an answer gives away}
   *
   * @param elsewhere the answer for a path that does not exist; what stands there too says nothing
   *     about this page
   */
  static List<Observed> in(Answer answer, @Nullable Answer elsewhere) {
    if (answer.text().isEmpty()) {
      return List.of();
    }
    Leaks leaks = new Leaks(answer);
    leaks.look();
    if (elsewhere == null || answer.isError() || leaks.found.isEmpty()) {
      return leaks.found;
    }
    List<Observed> own = new ArrayList<>();
    List<Signal> common = in(elsewhere, null).stream().map(Observed::signal).toList();
    for (Observed observed : leaks.found) {
      if (!common.contains(observed.signal())) {
        own.add(observed);
      }
    }
    return own;
  }

  private void look() {
    String text = answer.text();
    Frames frames = Frames.in(answer);
    DebuggerPage page = DebuggerPage.in(answer);
    if (page != null && !page.console() && frames.count() > 0) {
      add(
          Signal.TRACEBACK_PAGE,
          page.complete() && answer.status() >= 400 ? Certainty.CERTAIN : Certainty.LIKELY,
          "Werkzeug's traceback page with " + frames.count() + " frames, source and its SECRET");
    } else if (text.startsWith("uWSGI exceptions catcher for ")) {
      add(Signal.TRACEBACK, Certainty.CERTAIN, "uWSGI's catch-exceptions sends the exception");
    } else if (frames.isTraceback()) {
      add(
          Signal.TRACEBACK,
          standing(frames.first()),
          "a Python traceback with " + frames.count() + " frames" + (inJson() ? " in JSON" : ""));
    }
    int keys = keys(CONFIGURATION);
    if (keys > 3) {
      add(Signal.CONFIGURATION, dump(), keys + " keys of Flask's configuration with values");
    }
    keys = keys(ENVIRONMENT);
    if (keys > 3 || (keys > 1 && text.contains("/usr/bin:"))) {
      add(Signal.ENVIRONMENT, dump(), keys + " variables of a process environment with values");
    }
    keys = keys(REQUEST);
    if (keys > 3) {
      add(Signal.REQUEST_VARIABLES, dump(), keys + " request variables with values");
    }
    int drivers = 0;
    int first = -1;
    for (String mark : SQL) {
      int at = text.indexOf(mark);
      drivers += at < 0 ? 0 : 1;
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    if (drivers > 1 || (drivers > 0 && answer.status() >= 400)) {
      add(Signal.SQL, standing(first), "words of a database driver or an SQL statement");
    }
    if (found.isEmpty() && answer.status() >= 400 && paths() > 0) {
      add(Signal.FILE_PATHS, Certainty.LIKELY, "paths of Python files on an error page");
    }
  }

  private void add(Signal signal, Certainty certainty, String evidence) {
    found.add(
        new Observed(signal, certainty, answer.label(), evidence + " (" + answer.describe() + ")"));
  }

  private boolean inJson() {
    return answer.isJson();
  }

  /** {@return how sure it is that a text on this page leaks and is not spoken about} */
  private Certainty standing(int first) {
    if (answer.status() >= 400) {
      return answer.status() == 404 && answer.isHtml() && first > START
          ? Certainty.HINT
          : Certainty.CERTAIN;
    }
    if (!answer.isHtml() || first < START) {
      return Certainty.LIKELY;
    }
    return Certainty.HINT;
  }

  /** Keys with values are no article, whatever the status. */
  private Certainty dump() {
    return answer.status() >= 400 ? Certainty.CERTAIN : Certainty.LIKELY;
  }

  /** {@return how many of the names stand there as the key of a value} */
  private int keys(List<String> names) {
    int count = 0;
    for (String name : names) {
      count += isKey(name) ? 1 : 0;
    }
    return count;
  }

  private boolean isKey(String name) {
    String text = answer.text();
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (quoted(text, at, end) || assigned(text, at, end)) {
        return true;
      }
    }
    return false;
  }

  /** {@code 'KEY':}, {@code "KEY":}, and the same as HTML or as text within JSON. */
  private static boolean quoted(String text, int at, int end) {
    for (String quote : new String[] {"'", "\"", "\\\"", "&#39;", "&#34;", "&quot;", "&#x27;"}) {
      if (at >= quote.length()
          && text.startsWith(quote, at - quote.length())
          && (text.startsWith(quote + ":", end) || text.startsWith(quote + ", ", end))) {
        return true;
      }
    }
    return false;
  }

  /** {@code KEY=value} or {@code KEY = value} at the start of a line or of an element. */
  private static boolean assigned(String text, int at, int end) {
    char before = at == 0 ? '\n' : text.charAt(at - 1);
    if (before != '\n' && before != '>') {
      return false;
    }
    return text.startsWith("=", end)
        || text.startsWith(" = ", end)
        || text.startsWith(": ", end)
        || text.startsWith("</td><td>", end)
        || text.startsWith("</th><td>", end)
        || text.startsWith("</dt><dd>", end);
  }

  private int paths() {
    String text = answer.text();
    int count = 0;
    for (int at = text.indexOf(".py"); at >= 0; at = text.indexOf(".py", at + 3)) {
      int start = at;
      int slashes = 0;
      while (start > 0 && at - start < 200 && isPath(text.charAt(start - 1))) {
        start--;
        slashes += text.charAt(start) == '/' ? 1 : 0;
      }
      boolean ends = at + 3 >= text.length() || !isPath(text.charAt(at + 3));
      count += ends && slashes > 1 && text.charAt(start) == '/' ? 1 : 0;
    }
    return count;
  }

  private static boolean isPath(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "/._-".indexOf(c) >= 0;
  }
}

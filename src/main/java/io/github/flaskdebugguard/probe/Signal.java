package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.rule.Level;

/** What a probe tells apart. */
enum Signal {
  /** Werkzeug's debugger wraps the app: it answers with its own resources. */
  DEBUGGER("debugger-in-production", Level.ERROR),
  /** The page on which Python is typed is open; a PIN may still protect it. */
  CONSOLE_OPEN("debugger-in-production", Level.ERROR),
  /** The console is there and refuses this name of the host, and nothing else. */
  CONSOLE_REFUSED("debugger-in-production", Level.ERROR),
  /** Code runs in frames and console without a PIN. */
  PIN_OFF("debugger-pin-disabled", Level.ERROR),
  /** Werkzeug's page with source, variables and the debugger's secret. */
  TRACEBACK_PAGE("traceback-to-client", Level.ERROR),
  /** A traceback as HTML, text or JSON, of whatever made it. */
  TRACEBACK("traceback-to-client", Level.ERROR),
  /** Request variables, cookies and credentials included. */
  REQUEST_VARIABLES("traceback-to-client", Level.ERROR),
  /** The process environment. */
  ENVIRONMENT("traceback-to-client", Level.ERROR),
  /** Flask's configuration with its keys. */
  CONFIGURATION("traceback-to-client", Level.ERROR),
  /** An SQL statement or a database driver's own words. */
  SQL("traceback-to-client", Level.WARNING),
  /** Paths of Python files on an error page. */
  FILE_PATHS("traceback-to-client", Level.WARNING),
  /** Flask-DebugToolbar. */
  DEBUG_TOOLBAR("debug-tool-in-production", Level.ERROR),
  /** A page that sends queries by hand. */
  GRAPHIQL("debug-tool-in-production", Level.WARNING),
  /** Flask's flag is on, though no debugger may be. */
  DEBUG_FLAG("debug-mode-in-production", Level.ERROR),
  /** Flask's flag is off. */
  DEBUG_FLAG_OFF("debug-mode-in-production", Level.NOTE),
  /**
   * Exceptions leave the app and the server answers for it: the flag, PROPAGATE_EXCEPTIONS or
   * TESTING is on.
   */
  PROPAGATES("debug-mode-in-production", Level.WARNING),
  /** Werkzeug's own server answers. */
  DEVELOPMENT_SERVER("development-server-in-production", Level.WARNING),
  /** A console or debugger that has nothing behind it. */
  LOOKALIKE("debugger-in-production", Level.NOTE),
  /** An answer leads to another host; it is not followed. */
  REDIRECT("debugger-in-production", Level.NOTE);

  private final String rule;
  private final Level level;

  Signal(String rule, Level level) {
    this.rule = rule;
    this.level = level;
  }

  /** {@return the rule that explains it} */
  public String rule() {
    return rule;
  }

  Level level() {
    return level;
  }

  /** {@return the word in reports} */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}

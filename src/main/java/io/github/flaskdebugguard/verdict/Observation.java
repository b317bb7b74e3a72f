package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.Span;

/** Something that the evaluation of a deployment met on its way and that a rule may judge. */
public record Observation(Kind kind, Span span, String message) {
  /** What was met. */
  public enum Kind {
    /**
     * Text is taken as truth where a person meant its content: {@code bool("False")}. The span
     * covers the expression.
     */
    TEXT_AS_TRUTH,
    /** The debugger's PIN is off or written in the repository. */
    PIN_DISABLED,
    /** Werkzeug's development server serves. */
    DEVELOPMENT_SERVER,
    /** A server setting makes workers reload. */
    RELOADER,
    /** A setting that people rely on does nothing here. */
    WITHOUT_EFFECT,
    /** The client gets tracebacks or configuration. */
    LEAK,
    /** A debug toolbar, profiler or debug listener is active. */
    DEBUG_TOOL,
    /** A dotenv file of the repository is loaded at start. */
    ENV_FILE_LOADED,
    /** Debug mode is off, yet nothing that the deployment holds turns it off. */
    OFF_BY_DEFAULT
  }
}

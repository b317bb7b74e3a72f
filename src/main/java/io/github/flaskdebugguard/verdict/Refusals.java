package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.EnvironmentRead;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;

/** Tells why an exception ends a start. */
final class Refusals {
  private Refusals() {}

  /**
   * {@return whether an exception tells of a value that is there: its message is made from one, or
   * a conversion refuses a text right after such a variable was asked for}
   */
  static boolean bySetValue(Interpreter run, Raised raised) {
    EnvironmentRead last = run.reads().last();
    if (last == null || !last.found()) {
      return false;
    }
    if (isStatement(run, raised.span())) {
      return run.messageOrigin(raised.exception()).variables().contains(last.variable());
    }
    String described = run.described(raised.exception());
    return described.startsWith("ValueError")
        || described.startsWith("SyntaxError")
        || described.startsWith("JSONDecodeError");
  }

  /** {@return whether the code itself raises at a place} */
  private static boolean isStatement(Interpreter run, Span span) {
    String path = run.input().files().pathOf(span.path());
    SourceFile file = path == null ? null : run.input().files().read(path);
    return file != null
        && span.start() <= file.text().length()
        && (file.text().startsWith("raise", span.start())
            || file.text().startsWith("assert", span.start()));
  }
}

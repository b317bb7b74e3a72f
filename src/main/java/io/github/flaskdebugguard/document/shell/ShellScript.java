package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/**
 * A shell script, or a command line that a shell gets. POSIX sh and bash are read alike; what only
 * one of them understands is left to who runs it.
 *
 * @param body all commands; a line that cannot be read is a {@link Command.Broken} and the next
 *     line is read again
 */
public record ShellScript(Command.Block body, List<Problem> problems) {
  public ShellScript {
    problems = List.copyOf(problems);
  }

  /** {@return the script in a file} */
  public static ShellScript parse(SourceFile file) {
    return file.as(ShellScript.class, text -> parse(text.text(), text::span));
  }

  /** {@return the commands in a text; spans are as near as its own span allows} */
  public static ShellScript parse(Text.Known text) {
    Span whole = text.span();
    int length = whole.end() - whole.start();
    int shift = length == text.value().length() ? 0 : length == text.value().length() + 2 ? 1 : -1;
    if (shift < 0) {
      return parse(text.value(), (start, end) -> whole);
    }
    int base = whole.start() + shift;
    return parse(text.value(), (start, end) -> new Span(whole.path(), base + start, base + end));
  }

  private static ShellScript parse(String text, Places places) {
    return new ShellParser(text, places).parse();
  }

  /** Tells where in the repository a stretch of the text stands. */
  @FunctionalInterface
  interface Places {
    Span span(int start, int end);
  }
}

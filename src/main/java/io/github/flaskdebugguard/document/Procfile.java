package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A Procfile: one process type a line (executed: npm foreman 3.0, Ruby foreman 0.87). A line that
 * is none is left out, as the tools do.
 *
 * @param processes in file order; of a name that comes twice the later one counts
 */
public record Procfile(List<Process> processes) {
  public Procfile {
    processes = List.copyOf(processes);
  }

  /**
   * A process type.
   *
   * @param name letters, digits, {@code _} and {@code -}; only {@code web} gets traffic, and only
   *     in that case
   * @param command a line for a shell
   * @param span the whole line
   */
  public record Process(String name, Text.Known command, Span span) {}

  /** {@return the process types of a file} */
  public static Procfile parse(SourceFile file) {
    String text = file.text();
    List<Process> processes = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      int last = end;
      while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
        last--;
      }
      int colon = start;
      while (colon < last && isName(text.charAt(colon))) {
        colon++;
      }
      if (colon > start && colon < last && text.charAt(colon) == ':') {
        int command = colon + 1;
        while (command < last && Character.isWhitespace(text.charAt(command))) {
          command++;
        }
        if (command < last) {
          processes.add(
              new Process(
                  text.substring(start, colon),
                  new Text.Known(text.substring(command, last), file.span(command, last)),
                  file.span(start, last)));
        }
      }
      start = end + 1;
    }
    return new Procfile(processes);
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}

package io.github.flaskdebugguard.deployment.provision;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.Arrays;

/** A file on a host whose text stands as a value in a file of the repository. */
public final class WrittenText {
  private WrittenText() {}

  /**
   * {@return the text as a file, whose lines stand where the value's lines do as far as they are
   * found there, else where the value begins}
   *
   * @param span the value
   */
  public static SourceFile of(Repository repository, Span span, String text) {
    int[] origins = new int[text.length()];
    Arrays.fill(origins, span.start());
    SourceFile holder = repository.read(span.path());
    if (holder != null && text.indexOf('\n') >= 0 && span.end() <= holder.text().length()) {
      align(holder.text(), span, text, origins);
    }
    return SourceFile.written(span.path(), text, origins);
  }

  /** Characters of the value that are searched for lines; where more would be, none are found. */
  private static final long MOST_SEARCHED = 32L * Limits.FILE_BYTES;

  private static void align(String raw, Span span, String text, int[] origins) {
    int from = span.start();
    int at = 0;
    long searched = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(at, end).strip();
      boolean search = !line.isEmpty() && searched <= MOST_SEARCHED;
      int found = search ? raw.indexOf(line, from, span.end()) : -1;
      int equals = line.indexOf('=');
      if (search && equals > 0 && found < 0) {
        // What stands behind the name was filled in.
        line = line.substring(0, equals + 1);
        found = raw.indexOf(line, from, span.end());
      }
      boolean inside = found >= 0;
      searched += (inside ? found : span.end()) - from;
      int indent = line.isEmpty() ? 0 : text.indexOf(line, at) - at;
      for (int i = at; i < Math.min(end + 1, text.length()); i++) {
        int column = Math.clamp(i - at - indent, 0, line.length());
        origins[i] = inside ? found + column : from;
      }
      from = inside ? found + line.length() : from;
      at = end + 1;
    }
  }
}

package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;

/**
 * A line of code with carets under the part that counts. Long lines are cut around that part.
 *
 * @param text the line as it may be shown
 * @param carets blanks, then carets, of the same width
 */
record CodeFrame(String text, String carets) {
  private static final int WIDTH = 110;
  private static final int BEFORE = 30;

  static CodeFrame of(SourceFile file, Location place) {
    String line = file.line(place.line());
    int start = Math.min(place.column() - 1, line.length());
    int end =
        place.endLine() == place.line()
            ? Math.min(place.endColumn() - 1, line.length())
            : line.length();
    int from = 0;
    if (end > WIDTH) {
      from = boundary(line, Math.max(0, start - BEFORE));
    }
    int to = boundary(line, Math.min(line.length(), from + WIDTH));
    StringBuilder text = new StringBuilder(from > 0 ? "…" : "");
    StringBuilder carets = new StringBuilder(from > 0 ? " " : "");
    for (int i = from; i < to; i++) {
      int before = text.length();
      Neutral.append(text, line, i);
      String mark = i >= start && i < Math.max(end, start + 1) ? "^" : " ";
      carets.repeat(
          mark,
          text.codePointCount(before, text.length()) == 0 || isSecondHalf(line, i)
              ? 0
              : text.codePointCount(before, text.length()));
    }
    if (to < line.length()) {
      text.append('…');
    } else if (start >= to) {
      carets.append('^');
    }
    return new CodeFrame(text.toString(), carets.toString().stripTrailing());
  }

  private static boolean isSecondHalf(String line, int i) {
    return i > 0
        && Character.isLowSurrogate(line.charAt(i))
        && Character.isHighSurrogate(line.charAt(i - 1));
  }

  private static int boundary(String line, int i) {
    return i < line.length() && isSecondHalf(line, i) ? i + 1 : i;
  }
}

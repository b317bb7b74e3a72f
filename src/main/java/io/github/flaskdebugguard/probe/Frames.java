package io.github.flaskdebugguard.probe;

/**
 * Counts the frames of Python tracebacks in a page, however its quotes are written.
 *
 * @param header whether a traceback's first line is there
 * @param count of {@code File "...", line N}
 * @param first offset of the first sign of a traceback
 */
record Frames(boolean header, int count, int first) {
  private static final String HEADER = "Traceback (most recent call last)";
  private static final int ENOUGH = 50;

  /** How a quotation mark may be written: plain, in JSON, in HTML by html.escape and markupsafe. */
  private static final String[] QUOTES = {"\"", "\\\"", "&quot;", "&#34;", "&#34", "'", "\\u0022"};

  /** {@return what an answer holds} */
  static Frames in(Answer answer) {
    String text = answer.text();
    int header = text.indexOf(HEADER);
    int count = 0;
    int first = header;
    int at = text.indexOf("File ");
    while (at >= 0 && count < ENOUGH) {
      if (isFrame(text, at + 5)) {
        count++;
        first = first < 0 ? at : Math.min(first, at);
      }
      at = text.indexOf("File ", at + 5);
    }
    return new Frames(header >= 0, count, first);
  }

  private static boolean isFrame(String text, int at) {
    // Quart's page (quart/debug.py): File <span class="info">x.py</span>, line <span ...>3</span>
    String file = "<span class=\"info\">";
    if (text.startsWith(file, at)) {
      int end = text.indexOf("</span>", at);
      return end > 0
          && end - at < 500
          && text.regionMatches(text.indexOf("line", end), "line " + file, 0, 5 + file.length());
    }
    for (String quote : QUOTES) {
      if (text.startsWith(quote, at)) {
        int end = text.indexOf(quote + ", line ", at + quote.length());
        int digit = end + quote.length() + 7;
        return end > 0
            && end - at < 500
            && digit < text.length()
            && text.charAt(digit) >= '0'
            && text.charAt(digit) <= '9';
      }
    }
    return false;
  }

  boolean isTraceback() {
    return (header && count > 0) || count > 1;
  }
}

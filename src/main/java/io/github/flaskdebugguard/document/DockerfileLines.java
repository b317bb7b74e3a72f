package io.github.flaskdebugguard.document;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The logical lines of a Dockerfile: directives, comments, continuations and heredocs. */
final class DockerfileLines {
  private final String path;
  private final String text;
  private int position;
  private char escape = '\\';

  DockerfileLines(String path, String text) {
    this.path = path;
    this.text = text;
    position = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
    directives();
  }

  /**
   * What {@code <<-"NAME"} announces.
   *
   * @param expand whether variables are expanded: the name has no quotes
   */
  record HeredocStart(String name, boolean expand, boolean stripTabs) {}

  char escape() {
    return escape;
  }

  /** Directives count only at the very top: the first other line, blank or comment, ends them. */
  private void directives() {
    while (position < text.length()) {
      int end = lineEnd(position);
      String line = text.substring(position, end).strip();
      int equals = line.indexOf('=');
      if (!line.startsWith("#") || equals < 0) {
        return;
      }
      String key = line.substring(1, equals).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(equals + 1).strip();
      if (!key.equals("escape") && !key.equals("syntax") && !key.equals("check")) {
        return;
      }
      if (key.equals("escape") && value.length() == 1) {
        escape = value.charAt(0) == '`' ? '`' : '\\';
      }
      position = nextLine(end);
    }
  }

  /** {@return the next instruction on one line, or null at the end} */
  @Nullable MappedText next() {
    while (position < text.length()) {
      int end = lineEnd(position);
      int start = position;
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      position = nextLine(end);
      if (start == end || text.charAt(start) == '#') {
        continue;
      }
      int cut = continued(start, end);
      if (cut < 0) {
        return MappedText.of(path, text, start, end);
      }
      var line = new MappedText.Builder(path, start).append(MappedText.of(path, text, start, cut));
      joinContinued(line);
      return line.build();
    }
    return null;
  }

  private void joinContinued(MappedText.Builder line) {
    while (position < text.length()) {
      int start = position;
      int end = lineEnd(start);
      position = nextLine(end);
      int first = start;
      while (first < end && Character.isWhitespace(text.charAt(first))) {
        first++;
      }
      if (first == end || text.charAt(first) == '#') {
        continue;
      }
      int cut = continued(start, end);
      line.append(MappedText.of(path, text, start, cut < 0 ? end : cut));
      if (cut < 0) {
        return;
      }
    }
  }

  /** {@return where the line ends without its continuation mark, or -1 when it has none} */
  private int continued(int start, int end) {
    int last = end;
    while (last > start && (text.charAt(last - 1) == ' ' || text.charAt(last - 1) == '\t')) {
      last--;
    }
    if (last == start || text.charAt(last - 1) != escape) {
      return -1;
    }
    return last - 1 == start || text.charAt(last - 2) != escape ? last - 1 : -1;
  }

  /** {@return the lines up to the name, which is consumed; null when it never comes} */
  @Nullable MappedText heredocContent(HeredocStart heredoc) {
    var content = new MappedText.Builder(path, position);
    while (position < text.length()) {
      int start = position;
      int end = lineEnd(start);
      int next = nextLine(end);
      if (heredoc.stripTabs()) {
        while (start < end && text.charAt(start) == '\t') {
          start++;
        }
      }
      position = next;
      if (text.substring(start, end).equals(heredoc.name())) {
        return content.build();
      }
      content.append(MappedText.of(path, text, start, next));
    }
    return null;
  }

  /** {@return the heredoc that a word starts, or null} */
  static @Nullable HeredocStart heredoc(String word) {
    int at = 0;
    while (at < word.length() && Character.isDigit(word.charAt(at))) {
      at++;
    }
    if (!word.startsWith("<<", at)) {
      return null;
    }
    at += 2;
    boolean strip = at < word.length() && word.charAt(at) == '-';
    String raw = word.substring(strip ? at + 1 : at);
    if (raw.indexOf('<') >= 0) {
      return null;
    }
    String name = raw.replace("\"", "").replace("'", "");
    return name.isEmpty() ? null : new HeredocStart(name, name.equals(raw), strip);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    if (end < 0) {
      end = text.length();
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private int nextLine(int end) {
    int newline = text.indexOf('\n', end);
    return newline < 0 ? text.length() : newline + 1;
  }
}

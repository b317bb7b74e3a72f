package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The reader of docker compose v2 (executed: 2.26.1). {@code :} separates like {@code =}, only a
 * blank before {@code #} starts a comment, what follows a closing quote is the next statement, and
 * the caller's environment beats the file in references.
 */
final class ComposeEnvReader {
  private final SourceFile file;
  private final String text;
  private final EnvEntries entries;
  private int at;

  ComposeEnvReader(SourceFile file, EnvEntries entries) {
    this.file = file;
    this.text = file.text();
    this.entries = entries;
    this.at = text.startsWith("\ufeff") ? 1 : 0;
  }

  void read() {
    while (!entries.refused() && skipSpaceAndComments()) {
      statement();
    }
  }

  private boolean skipSpaceAndComments() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = lineEnd(at);
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private int lineEnd(int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? text.length() : feed;
  }

  private void statement() {
    int start = at;
    if (text.startsWith("export", at) && at + 6 < text.length() && isBlank(text.charAt(at + 6))) {
      at += 6;
      skipBlanks();
    }
    int nameStart = at;
    while (at < text.length()
        && text.charAt(at) != '='
        && text.charAt(at) != ':'
        && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (!isBlank(c) && !Character.isLetterOrDigit(c) && "_.-[]".indexOf(c) < 0) {
        entries.refuse(
            "docker compose refuses the file: unexpected character \""
                + c
                + "\" in a variable name",
            start,
            at + 1);
        return;
      }
      at++;
    }
    String name = text.substring(nameStart, at).strip();
    boolean bare = at >= text.length() || text.charAt(at) == '\n';
    if (!bare && (name.isEmpty() || name.indexOf(' ') >= 0)) {
      entries.refuse("docker compose refuses the file: a variable name holds a blank", start, at);
      return;
    }
    if (bare) {
      if (name.indexOf(' ') >= 0) {
        entries.refuse("docker compose refuses the file: a variable name holds a blank", start, at);
        return;
      }
      entries.bare(name, start, nameStart + name.length());
      return;
    }
    at++;
    skipBlanks();
    value(name, start);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) && c != '\n';
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void value(String name, int start) {
    char quote = at < text.length() ? text.charAt(at) : '\n';
    if (quote != '"' && quote != '\'') {
      int end = lineEnd(at);
      String raw = text.substring(at, end);
      int comment = raw.indexOf(" #");
      String value = (comment < 0 ? raw : raw.substring(0, comment)).stripTrailing();
      at = end;
      set(name, value, start, end - raw.length() + value.length());
      return;
    }
    int close = at + 1;
    while (close < text.length()
        && (text.charAt(close) != quote || text.charAt(close - 1) == '\\')) {
      close++;
    }
    if (close >= text.length()) {
      entries.refuse("docker compose refuses the file: a quote is not closed", start, lineEnd(at));
      return;
    }
    String inner = text.substring(at + 1, close);
    at = close + 1;
    if (quote == '\'') {
      entries.set(name, inner, start, at);
    } else {
      set(name, unescaped(inner), start, at);
    }
  }

  private static String unescaped(String inner) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\' || i + 1 >= inner.length()) {
        result.append(c);
        continue;
      }
      char next = inner.charAt(++i);
      switch (next) {
        case 'n' -> result.append('\n');
        case 'r' -> result.append('\r');
        case 't' -> result.append('\t');
        case 'a' -> result.append('\u0007');
        case 'b' -> result.append('\b');
        case 'f' -> result.append('\f');
        case 'v' -> result.append('\u000b');
        case '"', '\\' -> result.append(next);
        case '$' -> result.append("$$");
        default -> result.append('\\').append(next);
      }
    }
    return result.toString();
  }

  private void set(String name, String value, int start, int end) {
    if (entries.isFull() && value.indexOf('$') >= 0) {
      entries.set(name, EnvEntries.tooMuch(file.span(start, end)), start, end);
      return;
    }
    var expansion = new Interpolation(value, file.span(start, end), this::lookup);
    Text result = expansion.expand();
    String failure = expansion.error();
    if (failure != null) {
      entries.refuse("docker compose refuses the file: " + failure, start, end);
    }
    entries.set(name, result, start, end);
  }

  private @Nullable Text lookup(String name) {
    Text caller = entries.fromEnvironment(name);
    return caller != null ? caller : entries.fromFile(name);
  }
}

package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * python-dotenv's parser (executed: 0.21.0 and 1.2.2, which agree). A line that it cannot read is
 * skipped. References are {@code ${NAME}} and {@code ${NAME:-default}} only, in every kind of
 * quotes, and the file beats the environment in them.
 */
final class PythonDotenvReader {
  private final String text;
  private final SourceFile file;
  private final EnvEntries entries;
  private int at;

  PythonDotenvReader(SourceFile file, EnvEntries entries, boolean dropByteOrderMark) {
    this.text = file.text();
    this.file = file;
    this.entries = entries;
    this.at = dropByteOrderMark && text.startsWith("\ufeff") ? 1 : 0;
  }

  void read() {
    while (skipAllSpace()) {
      int start = at;
      if (!binding(start)) {
        int bad = at;
        skipLine();
        entries.skipped(
            "python-dotenv cannot read this line and skips it", start, Math.max(bad, start));
      }
    }
  }

  private boolean skipAllSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private void skipBlanks() {
    while (at < text.length()
        && Character.isWhitespace(text.charAt(at))
        && !isEnd(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private boolean binding(int start) {
    if (text.charAt(at) == '#') {
      skipLine();
      return true;
    }
    if (text.startsWith("export", at)
        && at + 6 < text.length()
        && Character.isWhitespace(text.charAt(at + 6))
        && !isEnd(text.charAt(at + 6))) {
      at += 6;
      skipBlanks();
    }
    String name = name();
    if (name == null) {
      return false;
    }
    int nameEnd = at;
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '=') {
      if (!endOfLine()) {
        return false;
      }
      entries.bare(name, start, nameEnd);
      return true;
    }
    at++;
    skipBlanks();
    String value = value();
    int end = at;
    if (value == null || !endOfLine()) {
      return false;
    }
    entries.set(name, interpolated(value, file.span(start, end)), start, end);
    return true;
  }

  private @Nullable String name() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '\'') {
      int close = text.indexOf('\'', at + 1);
      if (close < 0 || close == at + 1) {
        return null;
      }
      at = close + 1;
      return text.substring(start + 1, close);
    }
    while (at < text.length()
        && text.charAt(at) != '='
        && text.charAt(at) != '#'
        && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == start ? null : text.substring(start, at);
  }

  private @Nullable String value() {
    if (at >= text.length() || isEnd(text.charAt(at))) {
      return "";
    }
    char quote = text.charAt(at);
    if (quote == '\'' || quote == '"') {
      return quoted(quote);
    }
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    String raw = text.substring(start, at);
    for (int i = 1; i < raw.length(); i++) {
      if (raw.charAt(i) == '#' && Character.isWhitespace(raw.charAt(i - 1))) {
        raw = raw.substring(0, i - 1);
      }
    }
    String value = raw.stripTrailing();
    at = start + value.length();
    return value;
  }

  private @Nullable String quoted(char quote) {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(i + 1);
        String decoded =
            quote == '"' ? doubleQuoted(next) : next == '\\' || next == '\'' ? "" + next : null;
        value.append(decoded == null ? "\\" + next : decoded);
        i += 2;
      } else {
        value.append(c);
        i++;
      }
    }
    if (i >= text.length()) {
      return null;
    }
    at = i + 1;
    return value.toString();
  }

  private static @Nullable String doubleQuoted(char escaped) {
    return switch (escaped) {
      case '\\', '\'', '"' -> String.valueOf(escaped);
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000b";
      default -> null;
    };
  }

  private boolean endOfLine() {
    int before = at;
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '#') {
      skipLine();
      return true;
    }
    if (at >= text.length() || isEnd(text.charAt(at))) {
      return true;
    }
    at = before;
    return false;
  }

  private void skipLine() {
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
  }

  private Text interpolated(String value, Span span) {
    StringBuilder result = new StringBuilder();
    int close = 0;
    int colon = 0;
    int i = 0;
    while (i < value.length()) {
      if (result.length() > EnvEntries.LONGEST) {
        return EnvEntries.tooLong(span);
      }
      if (!value.startsWith("${", i)) {
        result.append(value.charAt(i++));
        continue;
      }
      close = next(value, '}', close, i + 2);
      colon = next(value, ':', colon, i + 2);
      boolean bare = colon > close;
      if (close == value.length() || (!bare && !isDefault(value, colon, close))) {
        result.append(value.charAt(i++));
        continue;
      }
      if (entries.isFull()) {
        return EnvEntries.tooMuch(span);
      }
      String name = value.substring(i + 2, bare ? close : colon);
      Text found = entries.fromFile(name);
      if (found == null) {
        found = entries.fromEnvironment(name);
      }
      switch (found) {
        case null -> result.append(bare ? "" : value.substring(colon + 2, close));
        case Text.Known known -> result.append(known.value());
        case Text.Unknown unknown -> {
          return new Text.Unknown(unknown.reason(), unknown.variable(), span);
        }
      }
      i = close + 1;
    }
    return EnvEntries.known(result.toString(), span);
  }

  /**
   * {@return where a character comes next, the end when it does not}
   *
   * @param known where it came next from a place before this one
   */
  private static int next(String value, char wanted, int known, int from) {
    int found = known < from ? value.indexOf(wanted, from) : known;
    return found < 0 ? value.length() : found;
  }

  private static boolean isDefault(String value, int colon, int close) {
    return colon + 1 < close && value.charAt(colon + 1) == '-';
  }
}

package io.github.flaskdebugguard.document;

/**
 * Ruby foreman's reader (executed: 0.87.2), which honcho shares: a line is exactly {@code
 * NAME=value}, quotes count around the whole value, nothing is expanded.
 */
final class ForemanEnvReader {
  private final EnvEntries entries;

  ForemanEnvReader(EnvEntries entries) {
    this.entries = entries;
  }

  void read() {
    for (EnvEntries.Line line : entries.lines(false)) {
      String text = line.text();
      int equals = text.indexOf('=');
      if (equals <= 0 || !isName(text, equals)) {
        continue;
      }
      entries.set(
          text.substring(0, equals),
          value(text.substring(equals + 1)),
          line.start(),
          line.start() + text.length());
    }
  }

  private static boolean isName(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || c == '_'
          || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  private static String value(String raw) {
    int last = raw.length() - 1;
    if (last >= 1 && raw.charAt(0) == '\'' && raw.charAt(last) == '\'') {
      return raw.substring(1, last);
    }
    if (last < 1 || raw.charAt(0) != '"' || raw.charAt(last) != '"') {
      return raw;
    }
    String inner = raw.substring(1, last).replace("\\n", "\n");
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      if (inner.charAt(i) == '\\' && i + 1 < inner.length()) {
        i++;
      }
      result.append(inner.charAt(i));
    }
    return result.toString();
  }
}

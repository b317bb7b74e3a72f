package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.SecretNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files as reports may show them: in dotenv files stars stand for the values of secrets. All
 * offsets stay.
 */
final class MaskedSources {
  private MaskedSources() {}

  static Function<String, @Nullable SourceFile> of(Function<String, @Nullable SourceFile> sources) {
    Map<String, SourceFile> known = new ConcurrentHashMap<>();
    return path -> {
      SourceFile file = sources.apply(path);
      return file == null || !SecretNames.isEnvFile(file.path())
          ? file
          : known.computeIfAbsent(path, each -> new SourceFile(file.path(), masked(file.text())));
    };
  }

  /** {@return the text with a star in the place of each sign of a secret} */
  static String masked(String text) {
    StringBuilder result = new StringBuilder(text);
    int line = 0;
    while (line < text.length()) {
      int end = lineEnd(text, line);
      int equals = text.indexOf('=', line, end);
      if (equals < 0) {
        line = end + 1;
        continue;
      }
      String name = text.substring(line, equals).replace("export ", "").strip();
      int from = equals + 1;
      int to = valueEnd(text, from, end);
      if (SecretNames.isSecret(name) || SecretNames.hasPassword(text.substring(from, to))) {
        for (int i = from; i < to; i++) {
          if (" \t\r\n\"'".indexOf(text.charAt(i)) < 0) {
            result.setCharAt(i, '*');
          }
        }
      }
      line = Math.max(lineEnd(text, to), end) + 1;
    }
    return result.toString();
  }

  /** A value in quotes may go on over several lines. */
  private static int valueEnd(String text, int from, int lineEnd) {
    int start = from;
    while (start < lineEnd && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
      start++;
    }
    if (start == lineEnd || (text.charAt(start) != '"' && text.charAt(start) != '\'')) {
      return lineEnd;
    }
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return Math.max(i, lineEnd);
      }
    }
    return lineEnd;
  }

  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }
}

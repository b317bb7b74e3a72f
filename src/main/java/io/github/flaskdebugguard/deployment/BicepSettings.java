package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The start-up command and the app settings that Bicep files write as plain text: {@code
 * appCommandLine: 'x'}, and inside {@code appSettings} objects ({@code NAME: 'x'}) or lists ({@code
 * name: 'NAME'}, {@code value: 'x'}).
 */
final class BicepSettings {
  private @Nullable Text command;
  private final Environment.Builder variables = new Environment.Builder(Environment.EMPTY);

  @Nullable Text command() {
    return command;
  }

  Environment variables() {
    return variables.build();
  }

  /** Adds what a file says. */
  void read(SourceFile file) {
    String text = file.text();
    int depth = 0;
    int settings = -1;
    String name = null;
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      String line = text.substring(start, end);
      String stripped = line.strip();
      int colon = stripped.indexOf(':');
      if (colon > 0 && !stripped.startsWith("//")) {
        String key = stripped.substring(0, colon).strip().replace("'", "");
        String value = stripped.substring(colon + 1).strip();
        Text said = value.isEmpty() ? null : value(file, value, start + line.lastIndexOf(value));
        if (key.equals("appCommandLine")
            && said instanceof Text.Known known
            && !known.value().isEmpty()) {
          command = known;
        } else if (settings < 0
            && isSettings(key)
            && (value.endsWith("{") || value.endsWith("[") || value.endsWith("union("))) {
          settings = depth;
        } else if (settings >= 0 && said != null && key.equals("name")) {
          name = said instanceof Text.Known known ? known.value() : null;
        } else if (settings >= 0 && said != null && key.equals("value") && name != null) {
          variables.with(name, said);
          name = null;
        } else if (settings >= 0 && said != null && isName(key)) {
          variables.with(key, said);
        }
      }
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      }
      if (settings >= 0 && depth <= settings) {
        settings = -1;
      }
      start = end + 1;
    }
  }

  private static boolean isSettings(String key) {
    return key.equals("appSettings") || key.equals("env");
  }

  private static boolean isName(String key) {
    return !key.isEmpty()
        && key.chars().allMatch(c -> Character.isUpperCase(c) || Character.isDigit(c) || c == '_');
  }

  private static Text value(SourceFile file, String value, int at) {
    if (value.length() > 1
        && value.startsWith("'")
        && value.indexOf('\'', 1) == value.length() - 1
        && !value.contains("${")) {
      return new Text.Known(
          value.substring(1, value.length() - 1), file.span(at, at + value.length()));
    }
    return new Text.Unknown(
        "comes from the expression " + value, null, file.span(at, at + value.length()));
  }
}

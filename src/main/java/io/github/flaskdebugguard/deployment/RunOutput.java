package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.MappedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code echo}, {@code printf} and {@code sed} make of their arguments. */
final class RunOutput {
  private RunOutput() {}

  /**
   * {@return what echo prints}
   *
   * @param escapes whether backslashes are read without {@code -e} (dash)
   * @param options whether {@code -e} is an option (bash, busybox) and not text (dash)
   */
  static @Nullable MappedText echo(
      MappedText program, List<@Nullable MappedText> arguments, boolean escapes, boolean options) {
    boolean reads = escapes;
    boolean newline = true;
    int first = 0;
    while (first < arguments.size()) {
      MappedText argument = arguments.get(first);
      String text = argument == null ? "" : argument.text();
      if (text.equals("-n")) {
        newline = false;
      } else if (options && (text.equals("-e") || text.equals("-ne") || text.equals("-en"))) {
        reads = true;
        newline &= text.equals("-e");
      } else if (!options || !text.equals("-E")) {
        break;
      }
      first++;
    }
    MappedText.Builder out = new MappedText.Builder(program.path(), program.offset(0));
    for (int i = first; i < arguments.size(); i++) {
      MappedText argument = arguments.get(i);
      if (argument == null) {
        return null;
      }
      if (i > first) {
        out.append(' ', argument.offset(0));
      }
      append(out, argument, reads);
    }
    if (newline) {
      out.append('\n', program.offset(0));
    }
    return out.build();
  }

  /**
   * {@return what printf prints, or null when the format is more than text, escapes, {@code %s},
   * {@code %d} and {@code %%}}
   */
  static @Nullable MappedText printf(MappedText program, List<@Nullable MappedText> arguments) {
    MappedText format = arguments.isEmpty() ? null : arguments.getFirst();
    if (format == null) {
      return null;
    }
    MappedText.Builder out = new MappedText.Builder(program.path(), program.offset(0));
    int next = 1;
    do {
      int used = next;
      for (int i = 0; i < format.length(); i++) {
        char c = format.at(i);
        if (c == '%' && i + 1 < format.length()) {
          char kind = format.at(++i);
          if (kind == '%') {
            out.append('%', format.offset(i));
          } else if (kind == 's' || kind == 'd' || kind == 'b') {
            if (next < arguments.size()) {
              MappedText argument = arguments.get(next++);
              if (argument == null) {
                return null;
              }
              append(out, argument, kind == 'b');
            }
          } else {
            return null;
          }
        } else if (c == '\\' && i + 1 < format.length()) {
          append(out, format.sub(i, i + 2), true);
          i++;
        } else {
          out.append(c, format.offset(i));
        }
      }
      if (used == next) {
        break;
      }
    } while (next < arguments.size());
    return out.build();
  }

  private static void append(MappedText.Builder out, MappedText text, boolean escapes) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.at(i);
      if (escapes && c == '\\' && i + 1 < text.length()) {
        int at = "ntr\\".indexOf(text.at(i + 1));
        if (at >= 0) {
          out.append("\n\t\r\\".charAt(at), text.offset(i));
          i++;
          continue;
        }
      }
      out.append(c, text.offset(i));
    }
  }

  /**
   * {@return the text after {@code s/plain/plain/g}, or null when the expression is more than that}
   */
  static @Nullable String substituted(String text, String expression) {
    if (expression.length() < 4 || expression.charAt(0) != 's') {
      return null;
    }
    String delimiter = expression.substring(1, 2);
    String[] parts = expression.split(java.util.regex.Pattern.quote(delimiter), -1);
    if (parts.length != 4 || !(parts[3].isEmpty() || parts[3].equals("g"))) {
      return null;
    }
    boolean plain = true;
    for (char c : parts[1].toCharArray()) {
      plain &= "\\*[]^$.".indexOf(c) < 0;
    }
    for (char c : parts[2].toCharArray()) {
      plain &= c != '\\' && c != '&';
    }
    if (!plain || parts[1].isEmpty()) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      int at = line.indexOf(parts[1]);
      out.append(
          at < 0
              ? line
              : parts[3].isEmpty()
                  ? line.substring(0, at) + parts[2] + line.substring(at + parts[1].length())
                  : line.replace(parts[1], parts[2]));
    }
    return out.toString();
  }
}

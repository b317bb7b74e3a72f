package io.github.flaskdebugguard.deployment.ansible;

import io.github.flaskdebugguard.deployment.provision.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lineinfile} and {@code blockinfile} make of a text (executed: Ansible 2.14): the last
 * line that matches is replaced, without a match the line is added at the end. Patterns are those
 * of plain text with {@code ^}, {@code $}, {@code .*}, {@code #?} and {@code \s*}; another pattern
 * gives no result.
 */
final class Edits {
  private Edits() {}

  /** {@return the new text, or null when it cannot be told} */
  static @Nullable String apply(String module, @Nullable String text, Map<String, Data> arguments) {
    if (text == null) {
      return null;
    }
    return switch (module) {
      case "lineinfile" -> line(text, arguments);
      case "blockinfile" -> block(text, arguments);
      case "replace" -> replaced(text, arguments);
      default -> null;
    };
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static @Nullable String line(String text, Map<String, Data> arguments) {
    String pattern = Modules.text(arguments, "regexp", "regex");
    String line = Modules.text(arguments, "line");
    boolean absent = "absent".equals(Modules.text(arguments, "state"));
    boolean first = "BOF".equals(Modules.text(arguments, "insertbefore"));
    LineMatch match = pattern == null ? null : LineMatch.of(pattern);
    if ((pattern != null && match == null)
        || arguments.containsKey("backrefs")
        || (arguments.containsKey("insertbefore") && !first)
        || arguments.containsKey("insertafter")) {
      return null;
    }
    List<String> lines = lines(text);
    if (absent) {
      lines.removeIf(each -> match == null ? each.equals(line) : match.in(each));
      return joined(lines);
    }
    if (line == null) {
      return null;
    }
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (match == null ? lines.get(i).equals(line) : match.in(lines.get(i))) {
        last = i;
      }
    }
    if (last >= 0) {
      lines.set(last, line);
    } else if (!lines.contains(line)) {
      lines.add(first ? 0 : lines.size(), line);
    }
    return joined(lines);
  }

  /** A pattern of plain characters is replaced wherever it stands. */
  private static @Nullable String replaced(String text, Map<String, Data> arguments) {
    String pattern = Modules.text(arguments, "regexp");
    String with = Modules.text(arguments, "replace");
    boolean plain =
        pattern != null
            && !pattern.isEmpty()
            && pattern.chars().noneMatch(c -> ".[](){}|+*?\\^$".indexOf(c) >= 0);
    return !plain || pattern == null ? null : text.replace(pattern, with == null ? "" : with);
  }

  private static @Nullable String block(String text, Map<String, Data> arguments) {
    String block = Modules.text(arguments, "block");
    if (block == null
        || arguments.containsKey("marker")
        || arguments.containsKey("insertbefore")
        || arguments.containsKey("insertafter")) {
      return null;
    }
    List<String> lines = lines(text);
    int begin = lines.indexOf("# BEGIN ANSIBLE MANAGED BLOCK");
    int end = lines.indexOf("# END ANSIBLE MANAGED BLOCK");
    int at = lines.size();
    if (begin >= 0 && end > begin) {
      lines.subList(begin, end + 1).clear();
      at = begin;
    }
    List<String> added = new ArrayList<>();
    added.add("# BEGIN ANSIBLE MANAGED BLOCK");
    added.addAll(lines(block));
    added.add("# END ANSIBLE MANAGED BLOCK");
    lines.addAll(at, added);
    return joined(lines);
  }
}

package io.github.flaskdebugguard.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a rule's page.
 *
 * @param summary first paragraph, on one line
 * @param headings of the second order, in order
 * @param examples heading to the files in its fenced blocks
 */
record RulePage(
    String title,
    String summary,
    List<String> headings,
    Map<String, Map<String, String>> examples) {
  static RulePage parse(String text) {
    String title = "";
    StringBuilder summary = new StringBuilder();
    List<String> headings = new ArrayList<>();
    Map<String, Map<String, String>> examples = new LinkedHashMap<>();
    @Nullable String file = null;
    StringBuilder code = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (file != null) {
        if (line.equals("```")) {
          examples
              .computeIfAbsent(headings.getLast(), heading -> new LinkedHashMap<>())
              .put(file, code.toString());
          file = null;
        } else {
          code.append(line).append('\n');
        }
      } else if (line.startsWith("```")) {
        file = line.substring(line.indexOf(' ') + 1);
        code.setLength(0);
      } else if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith("## ")) {
        headings.add(line.substring(3));
      } else if (headings.isEmpty() && !line.isBlank()) {
        summary.append(summary.isEmpty() ? "" : " ").append(line);
      }
    }
    return new RulePage(title, summary.toString(), headings, examples);
  }
}

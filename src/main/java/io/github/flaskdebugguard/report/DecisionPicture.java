package io.github.flaskdebugguard.report;

import java.util.List;

/**
 * How a deployment came to be on, as a Mermaid flow chart: the facts that decide in their order,
 * then the state. Text of the repository becomes labels of which every sign that means something to
 * Mermaid or Markdown is written as Mermaid's entity ({@code #35;}).
 */
final class DecisionPicture {
  private static final int STEPS = 8;
  private static final int LABEL = 90;

  private DecisionPicture() {}

  /** {@return the picture as a fenced block of Markdown} */
  static String of(Report.Row row) {
    List<Report.Step> steps = row.trail().stream().filter(Report.Step::decides).toList();
    StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
    text.append("  d([\"").append(label(row.id())).append("\"])\n");
    String last = "d";
    for (int i = 0; i < Math.min(steps.size(), STEPS); i++) {
      Report.Step step = steps.get(i);
      String place = step.place().path() + ":" + step.place().line();
      text.append("  s").append(i).append("[\"").append(label(place)).append("<br>");
      text.append(label(step.message())).append("\"]\n");
      text.append("  ").append(last).append(" --> s").append(i).append('\n');
      last = "s" + i;
    }
    if (steps.size() > STEPS) {
      text.append("  more[\"").append(steps.size() - STEPS).append(" more\"]\n");
      text.append("  ").append(last).append(" --> more\n");
      last = "more";
    }
    text.append("  on{{\"").append(Since.state(row)).append("\"}}\n");
    return text.append("  ").append(last).append(" ==> on\n```\n\n").toString();
  }

  private static String label(String text) {
    String line = Neutral.line(text, LABEL);
    StringBuilder out = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || c > '~' || " .,-_/:".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('#').append((int) c).append(';');
      }
    }
    return out.toString();
  }
}

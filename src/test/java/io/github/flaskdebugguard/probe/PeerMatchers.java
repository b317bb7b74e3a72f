package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;
import java.util.List;
import java.util.function.Predicate;

/** The rules by which public scanners tell Werkzeug's debugger, to be asked about our answers. */
enum PeerMatchers {
  NUCLEI_CONSOLE(
      "nuclei, console",
      answers -> at(answers, "/console").anyMatch(PeerMatchers::hasConsoleHeading)),
  NUCLEI_PAGE(
      "nuclei, start page",
      answers ->
          answers.getFirst().status() == 500
              && answers.getFirst().text().contains("Werkzeug powered traceback interpreter")),
  W3AF(
      "w3af",
      answers ->
          script(answers)
              .anyMatch(
                  answer ->
                      answer.text().contains("CONSOLE_MODE")
                          && answer.text().contains("openShell")
                          && answer.text().contains("console.png"))),
  SIF(
      "sif",
      answers ->
          script(answers)
              .anyMatch(
                  answer ->
                      answer.status() == 200
                          && answer.text().contains("if (CONSOLE_MODE && EVALEX) {")
                          && answer.text().contains("EVALEX_TRUSTED"))),
  NIKTO("nikto", answers -> at(answers, "/console").anyMatch(answer -> answer.status() == 200)),
  METASPLOIT(
      "Metasploit",
      answers ->
          at(answers, "/console")
              .anyMatch(
                  answer ->
                      answer.text().contains("EVALEX = true")
                          && answer.text().contains("EVALEX_TRUSTED")
                          && secretOfTwenty(answer.text()))),
  WAPITI(
      "wapiti, tracebacks",
      answers ->
          answers.stream()
              .anyMatch(answer -> answer.text().contains("Traceback (most recent call last):")));

  private final String title;
  private final Predicate<List<Answer>> rule;

  PeerMatchers(String title, Predicate<List<Answer>> rule) {
    this.title = title;
    this.rule = rule;
  }

  boolean speaksOfDebugger() {
    return this != WAPITI;
  }

  boolean hits(List<Answer> answers) {
    return !answers.isEmpty() && rule.test(answers);
  }

  static String header() {
    StringBuilder header = new StringBuilder("| situation | debugger | leak | probe |");
    for (PeerMatchers matcher : values()) {
      header.append(' ').append(matcher.title).append(" |");
    }
    return header + "\n|" + " --- |".repeat(values().length + 4) + "\n";
  }

  static String row(String situation, LiveCase.Outcome outcome) {
    boolean debugger = outcome.wanted().expects("debugger=on");
    boolean leak = outcome.wanted().expects("leak=on");
    Live live = outcome.result().live();
    List<Answer> answers = outcome.answers();
    StringBuilder row = new StringBuilder("| " + situation + " | ");
    row.append(debugger ? "yes" : "no").append(" | ").append(leak ? "yes" : "no").append(" | ");
    boolean right =
        (live.debugger() == State.ON) == debugger && (live.traceback() == State.ON) == leak;
    row.append(right ? "right" : "wrong").append(" |");
    for (PeerMatchers matcher : values()) {
      boolean truth = matcher.speaksOfDebugger() ? debugger : leak;
      boolean hit = matcher.hits(answers);
      row.append(' ')
          .append(hit == truth ? (hit ? "found" : "–") : hit ? "**false alarm**" : "**missed**")
          .append(" |");
    }
    return row + "\n";
  }

  private static java.util.stream.Stream<Answer> at(List<Answer> answers, String path) {
    return answers.stream().filter(answer -> answer.label().endsWith(path));
  }

  private static java.util.stream.Stream<Answer> script(List<Answer> answers) {
    return at(answers, "f=debugger.js")
        .filter(answer -> !answer.label().contains("/fdg-"))
        .limit(1);
  }

  private static boolean hasConsoleHeading(Answer answer) {
    return answer.text().contains("<h1>Interactive Console</h1>");
  }

  private static boolean secretOfTwenty(String text) {
    int start = text.indexOf("SECRET = \"");
    int end = start < 0 ? -1 : text.indexOf('"', start + 10);
    return end - start == 30;
  }
}

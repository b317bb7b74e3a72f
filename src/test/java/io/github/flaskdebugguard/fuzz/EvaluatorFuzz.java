package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.rule.ScanResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same code has the same verdicts, also with a comment after it. */
final class EvaluatorFuzz implements FuzzTarget {
  private static final String LAUNCH =
      "web: gunicorn app:app\nrun: FLASK_DEBUG=1 flask run\nscript: python app.py\n";

  @Override
  public void check(String input) {
    ScanResult result = scanned(input);
    boolean open = input.endsWith("\\") || input.endsWith("\r");
    String commented = input + (open ? "" : "\n# a comment\n");
    Property.same(states(scanned(commented)), states(result), "verdicts with a comment");
  }

  private static ScanResult scanned(String input) {
    Map<String, String> files = new TreeMap<>();
    Sections.files(input, "app.py").forEach((path, text) -> files.put("own/" + path, text));
    files.putIfAbsent("own/Procfile", LAUNCH);
    return Scanned.of(files);
  }

  private static List<String> states(ScanResult result) {
    return result.verdicts().stream()
        .map(
            verdict ->
                "%s debug %s, debugger %s, starts %s"
                    .formatted(
                        verdict.deployment().id(),
                        verdict.debug(),
                        verdict.debugger(),
                        verdict.starts()))
        .sorted()
        .toList();
  }
}

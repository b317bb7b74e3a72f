package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.Property;
import io.github.flaskdebugguard.fuzz.Scanned;
import io.github.flaskdebugguard.fuzz.Sections;
import io.github.flaskdebugguard.fuzz.Trial;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.ScanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Start-up code is judged in time, at places of its files, and a comment changes nothing. */
public final class EvaluatorFuzz implements FuzzTarget {
  private static final List<List<String>> COMMANDS =
      List.of(List.of("gunicorn", "app:app"), List.of("python", "app.py"));
  private static final Map<String, String> INSTALLED = Map.of("flask", "3.1.0");
  private static final String LAUNCH =
      "web: gunicorn app:app\nrun: FLASK_DEBUG=1 flask run\nscript: python app.py\n";

  @Override
  public void check(String input) throws Exception {
    Map<String, String> files = Sections.files(input, "app.py");
    Repository repository = new InMemoryRepository(files);
    List<Verdict> verdicts = new ArrayList<>();
    Trial.inScan(
        () -> {
          for (List<String> command : COMMANDS) {
            verdicts.addAll(new Program("", files, "", command, Map.of(), INSTALLED).judge());
          }
        });
    List<Problem> none = List.of();
    Scanned.check(repository, new ScanResult(repository.source(), verdicts, List.of(), none, 0, 0));
  }

  @Override
  public void checkDeeply(String input) {
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

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.verdict.RealFlask.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drops files, variables and lines of a program for as long as it shows the same thing. */
final class Shrinker {
  /** Whether a smaller program still shows it. */
  interface Check {
    boolean holds(Question smaller) throws IOException;
  }

  private final Check check;
  private int budget;

  /**
   * @param budget how many programs may be tried
   */
  Shrinker(Check check, int budget) {
    this.check = check;
    this.budget = budget;
  }

  /** {@return the smallest program found} */
  Question shrink(Question program) throws IOException {
    Question best = program;
    for (String name : List.copyOf(best.environment().keySet())) {
      best = better(best, best.withEnvironment(without(best.environment(), name)));
    }
    for (String path : List.copyOf(best.files().keySet())) {
      best = better(best, best.withFiles(without(best.files(), path)));
    }
    boolean shorter = true;
    while (shorter && budget > 0) {
      Question before = best;
      for (String path : List.copyOf(best.files().keySet())) {
        best = lines(best, path);
      }
      shorter = best != before;
    }
    return best;
  }

  private Question lines(Question program, String path) throws IOException {
    Question best = program;
    int size = lines(best.files().get(path)).size();
    for (int chunk = Math.max(1, size / 2); chunk >= 1; chunk /= 2) {
      int start = 0;
      while (true) {
        List<String> lines = lines(best.files().get(path));
        if (start >= lines.size()) {
          break;
        }
        List<String> fewer = new ArrayList<>(lines.subList(0, start));
        fewer.addAll(lines.subList(Math.min(start + chunk, lines.size()), lines.size()));
        Map<String, String> files = new LinkedHashMap<>(best.files());
        files.put(path, String.join("", fewer));
        Question tried = better(best, best.withFiles(files));
        if (tried == best) {
          start += chunk;
        }
        best = tried;
      }
    }
    return best;
  }

  private Question better(Question best, Question smaller) throws IOException {
    if (budget <= 0) {
      return best;
    }
    budget--;
    return check.holds(smaller) ? smaller : best;
  }

  private static Map<String, String> without(Map<String, String> texts, String name) {
    Map<String, String> fewer = new LinkedHashMap<>(texts);
    fewer.remove(name);
    return fewer;
  }

  private static List<String> lines(@Nullable String text) {
    List<String> lines = new ArrayList<>();
    String rest = text == null ? "" : text;
    while (!rest.isEmpty()) {
      int end = rest.indexOf('\n') < 0 ? rest.length() : rest.indexOf('\n') + 1;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return lines;
  }
}

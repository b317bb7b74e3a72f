package io.github.flaskdebugguard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which package may use which, from the start of the pipeline to its end. A package may use only
 * packages that stand above it, so the table itself has no cycle. The README prints the same table.
 */
final class Arrows {
  static final String ROOT = "io.github.flaskdebugguard.";

  /** Package (without {@link #ROOT}) to the packages it may use, in pipeline order. */
  static final Map<String, List<String>> ALLOWED = allowed();

  private Arrows() {}

  private static Map<String, List<String>> allowed() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("repository", List.of());
    arrows.put("document", List.of("repository"));
    arrows.put("deployment", List.of("repository", "document"));
    arrows.put("python.syntax", List.of("repository"));
    arrows.put("python", List.of("repository", "document", "deployment", "python.syntax"));
    arrows.put(
        "library", List.of("repository", "document", "deployment", "python.syntax", "python"));
    arrows.put(
        "flask",
        List.of("repository", "document", "deployment", "python.syntax", "python", "library"));
    arrows.put(
        "verdict",
        List.of(
            "repository", "document", "deployment", "python.syntax", "python", "library", "flask"));
    arrows.put(
        "rule",
        List.of(
            "repository", "document", "deployment", "python.syntax", "python", "flask", "verdict"));
    arrows.put("config", List.of("repository", "document", "deployment", "verdict", "rule"));
    arrows.put("fix", List.of("repository", "deployment", "python.syntax", "verdict", "rule"));
    arrows.put("report", List.of("repository", "deployment", "verdict", "rule"));
    arrows.put(
        "github", List.of("repository", "deployment", "verdict", "rule", "config", "report"));
    arrows.put("probe", List.of("repository", "deployment", "verdict", "rule", "report"));
    arrows.put("cli", List.copyOf(arrows.keySet()));
    return arrows;
  }

  /** The row of the table that a package belongs to: its own, or that of the nearest parent. */
  static String stageOf(String packageName) {
    String name = packageName.substring(ROOT.length());
    while (!ALLOWED.containsKey(name)) {
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        throw new AssertionError("package without a row in the table of arrows: " + packageName);
      }
      name = name.substring(0, dot);
    }
    return name;
  }

  static boolean allows(String from, String to) {
    return from.equals(to) || ALLOWED.getOrDefault(from, List.of()).contains(to);
  }

  /** The table as the README prints it. */
  static String markdown() {
    Set<Map.Entry<String, List<String>>> rows = ALLOWED.entrySet();
    return "| package | may use |\n| --- | --- |\n"
        + rows.stream()
            .map(row -> "| `%s` | %s |\n".formatted(row.getKey(), cell(row.getValue())))
            .collect(Collectors.joining());
  }

  private static String cell(List<String> packages) {
    return packages.isEmpty()
        ? "nothing"
        : packages.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}

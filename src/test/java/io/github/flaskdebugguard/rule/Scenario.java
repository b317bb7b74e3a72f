package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small repository that says what a scan of it must give: marks above the lines they speak of,
 * and {@code expected.txt} for places that cannot hold a comment and for the state of deployments.
 *
 * <pre>
 * # expect: rule-id "text that the finding covers"
 * # expect-none: rule-id
 * # expect-miss: rule-id "text"     a known miss; fails when it starts to be found
 * </pre>
 *
 * <p>Lines of {@code expected.txt}: {@code deployment ID debug=on debugger=off role=production}
 * with any of the states, and {@code finding RULE FILE:LINE}.
 *
 * @param files by path, with the marks
 * @param faults what is wrong with the scenario itself
 */
record Scenario(
    String name,
    Map<String, String> files,
    List<Mark> marks,
    List<Expected> deployments,
    List<String> faults) {
  static final String EXPECTED = "expected.txt";

  /** What a mark says. */
  enum Kind {
    EXPECT,
    EXPECT_NONE,
    EXPECT_MISS
  }

  /**
   * One mark.
   *
   * @param line 1-based line it speaks of
   * @param covered text that the finding must cover, empty for any
   */
  record Mark(Kind kind, String rule, String path, int line, String covered) {}

  /** A deployment and the states that it must have, {@code debug} to {@code on} and so on. */
  record Expected(String id, Map<String, String> states) {}

  /** {@return whether the folder's name says that something is found in it} */
  boolean flagged() {
    return name.substring(name.indexOf('/') + 1).startsWith("flagged-");
  }

  /** {@return the scenario in a folder} */
  static Scenario read(String name, Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(name, files);
  }

  static Scenario of(String name, Map<String, String> all) {
    Map<String, String> files = new TreeMap<>(all);
    List<Mark> marks = new ArrayList<>();
    List<Expected> deployments = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    String expected = files.remove(EXPECTED);
    if (expected != null) {
      expected
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> expectation(line, marks, deployments, faults));
    }
    files.forEach((path, text) -> marks(new SourceFile(path, text), marks, faults));
    Scenario scenario =
        new Scenario(name, Map.copyOf(files), List.copyOf(marks), List.copyOf(deployments), faults);
    for (Mark mark : marks) {
      if (Rules.info(mark.rule()) == null) {
        faults.add("unknown rule " + mark.rule());
      }
    }
    if (scenario.flagged() && marks.stream().noneMatch(mark -> mark.kind() == Kind.EXPECT)) {
      faults.add("a flagged scenario that expects no finding");
    }
    return scenario;
  }

  private static void expectation(
      String line, List<Mark> marks, List<Expected> deployments, List<String> faults) {
    String[] words = line.strip().split(" ");
    if (words[0].equals("finding") && words.length == 3 && words[2].matches(".+:[0-9]+")) {
      int colon = words[2].lastIndexOf(':');
      marks.add(
          new Mark(
              Kind.EXPECT,
              words[1],
              words[2].substring(0, colon),
              Integer.parseInt(words[2].substring(colon + 1)),
              ""));
    } else if (words[0].equals("deployment") && words.length > 2) {
      Map<String, String> states = new TreeMap<>();
      for (int i = 2; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals < 0) {
          faults.add(EXPECTED + ": not understood: " + line);
          return;
        }
        states.put(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
      deployments.add(new Expected(words[1], states));
    } else {
      faults.add(EXPECTED + ": not understood: " + line);
    }
  }

  private static void marks(SourceFile file, List<Mark> marks, List<String> faults) {
    List<Mark> waiting = new ArrayList<>();
    boolean head = true;
    for (int number = 1; number <= file.lineCount(); number++) {
      String line = file.line(number).strip();
      String body = line.replaceFirst("^(#|;|//)\\s*", "");
      boolean mark = body.startsWith("expect") && body.matches("expect(-none|-miss)?:.*");
      if (mark && body.length() == line.length()) {
        mark = false;
      }
      if (mark) {
        String[] parts = body.split(":\\s*", 2);
        String[] rest = parts[1].split("\\s+", 2);
        String covered = rest.length > 1 ? rest[1].replaceAll("^\"|\"$", "") : "";
        waiting.add(
            new Mark(
                Kind.valueOf(parts[0].replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
                rest[0],
                file.path(),
                0,
                covered));
        continue;
      }
      if (line.matches(".*\\S\\s*(#|;|//) expect(-none|-miss)?:.*")) {
        faults.add(file.path() + ":" + number + ": a mark behind code");
      }
      if (head
          && !waiting.isEmpty()
          && (line.startsWith("#!") || line.matches("#\\s*(syntax|escape)\\s*=.*"))) {
        faults.add(file.path() + ":" + number + ": a mark before a line that must come first");
      }
      head = head && line.startsWith("#");
      for (Mark waits : waiting) {
        marks.add(new Mark(waits.kind(), waits.rule(), file.path(), number, waits.covered()));
      }
      waiting.clear();
      if (number == file.lineCount() && line.isEmpty()) {
        marks.stream()
            .filter(last -> last.path().equals(file.path()) && last.line() == file.lineCount())
            .forEach(last -> faults.add(file.path() + ": a mark with nothing below it"));
      }
    }
    if (!waiting.isEmpty()) {
      faults.add(file.path() + ": a mark with nothing below it");
    }
  }
}

package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.fuzz.Scanned;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 200 single changes of each of 25 scenarios in which something is on. No part of a scan fails, and
 * an app beside it keeps its verdict; {@link Scanned} sees to both.
 *
 * <p>A change may well turn debug mode off: with another letter, or a line less, the file is
 * another program. Where it is none, that is where CPython's {@code ast} takes a Python file no
 * more, or nobody can read the YAML, what was on may not become off or vanish unless a problem
 * names the file, or the start is said to fail.
 */
class MutationTest {
  private static final int SCENARIOS = 25;
  private static final int CHANGES = 200;

  /** Says for each line, a Base64 of a source, whether it is Python. */
  private static final String ORACLE =
      """
      import ast, base64, sys, warnings
      warnings.simplefilter("ignore")
      for line in sys.stdin:
          try:
              ast.parse(base64.b64decode(line))
              print(1)
          except (SyntaxError, ValueError, RecursionError, MemoryError):
              print(0)
      """;

  /** A change, what was on before, and the result after it. */
  private record Case(
      Scenario scenario, long seed, Mutation mutation, List<String> on, ScanResult result) {}

  @Test
  void noChangeBreaksAScanOrTurnsSomethingOffInSilence() throws IOException, InterruptedException {
    List<Case> cases = new ArrayList<>();
    int scenarios = 0;
    for (Scenario scenario : Scenarios.all()) {
      List<String> on = on(Scenarios.scan(scenario));
      if (on.isEmpty() || ++scenarios > SCENARIOS) {
        continue;
      }
      for (int i = 0; i < CHANGES; i++) {
        long seed = scenarios * 1_000L + i;
        Mutation mutation = Mutation.of(scenario.files(), seed);
        ScanResult result;
        try {
          result = Scanned.of(mutation.in(scenario.files()));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(scenario.name() + " " + seed + " " + mutation, e);
        }
        cases.add(new Case(scenario, seed, mutation, on, result));
      }
    }
    assertThat(cases).hasSize(SCENARIOS * CHANGES);
    List<Case> unreadable = unreadable(cases);
    assertThat(unreadable.size()).as("files that cannot be read").isGreaterThan(500);
    List<String> silent = new ArrayList<>();
    for (Case each : unreadable) {
      for (String id : each.on()) {
        if (lost(id, each.result()) && !named(each)) {
          silent.add(
              "%s %d %s %s: %s is off or gone"
                  .formatted(
                      each.scenario().name(),
                      each.seed(),
                      each.mutation().kind(),
                      each.mutation().path(),
                      id));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static List<String> on(ScanResult result) {
    return result.verdicts().stream()
        .filter(verdict -> verdict.debug() == State.ON || verdict.debugger() == State.ON)
        .map(verdict -> verdict.deployment().id())
        .toList();
  }

  private static boolean lost(String id, ScanResult result) {
    return result.verdicts().stream()
        .filter(verdict -> verdict.deployment().id().equals(id))
        .allMatch(MutationTest::claimsToBeOff);
  }

  private static boolean claimsToBeOff(Verdict verdict) {
    return verdict.debug() == State.OFF
        && verdict.debugger() == State.OFF
        && verdict.starts() == State.ON;
  }

  private static boolean named(Case each) {
    return each.result().problems().stream()
        .anyMatch(problem -> problem.path().equals(each.mutation().path()));
  }

  private static List<Case> unreadable(List<Case> cases) throws IOException, InterruptedException {
    List<Case> unreadable = new ArrayList<>();
    Map<Case, String> python = new LinkedHashMap<>();
    for (Case each : cases) {
      String path = each.mutation().path();
      if (each.mutation().kind() == Mutation.Kind.NUL) {
        // A work tree does not give such a text to its readers, it tells a problem itself.
        continue;
      }
      String before = each.scenario().files().get(path);
      if (path.endsWith(".py")) {
        python.put(each, each.mutation().text());
      } else if (path.endsWith(".yml") || path.endsWith(".yaml")) {
        if (isYaml(path, before) && !isYaml(path, each.mutation().text())) {
          unreadable.add(each);
        }
      }
    }
    List<Boolean> valid = python(new ArrayList<>(python.values()));
    int i = 0;
    for (Case each : python.keySet()) {
      if (!valid.get(i++)) {
        unreadable.add(each);
      }
    }
    return unreadable;
  }

  private static boolean isYaml(String path, @Nullable String text) {
    return text != null && YamlFile.parse(new SourceFile(path, text)).problems().isEmpty();
  }

  private static List<Boolean> python(List<String> sources)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", ORACLE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread feeder =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
                    for (String source : sources) {
                      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
                      input.write(Base64.getEncoder().encodeToString(bytes) + "\n");
                    }
                  } catch (IOException e) {
                    process.destroy();
                  }
                });
    List<Boolean> answers = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
      output.lines().forEach(line -> answers.add(line.equals("1")));
    }
    feeder.join();
    assertThat(process.waitFor()).isZero();
    assertThat(answers).hasSameSizeAs(sources);
    return answers;
  }
}

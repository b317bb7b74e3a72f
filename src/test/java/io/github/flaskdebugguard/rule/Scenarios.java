package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.config.ConfigurationException;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All scenarios, and the comparison of what a scan gives with what a scenario expects. */
final class Scenarios {
  private static final Path ROOT = Path.of("src/test/resources/scenarios");

  /** Rules that need a running address beside the repository. */
  static final Set<String> LIVE = Set.of("probe-contradicts-verdict");

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  private Scenarios() {}

  static List<Scenario> all() {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path rule : folders(ROOT)) {
      for (Path story : folders(rule)) {
        scenarios.add(Scenario.read(rule.getFileName() + "/" + story.getFileName(), story));
      }
    }
    return scenarios;
  }

  static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScanResult scan(Scenario scenario) {
    return scan(scenario.files());
  }

  /** {@return what a scan gives under the configuration that the files hold, on a fixed day} */
  static ScanResult scan(Map<String, String> files) {
    Repository repository = new InMemoryRepository(files);
    try {
      Scan.Options options = Configuration.in(repository).options(true, TODAY);
      return Scan.run(repository, options, Scan.Listener.NONE);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** {@return what a scan gives and the scenario does not expect, and the other way round} */
  static List<String> differences(Scenario scenario, ScanResult result) {
    List<String> differences = new ArrayList<>(scenario.faults());
    List<Finding> unexpected = new ArrayList<>(result.findings());
    for (Scenario.Mark mark : scenario.marks()) {
      List<Finding> hits =
          result.findings().stream().filter(finding -> hits(scenario, mark, finding)).toList();
      switch (mark.kind()) {
        case EXPECT -> {
          if (hits.isEmpty()) {
            differences.add("not found: " + mark);
          }
          unexpected.removeAll(hits);
        }
        case EXPECT_NONE, EXPECT_MISS -> {
          if (!hits.isEmpty()) {
            differences.add("found: " + mark);
          }
          unexpected.removeAll(hits);
        }
      }
    }
    for (Finding finding : unexpected) {
      Location place = place(scenario, finding);
      differences.add(
          "unexpected: %s at %s:%d %s"
              .formatted(finding.rule().id(), place.path(), place.line(), finding.message()));
    }
    for (Scenario.Expected expected : scenario.deployments()) {
      differences.addAll(differences(expected, result));
    }
    result.problems().stream()
        .filter(problem -> problem.matters())
        .forEach(problem -> differences.add("problem: " + problem));
    return differences;
  }

  private static List<String> differences(Scenario.Expected expected, ScanResult result) {
    @Nullable Verdict verdict =
        result.verdicts().stream()
            .filter(candidate -> candidate.deployment().id().equals(expected.id()))
            .findFirst()
            .orElse(null);
    if (verdict == null) {
      return List.of(
          "no deployment %s, but %s"
              .formatted(
                  expected.id(),
                  result.verdicts().stream().map(other -> other.deployment().id()).toList()));
    }
    Map<String, String> actual = new TreeMap<>();
    actual.put("debug", verdict.debug().word());
    actual.put("debugger", verdict.debugger().word());
    actual.put("leak", verdict.leak().word());
    actual.put("reloader", verdict.reloader().word());
    actual.put("starts", verdict.starts().word());
    actual.put("role", verdict.deployment().role().name().toLowerCase(Locale.ROOT));
    actual.keySet().retainAll(expected.states().keySet());
    return actual.equals(expected.states())
        ? List.of()
        : List.of("%s: %s instead of %s".formatted(expected.id(), actual, expected.states()));
  }

  private static boolean hits(Scenario scenario, Scenario.Mark mark, Finding finding) {
    Location place = place(scenario, finding);
    return finding.rule().id().equals(mark.rule())
        && place.path().equals(mark.path())
        && place.line() == mark.line()
        && (mark.covered().isEmpty() || covered(scenario, finding).contains(mark.covered()));
  }

  private static Location place(Scenario scenario, Finding finding) {
    return source(scenario, finding).locate(finding.span());
  }

  private static String covered(Scenario scenario, Finding finding) {
    return source(scenario, finding).text().substring(finding.span().start(), finding.span().end());
  }

  private static SourceFile source(Scenario scenario, Finding finding) {
    String path = finding.span().path();
    return new SourceFile(path, scenario.files().getOrDefault(path, ""));
  }
}

package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.platform.SarifMultitool;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every SARIF file passes Microsoft's validator with the rules that GitHub adds. */
class SarifMultitoolIT {
  private static final Path SAMPLE =
      Path.of("src/test/resources/io/github/flaskdebugguard/report/sample.sarif");

  @TempDir Path folder;

  @Test
  void everyReportPasses() throws IOException, InterruptedException {
    SarifMultitool multitool = SarifMultitool.needed();
    Files.copy(SAMPLE, folder.resolve("sample.sarif"));
    for (Scenario scenario : Scenarios.all()) {
      Repository repository = new InMemoryRepository(scenario.files());
      ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
      Path file = folder.resolve(scenario.name().replace('/', '-') + ".sarif");
      try (Writer out = Files.newBufferedWriter(file)) {
        new Reports(result, "1.2.3", repository::read).write(Format.SARIF, out, false);
      }
    }
    assertThat(multitool.broken(folder)).isEmpty();
  }
}

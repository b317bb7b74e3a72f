package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.fix.Fixes;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs apps before and after their fix under Debian's Flask, up to the call that would serve. */
class FixedAppsIT {
  private static final String RUN =
      "import runpy, werkzeug.serving\n"
          + "werkzeug.serving.run_simple = lambda *a, **k: print('debugger', k['use_debugger'])\n"
          + "runpy.run_path('app.py', run_name='__main__')\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "debug-run-entry-point/flagged-script-beside-gunicorn,",
    "debugger-pin-disabled/flagged-pin-off,",
    "debug-on-by-default/flagged-default-is-on,",
    "debug-value-always-true/flagged-bool-of-text,False"
  })
  void aFixedAppServesNoDebugger(String name, String value)
      throws IOException, InterruptedException {
    Scenario scenario =
        Scenarios.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    assertThat(run(scenario.files(), value)).contains("debugger True");
    assertThat(run(fixed(scenario), value)).contains("debugger False");
  }

  private static Map<String, String> fixed(Scenario scenario) {
    Repository repository = new InMemoryRepository(scenario.files());
    ScanResult result =
        Fixes.offered(
            repository, Scan.Options.DEFAULT, Scenarios.scan(scenario), Fixes.FOR_REPORTS);
    Map<String, SourceFile> changed =
        Fixes.together(
                repository,
                result,
                each -> Scan.run(each, Scan.Options.DEFAULT, Scan.Listener.NONE))
            .files();
    Map<String, String> copy = new HashMap<>(scenario.files());
    changed.forEach((path, file) -> copy.put(path, file.text()));
    return copy;
  }

  private String run(Map<String, String> files, String value)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("app.py"), files.getOrDefault("app.py", ""));
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/python3", "-c", RUN)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("FLASK_DEBUG");
    if (value != null) {
      builder.environment().put("APP_DEBUG", value);
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}

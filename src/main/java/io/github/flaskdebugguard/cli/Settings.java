package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.config.ConfigurationException;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say for one run what a configuration file says for all. */
final class Settings {

  private final Console console;
  private final String path;
  private final @Nullable String file;
  private final Configuration.Overrides overrides;

  Settings(Console console, ParseResult line) throws UsageException {
    this(console, line, line.matchedPositionalValue(0, "."));
  }

  /**
   * The same where the command line names something else first.
   *
   * @param path the folder that is judged
   */
  Settings(Console console, ParseResult line, String path) throws UsageException {
    this.console = console;
    this.path = path;
    file = line.matchedOptionValue("--config", null);
    overrides =
        new ScanWords("--")
            .overrides(
                line.matchedOptionValue("--policy", null),
                line.matchedOptionValue("--fail-on", null),
                line.matchedOptionValue("--rule", List.of()),
                line.matchedOptionValue("--role-of", List.of()),
                line.matchedOptionValue("--assume", List.of()));
  }

  static CommandSpec addTo(CommandSpec spec) {
    spec.addOption(file())
        .addOption(
            OptionSpec.builder("--policy")
                .type(String.class)
                .paramLabel("POLICY")
                .description(
                    "default, or strict: every deployment must turn debug mode off itself, and"
                        + " unknown is a failure.")
                .build())
        .addOption(
            OptionSpec.builder("--fail-on")
                .type(String.class)
                .paramLabel("LEVEL")
                .description(
                    "Exit 1 for findings of this level or above: error (default), warning,"
                        + " note or never.")
                .build())
        .addOption(
            CommandTree.list("--rule")
                .paramLabel("RULE=LEVEL")
                .description("Level of a rule: error, warning, note or off.")
                .build());
    return addRoles(spec);
  }

  /** Adds the options that change verdicts, not what is made of them. */
  static CommandSpec addJudging(CommandSpec spec) {
    return addRoles(spec.addOption(file()));
  }

  private static OptionSpec file() {
    return OptionSpec.builder("--config")
        .type(String.class)
        .paramLabel("FILE")
        .description(
            "Configuration (default: .flask-debug-guard.yml or pyproject.toml of what is"
                + " judged).")
        .build();
  }

  private static CommandSpec addRoles(CommandSpec spec) {
    return spec.addOption(
            CommandTree.list("--role-of")
                .paramLabel("GLOB=ROLE")
                .description(
                    "Role of the deployments whose id, file or name matches: production,"
                        + " staging, development, test or unknown.")
                .build())
        .addOption(
            CommandTree.list("--assume")
                .paramLabel("[DEPLOYMENT:]VAR=VALUE")
                .description("A variable that is set outside the repository.")
                .build());
  }

  /** {@return what holds for a repository} */
  Configuration of(Repository repository) throws UsageException {
    try {
      return said(repository).with(overrides);
    } catch (ConfigurationException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * {@return what holds for an earlier state, from which one that is wrong is left out: it is to be
   * compared only}
   */
  Configuration before(Repository repository) throws UsageException {
    try {
      return said(repository).with(overrides);
    } catch (ConfigurationException e) {
      return Configuration.DEFAULT.with(overrides);
    }
  }

  private Configuration said(Repository repository) throws UsageException, ConfigurationException {
    String given = file;
    return given == null ? Configuration.in(repository) : Configuration.of(read(given));
  }

  private SourceFile read(String given) throws UsageException {
    try {
      Path folder = console.folder().resolve(path).normalize();
      Path place = console.folder().resolve(given).normalize();
      if (!Files.isRegularFile(place)) {
        throw new UsageException("--config " + given + ": there is no such file");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(place)) {
        bytes = in.readNBytes(Limits.DATA_CHARS + 1);
      }
      if (bytes.length > Limits.DATA_CHARS) {
        throw new UsageException("--config " + given + ": is larger than 512 KiB");
      }
      // What lies in the repository is named as all its files are.
      boolean inside = place.startsWith(folder);
      String name = inside ? folder.relativize(place).toString().replace('\\', '/') : given;
      return new SourceFile(name, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--config " + given + ": cannot be read");
    }
  }
}

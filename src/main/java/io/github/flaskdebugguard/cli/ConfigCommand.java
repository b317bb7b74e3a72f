package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.config.Configuration;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code config}: shows what holds for a repository, and where each value is from. */
final class ConfigCommand {
  private final Console console;
  private final String path;
  private final @Nullable String ref;
  private final @Nullable String tokenFrom;
  private final Settings settings;

  ConfigCommand(Console console, ParseResult line) throws UsageException {
    this.console = console;
    path = line.matchedPositionalValue(0, ".");
    ref = line.matchedOptionValue("--ref", null);
    tokenFrom = line.matchedOptionValue("--token-from", null);
    settings = new Settings(console, line);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandTree.command("config", "Show the configuration, and where each value is from.")
            .addPositional(
                PositionalParamSpec.builder()
                    .type(String.class)
                    .arity("0..1")
                    .paramLabel("PATH|GIT-URL")
                    .description("The repository (default: the current folder).")
                    .build());
    Settings.addTo(spec)
        .addOption(
            OptionSpec.builder("--ref")
                .type(String.class)
                .paramLabel("REF")
                .description("The configuration of this commit, branch or tag.")
                .build())
        .addOption(
            OptionSpec.builder("--token-from")
                .type(String.class)
                .paramLabel("VARIABLE")
                .description("Environment variable with the token for the GIT-URL.")
                .build());
    spec.usageMessage().sortOptions(false);
    return spec;
  }

  ExitCode run() throws UsageException, IOException {
    try (Scanned scanned =
        Scanned.open(console, path, ref, null, Scanned.token(console, tokenFrom))) {
      Configuration configuration = settings.of(scanned.repository());
      console.print(configuration.text());
      return ExitCode.CLEAN;
    }
  }
}

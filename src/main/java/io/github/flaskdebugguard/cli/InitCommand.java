package io.github.flaskdebugguard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code init}: writes what runs the tool on every change. A file that is there stays as it is. */
final class InitCommand {
  private final Console console;
  private final String target;

  InitCommand(Console console, ParseResult line) {
    this.console = console;
    target = line.matchedPositionalValue(0, "github");
  }

  /** Where the tool is to run. */
  private enum Target {
    GITHUB(".github/workflows/flask-debug-guard.yml", "github.yml"),
    GITLAB(".gitlab-ci.yml", "gitlab.yml"),
    PRE_COMMIT(".pre-commit-config.yaml", "pre-commit.yaml");

    private final String file;
    private final String template;

    Target(String file, String template) {
      this.file = file;
      this.template = template;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static CommandSpec spec() {
    return CommandTree.command("init", "Write the file that runs this tool on every change.")
        .addPositional(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("0..1")
                .paramLabel("WHERE")
                .description("github (default), gitlab or pre-commit.")
                .build());
  }

  ExitCode run() throws UsageException, IOException {
    Target where = target();
    String content = content(where);
    Path file = console.folder();
    for (String segment : where.file.split("/", -1)) {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !file.equals(console.folder())) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new UsageException(file + " is no folder");
        }
        Files.createDirectory(file);
      }
      file = file.resolve(segment);
    }
    try {
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      console.print(content);
      throw new UsageException(where.file + " is there already; add what is shown to it yourself");
    }
    console.print("wrote " + where.file + "\n");
    return ExitCode.CLEAN;
  }

  private Target target() throws UsageException {
    for (Target known : Target.values()) {
      if (known.word().equals(target)) {
        return known;
      }
    }
    throw new UsageException(
        "unknown place '"
            + target
            + "', one of "
            + Arrays.stream(Target.values()).map(Target::word).collect(Collectors.joining(", ")));
  }

  /** A release replaces the names in {@code release.properties}, and nothing else. */
  private static String content(Target where) throws IOException {
    Properties release = new Properties();
    try (InputStream in = resource("release.properties")) {
      release.load(in);
    }
    try (InputStream in = resource("init/" + where.template)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String name : release.stringPropertyNames()) {
        text = text.replace("{" + name + "}", release.getProperty(name));
      }
      return text;
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        InitCommand.class.getResourceAsStream("/io/github/flaskdebugguard/" + name), name);
  }
}

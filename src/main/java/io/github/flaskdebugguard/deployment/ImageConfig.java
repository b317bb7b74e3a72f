package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image that the repository builds starts, and with what.
 *
 * @param dockerfile path of the Dockerfile
 * @param stage name of the stage, null when it has none
 * @param from place of the stage's {@code FROM}
 * @param base the image at the bottom
 * @param entrypoint null when neither the Dockerfile nor a known base sets one
 * @param command null when neither the Dockerfile nor a known base sets one
 * @param environment what {@code ENV} sets
 * @param folder absolute {@code WORKDIR}, null when it cannot be known
 * @param ports {@code EXPOSE}
 * @param python Python version that the base image names
 * @param installs install commands of {@code RUN} lines, in order
 * @param problems what a build would refuse or what is missing from the build context
 */
record ImageConfig(
    String dockerfile,
    @Nullable String stage,
    Span from,
    BaseImage base,
    @Nullable Argv entrypoint,
    @Nullable Argv command,
    Environment environment,
    @Nullable String folder,
    @Nullable Text user,
    List<Text> ports,
    ImageFiles files,
    @Nullable String python,
    List<Install> installs,
    List<Problem> problems) {
  ImageConfig {
    ports = List.copyOf(ports);
    installs = List.copyOf(installs);
    problems = List.copyOf(problems);
  }

  /**
   * Words that a CMD or ENTRYPOINT stands for; a shell line is {@code /bin/sh -c line}.
   *
   * @param line whether it is a shell line
   */
  record Argv(List<Text> words, boolean line, Span span) {
    Argv {
      words = List.copyOf(words);
    }
  }

  /** {@return whether it is known what the image starts} */
  boolean starts() {
    return isSet(entrypoint) || isSet(command);
  }

  private static boolean isSet(@Nullable Argv argv) {
    return argv != null && !argv.words().isEmpty();
  }

  /**
   * {@return the place that says what is started: the last of CMD and ENTRYPOINT that has a say,
   * else FROM}
   */
  Span place() {
    if (command != null && isSet(command) && !(entrypoint != null && entrypoint.line())) {
      return command.span();
    }
    return entrypoint != null && isSet(entrypoint) ? entrypoint.span() : from;
  }

  /** {@return the Python packages that the image has, as far as files tell} */
  Packages packages(Repository repository) {
    Packages read = PackageReader.read(repository, files, folder, installs);
    return python == null ? read : new Packages(python, read.requirements(), read.complete());
  }

  /** {@return the process that the image starts by itself, null when that is not known} */
  @Nullable ProcessStart start() {
    return start(null, null, environment, folder, List.of());
  }

  /**
   * {@return the process that a container of this image starts, null when nothing says what; shells
   * and scripts in it are not yet resolved}
   *
   * <p>Executed with docker run and compose 2.26.1: a command replaces CMD; an entrypoint replaces
   * ENTRYPOINT and drops CMD; an empty entrypoint clears ENTRYPOINT and keeps CMD; an empty command
   * keeps CMD.
   *
   * @param newEntrypoint null when the platform gives none
   * @param newCommand null when the platform gives none
   * @param environment the whole environment, the image's included
   * @param folder the working folder, the image's when the platform gives none
   * @param trail what the platform says about the start; comes after the image's own facts
   */
  @Nullable ProcessStart start(
      @Nullable List<Text> newEntrypoint,
      @Nullable List<Text> newCommand,
      Environment environment,
      @Nullable String folder,
      List<Fact> trail) {
    List<Text> words = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    boolean replaced = newEntrypoint != null && !newEntrypoint.isEmpty();
    if (replaced && newEntrypoint != null) {
      words.addAll(newEntrypoint);
    } else if (newEntrypoint == null && entrypoint != null && isSet(entrypoint)) {
      words.addAll(entrypoint.words());
      facts.add(
          new Fact(entrypoint.span(), "ENTRYPOINT " + CommandLine.shown(entrypoint.words()), true));
    }
    boolean lost = replaced || (newEntrypoint == null && entrypoint != null && entrypoint.line());
    if (newCommand != null && !newCommand.isEmpty()) {
      words.addAll(newCommand);
      if (command != null && isSet(command)) {
        facts.add(
            new Fact(
                command.span(),
                "CMD " + CommandLine.shown(command.words()) + " is replaced",
                false));
      }
    } else if (command != null && isSet(command) && !replaced) {
      words.addAll(command.words());
      facts.add(
          new Fact(
              command.span(),
              "CMD "
                  + CommandLine.shown(command.words())
                  + (lost ? " is not used: ENTRYPOINT is a shell line" : ""),
              !lost));
    }
    if (words.isEmpty()) {
      return null;
    }
    facts.addAll(trail);
    return new ProcessStart(words, folder, environment, null, facts);
  }
}

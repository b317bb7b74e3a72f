package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instruction of a Dockerfile. Words are as written: variables and quotes are still in them.
 */
public sealed interface DockerInstruction {
  /** {@return the place of the whole instruction} */
  Span span();

  /** {@code FROM image AS name}. */
  record From(MappedText image, @Nullable MappedText name, Span span)
      implements DockerInstruction {}

  /** {@code ENV}, in both forms. */
  record Env(List<Assignment> assignments, Span span) implements DockerInstruction {}

  /** {@code ARG}; a value is null where no default is given. */
  record Arg(List<Assignment> assignments, Span span) implements DockerInstruction {}

  /** {@code WORKDIR}. */
  record Workdir(MappedText folder, Span span) implements DockerInstruction {}

  /** {@code USER}. */
  record User(MappedText user, Span span) implements DockerInstruction {}

  /** {@code EXPOSE}. */
  record Expose(List<MappedText> ports, Span span) implements DockerInstruction {}

  /** {@code SHELL}. */
  record Shell(List<Text.Known> words, Span span) implements DockerInstruction {}

  /** {@code CMD}. */
  record Cmd(Command command, Span span) implements DockerInstruction {}

  /** {@code ENTRYPOINT}. */
  record Entrypoint(Command command, Span span) implements DockerInstruction {}

  /** {@code RUN}. */
  record Run(Command command, List<Heredoc> heredocs, Span span) implements DockerInstruction {}

  /**
   * {@code COPY} or {@code ADD}.
   *
   * @param add whether it is {@code ADD}
   * @param flags by name without dashes; a flag without value has an empty one
   * @param sources without the heredocs
   */
  record Copy(
      boolean add,
      Map<String, String> flags,
      List<MappedText> sources,
      List<Heredoc> heredocs,
      MappedText destination,
      Span span)
      implements DockerInstruction {}

  /** {@code ONBUILD}: acts in the stages and images that are built from this one. */
  record OnBuild(DockerInstruction instruction, Span span) implements DockerInstruction {}

  /** An instruction that never changes what is started. */
  record Other(String keyword, MappedText rest, Span span) implements DockerInstruction {}

  /** {@code name=value}, with the place of both. */
  record Assignment(MappedText name, @Nullable MappedText value, Span span) {}

  /** A file inside a Dockerfile. */
  record Heredoc(String name, boolean expand, MappedText content) {}

  /** What {@code CMD}, {@code ENTRYPOINT} and {@code RUN} start. */
  sealed interface Command {
    /** A JSON array. */
    record Exec(List<Text.Known> words) implements Command {}

    /** A line for the shell, as written. */
    record Line(MappedText text) implements Command {}
  }
}

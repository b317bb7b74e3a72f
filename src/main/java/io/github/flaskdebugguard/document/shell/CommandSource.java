package io.github.flaskdebugguard.document.shell;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes commands on one line, for people. */
final class CommandSource {
  private CommandSource() {}

  static String of(Command command) {
    return switch (command) {
      case Command.Simple simple ->
          Stream.concat(
                  simple.assignments().stream().map(a -> firstLine(a.name()) + "=" + of(a.value())),
                  simple.words().stream().map(CommandSource::of))
              .collect(Collectors.joining(" "));
      case Command.Pipeline pipeline ->
          (pipeline.negated() ? "! " : "")
              + pipeline.commands().stream()
                  .map(CommandSource::of)
                  .collect(Collectors.joining(" | "));
      case Command.Chain chain -> {
        StringBuilder text = new StringBuilder(of(chain.first()));
        for (Command.Link link : chain.links()) {
          text.append(link.and() ? " && " : " || ").append(of(link.command()));
        }
        yield text.toString();
      }
      case Command.Block block ->
          block.commands().stream().map(CommandSource::of).collect(Collectors.joining("; "));
      case Command.Test test ->
          test.words().stream()
              .map(CommandSource::of)
              .collect(Collectors.joining(" ", "[[ ", " ]]"));
      case Command.Arithmetic arithmetic -> "((" + of(arithmetic.expression()) + "))";
      case Command.Background background -> of(background.command()) + " &";
      case Command.Subshell subshell -> "( " + of(subshell.body()) + " )";
      case Command.Redirected redirected -> of(redirected.command());
      case Command.Function function -> firstLine(function.name()) + "() { ... }";
      case Command.If ignored -> "if ...";
      case Command.Case item -> "case " + of(item.subject()) + " ...";
      case Command.For loop -> "for " + firstLine(loop.variable()) + " ...";
      case Command.Loop loop -> (loop.until() ? "until " : "while ") + of(loop.condition());
      case Command.Broken ignored -> "...";
    };
  }

  private static String of(Word word) {
    return firstLine(word.source());
  }

  /** What goes over several lines is shown by the first. */
  private static String firstLine(String source) {
    int feed = source.indexOf('\n');
    return feed < 0 ? source : source.substring(0, feed).stripTrailing() + "...";
  }
}

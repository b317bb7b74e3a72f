package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of a shell script. */
public sealed interface Command {
  /** {@return the text of the command} */
  Span span();

  /** {@return the command as a person would write it on one line, with dots for long parts} */
  default String source() {
    return CommandSource.of(this);
  }

  /**
   * Assignments, a program with arguments, or both; {@code words} is empty when there are only
   * assignments.
   */
  record Simple(
      List<Assignment> assignments, List<Word> words, List<Redirection> redirections, Span span)
      implements Command {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirections = List.copyOf(redirections);
    }
  }

  /** Commands joined by {@code |}. */
  record Pipeline(List<Command> commands, boolean negated, Span span) implements Command {
    public Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /** Commands joined by {@code &&} and {@code ||}, from left to right. */
  record Chain(Command first, List<Link> links, Span span) implements Command {
    public Chain {
      links = List.copyOf(links);
    }
  }

  /** {@code && command} or {@code || command}. */
  record Link(boolean and, Command command) {}

  /** A command that runs while the script goes on. */
  record Background(Command command, Span span) implements Command {}

  /** Commands one after the other. */
  record Block(List<Command> commands, Span span) implements Command {
    public Block {
      commands = List.copyOf(commands);
    }
  }

  /** {@code if} with its {@code elif} branches. */
  record If(List<Branch> branches, @Nullable Block otherwise, Span span) implements Command {
    public If {
      branches = List.copyOf(branches);
    }
  }

  /** A condition and what runs when it holds. */
  record Branch(Block condition, Block body) {}

  /** {@code case word in ... esac}. */
  record Case(Word subject, List<Item> items, Span span) implements Command {
    public Case {
      items = List.copyOf(items);
    }
  }

  /**
   * Patterns and what runs when one fits.
   *
   * @param next {@code ;;}, {@code ;&} or {@code ;;&}
   */
  record Item(List<Word> patterns, Block body, String next) {
    public Item {
      patterns = List.copyOf(patterns);
    }
  }

  /** {@code for name in words}; without words it goes over the arguments. */
  record For(String variable, @Nullable List<Word> words, Block body, Span span)
      implements Command {}

  /**
   * {@code while} or {@code until}; the condition is empty for {@code for ((...))}, which nothing
   * is known about.
   */
  record Loop(boolean until, Block condition, Block body, Span span) implements Command {}

  /** A function, which runs where it is called. */
  record Function(String name, Command body, Span span) implements Command {}

  /** {@code ( ... )}: what it changes is lost. */
  record Subshell(Block body, Span span) implements Command {}

  /** A compound command with redirections. */
  record Redirected(Command command, List<Redirection> redirections, Span span) implements Command {
    public Redirected {
      redirections = List.copyOf(redirections);
    }
  }

  /** {@code [[ ... ]]}; operators are words like the rest. */
  record Test(List<Word> words, Span span) implements Command {
    public Test {
      words = List.copyOf(words);
    }
  }

  /** {@code (( ... ))}. */
  record Arithmetic(Word expression, Span span) implements Command {}

  /**
   * Text that is no command.
   *
   * @param definite whether a shell would stop here too; false where only this reader gives up
   */
  record Broken(boolean definite, Span span) implements Command {}
}

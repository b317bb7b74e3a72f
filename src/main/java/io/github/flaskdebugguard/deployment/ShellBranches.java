package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands that conditions choose: {@code &&} and {@code ||}, {@code if} and {@code case}. A
 * condition that cannot be decided gives a state for each outcome, which names it.
 */
final class ShellBranches {
  private final ShellRunner runner;
  private final LaunchRun run;

  ShellBranches(ShellRunner runner, LaunchRun run) {
    this.runner = runner;
    this.run = run;
  }

  List<ShellState> chain(Command.Chain chain, ShellState state) {
    List<ShellState> current = runner.asked(chain.first(), state);
    StringBuilder source = new StringBuilder(chain.first().source());
    for (int i = 0; i < chain.links().size(); i++) {
      Command.Link link = chain.links().get(i);
      boolean last = i == chain.links().size() - 1;
      List<ShellState> next = new ArrayList<>();
      for (ShellState before : current) {
        next.addAll(link(link, before, source, last));
      }
      current = StateJoin.merged(next);
      source.append(link.and() ? " && " : " || ").append(link.command().source());
    }
    return current;
  }

  /**
   * @param sources those of the commands before this one
   */
  private List<ShellState> link(
      Command.Link link, ShellState before, CharSequence sources, boolean last) {
    if (before.stopped()) {
      return List.of(before);
    }
    boolean taken = before.succeeded() == link.and();
    if (before.status != Status.UNKNOWN) {
      return taken ? linked(link.command(), before, last) : List.of(before);
    }
    String source = sources.toString();
    ShellState skipping = before.copy();
    skipping.status = link.and() ? Status.FAILURE : Status.SUCCESS;
    skipping.require(link.and() ? not(source) : source);
    ShellState taking = before.copy();
    taking.status = link.and() ? Status.SUCCESS : Status.FAILURE;
    taking.require(link.and() ? source : not(source));
    List<ShellState> result =
        new ArrayList<>(
            undecided(() -> linked(link.command(), taking, last), skipping, before.condition));
    result.add(skipping);
    return result;
  }

  private List<ShellState> linked(Command command, ShellState state, boolean last) {
    return last ? runner.run(command, state) : runner.asked(command, state);
  }

  /**
   * Runs what a condition chooses that cannot be decided.
   *
   * @param other the state in which it does not hold
   * @param before the condition of both
   */
  private List<ShellState> undecided(
      Supplier<List<ShellState>> chosen, ShellState other, @Nullable String before) {
    int started = run.started();
    List<ShellState> ends = chosen.get();
    if (started == run.started() && ends.stream().allMatch(end -> end.flow == Flow.EXIT)) {
      // A guard such as "|| exit 1": what follows only runs when it holds.
      other.condition = before;
    }
    return ends;
  }

  private static String not(String condition) {
    return condition.startsWith("! ") ? condition.substring(2) : "! " + condition;
  }

  List<ShellState> conditional(Command.If command, ShellState state) {
    List<ShellState> done = new ArrayList<>();
    List<ShellState> open = List.of(state);
    for (Command.Branch branch : command.branches()) {
      List<ShellState> tested = new ArrayList<>();
      for (ShellState before : open) {
        tested.addAll(runner.condition(branch.condition(), before));
      }
      String source = branch.condition().source();
      List<ShellState> otherwise = new ArrayList<>();
      for (ShellState after : tested) {
        if (after.stopped()) {
          done.add(after);
        } else if (after.status == Status.SUCCESS) {
          done.addAll(runner.block(branch.body(), after));
        } else if (after.status == Status.FAILURE) {
          after.status = Status.SUCCESS;
          otherwise.add(after);
        } else {
          ShellState no = after.copy();
          no.status = Status.SUCCESS;
          no.require(not(source));
          ShellState yes = after.copy();
          yes.status = Status.SUCCESS;
          yes.require(source);
          done.addAll(undecided(() -> runner.block(branch.body(), yes), no, after.condition));
          otherwise.add(no);
        }
      }
      open = StateJoin.merged(otherwise);
    }
    Command.Block otherwise = command.otherwise();
    if (otherwise == null) {
      done.addAll(open);
    } else {
      for (ShellState before : open) {
        done.addAll(runner.block(otherwise, before));
      }
    }
    return StateJoin.merged(done);
  }

  List<ShellState> choice(Command.Case choice, ShellState state) {
    Text subject = runner.expansion(state).text(choice.subject());
    if (state.stopped()) {
      return List.of(state);
    }
    state.status = Status.SUCCESS;
    List<ShellState> done = new ArrayList<>();
    ShellState open = state;
    for (int i = 0; i < choice.items().size(); i++) {
      Command.Item item = choice.items().get(i);
      Status fits = fits(item, subject, open);
      if (fits == Status.FAILURE) {
        continue;
      }
      boolean certain = fits == Status.SUCCESS;
      ShellState taken = certain ? open : open.copy();
      String patterns = String.join("|", item.patterns().stream().map(Word::source).toList());
      if (!certain || done.size() > 0) {
        taken.require("case " + choice.subject().source() + " in " + patterns);
      }
      List<ShellState> ends = runner.block(item.body(), taken);
      int next = i;
      while (choice.items().get(next).next().equals(";&") && next + 1 < choice.items().size()) {
        next++;
        List<ShellState> through = new ArrayList<>();
        for (ShellState end : ends) {
          through.addAll(runner.block(choice.items().get(next).body(), end));
        }
        ends = through;
      }
      done.addAll(ends);
      if (certain) {
        return StateJoin.merged(done);
      }
    }
    if (!done.isEmpty()) {
      open.require("case " + choice.subject().source() + " in none of them");
    }
    done.add(open);
    return StateJoin.merged(done);
  }

  private Status fits(Command.Item item, Text subject, ShellState state) {
    Status result = Status.FAILURE;
    for (Word word : item.patterns()) {
      Text pattern = runner.expansion(state).pattern(word);
      if (pattern instanceof Text.Known known && known.value().equals("*")) {
        return Status.SUCCESS;
      }
      if (pattern instanceof Text.Known known && subject instanceof Text.Known text) {
        if (ShellPattern.of(known.value(), state.effort).matches(text.value())) {
          return Status.SUCCESS;
        }
      } else {
        result = Status.UNKNOWN;
      }
    }
    return result;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Loops, round by round while that changes something. One that waits for something outside has
 * ended sooner or later; one that nothing ends is where the script stays.
 */
final class ShellLoops {
  private static final int ROUNDS = 2000;

  private final ShellRunner runner;

  ShellLoops(ShellRunner runner) {
    this.runner = runner;
  }

  List<ShellState> forLoop(Command.For loop, ShellState state) {
    List<Word> words = loop.words();
    List<Text> values = words == null ? state.arguments : runner.expansion(state).fields(words);
    List<ShellState> current = List.of(state);
    for (Text value : values) {
      for (ShellState before : current) {
        if (!before.stopped()) {
          before.set(loop.variable(), value);
        }
      }
      current = StateJoin.merged(left(runner.block(loop.body(), current)));
      if (current.stream().allMatch(ShellState::stopped)) {
        break;
      }
    }
    return ended(current);
  }

  /** States after one round of a loop: those that continue go on, those that break stay broken. */
  private static List<ShellState> left(List<ShellState> states) {
    for (ShellState state : states) {
      if (state.flow == Flow.CONTINUE && --state.levels <= 0) {
        state.flow = Flow.NEXT;
      }
    }
    return states;
  }

  /** States after a loop: a break ends here. */
  private static List<ShellState> ended(List<ShellState> states) {
    for (ShellState state : states) {
      if (state.flow == Flow.BREAK && --state.levels <= 0) {
        state.flow = Flow.NEXT;
        state.status = Status.SUCCESS;
      }
    }
    return states;
  }

  List<ShellState> loop(Command.Loop loop, ShellState state) {
    List<ShellState> done = new ArrayList<>();
    List<ShellState> open = List.of(state);
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      List<ShellState> entered = open.stream().map(ShellState::copy).toList();
      List<ShellState> next = new ArrayList<>();
      for (ShellState before : open) {
        round(loop, before, done, next);
      }
      open = StateJoin.merged(next);
      if (sameAs(entered, open)) {
        // A loop that tries again until something outside works changes nothing by going on; one
        // that nothing ends is where the script stays.
        open = done.isEmpty() ? open : List.of();
        break;
      }
    }
    for (ShellState endless : open) {
      endless.exit(Status.UNKNOWN);
      done.add(endless);
    }
    return ended(StateJoin.merged(done));
  }

  private static boolean sameAs(List<ShellState> before, List<ShellState> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).goesOnLike(after.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void round(
      Command.Loop loop, ShellState before, List<ShellState> done, List<ShellState> next) {
    boolean bare = loop.condition().commands().isEmpty();
    if (bare) {
      before.status = Status.UNKNOWN;
    }
    for (ShellState after : runner.condition(loop.condition(), before)) {
      if (after.stopped()) {
        done.add(after);
        continue;
      }
      boolean known = after.status == Status.SUCCESS || after.status == Status.FAILURE;
      boolean runs = (after.status == Status.SUCCESS) != loop.until();
      if (known && !runs) {
        after.status = Status.SUCCESS;
        done.add(after);
        continue;
      }
      if (!known) {
        // It ends sooner or later, after no round or after one that stands for all.
        ShellState none = after.copy();
        none.status = Status.SUCCESS;
        done.add(none);
      }
      ShellState body = known ? after : after.copy();
      List<ShellState> ends = left(runner.block(loop.body(), body));
      for (ShellState end : ends) {
        if (end.stopped() && !(end.flow == Flow.EXIT && !known)) {
          done.add(end);
        } else if (!end.stopped() && known) {
          next.add(end);
        } else if (!end.stopped()) {
          end.status = Status.SUCCESS;
          done.add(end);
        }
      }
    }
  }
}

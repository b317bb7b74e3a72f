package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.ShellState.Flow;
import io.github.flaskdebugguard.deployment.ShellState.Status;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.shell.Command;
import io.github.flaskdebugguard.document.shell.ShellScript;
import io.github.flaskdebugguard.document.shell.Word;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs shell commands abstractly. Every command takes one state to one or more: a condition that
 * cannot be decided gives a state for each outcome, and states that would go on alike become one
 * again.
 */
final class ShellRunner {
  private static final int STATES = 24;
  private static final int ROUNDS = 2000;

  private final LaunchRun run;
  private final Shell shell;
  private final int depth;
  private final ShellCommands commands;

  /** Greater than zero where a failing command does not end a script under {@code set -e}. */
  private int guarded;

  private int nesting;

  ShellRunner(LaunchRun run, Shell shell, int depth) {
    this.run = run;
    this.shell = shell;
    this.depth = depth;
    this.commands = new ShellCommands(this, run);
  }

  Shell shell() {
    return shell;
  }

  int depth() {
    return depth;
  }

  ShellExpansion expansion(ShellState state) {
    return new ShellExpansion(this, state);
  }

  /** {@return the states in which the script can end} */
  List<ShellState> script(ShellScript script, ShellState state) {
    return block(script.body().commands(), List.of(state));
  }

  /** {@return what a command writes, without the line ends at its end} */
  Text substitution(ShellState state, Command.Block body, Span span) {
    ShellState inner = state.copy();
    inner.output = ShellOutput.EMPTY;
    run.mute();
    guarded++;
    List<ShellState> ends = block(body.commands(), List.of(inner));
    guarded--;
    run.unmute();
    ShellState first = ends.getFirst();
    state.status = first.status;
    for (ShellState end : ends) {
      state.absent.addAll(end.absent);
      if (!Objects.equals(end.output, first.output)) {
        return new Text.Unknown(
            "is the output of commands that depend on something unknown", null, span);
      }
    }
    ShellOutput output = first.output;
    if (output == null) {
      return new Text.Known("", span);
    }
    Text.Unknown unknown = output.unknown();
    if (unknown != null) {
      return new Text.Unknown(unknown.reason(), unknown.variable(), span);
    }
    String text = output.text();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return new Text.Known(text.substring(0, end), span);
  }

  private List<ShellState> block(List<Command> body, List<ShellState> states) {
    List<ShellState> current = states;
    for (Command command : body) {
      if (current.stream().allMatch(ShellState::stopped)) {
        break;
      }
      List<ShellState> next = new ArrayList<>();
      for (ShellState state : current) {
        next.addAll(run(command, state));
      }
      current = merged(next);
    }
    return current;
  }

  List<ShellState> run(Command command, ShellState state) {
    if (state.stopped()) {
      return List.of(state);
    }
    boolean going = run.step(command.span());
    if (going && nesting > Limits.SCRIPTS * 4) {
      run.tooDeep();
      going = false;
    }
    if (!going) {
      state.exit(Status.UNKNOWN);
      return List.of(state);
    }
    nesting++;
    List<ShellState> result =
        switch (command) {
          case Command.Simple simple -> commands.simple(simple, state);
          case Command.Pipeline pipeline -> pipeline(pipeline, state);
          case Command.Chain chain -> chain(chain, state);
          case Command.Background background -> apart(background.command(), state);
          case Command.Block block -> block(block.commands(), List.of(state));
          case Command.If branches -> branches(branches, state);
          case Command.Case choice -> choice(choice, state);
          case Command.For loop -> forLoop(loop, state);
          case Command.Loop loop -> loop(loop, state);
          case Command.Function function -> {
            state.functions.put(function.name(), function.body());
            yield List.of(state);
          }
          case Command.Subshell subshell -> subshell(subshell, state);
          case Command.Redirected redirected ->
              new ShellRedirection(this, redirected.redirections())
                  .around(state, inner -> run(redirected.command(), inner));
          case Command.Test test -> List.of(test(test, state));
          case Command.Arithmetic arithmetic -> {
            Text value = expansion(state).arithmetic(arithmetic.expression());
            state.status =
                value instanceof Text.Known known
                    ? known.value().equals("0") ? Status.FAILURE : Status.SUCCESS
                    : Status.UNKNOWN;
            yield List.of(state);
          }
          case Command.Broken broken -> {
            if (broken.definite()) {
              state.fact(broken.span(), "the shell cannot read this and stops here");
              state.status = Status.FAILURE;
              state.flow = shell == Shell.BASH ? Flow.RETURN : Flow.EXIT;
            }
            yield List.of(state);
          }
        };
    nesting--;
    return result;
  }

  /** {@return whether what a command ends with is asked for, so that no failure ends the script} */
  boolean isGuarded() {
    return guarded > 0;
  }

  /** Ends the script where {@code set -e} says so. */
  void check(ShellState state, Span span) {
    if (guarded == 0
        && state.status == Status.FAILURE
        && state.options.contains("e")
        && state.flow == Flow.NEXT) {
      state.fact(span, "set -e ends the script here, because this fails");
      state.flow = Flow.EXIT;
    }
  }

  private ShellState test(Command.Test test, ShellState state) {
    if (shell == Shell.DASH) {
      state.fact(test.span(), "[[ is unknown to sh, so this counts as false");
      state.fail();
    } else {
      ShellExpansion expansion = expansion(state);
      List<Text> words = new ArrayList<>();
      boolean pattern = false;
      for (Word word : test.words()) {
        words.add(pattern ? expansion.pattern(word) : expansion.text(word));
        String literal = word.literal();
        pattern = "=".equals(literal) || "==".equals(literal) || "!=".equals(literal);
      }
      state.status = new ShellTest(words, state, shell, true).evaluate();
    }
    check(state, test.span());
    return state;
  }

  private List<ShellState> apart(Command command, ShellState state) {
    guarded++;
    for (ShellState end : run(command, state.copy())) {
      state.absent.addAll(end.absent);
    }
    guarded--;
    state.status = Status.SUCCESS;
    return List.of(state);
  }

  private List<ShellState> subshell(Command.Subshell subshell, ShellState state) {
    List<ShellState> result = new ArrayList<>();
    for (ShellState end : block(subshell.body().commands(), List.of(state.copy()))) {
      ShellState after = state.copy();
      after.status = end.status;
      after.condition = end.condition;
      after.output = end.output;
      after.files = end.files;
      after.absent.addAll(end.absent);
      check(after, subshell.span());
      result.add(after);
    }
    return merged(result);
  }

  private List<ShellState> pipeline(Command.Pipeline pipeline, ShellState state) {
    if (pipeline.commands().size() == 1) {
      guarded++;
      List<ShellState> ends = run(pipeline.commands().getFirst(), state);
      guarded--;
      if (pipeline.negated()) {
        ends.forEach(end -> end.status = ShellTest.not(end.status));
      }
      return ends;
    }
    ShellOutput passed = state.input;
    ShellState last = state;
    boolean failed = false;
    for (int i = 0; i < pipeline.commands().size(); i++) {
      ShellState part = state.copy();
      boolean end = i == pipeline.commands().size() - 1;
      part.files = last.files;
      part.input = passed;
      part.output = end ? state.output : ShellOutput.EMPTY;
      guarded++;
      List<ShellState> ends = run(pipeline.commands().get(i), part);
      guarded--;
      last = ends.getFirst();
      if (ends.size() > 1 && last.status != Status.FAILURE) {
        last.status = Status.ASSUMED;
      }
      passed = last.output;
      failed |= last.status == Status.FAILURE;
    }
    ShellState after = state;
    after.files = last.files;
    after.output = last.output;
    after.absent.addAll(last.absent);
    after.status = failed && state.options.contains("pipefail") ? Status.FAILURE : last.status;
    if (pipeline.negated()) {
      after.status = ShellTest.not(after.status);
    } else {
      check(after, pipeline.span());
    }
    return List.of(after);
  }

  private List<ShellState> chain(Command.Chain chain, ShellState state) {
    guarded++;
    List<ShellState> current = run(chain.first(), state);
    guarded--;
    String source = chain.first().source();
    for (int i = 0; i < chain.links().size(); i++) {
      Command.Link link = chain.links().get(i);
      boolean last = i == chain.links().size() - 1;
      List<ShellState> next = new ArrayList<>();
      for (ShellState before : current) {
        next.addAll(link(link, before, source, last));
      }
      current = merged(next);
      source = source + (link.and() ? " && " : " || ") + link.command().source();
    }
    return current;
  }

  private List<ShellState> link(Command.Link link, ShellState before, String source, boolean last) {
    if (before.stopped()) {
      return List.of(before);
    }
    boolean taken = before.succeeded() == link.and();
    if (before.status != Status.UNKNOWN) {
      return taken ? linked(link.command(), before, last) : List.of(before);
    }
    ShellState skipping = before.copy();
    skipping.status = link.and() ? Status.FAILURE : Status.SUCCESS;
    skipping.require(link.and() ? not(source) : source);
    ShellState taking = before.copy();
    taking.status = link.and() ? Status.SUCCESS : Status.FAILURE;
    taking.require(link.and() ? source : not(source));
    int started = run.started();
    List<ShellState> result = new ArrayList<>(linked(link.command(), taking, last));
    if (started == run.started() && result.stream().allMatch(end -> end.flow == Flow.EXIT)) {
      // A guard such as "|| exit 1": what follows only runs when it holds.
      skipping.condition = before.condition;
    }
    result.add(skipping);
    return result;
  }

  private List<ShellState> linked(Command command, ShellState state, boolean last) {
    guarded += last ? 0 : 1;
    List<ShellState> result = run(command, state);
    guarded -= last ? 0 : 1;
    return result;
  }

  private static String not(String condition) {
    return condition.startsWith("! ") ? condition.substring(2) : "! " + condition;
  }

  private List<ShellState> branches(Command.If command, ShellState state) {
    List<ShellState> done = new ArrayList<>();
    List<ShellState> open = List.of(state);
    for (Command.Branch branch : command.branches()) {
      List<ShellState> tested = new ArrayList<>();
      guarded++;
      for (ShellState before : open) {
        tested.addAll(block(branch.condition().commands(), List.of(before)));
      }
      guarded--;
      String source = branch.condition().source();
      List<ShellState> otherwise = new ArrayList<>();
      for (ShellState after : tested) {
        if (after.stopped()) {
          done.add(after);
        } else if (after.status == Status.SUCCESS) {
          done.addAll(block(branch.body().commands(), List.of(after)));
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
          int started = run.started();
          List<ShellState> ends = block(branch.body().commands(), List.of(yes));
          if (started == run.started() && ends.stream().allMatch(end -> end.flow == Flow.EXIT)) {
            no.condition = after.condition;
          }
          done.addAll(ends);
          otherwise.add(no);
        }
      }
      open = merged(otherwise);
    }
    Command.Block otherwise = command.otherwise();
    if (otherwise == null) {
      done.addAll(open);
    } else {
      for (ShellState before : open) {
        done.addAll(block(otherwise.commands(), List.of(before)));
      }
    }
    return merged(done);
  }

  private List<ShellState> choice(Command.Case choice, ShellState state) {
    Text subject = expansion(state).text(choice.subject());
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
      List<ShellState> ends = block(item.body().commands(), List.of(taken));
      int next = i;
      while (choice.items().get(next).next().equals(";&") && next + 1 < choice.items().size()) {
        next++;
        List<ShellState> through = new ArrayList<>();
        for (ShellState end : ends) {
          through.addAll(block(choice.items().get(next).body().commands(), List.of(end)));
        }
        ends = through;
      }
      done.addAll(ends);
      if (certain) {
        return merged(done);
      }
    }
    if (!done.isEmpty()) {
      open.require("case " + choice.subject().source() + " in none of them");
    }
    done.add(open);
    return merged(done);
  }

  private Status fits(Command.Item item, Text subject, ShellState state) {
    Status result = Status.FAILURE;
    for (Word word : item.patterns()) {
      Text pattern = expansion(state).pattern(word);
      if (pattern instanceof Text.Known known && known.value().equals("*")) {
        return Status.SUCCESS;
      }
      if (pattern instanceof Text.Known known && subject instanceof Text.Known text) {
        if (ShellPattern.of(known.value()).matches(text.value())) {
          return Status.SUCCESS;
        }
      } else {
        result = Status.UNKNOWN;
      }
    }
    return result;
  }

  private List<ShellState> forLoop(Command.For loop, ShellState state) {
    List<Word> words = loop.words();
    List<Text> values = words == null ? state.arguments : expansion(state).fields(words);
    List<ShellState> current = List.of(state);
    for (Text value : values) {
      for (ShellState before : current) {
        if (!before.stopped()) {
          before.set(loop.variable(), value);
        }
      }
      current = merged(left(block(loop.body().commands(), current)));
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

  private List<ShellState> loop(Command.Loop loop, ShellState state) {
    List<ShellState> done = new ArrayList<>();
    List<ShellState> open = List.of(state);
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      List<ShellState> entered = open.stream().map(ShellState::copy).toList();
      List<ShellState> next = new ArrayList<>();
      for (ShellState before : open) {
        round(loop, before, done, next);
      }
      open = merged(next);
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
    return ended(merged(done));
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
    guarded++;
    boolean bare = loop.condition().commands().isEmpty();
    if (bare) {
      before.status = Status.UNKNOWN;
    }
    List<ShellState> tested = block(loop.condition().commands(), List.of(before));
    guarded--;
    for (ShellState after : tested) {
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
      List<ShellState> ends = left(block(loop.body().commands(), List.of(body)));
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

  /** {@return the states without doubles; too many become one in which what differs is unknown} */
  private static List<ShellState> merged(List<ShellState> states) {
    if (states.size() < 2) {
      return states;
    }
    List<ShellState> result = new ArrayList<>();
    for (ShellState state : states) {
      ShellState twin = null;
      for (ShellState other : result) {
        if (other.goesOnLike(state)) {
          twin = other;
          break;
        }
      }
      if (twin == null) {
        result.add(state);
      } else {
        twin.condition = common(twin.condition, state.condition);
        twin.absent.addAll(state.absent);
      }
    }
    return result.size() > STATES ? List.of(joined(result)) : result;
  }

  private static @Nullable String common(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    if (one.equals(other)) {
      return one;
    }
    String[] left = one.split(" && ", -1);
    String[] right = other.split(" && ", -1);
    StringBuilder shared = new StringBuilder();
    for (int i = 0; i < Math.min(left.length, right.length) && left[i].equals(right[i]); i++) {
      shared.append(shared.isEmpty() ? "" : " && ").append(left[i]);
    }
    return shared.isEmpty() ? null : shared.toString();
  }

  private static ShellState joined(List<ShellState> states) {
    ShellState first =
        states.stream().filter(state -> !state.stopped()).findFirst().orElse(states.getFirst());
    first.condition = null;
    Map<String, Text> differing = new LinkedHashMap<>();
    for (ShellState other : states) {
      first.absent.addAll(other.absent);
      other
          .environment
          .variables()
          .keySet()
          .forEach(name -> compare(name, first, other, differing));
      other.locals.keySet().forEach(name -> compare(name, first, other, differing));
      first
          .environment
          .variables()
          .keySet()
          .forEach(name -> compare(name, first, other, differing));
      if (!Objects.equals(first.folder, other.folder)) {
        first.folder = null;
      }
    }
    differing.forEach(
        (name, value) ->
            first.export(
                name,
                new Text.Unknown("depends on conditions in a start script", name, value.span())));
    return first;
  }

  private static void compare(
      String name, ShellState first, ShellState other, Map<String, Text> differing) {
    Text left = first.environment.get(name);
    Text right = other.environment.get(name);
    if (!Objects.equals(left, right)) {
      Text shown = left != null ? left : right;
      if (shown != null) {
        differing.put(name, shown);
      }
    }
  }
}

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Fact;
import io.github.flaskdebugguard.deployment.Launches;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.Spawned;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The processes that start-up code starts: {@code os.execvp}, {@code subprocess.run}. */
final class Spawns {
  private static final int MAX_DEPTH = 4;
  private static final String STARTED = "starts another process";

  private Spawns() {}

  /** {@return the processes; a command that is started again and again is one} */
  static List<ProcessStart> of(Deployment deployment, ProcessStart parent, StartUp start) {
    long depth = parent.trail().stream().filter(fact -> fact.message().startsWith(STARTED)).count();
    List<ProcessStart> children = new ArrayList<>();
    if (depth >= MAX_DEPTH) {
      return children;
    }
    Set<List<String>> commands = new HashSet<>();
    for (Effect effect : start.effects()) {
      if (effect.payload() instanceof Spawned spawned) {
        List<Text> words = words(spawned, effect.span());
        String folder = spawned.folder() == null ? parent.folder() : spawned.folder();
        List<String> command = StepBudget.command(words, folder);
        if (!command.isEmpty() && !commands.add(command)) {
          continue;
        }
        if (children.size() > Limits.PROCESSES) {
          break;
        }
        List<Fact> trail = new ArrayList<>(parent.trail());
        trail.add(new Fact(effect.span(), STARTED, true));
        ProcessStart child =
            new ProcessStart(words, folder, parent.environment(), parent.condition(), trail);
        children.addAll(Launches.resolve(child, deployment.files()));
      }
    }
    return children;
  }

  private static List<Text> words(Spawned spawned, Span span) {
    List<Text> words = new ArrayList<>();
    if (spawned.words().size() == 1 && spawned.words().getFirst() instanceof Value.Str) {
      words.add(new Text.Known("/bin/sh", span));
      words.add(new Text.Known("-c", span));
    }
    for (Value word : spawned.words()) {
      words.add(
          word instanceof Value.Str text
              ? new Text.Known(text.value(), span)
              : new Text.Unknown("a word of the command is not known", null, span));
    }
    return words;
  }
}

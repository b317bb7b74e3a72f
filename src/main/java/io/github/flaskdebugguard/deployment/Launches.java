package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Resolves what a command really starts: shells, scripts and wrappers are read until a program is
 * left that is none of these.
 */
public final class Launches {
  private Launches() {}

  /**
   * {@return the processes that stay, in the order in which they start; empty when only programs
   * run that never serve}
   *
   * @param start a process as a platform starts it
   * @param files what it sees
   */
  public static List<ProcessStart> resolve(ProcessStart start, FileView files) {
    return resolve(start, files, problem -> {});
  }

  /**
   * {@return the processes that stay, as {@link #resolve(ProcessStart, FileView)} does}
   *
   * @param start a process as a platform starts it
   * @param files what it sees
   * @param problems gets what of the scripts on the way no shell can read, or goes on longer or
   *     deeper than is followed, with its place; at most one of each kind per file
   */
  static List<ProcessStart> resolve(
      ProcessStart start, FileView files, Consumer<Problem> problems) {
    LaunchRun run = new LaunchRun();
    run.launch(start, OverlayFiles.over(files), 0);
    run.problems().forEach(problems);
    ProcessStart.Command command = new ProcessStart.Command(start, files);
    List<ProcessStart> starts = new ArrayList<>();
    for (ProcessStart each : run.starts()) {
      starts.add(each.absent().isEmpty() ? each : each.from(command));
    }
    return List.copyOf(starts);
  }
}

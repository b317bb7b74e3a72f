package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import java.util.ArrayList;
import java.util.List;

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
    LaunchRun run = new LaunchRun();
    run.launch(start, OverlayFiles.over(files), 0);
    ProcessStart.Command command = new ProcessStart.Command(start, files);
    List<ProcessStart> starts = new ArrayList<>();
    for (ProcessStart each : run.starts()) {
      starts.add(each.absent().isEmpty() ? each : each.from(command));
    }
    return List.copyOf(starts);
  }
}

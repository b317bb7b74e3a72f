package io.github.flaskdebugguard.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

final class ProcfileRunner {
  private ProcfileRunner() {}

  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name, OverlayFiles files) {
    return null;
  }
}

package io.github.flaskdebugguard.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

final class MakeRunner {
  MakeRunner(ProcessStart start, OverlayFiles files) {}

  @Nullable List<ProcessStart> unwrap() {
    return null;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import org.jspecify.annotations.Nullable;

/** The shells whose differences count here (executed: dash 0.5.12, busybox 1.35, bash 5.2). */
enum Shell {
  DASH,
  BUSYBOX,
  BASH;

  /** A file that tells an Alpine system, whose {@code sh} is busybox. */
  static final String ALPINE = "/etc/alpine-release";

  /** {@return the shell of a program name in a system, null when it is none} */
  static @Nullable Shell of(String program, FileView files) {
    Shell shell = of(program);
    boolean plain = shell == DASH && program.endsWith("sh") && !program.endsWith("dash");
    return plain && files.presence(ALPINE) == FileView.Presence.FILE ? BUSYBOX : shell;
  }

  /** {@return the shell of a program name such as {@code /bin/sh}; null when it is none} */
  static @Nullable Shell of(String program) {
    return switch (program.substring(program.lastIndexOf('/') + 1)) {
      case "sh", "dash" -> DASH;
      case "ash" -> BUSYBOX;
      case "bash", "zsh", "ksh", "mksh", "rbash" -> BASH;
      default -> null;
    };
  }
}

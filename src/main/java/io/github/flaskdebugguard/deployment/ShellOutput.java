package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What a command writes, and what the next one in a pipeline reads.
 *
 * @param unknown why a part of it is not known; null when all is
 */
record ShellOutput(String text, Text.@Nullable Unknown unknown) {
  static final ShellOutput EMPTY = new ShellOutput("", null);

  static ShellOutput unknown(Text.Unknown reason) {
    return new ShellOutput("", reason);
  }

  ShellOutput plus(Text more) {
    return switch (more) {
      case Text.Unknown reason -> new ShellOutput(text, unknown == null ? reason : unknown);
      case Text.Known known ->
          text.length() + known.value().length() > Limits.FILE_BYTES
              ? new ShellOutput(
                  text, new Text.Unknown("is longer than is followed", null, known.span()))
              : new ShellOutput(text + known.value(), unknown);
    };
  }
}

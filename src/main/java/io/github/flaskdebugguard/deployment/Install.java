package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/**
 * A command that installs packages while an image is built.
 *
 * @param arguments program first, without path and without {@code python -m}: {@code pip install
 *     flask==2.2.2}
 * @param folder absolute working folder
 * @param files what it sees, for the requirement files it names
 */
record Install(List<Text> arguments, String folder, Span span, FileView files) {
  Install {
    arguments = List.copyOf(arguments);
  }
}

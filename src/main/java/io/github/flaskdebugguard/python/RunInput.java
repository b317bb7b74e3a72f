package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;

/**
 * What a run of start-up code starts from.
 *
 * @param folder absolute working folder
 * @param arguments {@code sys.argv}
 * @param searchPath absolute folders in the order in which imports search them
 * @param inherited the environment of the process
 * @param filled whether what is set outside is more than an empty text
 * @param deferring whether modules of the repository are run only when a name from them is used, as
 *     is enough where nothing is started
 * @param serverOptions options of the server that the app can ask for ({@code uwsgi.opt})
 * @param terminal whether a person starts it at a terminal
 * @param launch the place that starts the process
 */
public record RunInput(
    FileView files,
    String folder,
    List<Text> arguments,
    List<String> searchPath,
    Inherited inherited,
    boolean filled,
    boolean deferring,
    Packages packages,
    Map<String, String> serverOptions,
    boolean terminal,
    Span launch) {
  public RunInput {
    arguments = List.copyOf(arguments);
    searchPath = List.copyOf(searchPath);
    serverOptions = Map.copyOf(serverOptions);
  }

  /** {@return the Python version as major and minor; 3.12 where nothing names one} */
  public int[] pythonVersion() {
    String version = packages.python();
    if (version != null) {
      String[] parts = version.split("\\.", -1);
      if (parts.length >= 2 && number(parts[0]) > 0 && number(parts[1]) >= 0) {
        return new int[] {number(parts[0]), number(parts[1])};
      }
    }
    return new int[] {3, 12};
  }

  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < text.length() && i < 4; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return i == 0 ? -1 : value;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return text.isEmpty() ? -1 : value;
  }
}

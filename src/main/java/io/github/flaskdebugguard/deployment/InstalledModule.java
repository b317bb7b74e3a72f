package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that uWSGI finds among the installed packages: a unit without a working folder
 * starts at the root of the host, where no module stands, so the package is one that the repository
 * installs.
 */
final class InstalledModule {
  private InstalledModule() {}

  /**
   * {@return the process with the folder of its module as the one it works in, where the module is
   * in none that the process names and the repository holds it once; else the process itself}
   *
   * @param unit the file that starts it
   */
  static ProcessStart seen(ProcessStart start, Repository repository, String unit, FileView files) {
    String program =
        start.arguments().isEmpty() ? null : ShellBuiltins.known(start.arguments().getFirst());
    String folder = start.folder();
    if (program == null
        || folder == null
        || !folder.equals("/")
        || !Paths.name(program).startsWith("uwsgi")) {
      return start;
    }
    UwsgiOptions options = UwsgiOptions.of(start, files);
    UwsgiOptions.Option app = options.last("module", "wsgi");
    UwsgiOptions.Option named = options.last("chdir", "pythonpath", "virtualenv", "home", "venv");
    if (app == null || named != null || !(app.value() instanceof Text.Known known)) {
      return start;
    }
    String top = known.value().split("[.:]", 2)[0];
    if (top.isEmpty()
        || files.presence(PosixPath.child(folder, top + ".py")) == Presence.FILE
        || files.presence(PosixPath.child(folder, top)) == Presence.FOLDER) {
      return start;
    }
    String parent = parent(repository, top, unit, files);
    return parent == null
        ? start
        : new ProcessStart(
            start.arguments(),
            parent,
            start.environment(),
            start.condition(),
            start.trail(),
            start.absent());
  }

  /** {@return the folder on the host that holds the only module of a name} */
  private static @Nullable String parent(
      Repository repository, String module, String unit, FileView files) {
    List<String> found = new ArrayList<>();
    for (String path : repository.files()) {
      String whole = "/" + path;
      if (whole.endsWith("/" + module + "/__init__.py") || whole.endsWith("/" + module + ".py")) {
        found.add(path);
      }
    }
    if (found.size() > 1) {
      int slash = unit.indexOf('/');
      String project = slash < 0 ? "" : unit.substring(0, slash + 1);
      found.removeIf(path -> !path.startsWith(project));
    }
    String place = found.size() == 1 ? files.pathOf(found.getFirst()) : null;
    if (place == null) {
      return null;
    }
    String holder = PosixPath.parent(place);
    return place.endsWith("/__init__.py") ? PosixPath.parent(holder) : holder;
  }
}

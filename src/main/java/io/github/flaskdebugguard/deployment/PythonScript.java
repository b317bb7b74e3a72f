package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** A Python file that someone may run by hand: a deployment of kind {@code python}. */
public final class PythonScript {
  /** Where the repository stands for scripts and host deployments. */
  public static final String MOUNT = "/app";

  private PythonScript() {}

  /** {@return the deployment that {@code python FILE} makes of a file of the repository} */
  public static Deployment of(Repository repository, String path) {
    FileView files = ImageFiles.ofRepository(repository, MOUNT);
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? MOUNT : MOUNT + "/" + path.substring(0, slash);
    Span place = new Span(path, 0, 0);
    ProcessStart start =
        new ProcessStart(
            List.of(
                new Text.Known("python", place), new Text.Known(path.substring(slash + 1), place)),
            folder,
            Environment.EMPTY,
            null,
            List.of());
    Roles.Told told = Roles.of(path, List.of());
    return new Deployment(
        "python:" + path + "#main",
        "python",
        told.role(),
        told.reason(),
        place,
        "python " + path,
        List.of(start),
        files,
        Exposure.NONE,
        PackageReader.read(repository, files, folder, List.of()));
  }
}

package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.ImageFiles;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.PythonScript;
import io.github.flaskdebugguard.repository.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds code of the repository that a deployment loads from a place that its files do not tell: an
 * installed package, a base image built elsewhere, a folder on a host.
 */
final class Elsewhere {
  private Elsewhere() {}

  /** {@return the folder of the repository in which a module or file stands, or null} */
  static @Nullable String folder(Repository repository, Deployment deployment, String missing) {
    boolean script = missing.endsWith(".py");
    int dot = missing.indexOf('.');
    String top = script || dot < 0 ? missing : missing.substring(0, dot);
    String near = parent(deployment.place().path());
    String best = null;
    for (String path : repository.files()) {
      String folder = script ? file(path, top) : module(path, top);
      if (folder != null && (best == null || better(folder, best, near))) {
        best = folder;
      }
    }
    return best;
  }

  private static @Nullable String file(String path, String name) {
    return path.equals(name) || path.endsWith("/" + name) ? parent(path) : null;
  }

  private static @Nullable String module(String path, String top) {
    String plain = file(path, top + ".py");
    if (plain != null) {
      return plain;
    }
    String packageFolder = file(path, "__init__.py");
    return packageFolder == null ? null : file(packageFolder, top);
  }

  private static boolean better(String folder, String other, String near) {
    boolean here = folder.startsWith(near);
    return here == other.startsWith(near) ? folder.length() < other.length() : here;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** {@return the deployment with the whole repository before its eyes} */
  static Deployment deployment(Repository repository, Deployment from, ProcessStart start) {
    return new Deployment(
        from.id(),
        from.kind(),
        from.role(),
        from.roleReason(),
        from.place(),
        from.command(),
        List.of(start),
        ImageFiles.ofRepository(repository, PythonScript.MOUNT),
        from.exposure(),
        from.packages());
  }

  /** {@return the process, started in a folder of the repository} */
  static ProcessStart start(ProcessStart from, String folder) {
    String at = folder.isEmpty() ? PythonScript.MOUNT : PythonScript.MOUNT + "/" + folder;
    return new ProcessStart(
        from.arguments(),
        at,
        from.environment(),
        from.condition(),
        from.trail(),
        from.absent(),
        from.command());
  }
}

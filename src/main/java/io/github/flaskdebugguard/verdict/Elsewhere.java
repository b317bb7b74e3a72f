package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.ImageFiles;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.PythonScript;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds code of the repository that a deployment loads from a place that its files do not tell: an
 * installed package, a base image built elsewhere, a folder on a host.
 */
final class Elsewhere {
  private static final String PACKAGE = "/__init__.py";

  private final Repository repository;

  /** Where which names stand among the files; null until asked, by whatever thread. */
  private volatile @Nullable Map<String, List<Integer>> byName;

  /** The whole repository, one view for all starts, so that what they show is known of each. */
  private final ImageFiles files;

  Elsewhere(Repository repository) {
    this.repository = repository;
    this.files = ImageFiles.ofRepository(repository, PythonScript.MOUNT);
  }

  /** {@return the folder of the repository in which a module or file stands, or null} */
  @Nullable String folder(Deployment deployment, String missing) {
    int dot = missing.indexOf('.');
    String top = dot < 0 ? missing : missing.substring(0, dot);
    List<String> ends =
        missing.endsWith(".py")
            ? List.of("/" + missing)
            : List.of("/" + top + ".py", "/" + top + "/__init__.py");
    String near = parent(deployment.place().path());
    String best = null;
    for (int place : candidates(ends)) {
      String path = repository.files().get(place);
      for (String end : ends) {
        String folder = before(path, end);
        if (folder != null && (best == null || better(folder, best, near))) {
          best = folder;
        }
      }
    }
    return best;
  }

  /** {@return the places among the repository's files of those that may end so, in order} */
  private SortedSet<Integer> candidates(List<String> ends) {
    Map<String, List<Integer>> known = byName;
    if (known == null) {
      known = byName(repository.files());
      byName = known;
    }
    SortedSet<Integer> found = new TreeSet<>();
    for (String end : ends) {
      found.addAll(known.getOrDefault(name(end.substring(1)), List.of()));
    }
    return found;
  }

  private static Map<String, List<Integer>> byName(List<String> files) {
    Map<String, List<Integer>> byName = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      String path = files.get(i);
      if (path.endsWith(".py")) {
        byName.computeIfAbsent(name(path), name -> new ArrayList<>()).add(i);
        if (path.endsWith(PACKAGE)) {
          byName.computeIfAbsent(PACKAGE.substring(1), name -> new ArrayList<>()).add(i);
        }
      }
    }
    return byName;
  }

  /** {@return the last part of a path, for the file of a package with its folder} */
  private static String name(String path) {
    int slash = path.lastIndexOf('/');
    if (path.endsWith(PACKAGE)) {
      slash = path.lastIndexOf('/', slash - 1);
    }
    return path.substring(slash + 1);
  }

  /** {@return the folder in which a path begins that ends so, or null} */
  private static @Nullable String before(String path, String end) {
    if (path.endsWith(end)) {
      return path.substring(0, path.length() - end.length());
    }
    return path.length() == end.length() - 1 && end.endsWith(path) ? "" : null;
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
  Deployment deployment(Deployment from, ProcessStart start) {
    return new Deployment(
        from.id(),
        from.kind(),
        from.role(),
        from.roleReason(),
        from.place(),
        from.command(),
        List.of(start),
        files,
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

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cheap look at what a Python file imports from the repository, line by line: to evaluate a
 * command that has nothing to do with Flask costs as much as to start it.
 */
final class ImportedFiles {
  private static final int MOST = 300;
  private static final String[] TELLING = {
    "flask",
    "Flask",
    "werkzeug",
    "gunicorn",
    "uvicorn",
    "waitress",
    "uwsgi",
    "dash",
    "connexion",
    "quart",
    "Popen",
    "os.exec",
    "os.system"
  };

  private final Repository repository;
  private final String root;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ImportedFiles(Repository repository, String root) {
    this.repository = repository;
    this.root = root;
  }

  /**
   * {@return whether a file, or one that it imports, may serve a Flask app or start what does}
   *
   * @param root folder from which the repository's own packages are imported
   */
  static boolean mayServe(Repository repository, String file, String root) {
    ImportedFiles files = new ImportedFiles(repository, root);
    files.add(file);
    while (!files.open.isEmpty()) {
      String path = files.open.removeFirst();
      if (files.seen.size() > MOST || repository.mayContain(path, TELLING)) {
        return true;
      }
      files.imports(path);
    }
    return false;
  }

  private void add(String path) {
    if (repository.isFile(path) && seen.add(path)) {
      open.addLast(path);
    }
  }

  private void imports(String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      return;
    }
    for (String raw : file.text().lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("import ")) {
        for (String name : line.substring(7).split(",")) {
          module(root, name.strip().split(" ", 2)[0]);
        }
      } else if (line.startsWith("from ") && line.indexOf(" import", 5) > 0) {
        from(path, line.substring(5, line.indexOf(" import", 5)).strip(), line);
      }
    }
  }

  private void from(String path, String module, String line) {
    String folder = root;
    String name = module;
    if (module.startsWith(".")) {
      folder = ImagePath.folder(path);
      for (name = module.substring(1); name.startsWith("."); name = name.substring(1)) {
        folder = ImagePath.folder(folder);
      }
    }
    module(folder, name);
    String names = line.substring(line.indexOf(" import", 5) + 7);
    for (String each : names.replace("(", "").replace(")", "").split(",")) {
      String item = each.strip().split(" ", 2)[0];
      if (!item.isEmpty()) {
        module(folder, name.isEmpty() ? item : name + "." + item);
      }
    }
  }

  /** Adds a module and the packages around it, whose code runs first. */
  private void module(String folder, String name) {
    String path = folder;
    for (String part : List.of(name.split("\\."))) {
      if (part.isEmpty()) {
        return;
      }
      path = ImagePath.child(path, part);
      add(path + "/__init__.py");
      add(path + ".py");
    }
  }
}

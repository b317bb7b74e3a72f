package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which Python packages a deployment has: from the commands that install them, else from
 * the requirement files nearest to the app.
 */
final class PackageReader {
  private static final Set<String> PIP_WITH_VALUE =
      Set.of(
          "-i",
          "--index-url",
          "--extra-index-url",
          "-f",
          "--find-links",
          "--target",
          "-t",
          "--prefix",
          "--root",
          "--cache-dir",
          "--trusted-host",
          "--timeout",
          "--retries",
          "--proxy",
          "--python",
          "--platform",
          "--python-version",
          "--abi",
          "--implementation",
          "--progress-bar",
          "--log",
          "--only-binary",
          "--no-binary",
          "--upgrade-strategy",
          "--global-option",
          "--install-option",
          "--config-settings",
          "-d",
          "--src",
          "-p",
          "-n",
          "--name");

  /** Packages that only install others; an image that names no more got its packages elsewhere. */
  private static final Set<String> TOOLS =
      Set.of("pip", "setuptools", "wheel", "virtualenv", "pipenv", "poetry", "uv", "pip-tools");

  private PackageReader() {}

  /**
   * {@return the packages of a deployment}
   *
   * @param files what the deployment sees
   * @param appFolder absolute folder of the app, null when it cannot be told
   * @param installs commands that install packages, in order; empty when there is no image
   */
  static Packages read(
      Repository repository, FileView files, @Nullable String appFolder, List<Install> installs) {
    PackageSet packages = new PackageSet();
    for (Install install : installs) {
      install(install, packages);
    }
    if (packages.isFound()
        && !packages.result().requirements().keySet().stream().allMatch(TOOLS::contains)) {
      return packages.result();
    }
    String folder = appFolder == null ? "/" : appFolder;
    while (true) {
      if (folder(files, folder, packages)) {
        python(files, folder, packages);
        return packages.result();
      }
      if (folder.equals("/")) {
        break;
      }
      folder = PosixPath.parent(folder);
    }
    // The image may not hold the files that it was built with; the repository does.
    FileView all = new RepositoryView(repository);
    String own = ownFolder(repository, files, appFolder);
    while (true) {
      if (folder(all, own, packages)) {
        return packages.result();
      }
      if (own.equals("/")) {
        return packages.result();
      }
      own = PosixPath.parent(own);
    }
  }

  /** The repository folder, with a leading slash, of the files in the app's folder. */
  private static String ownFolder(
      Repository repository, FileView files, @Nullable String appFolder) {
    if (appFolder != null) {
      for (String name : files.list(appFolder)) {
        SourceFile file =
            name.endsWith(".py") ? files.read(PosixPath.child(appFolder, name)) : null;
        if (file != null && repository.isFile(file.path())) {
          return PosixPath.parent("/" + file.path());
        }
      }
    }
    return "/";
  }

  /** Reads what stands in one folder; locked versions first, since they win. */
  private static boolean folder(FileView files, String folder, PackageSet packages) {
    ProjectFiles projects = new ProjectFiles(files, packages);
    LockFiles locks = new LockFiles(files, packages);
    RequirementFiles requirements = new RequirementFiles(files, packages, projects);
    List<String> names = files.list(folder);
    boolean found = false;
    if (names.contains("poetry.lock") || names.contains("pdm.lock") || names.contains("uv.lock")) {
      Set<String> wanted = wanted(files, folder);
      for (String lock : List.of("poetry.lock", "pdm.lock", "uv.lock")) {
        found |= names.contains(lock) && locks.toml(PosixPath.child(folder, lock), wanted);
      }
    }
    found |=
        names.contains("Pipfile.lock") && locks.pipfile(PosixPath.child(folder, "Pipfile.lock"));
    for (String path : requirementFiles(files, folder, names)) {
      found |= requirements.read(path, false);
    }
    if (!found) {
      found = names.contains("Pipfile") && projects.pipfile(PosixPath.child(folder, "Pipfile"));
      found |= projects.read(folder);
    } else if (names.contains("pyproject.toml")) {
      // The extras stand here and not in the lock file.
      projects.pyproject(PosixPath.child(folder, "pyproject.toml"));
    }
    for (String conda : List.of("environment.yml", "environment.yaml")) {
      found |= !found && names.contains(conda) && projects.conda(PosixPath.child(folder, conda));
    }
    return found;
  }

  private static Set<String> wanted(FileView files, String folder) {
    PackageSet project = new PackageSet();
    new ProjectFiles(files, project).pyproject(PosixPath.child(folder, "pyproject.toml"));
    return project.result().requirements().keySet();
  }

  /** The requirement files of a folder that production installs. */
  private static List<String> requirementFiles(FileView files, String folder, List<String> names) {
    for (String plain : List.of("requirements.txt", "requirements.lock", "requirements.pip")) {
      if (names.contains(plain)) {
        return List.of(PosixPath.child(folder, plain));
      }
    }
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      if (isRequirements(name)) {
        paths.add(PosixPath.child(folder, name));
      } else if ((name.equals("requirements") || name.equals("reqs"))
          && files.presence(PosixPath.child(folder, name)) == FileView.Presence.FOLDER) {
        String inside = PosixPath.child(folder, name);
        for (String file : files.list(inside)) {
          if (file.endsWith(".txt")) {
            paths.add(PosixPath.child(inside, file));
          }
        }
      }
    }
    List<String> production = byRole(paths, Role.PRODUCTION);
    if (!production.isEmpty()) {
      return production;
    }
    List<String> neutral = byRole(paths, Role.UNKNOWN);
    return neutral.isEmpty() ? paths : neutral;
  }

  private static List<String> byRole(List<String> paths, Role role) {
    return paths.stream()
        .filter(path -> Roles.of(PosixPath.name(path), List.of()).role() == role)
        .toList();
  }

  private static boolean isRequirements(String name) {
    return name.endsWith(".txt")
        && (name.startsWith("requirements") || name.endsWith("requirements.txt"));
  }

  private static void python(FileView files, String folder, PackageSet packages) {
    for (String name : List.of("runtime.txt", ".python-version")) {
      SourceFile file = files.read(PosixPath.child(folder, name));
      if (file != null) {
        String version = file.line(1).strip().replace("python-", "");
        boolean plain =
            !version.isEmpty()
                && version.length() < 12
                && version.chars().allMatch(c -> Character.isDigit(c) || c == '.');
        packages.python(plain ? version : null);
      }
    }
  }

  private static void install(Install install, PackageSet packages) {
    List<String> words = new ArrayList<>();
    for (Text argument : install.arguments()) {
      words.add(argument instanceof Text.Known known ? known.value() : "");
    }
    if (words.size() < 2) {
      return;
    }
    String program = PosixPath.name(words.getFirst());
    int command = command(words);
    String verb = command < words.size() ? words.get(command) : "";
    List<String> rest =
        command < words.size() ? words.subList(command + 1, words.size()) : List.of();
    Readers readers = new Readers(install, packages);
    if (program.startsWith("pip") && !program.equals("pipenv") && !program.equals("pipx")) {
      readers.pip(verb.equals("install") || verb.equals("wheel") ? rest : List.of());
    } else {
      switch (program) {
        case "uv" -> {
          if (verb.equals("pip")) {
            boolean installs =
                rest.size() > 1
                    && (rest.getFirst().equals("install") || rest.getFirst().equals("sync"));
            readers.pip(
                installs
                    ? (rest.getFirst().equals("sync") ? files(rest) : rest.subList(1, rest.size()))
                    : List.of());
          } else if (verb.equals("sync") || verb.equals("run")) {
            readers.project("uv.lock");
          }
        }
        case "poetry" -> {
          if (verb.equals("install") || verb.equals("sync") || verb.equals("export")) {
            readers.project("poetry.lock");
          }
        }
        case "pdm" -> {
          if (verb.equals("install") || verb.equals("sync")) {
            readers.project("pdm.lock");
          }
        }
        case "pipenv" -> {
          if (verb.equals("install") || verb.equals("sync") || verb.equals("requirements")) {
            readers.pipenv(rest);
          }
        }
        case "conda", "mamba", "micromamba" -> readers.conda(verb, rest);
        case "apt-get", "apt", "apk", "dnf", "yum", "microdnf" -> {
          if (verb.equals("install") || verb.equals("add")) {
            readers.system(rest);
          }
        }
        default -> {}
      }
    }
  }

  private static List<String> files(List<String> rest) {
    List<String> words = new ArrayList<>();
    for (String word : rest.subList(1, rest.size())) {
      if (!word.startsWith("-")) {
        words.add("-r");
        words.add(word);
      }
    }
    return words;
  }

  private static int command(List<String> words) {
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += PIP_WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    return at;
  }

  /** What one command reads, in the files that it sees. */
  private record Readers(Install install, PackageSet packages) {
    void pip(List<String> words) {
      ProjectFiles projects = new ProjectFiles(install.files(), packages);
      RequirementFiles files = new RequirementFiles(install.files(), packages, projects);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String value = i + 1 < words.size() ? words.get(i + 1) : "";
        if (word.equals("-r")
            || word.equals("--requirement")
            || word.equals("-c")
            || word.equals("--constraint")) {
          files.read(path(value), word.equals("-c") || word.equals("--constraint"));
          i++;
        } else if (word.startsWith("-r") && !word.startsWith("--")) {
          files.read(path(word.substring(2)), false);
        } else if (word.startsWith("-c") && !word.startsWith("--")) {
          files.read(path(word.substring(2)), true);
        } else if (word.startsWith("--requirement=") || word.startsWith("--constraint=")) {
          files.read(path(word.substring(word.indexOf('=') + 1)), word.startsWith("--c"));
        } else if (PIP_WITH_VALUE.contains(word)) {
          i++;
        } else if (!word.startsWith("-") && !word.isEmpty()) {
          RequirementLine line = RequirementLine.parse(word);
          if (line == null || word.indexOf('/') >= 0 && word.indexOf(':') < 0) {
            projects.read(path(word.split("\\[", 2)[0]));
          } else {
            packages.add(line, install.span());
          }
        }
      }
    }

    void project(String lock) {
      String folder = PosixPath.resolve("/", install.folder());
      Set<String> wanted = wanted(install.files(), folder);
      new LockFiles(install.files(), packages).toml(PosixPath.child(folder, lock), wanted);
      new ProjectFiles(install.files(), packages)
          .pyproject(PosixPath.child(folder, "pyproject.toml"));
    }

    void pipenv(List<String> words) {
      String folder = PosixPath.resolve("/", install.folder());
      if (!new LockFiles(install.files(), packages)
          .pipfile(PosixPath.child(folder, "Pipfile.lock"))) {
        new ProjectFiles(install.files(), packages).pipfile(PosixPath.child(folder, "Pipfile"));
      }
      for (String word : words) {
        RequirementLine line = RequirementLine.parse(word);
        if (line != null) {
          packages.add(line, install.span());
        }
      }
    }

    void conda(String verb, List<String> words) {
      ProjectFiles projects = new ProjectFiles(install.files(), packages);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if ((word.equals("-f") || word.equals("--file")) && i + 1 < words.size()) {
          projects.conda(path(words.get(++i)));
        } else if (word.startsWith("--file=")) {
          projects.conda(path(word.substring(7)));
        } else if (PIP_WITH_VALUE.contains(word) || word.equals("-c") || word.equals("--channel")) {
          i++;
        } else if (!verb.equals("env") && !word.startsWith("-")) {
          RequirementLine line =
              RequirementLine.parse(
                  word.indexOf("==") < 0 && word.indexOf(">=") < 0
                      ? word.replace("=", "==")
                      : word);
          if (line != null && !line.name().equals("python")) {
            packages.add(line, install.span());
          }
        }
      }
    }

    /**
     * Python packages of a distribution; what else it brings along is not known, so only these are
     * added.
     */
    void system(List<String> words) {
      for (String word : words) {
        for (String prefix : List.of("python3-", "py3-")) {
          if (word.startsWith(prefix)
              && !Set.of("pip", "dev", "venv", "setuptools", "wheel")
                  .contains(word.substring(prefix.length()))) {
            RequirementLine line =
                RequirementLine.parse(word.substring(prefix.length()).split("=", 2)[0]);
            if (line != null) {
              packages.add(line, install.span());
            }
          }
        }
      }
    }

    private String path(String word) {
      return PosixPath.resolve(PosixPath.resolve("/", install.folder()), word);
    }
  }

  /** The repository with its root at {@code /}. */
  private record RepositoryView(Repository repository) implements FileView {
    @Override
    public Presence presence(String absolutePath) {
      String path = absolutePath.substring(1);
      return repository.isFile(path)
          ? Presence.FILE
          : path.isEmpty() || repository.isFolder(path) ? Presence.FOLDER : Presence.ABSENT;
    }

    @Override
    public @Nullable SourceFile read(String absolutePath) {
      String path = absolutePath.substring(1);
      return repository.isFile(path) ? repository.read(path) : null;
    }

    @Override
    public List<String> list(String absolutePath) {
      return repository.list(absolutePath.substring(1));
    }

    @Override
    public String pathOf(String repositoryPath) {
      return "/" + repositoryPath;
    }
  }
}

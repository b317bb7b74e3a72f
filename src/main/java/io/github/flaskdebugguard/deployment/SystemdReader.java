package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.UnitFile;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Service units of systemd, also as templates of configuration tools. */
final class SystemdReader implements DeploymentReader {
  private static final List<String> TEMPLATES =
      List.of(".j2", ".jinja2", ".jinja", ".erb", ".epp", ".tmpl", ".tpl", ".template", ".in");

  @Override
  public void read(Discovery discovery) {
    List<String> paths =
        discovery.matching(name -> name.contains(".service") && unit(name) != null);
    discovery.each(paths, path -> read(discovery, path, paths));
  }

  /** {@return the name of the unit that a file of this name holds, or null when it is none} */
  static @Nullable String unit(String fileName) {
    String name = fileName;
    for (String ending : TEMPLATES) {
      if (name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
        break;
      }
    }
    return name.endsWith(".service") ? name : null;
  }

  private static void read(Discovery discovery, String path, List<String> siblings) {
    Repository repository = discovery.repository();
    SourceFile given = repository.read(path);
    String name = unit(PosixPath.name(path));
    if (given == null || name == null) {
      return;
    }
    SourceFile file = Placeholders.filled(given);
    SystemdUnit unit = new SystemdUnit(name, fragments(repository, path, name, file));
    List<UnitFile.Entry> commands = unit.all("ExecStart");
    if (commands.isEmpty()) {
      return;
    }
    // The files decide nothing yet: words are only looked at for paths.
    List<Text> words = new ArrayList<>();
    for (ProcessStart start : unit.starts(Environment.EMPTY, new NoFiles())) {
      words.addAll(start.arguments());
    }
    HostFiles.Host host = HostFiles.of(repository, path, unit.folder(), words);
    FileView files = host.files();
    List<ProcessStart> starts =
        unit.starts(Environment.EMPTY, new EnvironmentFiles(repository, files));
    if (starts.isEmpty()) {
      return;
    }
    String failure = unit.failure();
    if (failure != null) {
      discovery.problem(
          new Problem(
              path, commands.getLast().span(), name + " does not start: " + failure, false));
    }
    List<ProcessStart> resolved = new ArrayList<>();
    for (ProcessStart start : starts) {
      List<ProcessStart> found =
          Launches.resolve(placed(start, host.mount()), files, discovery::problem);
      for (ProcessStart each : found) {
        resolved.add(InstalledModule.seen(each, repository, path, files));
      }
    }
    Roles.Told told =
        Roles.of(
            path,
            List.of(name.substring(0, name.length() - ".service".length())),
            "systemd",
            siblings);
    ProcessStart main = starts.getLast();
    discovery.add(
        new Deployment(
            "systemd:" + path + "#" + name.substring(0, name.length() - ".service".length()),
            "systemd",
            told.role(),
            told.reason(),
            commands.getLast().span(),
            CommandLine.shown(main.arguments()),
            resolved,
            files,
            Exposure.NONE,
            PackageReader.read(
                repository,
                files,
                main.folder() == null ? host.mount() : main.folder(),
                List.of())));
  }

  /** A folder that a template decides is where the repository stands. */
  private static ProcessStart placed(ProcessStart start, String mount) {
    return start.folder() != null
        ? start
        : new ProcessStart(
            start.arguments(), mount, start.environment(), start.condition(), start.trail());
  }

  /**
   * The unit and its drop-ins: by file name over all folders, a more specific folder hides the same
   * name (executed: 252).
   */
  private static List<UnitFile> fragments(
      Repository repository, String path, String name, SourceFile file) {
    List<UnitFile> fragments = new ArrayList<>();
    fragments.add(UnitFile.parse(file));
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    TreeMap<String, String> dropIns = new TreeMap<>(Comparator.naturalOrder());
    for (String dropIn : dropInFolders(name)) {
      for (String entry : repository.list(folder + dropIn)) {
        if (entry.endsWith(".conf")) {
          dropIns.put(entry, folder + dropIn + "/" + entry);
        }
      }
    }
    for (String dropIn : dropIns.values()) {
      SourceFile more = repository.read(dropIn);
      if (more != null) {
        fragments.add(UnitFile.parse(more));
      }
    }
    return fragments;
  }

  /** {@return folders of drop-ins from the least to the most specific} */
  static List<String> dropInFolders(String name) {
    List<String> folders = new ArrayList<>();
    folders.add("service.d");
    int at = name.indexOf('@');
    String stem = at < 0 ? name.substring(0, name.lastIndexOf('.')) : name.substring(0, at);
    for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
      folders.add(stem.substring(0, dash + 1) + ".service.d");
    }
    if (at >= 0) {
      folders.add(stem + "@.service.d");
    }
    folders.add(name + ".d");
    return folders;
  }

  /** Knows nothing of the host. */
  static final class NoFiles implements FileView {
    @Override
    public Presence presence(String absolutePath) {
      return Presence.UNKNOWN;
    }

    @Override
    public @Nullable SourceFile read(String absolutePath) {
      return null;
    }

    @Override
    public List<String> list(String absolutePath) {
      return List.of();
    }

    @Override
    public @Nullable String pathOf(String repositoryPath) {
      return null;
    }
  }

  /**
   * Environment files of the host that the repository installs: {@code deploy/etc/default/app}
   * stands for {@code /etc/default/app}.
   */
  record EnvironmentFiles(Repository repository, FileView files) implements FileView {
    @Override
    public Presence presence(String absolutePath) {
      return files.presence(absolutePath);
    }

    @Override
    public @Nullable SourceFile read(String absolutePath) {
      SourceFile mounted = files.read(absolutePath);
      if (mounted != null) {
        return mounted;
      }
      if (absolutePath.length() > Limits.PATH_BYTES) {
        return null;
      }
      for (String suffix = absolutePath.substring(1);
          suffix.indexOf('/') > 0;
          suffix = suffix.substring(suffix.indexOf('/') + 1)) {
        String found = only(suffix);
        if (found != null) {
          return repository.read(found);
        }
      }
      return null;
    }

    private @Nullable String only(String suffix) {
      if (repository.isFile(suffix)) {
        return suffix;
      }
      List<String> ending =
          repository.files().stream().filter(file -> file.endsWith("/" + suffix)).limit(2).toList();
      return ending.size() == 1 ? ending.getFirst() : null;
    }

    @Override
    public List<String> list(String absolutePath) {
      return files.list(absolutePath);
    }

    @Override
    public @Nullable String pathOf(String repositoryPath) {
      return files.pathOf(repositoryPath);
    }
  }
}

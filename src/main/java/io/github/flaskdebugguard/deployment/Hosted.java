package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Procfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is the same on platforms that start a clone of the repository or an image of it: the files
 * stand at {@code /app}, a command line goes to a shell, and what runs no Python is left out.
 */
final class Hosted {
  static final String MOUNT = "/app";

  private final Discovery discovery;
  private final ImageFiles files;

  /**
   * What is deployed.
   *
   * @param file the file that deploys it
   * @param name a service, process or stage in it
   * @param place the command, else what stands for it
   */
  record Target(String kind, String file, String name, Roles.Told role, Span place) {
    String id() {
      return kind + ":" + file + "#" + name;
    }

    Target at(Span other) {
      return new Target(kind, file, name, role, other);
    }
  }

  Hosted(Discovery discovery) {
    this.discovery = discovery;
    this.files = ImageFiles.ofRepository(discovery.repository(), MOUNT);
  }

  Discovery discovery() {
    return discovery;
  }

  NamedImages images() {
    return discovery.images();
  }

  /** {@return the repository as it stands at {@link #MOUNT}} */
  ImageFiles files() {
    return files;
  }

  /**
   * Adds a deployment that runs a shell line in a folder of the repository.
   *
   * @param folder repository-relative
   * @return whether it was added
   */
  boolean line(Target target, Text line, String folder, Environment environment) {
    return words(target, shell(line), folder, environment);
  }

  /** {@return the words that run a line in a shell; an unknown line is an unknown program} */
  static List<Text> shell(Text line) {
    return line instanceof Text.Known
        ? List.of(new Text.Known("/bin/sh", line.span()), new Text.Known("-c", line.span()), line)
        : List.of(line);
  }

  /** Adds a deployment that runs a program in a folder of the repository. */
  boolean words(Target target, List<Text> words, String folder, Environment environment) {
    String at = ImagePath.resolve(MOUNT, folder.isEmpty() ? "." : folder);
    Span span = words.getFirst().span();
    Environment all =
        environment.variable("PORT") == null
            ? environment.with("PORT", new Text.Unknown("is chosen by the platform", "PORT", span))
            : environment;
    Fact fact =
        new Fact(span, target.kind() + " starts " + target.name() + " of " + target.file(), true);
    return start(
        target,
        new ProcessStart(words, at, all, null, List.of(fact)),
        files,
        Exposure.NONE,
        List.of(),
        folder);
  }

  /** Adds what Google's platforms start where only a {@code main.py} tells them. */
  void mainApp(Target target, String folder, Environment environment) {
    Span place = target.place();
    words(
        target,
        List.of(
            new Text.Known("gunicorn", place),
            new Text.Known("-b", place),
            new Text.Known(":8080", place),
            new Text.Known("main:app", place)),
        folder,
        environment);
  }

  /** Adds a deployment for which nothing in the repository says what is started. */
  boolean unknown(Target target, String reason, String folder, Environment environment) {
    return hasPython(folder)
        && words(
            target, List.of(new Text.Unknown(reason, null, target.place())), folder, environment);
  }

  /**
   * Adds a deployment of an image.
   *
   * @param entrypoint null when the platform gives none
   * @param command null when the platform gives none
   * @param settings what the platform sets; wins over the image
   */
  boolean image(
      Target target,
      ImageConfig image,
      @Nullable List<Text> entrypoint,
      @Nullable List<Text> command,
      Environment settings,
      @Nullable String folder) {
    Environment environment = image.environment().overlaidBy(settings);
    String at = folder == null ? image.folder() : folder;
    Fact fact = new Fact(target.place(), target.kind() + " runs " + target.name(), true);
    ProcessStart start = image.start(entrypoint, command, environment, at, List.of(fact));
    if (start == null) {
      String name = image.base().reference();
      Text.Unknown program =
          new Text.Unknown(
              "is what the image " + (name == null ? "" : name + " ") + "starts, which is not here",
              null,
              image.from());
      start = new ProcessStart(List.of(program), at, environment, null, List.of(fact));
    }
    discovery.problems(image.problems());
    return start(target, start, image.files(), Exposure.NONE, image.installs(), null);
  }

  /** Adds a deployment of a process as its host starts it. */
  boolean start(
      Target target,
      ProcessStart start,
      ImageFiles files,
      Exposure exposure,
      List<Install> installs,
      @Nullable String folder) {
    List<ProcessStart> starts = Launches.resolve(start, files, discovery::problem);
    if (starts.isEmpty() || starts.stream().allMatch(ComposeReader::isOther)) {
      return false;
    }
    if (folder != null
        && !hasPython(folder)
        && starts.stream().noneMatch(each -> Servers.mayServe(each, files))) {
      return false;
    }
    return add(
        target,
        start,
        starts,
        files,
        exposure,
        PackageReader.read(discovery.repository(), files, start.folder(), installs));
  }

  /** Adds a process of a host on which the repository stands. */
  boolean host(Target target, ProcessStart start, FileView files) {
    return add(
        target,
        start,
        Launches.resolve(start, files, discovery::problem),
        files,
        Exposure.NONE,
        PackageReader.read(discovery.repository(), files, start.folder(), List.of()));
  }

  /**
   * Adds resolved processes of a host on which the repository stands.
   *
   * @param start what they were resolved from
   */
  boolean processes(
      Target target, ProcessStart start, List<ProcessStart> resolved, FileView files) {
    return add(
        target,
        start,
        resolved,
        files,
        Exposure.NONE,
        PackageReader.read(discovery.repository(), files, start.folder(), List.of()));
  }

  private boolean add(
      Target target,
      ProcessStart start,
      List<ProcessStart> starts,
      FileView files,
      Exposure exposure,
      Packages packages) {
    if (starts.isEmpty() || discovery.isKnown(target.id())) {
      return false;
    }
    discovery.add(
        new Deployment(
            target.id(),
            target.kind(),
            target.role().role(),
            target.role().reason(),
            target.place(),
            CommandLine.shown(start.arguments()),
            starts,
            files,
            exposure,
            packages));
    return true;
  }

  /** {@return whether the way to a process that was found already leads through a file} */
  static boolean isReached(Discovery discovery, String path) {
    return discovery.deployments().stream()
        .flatMap(deployment -> deployment.starts().stream())
        .flatMap(start -> start.trail().stream())
        .anyMatch(fact -> fact.span().path().equals(path));
  }

  /** {@return whether a folder of the repository holds Python} */
  boolean hasPython(String folder) {
    return discovery.hasPython(folder);
  }

  boolean isFile(String folder, String name) {
    return discovery.repository().isFile(ImagePath.child(folder, name));
  }

  /** {@return the command of a process type in a folder's Procfile, or null} */
  Text.@Nullable Known procfile(String folder, String... types) {
    SourceFile file = discovery.repository().read(ImagePath.child(folder, "Procfile"));
    if (file == null) {
      return null;
    }
    List<Procfile.Process> processes = Procfile.parse(file).processes();
    for (String type : types) {
      for (Procfile.Process process : processes.reversed()) {
        if (process.name().equals(type)) {
          return process.command();
        }
      }
    }
    return null;
  }

  /** {@return a file's mapping, by its ending JSON, TOML or YAML; null when it has none} */
  @Nullable YamlMap document(String path) {
    SourceFile file = discovery.repository().read(path);
    if (file == null) {
      return null;
    }
    String name = ImagePath.name(path);
    if (name.endsWith(".json")) {
      JsonFile json = JsonFile.parse(file);
      discovery.problems(json.problems());
      return json.map();
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      YamlFile yaml = YamlFile.parse(file);
      discovery.problems(yaml.problems());
      return yaml.map();
    }
    return TomlFile.parse(file);
  }

  /** {@return a repository-relative path that a file names relative to its own folder} */
  static String relative(String folder, String path) {
    String joined = path.startsWith("/") ? path : "/" + folder + "/" + path;
    return ImagePath.resolve("/", joined).substring(1);
  }

  /**
   * {@return the words of a line as a program starter splits them that uses no shell: at blanks,
   * quotes taken off}
   */
  static List<Text> split(Text line) {
    if (!(line instanceof Text.Known known)) {
      return List.of(line);
    }
    List<Text> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (int i = 0; i < known.value().length(); i++) {
      char c = known.value().charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (Character.isWhitespace(c)) {
        if (open) {
          words.add(new Text.Known(word.toString(), known.span()));
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(new Text.Known(word.toString(), known.span()));
    }
    return words.isEmpty() ? List.of(line) : words;
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.deployment.provision.HostCommand;
import io.github.flaskdebugguard.deployment.provision.HostCommand.Written;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.UnitFile;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool of configuration management starts on a host: commands, containers, and the services
 * whose configuration it writes there.
 */
final class Provisioned {
  private static final List<String> UNITS =
      List.of("/etc/systemd/", "/lib/systemd/", "/usr/lib/systemd/", "/run/systemd/");
  private static final List<String> SCRIPTS =
      List.of("/etc/sv/", "/etc/service/", "/service/", "/etc/init.d/");

  /** Where none of these stands in a file, nothing that serves Python is started. */
  private static final String[] TELLING = {
    "python", "gunicorn", "flask", "uwsgi", "waitress", "uvicorn", "hypercorn", "docker", ".sh"
  };

  private final Hosted hosted;
  private final String kind;
  private final String tool;
  private final @Nullable String variant;
  private @Nullable Above above;

  /**
   * @param kind first part of the ids
   * @param tool name of the tool, for the trail
   * @param variant the file whose values are taken, an inventory or an environment for example;
   *     where its name tells a role it is the role, and a part of the id
   */
  Provisioned(Hosted hosted, String kind, String tool, @Nullable String variant) {
    this.hosted = hosted;
    this.kind = kind;
    this.tool = tool;
    this.variant = variant;
  }

  /** {@return whether one of the files may start what serves Python} */
  static boolean mayMatter(Discovery discovery, List<String> paths) {
    return paths.stream().anyMatch(path -> discovery.repository().mayContain(path, TELLING));
  }

  /** Adds what the commands start, as far as it may serve. */
  void commands(List<HostCommand> commands) {
    commands.forEach(this::command);
  }

  private Target target(String path, String name, Span place) {
    Roles.Told told = Roles.of(path, List.of(name));
    String suffix = "";
    if (variant != null) {
      Roles.Told named = Roles.of(variant, List.of());
      if (named.role() != Role.UNKNOWN) {
        told =
            new Roles.Told(
                named.role(), (kind.equals("ansible") ? "inventory " : "values ") + variant);
        suffix = "@" + variant;
      }
    }
    return new Target(kind, path, name.replace(' ', '-') + suffix, told, place);
  }

  /** A line goes to {@code /bin/sh} where the task names no other shell (documented). */
  private static List<Text> shell(HostCommand command, Text line) {
    List<Text> words = new ArrayList<>(Hosted.shell(line));
    String executable = command.executable();
    if (executable != null && words.size() > 1) {
      words.set(0, new Text.Known(executable, line.span()));
    }
    return words;
  }

  private void command(HostCommand command) {
    String path = command.place().path();
    Environment environment = Environment.EMPTY.withAll(command.environment());
    Target target = target(path, command.name(), command.place());
    Text image = command.image();
    if (image != null) {
      ImageConfig config = hosted.images().named(image, command.name());
      if (NamedImages.isOwn(config, image.span())) {
        List<Text> words =
            command.words().size() == 1
                ? Hosted.split(command.words().getFirst())
                : command.words();
        hosted.image(
            target, config, null, words.isEmpty() ? null : words, environment, command.folder());
      }
      return;
    }
    if (command.words().isEmpty()) {
      return;
    }
    List<Text> words =
        command.words().size() > 1
            ? command.words()
            : command.shell()
                ? shell(command, command.words().getFirst())
                : Hosted.split(command.words().getFirst());
    Fact fact = new Fact(command.place(), tool + " runs " + command.name(), true);
    Place place = place(path, command.folder(), words, command.mounts(), command.files());
    String folder = command.folder() == null ? place.mount() : command.folder();
    ProcessStart start = new ProcessStart(words, folder, environment, null, List.of(fact));
    if (mayServe(start, place.files())) {
      hosted.host(target, start, place.files());
    }
  }

  private static boolean mayServe(ProcessStart start, FileView files) {
    return Launches.resolve(start, files).stream().anyMatch(each -> Servers.mayServe(each, files));
  }

  /** What lies over the files of a host, of which most commands find the same. */
  private record Above(
      Map<String, String> mounts, Map<String, Written> written, List<ImageLayer> layers) {}

  /** The files of the host, and where the deployed folder stands. */
  private record Place(ImageFiles files, String mount) {}

  private Place place(
      String path,
      @Nullable String folder,
      List<Text> words,
      Map<String, String> mounts,
      Map<String, Written> written) {
    HostFiles.Host host = HostFiles.of(hosted.discovery().repository(), path, folder, words);
    ImageFiles files =
        host.files() instanceof ImageFiles own
            ? own
            : ImageFiles.ofRepository(hosted.discovery().repository(), host.mount());
    return new Place(files.with(above(mounts, written).layers()), host.mount());
  }

  private Above above(Map<String, String> mounts, Map<String, Written> written) {
    Above known = above;
    if (known == null || known.mounts() != mounts || known.written() != written) {
      List<ImageLayer> layers = ImageFiles.over(hosted.discovery().repository(), mounts, written);
      known = new Above(mounts, written, layers);
      above = known;
    }
    return known;
  }

  /** Adds the services whose units, programs and scripts were written. */
  void configurations(Map<String, Written> written, Map<String, String> mounts) {
    written.forEach(
        (path, each) -> {
          SourceFile text = each.text();
          if (text == null) {
            return;
          }
          if (path.endsWith(".service") && UNITS.stream().anyMatch(path::startsWith)) {
            unit(path, text, written, mounts);
          } else if (text.text().contains("[program:")) {
            programs(path, text, written, mounts);
          } else if (SCRIPTS.stream().anyMatch(path::startsWith)
              && (path.endsWith("/run") || path.startsWith("/etc/init.d/"))) {
            script(path, text, written, mounts);
          }
        });
  }

  private void unit(
      String path, SourceFile text, Map<String, Written> written, Map<String, String> mounts) {
    String name = PosixPath.name(path);
    List<ProcessStart> starts = new ArrayList<>();
    ImageFiles files = null;
    UnitFile.Entry command = null;
    for (TemplateBlocks.Variant each : TemplateBlocks.variants(text)) {
      SystemdUnit unit = new SystemdUnit(name, List.of(UnitFile.parse(each.file())));
      List<UnitFile.Entry> commands = unit.all("ExecStart");
      if (commands.isEmpty()) {
        continue;
      }
      command = commands.getLast();
      List<Text> words = new ArrayList<>();
      for (ProcessStart start : unit.starts(Environment.EMPTY, new SystemdReader.NoFiles())) {
        words.addAll(start.arguments());
      }
      Place place = place(text.path(), unit.folder(), words, mounts, written);
      files = place.files();
      FileView view =
          new SystemdReader.EnvironmentFiles(hosted.discovery().repository(), place.files());
      for (ProcessStart start : unit.starts(Environment.EMPTY, view)) {
        starts.add(noted(start, text, place.mount(), each.condition(), path));
      }
    }
    if (files != null && command != null) {
      add(target(text.path(), base(name), command.span()), starts, files, "systemd");
    }
  }

  private static String base(String name) {
    return name.endsWith(".service") ? name.substring(0, name.length() - 8) : name;
  }

  private ProcessStart noted(
      ProcessStart start, SourceFile text, String mount, @Nullable String condition, String path) {
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.addFirst(new Fact(text.span(0, 0), tool + " writes " + path, true));
    return new ProcessStart(
        start.arguments(),
        start.folder() == null ? mount : start.folder(),
        start.environment(),
        condition,
        trail);
  }

  private void programs(
      String path, SourceFile text, Map<String, Written> written, Map<String, String> mounts) {
    Place none = place(text.path(), null, List.of(), mounts, written);
    SupervisorPrograms.Result result =
        SupervisorPrograms.programs(text, path, null, Environment.EMPTY, none.files());
    for (SupervisorPrograms.Program program : result.programs()) {
      ProcessStart start = program.start();
      if (start != null) {
        boolean unset = PosixPath.parent(path).equals(start.folder());
        String working = unset ? null : start.folder();
        Place place = place(text.path(), working, start.arguments(), mounts, written);
        ProcessStart placed =
            new ProcessStart(
                start.arguments(),
                working == null ? place.mount() : working,
                start.environment(),
                null,
                start.trail());
        add(
            target(text.path(), program.name(), program.span()),
            List.of(noted(placed, text, place.mount(), null, path)),
            place.files(),
            "supervisor");
      }
    }
  }

  private void script(
      String path, SourceFile text, Map<String, Written> written, Map<String, String> mounts) {
    Text program = new Text.Known(path, text.span(0, 0));
    boolean init = path.startsWith("/etc/init.d/");
    List<Text> words =
        init ? List.of(program, new Text.Known("start", program.span())) : List.of(program);
    Place place = place(text.path(), null, words, mounts, written);
    ProcessStart start = new ProcessStart(words, place.mount(), Environment.EMPTY, null, List.of());
    String name = PosixPath.name(init ? path : PosixPath.parent(path));
    add(
        target(text.path(), name, program.span()),
        List.of(noted(start, text, place.mount(), null, path)),
        place.files(),
        "runit");
  }

  /** Adds what may serve, in place of what the file alone told. */
  private void add(Target target, List<ProcessStart> starts, ImageFiles files, String plainKind) {
    List<ProcessStart> resolved = new ArrayList<>();
    for (ProcessStart start : starts) {
      resolved.addAll(Launches.resolve(start, files, hosted.discovery()::problem));
    }
    if (resolved.stream().noneMatch(each -> Servers.mayServe(each, files))) {
      return;
    }
    hosted.discovery().withdraw(plainKind, target.place().path());
    hosted.processes(target, starts.getFirst(), resolved, files);
  }
}

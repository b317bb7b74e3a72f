package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.compose.ComposeProject;
import io.github.flaskdebugguard.deployment.compose.ComposeService;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Mount;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Setting;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Words;
import io.github.flaskdebugguard.deployment.compose.Invocation;
import io.github.flaskdebugguard.deployment.compose.Invocations;
import io.github.flaskdebugguard.deployment.compose.Note;
import io.github.flaskdebugguard.deployment.compose.Refusal;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Services of compose files that may run Python of this repository, each through its image. */
final class ComposeReader implements DeploymentReader {
  private static final String KIND = "compose";

  /**
   * Variables that say where programs are and not how they behave; an env file that is not there is
   * not taken to change them.
   */
  private static final Set<String> PLACES =
      Set.of(
          "PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "FLASK_APP");

  /** Programs that are no Python and start none. */
  private static final Set<String> OTHERS =
      Set.of(
          "java",
          "dotnet",
          "node",
          "nodemon",
          "ng",
          "cargo",
          "go",
          "php",
          "php-fpm",
          "ruby",
          "rails",
          "bundle",
          "nginx",
          "caddy",
          "haproxy",
          "traefik",
          "redis-server",
          "postgres",
          "mysqld",
          "mongod",
          "tail",
          "sleep",
          "true");

  @Override
  public void read(Discovery discovery) {
    read(discovery, Invocations.find(discovery.repository()));
  }

  static void read(Discovery discovery, List<Invocation> calls) {
    Set<String> siblings = new TreeSet<>();
    calls.forEach(call -> siblings.addAll(call.files()));
    List<ComposeProject> projects = new ArrayList<>();
    for (Invocation call : calls) {
      projects.add(load(discovery, call));
    }
    ComposeImages images = new ComposeImages(discovery, projects);
    for (int i = 0; i < calls.size(); i++) {
      Invocation call = calls.get(i);
      for (ComposeService service : projects.get(i).services()) {
        discovery.guarded(
            call.files().getFirst(), () -> deployment(discovery, images, call, service, siblings));
      }
    }
  }

  private static ComposeProject load(Discovery discovery, Invocation call) {
    try {
      ComposeProject project = ComposeProject.load(discovery.repository(), call);
      discovery.problems(project.problems());
      for (Refusal refusal : project.refusals()) {
        discovery.problem(
            new Problem(
                refusal.span().path(),
                refusal.span(),
                "docker compose v2 refuses this: " + refusal.message(),
                false));
      }
      return project;
    } catch (RuntimeException | StackOverflowError e) {
      discovery.problem(
          new Problem(
              call.files().getFirst(),
              null,
              "compose file could not be read: " + e.getClass().getSimpleName(),
              true));
      return new ComposeProject(List.of(), List.of(), List.of());
    }
  }

  private static void deployment(
      Discovery discovery,
      ComposeImages images,
      Invocation call,
      ComposeService service,
      Set<String> siblings) {
    ComposeImages.Image image = images.of(service);
    if (image == null) {
      return;
    }
    ImageConfig config = image.config();
    Environment environment = environment(config.environment(), service);
    Words entrypoint = service.entrypoint();
    Words command = service.command();
    Span place = place(call, service);
    ProcessStart start =
        config.start(
            entrypoint == null ? null : entrypoint.words(),
            command == null ? null : command.words(),
            environment,
            folder(config, service),
            facts(call, service, image));
    if (start == null) {
      return;
    }
    ImageFiles files = mounted(config.files(), service);
    List<ProcessStart> starts = Launches.resolve(start, files, discovery::problem);
    if (starts.isEmpty() || starts.stream().allMatch(ComposeReader::isOther)) {
      return;
    }
    discovery.problems(config.problems());
    Roles.Told told = role(call, service, siblings);
    discovery.add(
        new Deployment(
            KIND + ":" + String.join("+", call.files()) + "#" + service.name(),
            KIND,
            told.role(),
            told.reason(),
            place,
            CommandLine.shown(start.arguments()),
            starts,
            files,
            new Exposure(null, service.ports()),
            packages(discovery, config, files, start)));
  }

  /** The packages by what the service sees; the base image knows the Python version best. */
  private static Packages packages(
      Discovery discovery, ImageConfig image, ImageFiles files, ProcessStart start) {
    Packages found =
        PackageReader.read(discovery.repository(), files, start.folder(), image.installs());
    String python = image.python();
    return python == null ? found : new Packages(python, found.requirements(), found.complete());
  }

  /** {@return whether a program is no Python and starts none} */
  static boolean isOther(ProcessStart start) {
    List<Text> words = start.arguments();
    if (!words.isEmpty()
        && words.getFirst() instanceof Text.Known init
        && ImagePath.name(init.value()).equals("tini")
        && words.getLast() instanceof Text.Known) {
      words = words.stream().skip(1).dropWhile(ComposeReader::isOption).toList();
    }
    return !words.isEmpty()
        && words.getFirst() instanceof Text.Known program
        && OTHERS.contains(ImagePath.name(program.value()));
  }

  private static boolean isOption(Text word) {
    return word instanceof Text.Known known && known.value().startsWith("-");
  }

  private static Environment environment(Environment image, ComposeService service) {
    Environment.Builder environment = new Environment.Builder(image);
    for (Text.Unknown unread : service.unread()) {
      for (String name : image.variables().keySet()) {
        if (!PLACES.contains(name) && image.get(name) != null) {
          environment.with(name, new Text.Unknown(unread.reason(), name, unread.span()));
        }
      }
      environment.withOthers(unread);
    }
    for (Setting setting : service.settings()) {
      Text value = setting.value();
      if (value == null) {
        environment.without(setting.name(), setting.span());
      } else {
        environment.with(setting.name(), value);
      }
    }
    return environment.build();
  }

  private static @Nullable String folder(ImageConfig image, ComposeService service) {
    return switch (service.workingDirectory()) {
      case Text.Known known when known.value().startsWith("/") ->
          ImagePath.resolve("/", known.value());
      case Text.Known known -> {
        String base = image.folder();
        yield base == null ? null : ImagePath.resolve(base, known.value());
      }
      case Text.Unknown unknown -> null;
      case null -> image.folder();
    };
  }

  private static ImageFiles mounted(ImageFiles image, ComposeService service) {
    ImageFiles files = image;
    for (Mount mount : service.mounts()) {
      String source = mount.source();
      files = source == null ? files.opaque(mount.target()) : files.mount(source, mount.target());
    }
    return files;
  }

  private static List<Fact> facts(
      Invocation call, ComposeService service, ComposeImages.Image image) {
    List<Fact> facts = new ArrayList<>();
    Span source = call.source();
    if (source != null) {
      facts.add(
          new Fact(source, "compose is called with " + String.join(", ", call.files()), true));
    }
    facts.add(new Fact(image.span(), image.reason(), true));
    for (Note note : service.notes()) {
      facts.add(new Fact(note.span(), note.message(), true));
    }
    if (!service.active()) {
      facts.add(
          new Fact(
              service.mentions().getFirst(),
              "starts only with profile " + String.join(" or ", service.profiles()),
              true));
    }
    Words entrypoint = service.entrypoint();
    if (entrypoint != null) {
      facts.add(
          new Fact(
              entrypoint.span(),
              "entrypoint "
                  + entrypoint.written()
                  + (entrypoint.words().isEmpty() ? " clears ENTRYPOINT" : " replaces ENTRYPOINT"),
              true));
    }
    Words command = service.command();
    if (command != null && !command.words().isEmpty()) {
      facts.add(new Fact(command.span(), "command " + command.written(), true));
    }
    return facts;
  }

  /**
   * The command, else the entry point, else the service's key; of a file laid over a base, its own
   * key.
   */
  private static Span place(Invocation call, ComposeService service) {
    Words command = service.command();
    Words entrypoint = service.entrypoint();
    List<Span> mentions = service.mentions();
    String last = call.files().getLast();
    boolean overlaid = call.files().size() > 1 && !isOverride(last);
    Span key = mentions.getFirst();
    if (overlaid && mentions.getLast().path().equals(last)) {
      key = mentions.getLast();
    }
    Span said =
        command != null && !command.words().isEmpty()
            ? command.span()
            : entrypoint != null && !entrypoint.words().isEmpty() ? entrypoint.span() : null;
    return said == null || (overlaid && !said.path().equals(key.path())) ? key : said;
  }

  /**
   * The last file of a chain names the role; an override that compose adds by itself says nothing,
   * since it is applied on servers as well.
   */
  private static Roles.Told role(Invocation call, ComposeService service, Set<String> siblings) {
    String path = call.files().getLast();
    if (call.files().size() > 1 && isOverride(path)) {
      path = call.files().getFirst();
    }
    List<String> names = new ArrayList<>(service.profiles());
    names.add(service.name());
    ComposeService.Build build = service.build();
    if (build != null && build.target() instanceof Text.Known target) {
      names.add(target.value());
    }
    return Roles.of(path, names, KIND, siblings);
  }

  private static boolean isOverride(String path) {
    return ImagePath.name(path).contains("compose.override.");
  }
}

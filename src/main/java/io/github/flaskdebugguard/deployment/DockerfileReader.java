package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.DockerGlob;
import io.github.flaskdebugguard.document.DockerInstruction;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Images that start something by themselves, each built from its last stage. */
final class DockerfileReader implements DeploymentReader {
  /** Endings that make {@code Dockerfile.x} something else: templates, copies, source code. */
  private static final Set<String> OTHER_ENDINGS =
      Set.of(
          "dockerignore",
          "j2",
          "jinja",
          "jinja2",
          "erb",
          "tmpl",
          "tpl",
          "template",
          "mustache",
          "md",
          "rst",
          "txt",
          "html",
          "json",
          "yml",
          "yaml",
          "py",
          "js",
          "ts",
          "go",
          "rb",
          "java",
          "sh",
          "bak",
          "orig",
          "swp",
          "old",
          "patch",
          "diff",
          "snap");

  private static final Set<String> PLAIN_NAMES = Set.of("dockerfile", "containerfile");

  @Override
  public void read(Discovery discovery) {
    parts(discovery).forEach(part -> part.read(discovery));
  }

  @Override
  public List<DeploymentReader> parts(Discovery discovery) {
    List<String> paths = discovery.dockerfiles();
    List<DeploymentReader> parts = new ArrayList<>(paths.size());
    for (String path : paths) {
      parts.add(part -> part.guarded(path, () -> read(part, path, paths)));
    }
    return parts;
  }

  /** {@return whether a base name, in lower case, is a Dockerfile's} */
  static boolean isDockerfile(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (PLAIN_NAMES.contains(name)) {
      return true;
    }
    return (name.startsWith("dockerfile") || name.startsWith("containerfile"))
        ? "._-".indexOf(name.charAt(name.indexOf("file") + 4)) >= 0
            && !(name.indexOf('.') >= 0 && OTHER_ENDINGS.contains(ending))
        : name.endsWith(".dockerfile") || name.endsWith(".containerfile");
  }

  private static void read(Discovery discovery, String path, List<String> siblings) {
    Dockerfile document = discovery.dockerfile(path);
    if (document == null) {
      return;
    }
    if (document.stages().isEmpty()) {
      // Another name may be chance; this one is a promise.
      if (PLAIN_NAMES.contains(ImagePath.name(path).toLowerCase(Locale.ROOT))) {
        discovery.problems(document.problems());
      }
      return;
    }
    ImageConfig image =
        ImageResolver.resolve(discovery, path, context(discovery, document), null, Map.of());
    if (image == null) {
      return;
    }
    discovery.problems(image.problems());
    ProcessStart start = image.start();
    if (start == null) {
      return;
    }
    List<String> names = image.stage() == null ? List.of() : List.of(image.stage());
    Roles.Told told = Roles.of(path, names, "dockerfile", siblings);
    String stage = image.stage() == null ? "final" : image.stage();
    discovery.add(
        new Deployment(
            "dockerfile:" + path + "#" + stage,
            "dockerfile",
            told.role(),
            told.reason(),
            image.place(),
            CommandLine.shown(start.arguments()),
            Launches.resolve(start, image.files(), discovery::problem),
            image.files(),
            new Exposure(null, ports(image)),
            image.packages(discovery.repository())));
  }

  private static List<String> ports(ImageConfig image) {
    List<String> ports = new ArrayList<>();
    for (Text port : image.ports()) {
      if (port instanceof Text.Known known) {
        ports.add(known.value());
      }
    }
    return ports;
  }

  /**
   * {@return the folder that most likely is the build context: its own when all that it copies by
   * name is there, else the one in which the most of it is, or what it starts}
   */
  static String context(Discovery discovery, Dockerfile document) {
    String own = ImagePath.folder(document.path());
    if (own.isEmpty()) {
      return own;
    }
    List<String> sources = sources(document);
    int ownScore = score(discovery.repository(), own, sources);
    if (ownScore > 0 && ownScore == sources.size()) {
      return own;
    }
    List<String> candidates = new ArrayList<>(List.of(own, ""));
    for (String up = ImagePath.folder(own); !up.isEmpty(); up = ImagePath.folder(up)) {
      candidates.add(up);
    }
    List<String> best = new ArrayList<>();
    int bestScore = Integer.MIN_VALUE;
    for (String candidate : candidates) {
      int score = score(discovery.repository(), candidate, sources);
      if (score > bestScore) {
        best.clear();
        bestScore = score;
      }
      if (score == bestScore) {
        best.add(candidate);
      }
    }
    return best.size() == 1 ? best.getFirst() : startable(discovery, document, best);
  }

  /** {@return what the stages copy by a plain name, each once} */
  private static List<String> sources(Dockerfile document) {
    Set<String> sources = new TreeSet<>();
    for (Dockerfile.Stage stage : document.stages()) {
      for (DockerInstruction instruction : stage.instructions()) {
        if (instruction instanceof DockerInstruction.Copy copy
            && !copy.flags().containsKey("from")) {
          for (MappedText source : copy.sources()) {
            String path = ImagePath.join(source.text());
            if (!path.isEmpty() && path.indexOf('$') < 0 && !DockerGlob.isPattern(path)) {
              sources.add(path);
            }
          }
        }
      }
    }
    return List.copyOf(sources);
  }

  private static int score(Repository repository, String context, List<String> sources) {
    int score = 0;
    for (String source : sources) {
      String file = ImagePath.child(context, source);
      score += repository.isFile(file) || repository.isFolder(file) ? 1 : -1;
    }
    return score;
  }

  /** {@return the first folder with the most files that the command names} */
  private static String startable(
      Discovery discovery, Dockerfile document, List<String> candidates) {
    String best = candidates.getFirst();
    int bestScore = 0;
    for (String candidate : candidates) {
      ImageConfig image = ImageResolver.resolve(discovery, document, candidate, null, Map.of());
      ProcessStart start = image == null ? null : image.start();
      int score = image == null || start == null ? 0 : named(image, start);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** {@return how many words of the command name a file or a module of the image} */
  private static int named(ImageConfig image, ProcessStart start) {
    String folder = image.folder() == null ? "/" : image.folder();
    int found = 0;
    for (Text word : start.arguments()) {
      if (word instanceof Text.Known known) {
        for (String part : known.value().split("[ ;&|]")) {
          String module = part.split(":", 2)[0].replace('.', '/');
          found +=
              !part.isEmpty() && (isFile(image, folder, part) || isModule(image, folder, module))
                  ? 2
                  : 0;
        }
      }
    }
    boolean python = image.files().list(folder).stream().anyMatch(name -> name.endsWith(".py"));
    return found + (python ? 1 : 0);
  }

  private static boolean isModule(ImageConfig image, String folder, String module) {
    return isFile(image, folder, module + ".py") || isFile(image, folder, module + "/__init__.py");
  }

  private static boolean isFile(ImageConfig image, String folder, String path) {
    return image.files().presence(ImagePath.resolve(folder, path)) == Presence.FILE;
  }
}

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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  @Override
  public void read(Discovery discovery) {
    List<String> paths = discovery.matching(DockerfileReader::isDockerfile);
    discovery.each(paths, path -> read(discovery, path, paths));
  }

  /** {@return whether a base name, in lower case, is a Dockerfile's} */
  static boolean isDockerfile(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (name.equals("dockerfile") || name.equals("containerfile")) {
      return true;
    }
    return (name.startsWith("dockerfile") || name.startsWith("containerfile"))
        ? "._-".indexOf(name.charAt(name.indexOf("file") + 4)) >= 0
            && !(name.indexOf('.') >= 0 && OTHER_ENDINGS.contains(ending))
        : name.endsWith(".dockerfile") || name.endsWith(".containerfile");
  }

  private static void read(Discovery discovery, String path, List<String> siblings) {
    Dockerfile document = discovery.dockerfile(path);
    if (document == null || document.stages().isEmpty()) {
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
            Launches.resolve(start, image.files()),
            image.files(),
            new Exposure(null, ports(image)),
            Packages.UNKNOWN));
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
   * {@return the folder that most likely is the build context: the one in which the most of what
   * the build copies and starts exists}
   */
  static String context(Discovery discovery, Dockerfile document) {
    String own = ImagePath.folder(document.path());
    List<String> candidates = new ArrayList<>(List.of(own));
    if (!own.isEmpty()) {
      candidates.add("");
      for (String up = ImagePath.folder(own); !up.isEmpty(); up = ImagePath.folder(up)) {
        candidates.add(up);
      }
    }
    String best = own;
    int bestScore = Integer.MIN_VALUE;
    for (String candidate : candidates.size() == 1 ? List.<String>of() : candidates) {
      int score = score(discovery, document, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  private static int score(Discovery discovery, Dockerfile document, String context) {
    Repository repository = discovery.repository();
    int score = 0;
    for (Dockerfile.Stage stage : document.stages()) {
      for (DockerInstruction instruction : stage.instructions()) {
        if (instruction instanceof DockerInstruction.Copy copy
            && !copy.flags().containsKey("from")) {
          for (MappedText source : copy.sources()) {
            score += exists(repository, context, source.text());
          }
        }
      }
    }
    ImageConfig image = ImageResolver.resolve(discovery, document, context, null, Map.of());
    ProcessStart start = image == null ? null : image.start();
    return image == null || start == null ? 4 * score : 4 * score + known(image, start);
  }

  private static int exists(Repository repository, String context, String source) {
    String path = ImagePath.join(source);
    if (path.isEmpty() || path.indexOf('$') >= 0 || DockerGlob.isPattern(path)) {
      return 0;
    }
    String file = ImagePath.child(context, path);
    return repository.isFile(file) || repository.isFolder(file) ? 1 : -1;
  }

  /** {@return how many words of the command name a file of the image, or a module of it} */
  private static int known(ImageConfig image, ProcessStart start) {
    @Nullable String folder = image.folder();
    int found = 0;
    for (Text word : start.arguments()) {
      if (folder != null && word instanceof Text.Known known) {
        for (String part : known.value().split("[ ;&|]+")) {
          String module = part.split(":", 2)[0].replace('.', '/');
          if (!part.isEmpty()
              && (image.files().presence(ImagePath.resolve(folder, part)) == Presence.FILE
                  || image.files().presence(ImagePath.resolve(folder, module + ".py"))
                      == Presence.FILE
                  || image.files().presence(ImagePath.resolve(folder, module + "/__init__.py"))
                      == Presence.FILE)) {
            found++;
          }
        }
      }
    }
    return Math.min(found, 3)
        + (image.files().list(folder == null ? "/" : folder).stream()
                .anyMatch(n -> n.endsWith(".py"))
            ? 1
            : 0);
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which Dockerfile of the repository an image name stands for that no deployment file builds:
 * by the name of the repository or project, by the folder of the Dockerfile, or because a build
 * script or workflow names the image. Safe for use by several threads.
 */
final class PublishedImages {
  private final Discovery discovery;
  private final List<String> dockerfiles;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();
  private volatile @Nullable List<String> buildScripts;
  private volatile @Nullable Set<String> projectNames;

  PublishedImages(Discovery discovery) {
    this.discovery = discovery;
    this.dockerfiles = discovery.dockerfiles();
  }

  /** {@return the name without tag and digest, in lower case} */
  static String bare(String image) {
    String name = image.split("@", 2)[0];
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return (colon < 0 ? name : name.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the Dockerfile from which an image is taken to be built, or null when it comes from
   * elsewhere}
   */
  @Nullable String dockerfile(String image) {
    if (dockerfiles.isEmpty()) {
      return null;
    }
    String bare = bare(image);
    String tail = bare.substring(bare.lastIndexOf('/') + 1);
    Set<String> words = new TreeSet<>(List.of(tail.split("[-_.]")));
    String byFolder = null;
    for (String path : dockerfiles) {
      String folder = ImagePath.name(ImagePath.folder(path)).toLowerCase(Locale.ROOT);
      if (folder.equals(tail)
          || (bare.contains("/") && !folder.isEmpty() && words.contains(folder))) {
        byFolder = byFolder == null ? path : byFolder;
      }
    }
    if (byFolder != null && (bare.contains("/") || builds(bare))) {
      return byFolder;
    }
    String part = ofProject(bare);
    if (part != null) {
      return part;
    }
    boolean own = projectNames().contains(plain(tail)) || builds(bare);
    return own ? main() : null;
  }

  /**
   * {@return the Dockerfile of a folder whose name follows the project's, as in {@code shop_web} or
   * {@code shop-web}: so compose names what it builds (executed: docker compose 2)}
   */
  private @Nullable String ofProject(String bare) {
    for (String path : dockerfiles) {
      String folder = plain(ImagePath.name(ImagePath.folder(path)));
      String whole = plain(bare);
      if (!folder.isEmpty()
          && whole.endsWith(folder)
          && projectNames().contains(whole.substring(0, whole.length() - folder.length()))) {
        return path;
      }
    }
    return null;
  }

  /**
   * The Dockerfile at the root, else the one nearest to it that is not for development or tests.
   */
  private @Nullable String main() {
    String best = null;
    for (String path : dockerfiles) {
      Role role = Roles.of(path, List.of()).role();
      if (role == Role.DEVELOPMENT || role == Role.TEST) {
        continue;
      }
      if (best == null || depth(path) < depth(best)) {
        best = path;
      }
    }
    return best == null ? dockerfiles.getFirst() : best;
  }

  private static int depth(String path) {
    int exact = ImagePath.name(path).equalsIgnoreCase("dockerfile") ? 0 : 1;
    return 2 * path.split("/").length + exact;
  }

  /** Whether a build script or workflow names the image. */
  private boolean builds(String bare) {
    return known.computeIfAbsent(
        bare, image -> buildScripts().stream().anyMatch(text -> names(text, image)));
  }

  /** {@return the texts of scripts and workflows that build or push images, in lower case} */
  private List<String> buildScripts() {
    List<String> read = buildScripts;
    if (read != null) {
      return read;
    }
    List<String> paths =
        new ArrayList<>(
            discovery.matching(
                name ->
                    name.equals("makefile")
                        || name.equals(".gitlab-ci.yml")
                        || name.equals("jenkinsfile")
                        || name.endsWith(".sh")));
    for (String path : discovery.endingWith(".yml", ".yaml")) {
      if (path.startsWith(".github/workflows/")) {
        paths.add(path);
      }
    }
    List<String> texts = new ArrayList<>();
    for (String path : paths) {
      SourceFile file = discovery.repository().read(path);
      if (file != null) {
        String text = file.text().toLowerCase(Locale.ROOT);
        if (text.contains("docker build")
            || text.contains("docker/build-push-action")
            || text.contains("buildx build")
            || text.contains("docker push")) {
          texts.add(text);
        }
      }
    }
    read = List.copyOf(texts);
    buildScripts = read;
    return read;
  }

  private static boolean names(String text, String bare) {
    if (bare.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(bare); at >= 0; at = text.indexOf(bare, at + 1)) {
      int end = at + bare.length();
      boolean before = at == 0 || !isNamePart(text.charAt(at - 1));
      boolean after = end == text.length() || !isNamePart(text.charAt(end));
      if (before && after) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  private Set<String> projectNames() {
    Set<String> known = projectNames;
    if (known == null) {
      Set<String> names = new TreeSet<>();
      String folder = discovery.repository().source().name();
      names.add(plain(folder.substring(folder.lastIndexOf('+') + 1)));
      for (String path : List.of("pyproject.toml", "setup.py", "setup.cfg")) {
        SourceFile file =
            discovery.repository().isFile(path) ? discovery.repository().read(path) : null;
        String name = file == null ? null : projectName(file.text());
        if (name != null) {
          names.add(plain(name));
        }
      }
      names.remove("");
      known = Set.copyOf(names);
      projectNames = known;
    }
    return known;
  }

  private static @Nullable String projectName(String text) {
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      if (bare.startsWith("name") && bare.indexOf('=') > 0) {
        String left = bare.substring(0, bare.indexOf('=')).strip();
        String right = bare.substring(bare.indexOf('=') + 1).strip();
        if (left.equals("name")) {
          String name = right.replace("\"", "").replace("'", "").replace(",", "").strip();
          return name.isEmpty() || name.indexOf(' ') >= 0 ? null : name;
        }
      }
    }
    return null;
  }

  /** Names differ in case and in their separators between a repository and its image. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
  }
}

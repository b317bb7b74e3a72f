package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images that platform files name: built here from a Dockerfile, or from elsewhere. Safe for
 * use by several threads.
 */
final class NamedImages {
  /** Registries, or what their hosts end in, that hold the images of the account that pays. */
  private static final List<String> REGISTRIES =
      List.of(
          "amazonaws.com",
          "gcr.io",
          "pkg.dev",
          "azurecr.io",
          "registry.gitlab.com",
          "registry.digitalocean.com",
          "registry.heroku.com",
          "registry.fly.io");

  /** Projects there that publish images for everybody. */
  private static final List<String> PUBLIC =
      List.of(
          "google",
          "cloud-sql",
          "cloudsql",
          "cloud-builders",
          "distroless",
          "gke-",
          "k8s",
          "kaniko",
          "kube",
          "knative",
          "aws-",
          "gitlab-org");

  private final Discovery discovery;
  private final PublishedImages published;

  /** Dockerfiles that are not for development or tests; found out once, by whichever thread. */
  private volatile @Nullable List<String> candidates;

  NamedImages(Discovery discovery) {
    this.discovery = discovery;
    this.published = new PublishedImages(discovery);
  }

  /** {@return which Dockerfile stands for the name of an image} */
  PublishedImages published() {
    return published;
  }

  /**
   * {@return what a Dockerfile builds, or null when there is none}
   *
   * @param context repository-relative folder; null when nothing names it, then it is told from
   *     what the Dockerfile copies
   */
  @Nullable ImageConfig built(
      String dockerfile,
      @Nullable String context,
      @Nullable String target,
      Map<String, Text> arguments) {
    Dockerfile document = discovery.dockerfile(dockerfile);
    if (document == null) {
      return null;
    }
    String folder = context == null ? DockerfileReader.context(discovery, document) : context;
    return ImageResolver.resolve(discovery, document, folder, target, arguments);
  }

  /**
   * {@return the image of a name: the repository's own where a Dockerfile stands for it, or where
   * nothing tells the name, or the words around it speak of Python, or a registry of a team's own
   * holds it, and there is one Dockerfile only; else one from elsewhere}
   */
  ImageConfig named(Text image, String... words) {
    String dockerfile =
        image instanceof Text.Known known && known.value().indexOf('$') < 0
            ? published.dockerfile(known.value())
            : only();
    if (dockerfile == null && (mayBePython(words) || isTeams(image)) && !isPlainPython(image)) {
      dockerfile = only();
    }
    ImageConfig own = dockerfile == null ? null : built(dockerfile, null, null, Map.of());
    if (own != null) {
      return own;
    }
    String reference = image instanceof Text.Known known ? known.value() : null;
    BaseImage base = new BaseImage(reference, image.span());
    return new ImageConfig(
        image.span().path(),
        null,
        image.span(),
        base,
        null,
        null,
        Environment.EMPTY,
        base.folder(),
        null,
        List.of(),
        new ImageFiles(discovery.repository(), base.files(), List.of()),
        base.python(),
        List.of(),
        List.of());
  }

  /** {@return whether an image that is not built here may hold a Flask app, by the words around} */
  static boolean mayBePython(String... words) {
    return Stream.of(words).anyMatch(Servers::pointsToPython);
  }

  /** {@return whether the image is built in the repository} */
  static boolean isOwn(ImageConfig image, Span named) {
    return !image.dockerfile().equals(named.path());
  }

  /** {@return whether an image lies where a team keeps what it builds, not what everybody uses} */
  private static boolean isTeams(Text image) {
    if (!(image instanceof Text.Known known)) {
      return false;
    }
    String[] parts = known.value().toLowerCase(Locale.ROOT).split("/", 3);
    String host = parts[0];
    return parts.length > 1
        && REGISTRIES.stream().anyMatch(end -> host.equals(end) || host.endsWith("." + end))
        && PUBLIC.stream().noneMatch(parts[1]::startsWith);
  }

  /** An image of the language itself is not what the repository builds. */
  private static boolean isPlainPython(Text image) {
    String name = image instanceof Text.Known known ? PublishedImages.bare(known.value()) : "";
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.equals("python") || last.equals("pypy") || last.equals("miniconda3");
  }

  private @Nullable String only() {
    List<String> known = candidates;
    if (known == null) {
      known =
          discovery.dockerfiles().stream()
              .filter(
                  path -> {
                    Role role = Roles.of(path, List.of()).role();
                    return role != Role.DEVELOPMENT && role != Role.TEST;
                  })
              .toList();
      candidates = known;
    }
    return known.size() == 1 ? known.getFirst() : null;
  }
}

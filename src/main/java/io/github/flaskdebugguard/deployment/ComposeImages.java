package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.compose.ComposeProject;
import io.github.flaskdebugguard.deployment.compose.ComposeService;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Build;
import io.github.flaskdebugguard.deployment.compose.ComposeService.Words;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells from which image a compose service runs, as far as it matters for Python. */
final class ComposeImages {
  private final Discovery discovery;
  private final PublishedImages published;
  private final Map<String, Build> byName = new TreeMap<>();

  /**
   * An image with the place and the reason of the choice.
   *
   * @param reason for example {@code builds Dockerfile, stage dev}
   */
  record Image(ImageConfig config, Span span, String reason) {}

  ComposeImages(Discovery discovery, List<ComposeProject> projects) {
    this.discovery = discovery;
    this.published = discovery.images().published();
    for (ComposeProject project : projects) {
      for (ComposeService service : project.services()) {
        Build build = service.build();
        if (build != null && service.image() instanceof Text.Known name) {
          byName.putIfAbsent(PublishedImages.bare(name.value()), build);
        }
      }
    }
  }

  /** {@return the image, or null when the service runs no Python of this repository} */
  @Nullable Image of(ComposeService service) {
    Build build = service.build();
    Text image = service.image();
    if (build != null) {
      Image built = built(build, "builds ");
      return built != null ? built : fallback(service, build.span(), null);
    }
    if (!(image instanceof Text.Known name)) {
      return image == null ? null : fallback(service, image.span(), null);
    }
    Build other = byName.get(PublishedImages.bare(name.value()));
    Image built =
        other == null
            ? null
            : built(other, "image " + name.value() + " is built by a service from ");
    if (built != null) {
      return new Image(built.config(), name.span(), built.reason());
    }
    String dockerfile = published.dockerfile(name.value());
    Dockerfile document = dockerfile == null ? null : discovery.dockerfile(dockerfile);
    if (dockerfile != null && document != null) {
      String context = DockerfileReader.context(discovery, document);
      ImageConfig config = ImageResolver.resolve(discovery, document, context, null, Map.of());
      if (config != null) {
        return new Image(
            config,
            name.span(),
            "image " + name.value() + " is taken to be built from " + dockerfile);
      }
    }
    return fallback(service, name.span(), name.value());
  }

  private @Nullable Image built(Build build, String prefix) {
    String context = build.context();
    if (context == null) {
      return null;
    }
    String target = build.target() instanceof Text.Known known ? known.value() : null;
    Text.Known inline = build.inline();
    String path = build.dockerfile();
    ImageConfig config = null;
    if (inline != null) {
      Dockerfile document = Dockerfile.parse(inlined(inline));
      config = ImageResolver.resolve(discovery, document, context, target, build.arguments());
      path = "dockerfile_inline";
    } else if (path != null) {
      config = ImageResolver.resolve(discovery, path, context, target, build.arguments());
    }
    if (config == null) {
      discovery.problem(
          new Problem(
              build.span().path(),
              build.span(),
              (path == null ? "the Dockerfile" : path)
                  + (target == null ? "" : " with stage " + target)
                  + " is not in the repository",
              false));
      return null;
    }
    return new Image(
        config,
        build.span(),
        prefix + path + (target == null || target.isEmpty() ? "" : ", stage " + target));
  }

  /**
   * The compose file with everything but the inline text blanked, so that places stay right; the
   * text alone where interpolation changed it.
   */
  private SourceFile inlined(Text.Known inline) {
    Span span = inline.span();
    SourceFile file = discovery.repository().read(span.path());
    int start = file == null ? -1 : file.text().indexOf('\n', span.start());
    if (file == null
        || start < 0
        || start >= span.end()
        || span.end() > file.text().length()
        || file.text().substring(start, span.end()).indexOf('$') >= 0) {
      return new SourceFile(span.path(), inline.value());
    }
    char[] chars = file.text().substring(0, span.end()).toCharArray();
    for (int i = 0; i < start; i++) {
      chars[i] = chars[i] == '\n' || chars[i] == '\r' ? chars[i] : ' ';
    }
    return new SourceFile(span.path(), new String(chars));
  }

  /** An image from elsewhere counts when it or the command points to Python. */
  private @Nullable Image fallback(ComposeService service, Span span, @Nullable String reference) {
    List<String> words = new ArrayList<>();
    if (reference != null) {
      words.add(PublishedImages.bare(reference));
    }
    for (Words said : new Words[] {service.entrypoint(), service.command()}) {
      if (said != null) {
        words.add(said.written());
      }
    }
    if (words.stream().noneMatch(Servers::pointsToPython)) {
      return null;
    }
    BaseImage base = new BaseImage(reference, span);
    return new Image(
        new ImageConfig(
            span.path(),
            null,
            span,
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
            List.of()),
        span,
        reference == null ? "the image is not known" : "image " + reference);
  }
}

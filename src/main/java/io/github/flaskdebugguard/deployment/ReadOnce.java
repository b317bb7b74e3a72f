package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What several readers of one scan need and one of them finds out: files by name, Dockerfiles and
 * their images. Safe for use by several threads, which all get the same answers.
 */
final class ReadOnce {
  private final Repository repository;
  private final FileNames names;
  private final List<String> dockerfileNames;
  private final Map<String, Dockerfile> dockerfiles = new ConcurrentHashMap<>();
  private final Map<String, Boolean> pythonBelow = new ConcurrentHashMap<>();

  /** By document, since two that stand in one file have the same path. */
  private final Map<Dockerfile, Map<ImageResolver.Build, Built>> images =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * An image.
   *
   * @param limits what of it could not be read, for each that starts it
   */
  private record Built(ImageConfig image, List<Problem> limits) {}

  ReadOnce(Repository repository) {
    this.repository = repository;
    this.names = new FileNames(repository.files());
    this.dockerfileNames = List.copyOf(names.matching(DockerfileReader::isDockerfile));
  }

  Repository repository() {
    return repository;
  }

  FileNames names() {
    return names;
  }

  List<String> dockerfileNames() {
    return dockerfileNames;
  }

  @Nullable Dockerfile dockerfile(String path) {
    Dockerfile known = dockerfiles.get(path);
    if (known != null) {
      return known;
    }
    SourceFile file = repository.read(path);
    if (file == null) {
      return null;
    }
    Dockerfile read = Dockerfile.parse(file);
    Dockerfile faster = dockerfiles.putIfAbsent(path, read);
    return faster == null ? read : faster;
  }

  ImageConfig built(
      Dockerfile document, ImageResolver.Build build, Supplier<ImageConfig> resolver) {
    Map<ImageResolver.Build, Built> known =
        images.computeIfAbsent(document, each -> new ConcurrentHashMap<>());
    Built image = known.get(build);
    if (image == null) {
      List<Problem> limits = new ArrayList<>();
      Built own = new Built(LimitNotes.hear(limits::add, resolver), limits);
      Built faster = known.putIfAbsent(build, own);
      image = faster == null ? own : faster;
    }
    LimitNotes.unread(image.limits());
    return image.image();
  }

  /**
   * {@return whether there is Python below a folder}
   *
   * @param prefix the folder with a slash behind it, empty for the root
   */
  boolean hasPython(String prefix) {
    return pythonBelow.computeIfAbsent(
        prefix,
        below -> {
          List<String> files = repository.files();
          int found = Collections.binarySearch(files, below);
          for (int i = found < 0 ? -found - 1 : found; i < files.size(); i++) {
            if (!files.get(i).startsWith(below)) {
              return false;
            }
            if (files.get(i).endsWith(".py")) {
              return true;
            }
          }
          return false;
        });
  }
}

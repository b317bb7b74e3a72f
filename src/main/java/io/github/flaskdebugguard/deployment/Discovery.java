package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one scan share: the files by name, documents that several read, and the lists
 * they add to.
 */
final class Discovery {
  private final Repository repository;
  private final List<Deployment> deployments = new ArrayList<>();
  private final LinkedHashSet<Problem> problems = new LinkedHashSet<>();
  private final Map<String, @Nullable Dockerfile> dockerfiles = new HashMap<>();

  /** By document, since two that stand in one file have the same path. */
  private final Map<Dockerfile, Map<ImageResolver.Build, ImageConfig>> images =
      new IdentityHashMap<>();

  private @Nullable FileNames names;
  private @Nullable List<String> dockerfileNames;
  private @Nullable Hosted hosted;

  Discovery(Repository repository) {
    this.repository = repository;
  }

  Repository repository() {
    return repository;
  }

  void add(Deployment deployment) {
    deployments.add(deployment);
  }

  /** Takes back the deployments of a kind that a file alone gave, when more became known. */
  void withdraw(String kind, String path) {
    deployments.removeIf(
        each -> each.kind().equals(kind) && each.id().startsWith(kind + ":" + path + "#"));
  }

  /** Adds a problem; the same one twice counts once. */
  void problem(Problem problem) {
    problems.add(problem);
  }

  void problems(Collection<Problem> found) {
    problems.addAll(found);
  }

  List<Deployment> deployments() {
    return deployments;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** {@return files with one of these base names, which are matched in any case, sorted} */
  List<String> named(String... names) {
    return names().named(lowerCase(names));
  }

  /** {@return files whose base name, in lower case, the test accepts, sorted} */
  List<String> matching(Predicate<String> lowerCaseName) {
    return names().matching(lowerCaseName);
  }

  /**
   * {@return files whose base name ends in one of these, which are matched in any case, sorted}
   *
   * @param endings each with its dot: {@code .yml}
   */
  List<String> endingWith(String... endings) {
    return names().endingWith(lowerCase(endings));
  }

  private static String[] lowerCase(String... names) {
    String[] result = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      result[i] = names[i].toLowerCase(Locale.ROOT);
    }
    return result;
  }

  private FileNames names() {
    FileNames known = names;
    if (known == null) {
      known = new FileNames(repository.files());
      names = known;
    }
    return known;
  }

  /** {@return the files that are Dockerfiles by their names, sorted} */
  List<String> dockerfiles() {
    List<String> known = dockerfileNames;
    if (known == null) {
      known = List.copyOf(matching(DockerfileReader::isDockerfile));
      dockerfileNames = known;
    }
    return known;
  }

  /** {@return an image of a Dockerfile, which is built once for all that start it} */
  ImageConfig built(
      Dockerfile document, ImageResolver.Build build, Supplier<ImageConfig> resolver) {
    Map<ImageResolver.Build, ImageConfig> known =
        images.computeIfAbsent(document, each -> new HashMap<>());
    ImageConfig image = known.get(build);
    if (image == null) {
      image = resolver.get();
      known.put(build, image);
    }
    return image;
  }

  /** {@return what the readers for platforms share} */
  Hosted hosted() {
    Hosted known = hosted;
    if (known == null) {
      known = new Hosted(this);
      hosted = known;
    }
    return known;
  }

  /** {@return a Dockerfile, read once, or null when there is none} */
  @Nullable Dockerfile dockerfile(String path) {
    if (!dockerfiles.containsKey(path)) {
      SourceFile file = repository.read(path);
      dockerfiles.put(path, file == null ? null : Dockerfile.parse(file));
    }
    return dockerfiles.get(path);
  }

  /**
   * Reads files one by one; what breaks at one becomes its problem and the others are still read.
   */
  void each(List<String> files, Consumer<String> reader) {
    for (String file : files) {
      guarded(file, () -> reader.accept(file));
    }
  }

  /** Does something about a file; what breaks becomes the file's problem. */
  void guarded(String file, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError e) {
      String what = e instanceof StackOverflowError ? "nested too deep" : String.valueOf(e);
      problem(new Problem(file, null, "could not be read for deployments: " + what, true));
    }
  }
}

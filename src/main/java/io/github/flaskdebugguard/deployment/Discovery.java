package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one scan share: the files by name, documents that several read, and the lists
 * they add to.
 *
 * <p>A {@link #part()} of it may be filled before it is known what the readers before found, and by
 * another thread; it is taken in when that is known.
 */
final class Discovery {
  private final ReadOnce files;
  private final NamedImages images;
  private final boolean part;
  private final List<Deployment> deployments = new ArrayList<>();
  private final LinkedHashSet<Problem> problems = new LinkedHashSet<>();

  /** Of a part: what no deployment before it may be, or it was told wrong. */
  private final List<Predicate<Deployment>> denied = new ArrayList<>(0);

  /** Of a part: the deployments before it that it takes back. */
  private final List<Predicate<Deployment>> withdrawn = new ArrayList<>(0);

  /** Of a part: what waits for the deployments before it. */
  private final List<Consumer<Discovery>> later = new ArrayList<>(0);

  private @Nullable Hosted hosted;

  Discovery(Repository repository) {
    this.files = new ReadOnce(repository);
    this.images = new NamedImages(this);
    this.part = false;
  }

  private Discovery(Discovery whole) {
    this.files = whole.files;
    this.images = whole.images;
    this.part = true;
  }

  /** {@return one for a reader that does not wait for those before it} */
  Discovery part() {
    return new Discovery(this);
  }

  /**
   * Takes in what a part holds, as if it had been found here.
   *
   * @return false, and takes nothing, where the part relies on what is not so: it must be read anew
   */
  boolean take(Discovery found) {
    for (Predicate<Deployment> test : found.denied) {
      if (deployments.stream().anyMatch(test)) {
        return false;
      }
    }
    found.withdrawn.forEach(deployments::removeIf);
    deployments.addAll(found.deployments);
    problems.addAll(found.problems);
    found.later.forEach(each -> each.accept(this));
    return true;
  }

  Repository repository() {
    return files.repository();
  }

  void add(Deployment deployment) {
    deployments.add(deployment);
  }

  /** Takes back the deployments of a kind that a file alone gave, when more became known. */
  void withdraw(String kind, String path) {
    Predicate<Deployment> test =
        each -> each.kind().equals(kind) && each.id().startsWith(kind + ":" + path + "#");
    deployments.removeIf(test);
    if (part) {
      withdrawn.add(test);
    }
  }

  /** {@return whether there is a deployment of this id, of this reader or one before it} */
  boolean isKnown(String id) {
    Predicate<Deployment> test = each -> each.id().equals(id);
    if (part) {
      denied.add(test);
    }
    return deployments.stream().anyMatch(test);
  }

  /**
   * Does what depends on the deployments of the readers before, once they are known: the last thing
   * that a reader does.
   *
   * @param action is given what to look at and to add to
   */
  void onceKnown(Consumer<Discovery> action) {
    if (part) {
      later.add(action);
    } else {
      action.accept(this);
    }
  }

  /** {@return those of all readers so far; to be asked {@link #onceKnown} only} */
  List<Deployment> deployments() {
    if (part) {
      throw new IllegalStateException("the deployments of other readers are not known yet");
    }
    return deployments;
  }

  /** Adds a problem; the same one twice counts once. */
  void problem(Problem problem) {
    problems.add(problem);
  }

  void problems(Collection<Problem> found) {
    problems.addAll(found);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** {@return files with one of these base names, which are matched in any case, sorted} */
  List<String> named(String... names) {
    return files.names().named(lowerCase(names));
  }

  /** {@return files whose base name, in lower case, the test accepts, sorted} */
  List<String> matching(Predicate<String> lowerCaseName) {
    return files.names().matching(lowerCaseName);
  }

  /**
   * {@return files whose base name ends in one of these, which are matched in any case, sorted}
   *
   * @param endings each with its dot: {@code .yml}
   */
  List<String> endingWith(String... endings) {
    return files.names().endingWith(lowerCase(endings));
  }

  private static String[] lowerCase(String... names) {
    String[] result = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      result[i] = names[i].toLowerCase(Locale.ROOT);
    }
    return result;
  }

  /** {@return the files that are Dockerfiles by their names, sorted} */
  List<String> dockerfiles() {
    return files.dockerfileNames();
  }

  /** {@return an image of a Dockerfile, which is built once for all that start it} */
  ImageConfig built(
      Dockerfile document, ImageResolver.Build build, Supplier<ImageConfig> resolver) {
    return files.built(document, build, resolver);
  }

  /** {@return the images that files name} */
  NamedImages images() {
    return images;
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
    return files.dockerfile(path);
  }

  /** {@return whether a folder of the repository holds Python} */
  boolean hasPython(String folder) {
    return files.hasPython(folder.isEmpty() || folder.equals(".") ? "" : folder + "/");
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

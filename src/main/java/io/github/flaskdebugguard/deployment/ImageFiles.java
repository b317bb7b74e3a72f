package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.provision.HostCommand.Written;
import io.github.flaskdebugguard.document.DockerIgnore;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of an image, as a list of steps that filled it from the repository. Nothing is
 * enumerated: a question walks the steps from the last to the first. Files that Git ignores are not
 * there, since a fresh clone does not have them. Immutable.
 */
public final class ImageFiles implements FileView {
  private static final int MAX_DEPTH = 100;

  /**
   * Stages that copy from each other in turn make a question branch; past this many steps the
   * answer is unknown.
   */
  private static final int MAX_STEPS = 20_000;

  /** What is left of the steps for one question. */
  private static final class Steps {
    private int left = MAX_STEPS;

    boolean take() {
      return left-- > 0;
    }
  }

  /** What stands where the build puts nothing. */
  enum Base {
    /** Nothing at all. */
    SCRATCH,
    /** An operating system without an application. */
    SYSTEM,
    /** An image that may hold anything, also an application. */
    FOREIGN
  }

  private static final Set<String> SYSTEM =
      Set.of(
          "usr", "bin", "sbin", "lib", "lib32", "lib64", "etc", "var", "proc", "sys", "dev", "run",
          "boot", "media", "tmp");
  private static final Set<String> EMPTY_AT_START = Set.of("opt", "srv", "home", "root", "mnt");

  private final Repository repository;
  private final Base base;
  private final List<ImageLayer> layers;

  ImageFiles(Repository repository, Base base, List<ImageLayer> layers) {
    this.repository = repository;
    this.base = base;
    this.layers = List.copyOf(layers);
  }

  /**
   * {@return the whole repository at one place of an otherwise plain machine: what a platform that
   * clones it sees}
   */
  public static ImageFiles ofRepository(Repository repository, String mountPoint) {
    return new ImageFiles(
        repository,
        Base.SYSTEM,
        List.of(
            new ImageLayer.Tree(
                ImagePath.resolve("/", mountPoint), "", "", DockerIgnore.NONE, false)));
  }

  /**
   * {@return these files with a repository file or folder mounted over a path, which hides what
   * stood there}
   *
   * @param hostRepositoryPath repository-relative, empty for the root
   */
  public ImageFiles mount(String hostRepositoryPath, String imagePath) {
    return with(mounted(hostRepositoryPath, imagePath));
  }

  private ImageLayer mounted(String hostRepositoryPath, String imagePath) {
    String host = ImagePath.join(hostRepositoryPath);
    String at = ImagePath.resolve("/", imagePath);
    if (host.isEmpty() || (repository.isFolder(host) && !repository.isIgnored(host))) {
      return new ImageLayer.Tree(at, host, host, DockerIgnore.NONE, true);
    }
    return visible(host) ? new ImageLayer.Single(at, host) : new ImageLayer.Opaque(at);
  }

  /**
   * {@return what lies over the files of a host}
   *
   * @param mounts as for {@link #mount}, by the path on the host
   * @param written as for {@link #write}, by path; a null text is not known at all
   */
  static List<ImageLayer> over(
      Repository repository, Map<String, String> mounts, Map<String, Written> written) {
    ImageFiles none = new ImageFiles(repository, Base.SYSTEM, List.of());
    List<ImageLayer> layers = new ArrayList<>();
    mounts.forEach((path, folder) -> layers.add(none.mounted(folder, path)));
    written.forEach(
        (path, each) -> {
          String at = ImagePath.resolve("/", path);
          layers.add(
              each.text() == null
                  ? new ImageLayer.Opaque(at)
                  : new ImageLayer.Written(at, each.text()));
        });
    return List.copyOf(layers);
  }

  /**
   * {@return these files with a place of which nothing can be known, a host folder outside the
   * repository for example}
   */
  public ImageFiles opaque(String imagePath) {
    return with(new ImageLayer.Opaque(ImagePath.resolve("/", imagePath)));
  }

  /**
   * {@return these files with one text written to a path, a mounted ConfigMap for example; null
   * when its text cannot be known}
   */
  public ImageFiles write(String imagePath, @Nullable SourceFile text) {
    return with(new ImageLayer.Written(ImagePath.resolve("/", imagePath), text));
  }

  ImageFiles with(ImageLayer layer) {
    return with(List.of(layer));
  }

  ImageFiles with(List<ImageLayer> above) {
    if (isFull()) {
      return this;
    }
    boolean fits = layers.size() + above.size() <= Limits.ITEMS;
    List<ImageLayer> more = new ArrayList<>(layers);
    more.addAll(fits ? above : List.of(new ImageLayer.Opaque("/")));
    return new ImageFiles(repository, base, more);
  }

  /** {@return whether so much was written that nothing is known of the files any more} */
  boolean isFull() {
    return layers.size() > Limits.ITEMS;
  }

  /** What a path turned out to be. */
  private sealed interface Found {
    record Of(String repositoryFile) implements Found {}

    record Written(@Nullable SourceFile text) implements Found {}

    record Plain(Presence presence) implements Found {}
  }

  private static final Found FOLDER = new Found.Plain(Presence.FOLDER);
  private static final Found ABSENT = new Found.Plain(Presence.ABSENT);
  private static final Found UNKNOWN = new Found.Plain(Presence.UNKNOWN);

  @Override
  public Presence presence(String absolutePath) {
    return switch (find(ImagePath.resolve("/", absolutePath), 0, new Steps())) {
      case Found.Of of -> Presence.FILE;
      case Found.Written written -> Presence.FILE;
      case Found.Plain plain -> plain.presence();
    };
  }

  @Override
  public @Nullable SourceFile read(String absolutePath) {
    return switch (find(ImagePath.resolve("/", absolutePath), 0, new Steps())) {
      case Found.Of of -> repository.read(of.repositoryFile());
      case Found.Written written -> written.text();
      case Found.Plain plain -> null;
    };
  }

  /** {@return the repository file that stands at a path, or null} */
  @Nullable String repositoryPath(String absolutePath) {
    return find(ImagePath.resolve("/", absolutePath), 0, new Steps()) instanceof Found.Of of
        ? of.repositoryFile()
        : null;
  }

  @Override
  public List<String> list(String absolutePath) {
    String folder = ImagePath.resolve("/", absolutePath);
    Set<String> names = new TreeSet<>();
    collect(folder, names, new Steps());
    names.removeIf(
        name -> {
          Presence presence = presence(ImagePath.child(folder, name));
          return presence != Presence.FILE && presence != Presence.FOLDER;
        });
    return List.copyOf(names);
  }

  /** Adds every name that some step may have put into a folder. */
  private void collect(String folder, Set<String> names, Steps steps) {
    for (ImageLayer layer : layers) {
      if (!steps.take()) {
        return;
      }
      String inside = ImagePath.below(folder, layer.at());
      if (inside != null && !inside.isEmpty()) {
        names.add(inside.split("/", 2)[0]);
      }
      String rest = ImagePath.below(layer.at(), folder);
      if (rest != null) {
        switch (layer) {
          case ImageLayer.Tree tree ->
              names.addAll(repository.list(ImagePath.child(tree.folder(), rest)));
          case ImageLayer.Part part ->
              part.other().collect(ImagePath.child(part.from(), rest), names, steps);
          case ImageLayer.Link link -> {
            String target = ImagePath.child(link.target(), rest);
            if (ImagePath.below(link.at(), target) == null) {
              new ImageFiles(repository, base, before(link)).collect(target, names, steps);
            }
          }
          case ImageLayer.Single s -> {}
          case ImageLayer.Written w -> {}
          case ImageLayer.Folder f -> {}
          case ImageLayer.Removed r -> {}
          case ImageLayer.Opaque o -> {}
          case ImageLayer.Touched t -> {}
        }
      }
    }
  }

  @Override
  public @Nullable String pathOf(String repositoryPath) {
    return pathOf(repositoryPath, new Steps());
  }

  private @Nullable String pathOf(String repositoryPath, Steps steps) {
    for (int i = layers.size() - 1; i >= 0 && steps.take(); i--) {
      String candidate =
          switch (layers.get(i)) {
            case ImageLayer.Tree tree -> moved(tree.folder(), tree.at(), repositoryPath);
            case ImageLayer.Single single ->
                single.file().equals(repositoryPath) ? single.at() : null;
            case ImageLayer.Part part -> {
              String there = part.other().pathOf(repositoryPath, steps);
              yield there == null ? null : moved(part.from(), part.at(), there);
            }
            case ImageLayer.Written w -> null;
            case ImageLayer.Folder f -> null;
            case ImageLayer.Removed r -> null;
            case ImageLayer.Opaque o -> null;
            case ImageLayer.Touched t -> null;
            case ImageLayer.Link l -> null;
          };
      if (candidate != null
          && find(candidate, 0, steps) instanceof Found.Of of
          && of.repositoryFile().equals(repositoryPath)) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable String moved(String from, String to, String path) {
    String rest = ImagePath.below(from, path);
    return rest == null ? null : ImagePath.child(to, rest);
  }

  private List<ImageLayer> before(ImageLayer layer) {
    return layers.subList(0, layers.indexOf(layer));
  }

  private Found find(String path, int depth, Steps steps) {
    if (path.equals("/")) {
      return FOLDER;
    }
    boolean touched = depth > MAX_DEPTH || steps.left <= 0;
    boolean filled = false;
    for (int i = layers.size() - 1; i >= 0 && depth <= MAX_DEPTH; i--) {
      if (!steps.take()) {
        return UNKNOWN;
      }
      ImageLayer layer = layers.get(i);
      String rest = ImagePath.below(layer.at(), path);
      if (rest == null) {
        filled |= fills(layer, path);
        if (ImagePath.below(path, layer.at()) != null && makesParents(layer)) {
          return FOLDER;
        }
        continue;
      }
      switch (layer) {
        case ImageLayer.Tree tree -> {
          Found found = inTree(tree, rest);
          if (found != null) {
            return found;
          }
          if (tree.hides()) {
            return ABSENT;
          }
          filled = true;
        }
        case ImageLayer.Single single -> {
          return rest.isEmpty() ? new Found.Of(single.file()) : ABSENT;
        }
        case ImageLayer.Written written -> {
          return rest.isEmpty() ? new Found.Written(written.text()) : ABSENT;
        }
        case ImageLayer.Folder folder -> {
          if (rest.isEmpty()) {
            return FOLDER;
          }
        }
        case ImageLayer.Removed removed -> {
          return ABSENT;
        }
        case ImageLayer.Opaque opaque -> {
          return UNKNOWN;
        }
        case ImageLayer.Touched seen -> touched = true;
        case ImageLayer.Part part -> {
          Found found = part.other().find(ImagePath.child(part.from(), rest), depth + 1, steps);
          if (found == UNKNOWN) {
            touched = true;
          } else if (found != ABSENT) {
            return found;
          }
          filled = true;
        }
        case ImageLayer.Link link -> {
          return find(ImagePath.child(link.target(), rest), depth + 1, steps);
        }
      }
    }
    return touched ? UNKNOWN : atBase(path, filled);
  }

  /**
   * A folder into which the build itself copies is taken as the build leaves it, whatever the base
   * image is.
   */
  private static boolean fills(ImageLayer layer, String path) {
    return layer instanceof ImageLayer.Single
        && layer.at().lastIndexOf('/') > 0
        && layer.at().lastIndexOf('/') == path.lastIndexOf('/')
        && layer.at().regionMatches(0, path, 0, path.lastIndexOf('/'));
  }

  private static boolean makesParents(ImageLayer layer) {
    return switch (layer) {
      case ImageLayer.Tree t -> true;
      case ImageLayer.Single s -> true;
      case ImageLayer.Written w -> true;
      case ImageLayer.Folder f -> true;
      case ImageLayer.Part p -> true;
      case ImageLayer.Link l -> true;
      case ImageLayer.Opaque o -> true;
      case ImageLayer.Removed r -> false;
      case ImageLayer.Touched t -> false;
    };
  }

  private @Nullable Found inTree(ImageLayer.Tree tree, String rest) {
    if (rest.isEmpty()) {
      return FOLDER;
    }
    String file = ImagePath.child(tree.folder(), rest);
    boolean isFile = repository.isFile(file);
    if ((!isFile && !repository.isFolder(file)) || repository.isIgnored(file)) {
      return null;
    }
    if (tree.ignore() != DockerIgnore.NONE) {
      String inContext = ImagePath.below(tree.context(), file);
      if (inContext != null && tree.ignore().ignores(inContext)) {
        if (isFile || !tree.ignore().hasExceptions() || !anyVisible(tree, file)) {
          return null;
        }
      }
    }
    return isFile ? new Found.Of(file) : FOLDER;
  }

  private boolean anyVisible(ImageLayer.Tree tree, String folder) {
    return repository.files().stream()
        .filter(file -> ImagePath.below(folder, file) != null)
        .anyMatch(
            file -> {
              String inContext = ImagePath.below(tree.context(), file);
              return inContext != null && !tree.ignore().ignores(inContext);
            });
  }

  private boolean visible(String file) {
    return repository.isFile(file) && !repository.isIgnored(file);
  }

  private Found atBase(String path, boolean filled) {
    if (base == Base.SCRATCH) {
      return ABSENT;
    }
    String first = path.substring(1).split("/", 2)[0];
    boolean top = first.length() + 1 == path.length();
    if (SYSTEM.contains(first)) {
      boolean application = filled || path.startsWith("/var/www") || path.startsWith("/tmp/");
      return top
          ? FOLDER
          : application && base != Base.FOREIGN ? ABSENT : filled ? ABSENT : UNKNOWN;
    }
    if (EMPTY_AT_START.contains(first) && top) {
      return FOLDER;
    }
    // Images made to build on hold an application at most, never the settings of this one.
    boolean settings = ImagePath.name(path).startsWith(".");
    return base == Base.SYSTEM || filled || settings ? ABSENT : UNKNOWN;
  }
}

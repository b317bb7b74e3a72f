package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, Git work tree or not. One pass lists them when it is opened; texts are
 * read when they are asked for. Nothing outside the folder is read: a link is followed only when it
 * ends inside, and pipes, sockets and devices are never opened.
 */
public final class WorkTree implements Repository {
  private final String name;
  private final @Nullable GitFolder git;
  private final Path root;
  private final Map<String, Path> files;
  private final Map<String, String> unreadable;
  private final IgnoreTree rules;
  private final Set<String> ignored;
  private final List<LeftOut> leftOut;
  private final Listing listing;
  private final Set<Problem> problems = ConcurrentHashMap.newKeySet();
  private final KeptFiles kept = new KeptFiles();

  private WorkTree(String name, @Nullable GitFolder git, TreeWalk walk, Path root) {
    this.name = name;
    this.git = git;
    this.root = root;
    this.files = walk.files();
    this.unreadable = walk.special();
    this.rules = new IgnoreTree(walk.rulesByFolder());
    this.ignored = walk.ignored();
    this.leftOut = walk.leftOut().stream().sorted().toList();
    walk.problems().forEach(this::problem);
    Map<String, Path> links = walk.links();
    this.listing =
        new Listing(
            root.toString(),
            files.keySet(),
            links.keySet(),
            link -> target(links.get(link)),
            unreadable);
    for (var entry : unreadable.entrySet()) {
      problem(new Problem(entry.getKey(), null, entry.getValue(), Names.decides(entry.getKey())));
    }
  }

  /**
   * {@return the files below a folder}
   *
   * @throws UnreadableRepositoryException when the path is no folder or cannot be read
   */
  public static WorkTree open(Path root) throws UnreadableRepositoryException {
    Path real;
    try {
      real = root.toRealPath();
    } catch (IOException e) {
      throw new UnreadableRepositoryException(
          root + ": " + (Files.exists(root) ? TreeWalk.reason(e) : "no such folder"));
    }
    if (!Files.isDirectory(real)) {
      throw new UnreadableRepositoryException(root + ": is not a folder");
    }
    if (!Files.isReadable(real)) {
      throw new UnreadableRepositoryException(root + ": permission denied");
    }
    GitFolder git = GitFolder.of(real);
    TreeWalk walk = new TreeWalk(real, git);
    walk.run();
    return new WorkTree(root.toString(), git, walk, real);
  }

  @Override
  public List<String> files() {
    return listing.sorted();
  }

  @Override
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  @Override
  public @Nullable SourceFile read(String path) {
    String file = listing.canonical(path);
    Path place = file == null ? null : files.get(file);
    if (file == null || place == null) {
      needed(path);
      return null;
    }
    SourceFile known = kept.text(file);
    if (known != null) {
      return known;
    }
    byte[] content = kept.bytes(file);
    if (content == null) {
      content = load(file, place);
      if (content == null) {
        return null;
      }
    }
    return kept.decoded(file, content, this::problem);
  }

  @Override
  public boolean mayContain(String path, String... needles) {
    String file = listing.canonical(path);
    Path place = file == null ? null : files.get(file);
    if (file == null || place == null) {
      return false;
    }
    return kept.mayContain(file, () -> searched(place), needles);
  }

  @Override
  public boolean isFile(String path) {
    String file = listing.canonical(path);
    return file != null && files.containsKey(file);
  }

  @Override
  public boolean isFolder(String path) {
    String folder = listing.canonical(path);
    return folder != null && listing.isFolder(folder);
  }

  @Override
  public List<String> list(String folder) {
    String real = listing.canonical(folder);
    return real == null ? List.of() : listing.list(real);
  }

  @Override
  public boolean isIgnored(String path) {
    if (ignored.contains(path)) {
      return true;
    }
    if (isFile(path) || isFolder(path)) {
      return false;
    }
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String folder = path.substring(0, end);
      if (ignored.contains(folder) || rules.ignores(folder, true)) {
        return true;
      }
    }
    return rules.ignores(path, false);
  }

  @Override
  public List<Problem> problems() {
    return problems.stream().sorted(TreeWalk.order()).limit(Limits.PROBLEMS).toList();
  }

  @Override
  public Source source() {
    return new Source(name, git == null ? null : git.commit(), git == null ? null : git.branch());
  }

  /** {@return the folder, without links} */
  Path root() {
    return root;
  }

  /** {@return where a file of the tree is, without links, or null} */
  @Nullable Path place(String path) {
    return files.get(path);
  }

  private static byte @Nullable [] searched(Path place) throws IOException {
    byte[] content = RegularFiles.read(place, Limits.SEARCH_BYTES);
    return content.length > Limits.SEARCH_BYTES ? null : content;
  }

  private byte @Nullable [] load(String file, Path place) {
    try {
      byte[] content = RegularFiles.read(place, Limits.FILE_BYTES);
      if (content.length <= Limits.FILE_BYTES) {
        return content;
      }
      problem(
          new Problem(file, null, "is larger than 1 MiB and was not read", Names.decides(file)));
    } catch (IOException e) {
      problem(new Problem(file, null, "could not be read: " + TreeWalk.reason(e), true));
    }
    return null;
  }

  /** Something that is no file was asked for, so a verdict may rest on it. */
  private void needed(String path) {
    String what = unreadable.get(path);
    if (what != null) {
      problems.remove(new Problem(path, null, what, false));
      problem(new Problem(path, null, what, true));
    }
  }

  private void problem(Problem problem) {
    if (problems.size() < Limits.PROBLEMS) {
      problems.add(problem);
    }
  }

  private static @Nullable String target(@Nullable Path link) {
    if (link == null) {
      return null;
    }
    try {
      Path target = Files.readSymbolicLink(link);
      StringJoiner text = new StringJoiner("/", target.isAbsolute() ? "/" : "", "");
      target.forEach(name -> text.add(Names.of(name)));
      return text.toString();
    } catch (IOException e) {
      return null;
    }
  }
}

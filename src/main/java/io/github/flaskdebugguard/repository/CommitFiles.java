package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit, read from Git's objects. No work tree is written, so no name, mode or link
 * in it can reach the disk.
 */
public final class CommitFiles implements Repository {
  /** First line of a pointer (git-lfs specification, version 1). */
  private static final byte[] POINTER =
      "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII);

  private final Source source;
  private final @Nullable String parent;
  private final Blobs blobs;
  private final Map<String, ObjectId> files;
  private final Map<String, String> unreadable;
  private final List<LeftOut> leftOut;
  private final Listing listing;
  private final IgnoreTree rules;
  private final Set<Problem> problems = ConcurrentHashMap.newKeySet();
  private final KeptFiles kept = new KeptFiles();

  private CommitFiles(Source source, @Nullable String parent, Blobs blobs, CommitTree tree) {
    this.source = source;
    this.parent = parent;
    this.blobs = blobs;
    this.files = tree.files();
    this.unreadable = new TreeMap<>(tree.unreadable());
    this.leftOut = tree.leftOut().stream().sorted().toList();
    tree.problems().forEach(this::problem);
    Map<String, ObjectId> links = tree.links();
    this.listing =
        new Listing(
            null, files.keySet(), links.keySet(), link -> target(links.get(link)), unreadable);
    unreadable.forEach((path, what) -> problem(new Problem(path, null, what, Names.decides(path))));
    this.rules = new IgnoreTree(ignoreFiles());
  }

  static CommitFiles of(
      String name, org.eclipse.jgit.lib.Repository git, ObjectId id, @Nullable String ref)
      throws UnreadableRepositoryException {
    try (ObjectReader reader = git.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      RevCommit commit = walk.parseCommit(id);
      CommitTree tree = new CommitTree(reader);
      tree.walk(commit.getTree().getId());
      Source source = new Source(name, commit.getId().name(), ref);
      return new CommitFiles(source, firstParent(commit), new Blobs(git), tree);
    } catch (IOException e) {
      throw new UnreadableRepositoryException(
          name + ": commit " + id.name() + " cannot be read: " + Server.words(e));
    }
  }

  /**
   * {@return the id of the first parent, or null} For a merge commit that GitHub makes for a pull
   * request that is the tip of the base branch.
   */
  public @Nullable String firstParent() {
    return parent;
  }

  @Override
  public List<String> files() {
    return listing.sorted();
  }

  @Override
  public @Nullable SourceFile read(String path) {
    String file = listing.canonical(path);
    ObjectId id = file == null ? null : files.get(file);
    if (file == null || id == null) {
      needed(path);
      return null;
    }
    SourceFile known = kept.text(file);
    if (known != null) {
      return known;
    }
    byte[] content = content(file, id);
    if (content == null) {
      return null;
    }
    return kept.decoded(file, content, this::problem);
  }

  @Override
  public boolean mayContain(String path, String... needles) {
    String file = listing.canonical(path);
    ObjectId id = file == null ? null : files.get(file);
    if (file == null || id == null) {
      return false;
    }
    return kept.mayContain(file, () -> searched(id), needles);
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

  /** What is committed counts, whatever the ignore files say. */
  @Override
  public boolean isIgnored(String path) {
    if (isFile(path) || isFolder(path)) {
      return false;
    }
    return rules.ignoresAround(path);
  }

  @Override
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  @Override
  public List<Problem> problems() {
    return problems.stream().sorted(TreeWalk.order()).limit(Limits.PROBLEMS).toList();
  }

  @Override
  public Source source() {
    return source;
  }

  private byte @Nullable [] searched(ObjectId id) throws IOException {
    byte[] content = blobs.read(id, Limits.SEARCH_BYTES);
    return content == null || isPointer(content) ? null : content;
  }

  private byte @Nullable [] content(String file, ObjectId id) {
    byte[] content = kept.bytes(file);
    if (content != null) {
      return content;
    }
    try {
      content = blobs.read(id, Limits.FILE_BYTES);
    } catch (IOException e) {
      problem(new Problem(file, null, "could not be read: " + Server.words(e), true));
      return null;
    }
    if (content == null) {
      problem(
          new Problem(file, null, "is larger than 1 MiB and was not read", Names.decides(file)));
      return null;
    }
    if (isPointer(content)) {
      problem(
          new Problem(
              file,
              null,
              "is a pointer to a file in Git LFS, which was not fetched",
              Names.decides(file)));
      return null;
    }
    return content;
  }

  private @Nullable String target(@Nullable ObjectId link) {
    try {
      byte[] text = link == null ? null : blobs.read(link, Limits.PATH_BYTES);
      return text == null ? null : Names.of(text, text.length);
    } catch (IOException e) {
      return null;
    }
  }

  private Map<String, IgnoreRules> ignoreFiles() {
    Map<String, IgnoreRules> found = new HashMap<>();
    for (String path : listing.sorted()) {
      if (!path.endsWith(".gitignore") || !files.containsKey(path)) {
        continue;
      }
      String folder = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
      if (path.equals(folder.isEmpty() ? ".gitignore" : folder + "/.gitignore")) {
        SourceFile file = read(path);
        if (file != null) {
          found.put(folder, IgnoreRules.parse(file.text()));
        }
      }
    }
    return found;
  }

  /** Something that is no file was asked for, so a verdict may rest on it. */
  private void needed(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String at = path.substring(0, end);
      String what = unreadable.get(at);
      if (what != null) {
        problems.remove(new Problem(at, null, what, false));
        problem(new Problem(at, null, what, true));
        return;
      }
    }
  }

  private void problem(Problem problem) {
    if (problems.size() < Limits.PROBLEMS) {
      problems.add(problem);
    }
  }

  private static boolean isPointer(byte[] content) {
    return content.length >= POINTER.length
        && content.length < 1024
        && Arrays.equals(content, 0, POINTER.length, POINTER, 0, POINTER.length);
  }

  /** A shallow repository hides the parents of its last commits; their bytes name them. */
  private static @Nullable String firstParent(RevCommit commit) {
    byte[] raw = commit.getRawBuffer();
    String head = new String(raw, 0, Math.min(raw.length, 200), StandardCharsets.ISO_8859_1);
    int at = head.indexOf("\nparent ");
    int blank = head.indexOf("\n\n");
    return at < 0 || (blank >= 0 && blank < at) || at + 48 > head.length()
        ? null
        : head.substring(at + 8, at + 48);
  }
}

package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a work tree: what is a file, a link or something else, and what Git ignores.
 * Follows no link.
 */
final class TreeWalk {
  /** Folders of this name hold packages, caches or the data of a version control system. */
  private static final Map<String, String> VENDORED =
      Map.ofEntries(
          Map.entry(".git", ""),
          Map.entry(".hg", ""),
          Map.entry(".svn", ""),
          Map.entry("__pycache__", ""),
          Map.entry(".mypy_cache", ""),
          Map.entry(".pytest_cache", ""),
          Map.entry(".ruff_cache", ""),
          Map.entry(".terraform", "downloaded providers and modules"),
          Map.entry(".tox", "virtual environments"),
          Map.entry(".nox", "virtual environments"),
          Map.entry(".eggs", "installed packages"),
          Map.entry("node_modules", "installed packages"),
          Map.entry("bower_components", "installed packages"),
          Map.entry("site-packages", "installed packages"),
          Map.entry("dist-packages", "installed packages"));

  private record Rules(IgnoreRules rules, int from, @Nullable Rules outer) {}

  /**
   * A folder to look into.
   *
   * @param ignored whether Git ignores the folder, so that only tracked files in it count
   */
  private record Folder(
      Path path,
      FutureTask<FolderEntries> entries,
      String name,
      int depth,
      @Nullable Rules rules,
      boolean ignored) {}

  private final Path root;
  private final @Nullable GitFolder git;
  private final ArrayDeque<Folder> open = new ArrayDeque<>();
  private final FoldersAhead ahead = new FoldersAhead();
  private final Map<String, Path> links = new HashMap<>();
  private final Map<String, String> special = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private final Set<String> ignored = new HashSet<>();
  private final Map<String, IgnoreRules> rulesByFolder = new HashMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable TreeSet<String> tracked;
  private boolean trackedRead;
  private int entries;

  TreeWalk(Path root, @Nullable GitFolder git) {
    this.root = root;
    this.git = git;
  }

  /** {@return regular files by path} */
  Map<String, Path> files() {
    return files;
  }

  /** {@return symbolic links by path} */
  Map<String, Path> links() {
    return links;
  }

  /** {@return what cannot be read by path, with what it is} */
  Map<String, String> special() {
    return special;
  }

  /**
   * {@return the ignore files that hold, by folder; the empty name stands for the root's, a lone
   * slash for {@code .git/info/exclude}}
   */
  Map<String, IgnoreRules> rulesByFolder() {
    return rulesByFolder;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  List<Problem> problems() {
    return problems;
  }

  /** {@return files and folders that exist here though Git ignores them} */
  Set<String> ignored() {
    return ignored;
  }

  void run() {
    Rules rules = null;
    String exclude = git == null ? null : git.exclude();
    if (exclude != null) {
      IgnoreRules excluded = IgnoreRules.parse(exclude);
      rulesByFolder.put("/", excluded);
      rules = new Rules(excluded, 0, null);
    }
    try (ahead) {
      open.add(new Folder(root, ahead.add(root), "", 0, rules, false));
      while (!open.isEmpty() && entries <= Limits.ENTRIES) {
        walk(open.remove());
      }
    }
    if (entries > Limits.ENTRIES) {
      problems.add(
          new Problem(
              "",
              null,
              "has more than " + Limits.ENTRIES + " files and folders; the rest was not read",
              true));
    }
  }

  private void walk(Folder folder) {
    FolderEntries found = FoldersAhead.take(folder.entries());
    if (found.failure() != null) {
      problems.add(
          new Problem(
              folder.name(),
              null,
              "is a folder that could not be read: " + reason(found.failure()),
              true));
      return;
    }
    List<FolderEntries.Entry> all = found.entries();
    entries += all.size();
    if (entries > Limits.ENTRIES) {
      all = all.subList(0, Math.max(0, all.size() - (entries - Limits.ENTRIES)));
      entries = Limits.ENTRIES + 1;
    }
    Set<String> present = HashSet.newHashSet(all.size());
    for (FolderEntries.Entry entry : all) {
      present.add(entry.name());
    }
    String environment =
        folder.depth() == 0
            ? null
            : installed(
                lastName(folder.name()),
                present,
                name -> RegularFiles.isFile(folder.path().resolve(name)));
    if (environment != null) {
      leftOut.add(new LeftOut(folder.name(), environment));
      return;
    }
    Rules rules = present.contains(".gitignore") ? rules(folder) : folder.rules();
    for (FolderEntries.Entry entry : all) {
      String path = folder.name().isEmpty() ? entry.name() : folder.name() + "/" + entry.name();
      entry(folder, entry, path, rules);
    }
  }

  private void entry(Folder folder, FolderEntries.Entry entry, String path, @Nullable Rules rules) {
    if (path.length() > Limits.PATH_BYTES / 3 && Names.bytes(path) > Limits.PATH_BYTES) {
      problems.add(new Problem(folder.name(), null, "holds a path of more than 4,096 bytes", true));
      return;
    }
    if (entry.failure() != null) {
      special.put(path, "could not be read: " + reason(entry.failure()));
      return;
    }
    boolean isFolder = entry.kind() == FolderEntries.Kind.FOLDER;
    if (isFolder) {
      String vendored = VENDORED.get(entry.name());
      if (vendored != null) {
        if (!vendored.isEmpty()) {
          leftOut.add(new LeftOut(path, vendored));
        }
        return;
      }
    }
    boolean out = folder.ignored();
    IgnoreRules.Answer answer = out ? IgnoreRules.Answer.IGNORED : answer(rules, path, isFolder);
    if (answer == IgnoreRules.Answer.IGNORED) {
      // Without an index nothing tells what is committed against the rules; its name may.
      boolean unpacked = git == null && !isFolder && !out && Names.deploys(path);
      if (!unpacked && !isTracked(path, isFolder)) {
        ignored.add(path);
        return;
      }
    }
    out = answer == IgnoreRules.Answer.IGNORED;
    switch (entry.kind()) {
      case FILE -> files.put(path, entry.path());
      case FOLDER -> {
        if (folder.depth() + 1 > Limits.DEPTH) {
          problems.add(
              new Problem(path, null, "is more than 256 folders deep and was not read", true));
        } else {
          FutureTask<FolderEntries> inside = ahead.add(entry.path());
          open.add(new Folder(entry.path(), inside, path, folder.depth() + 1, rules, out));
        }
      }
      case LINK -> links.put(path, entry.path());
      case OTHER -> special.put(path, "is a pipe, a socket or a device and was not read");
      case UNREADABLE -> {}
    }
  }

  private static IgnoreRules.Answer answer(@Nullable Rules rules, String path, boolean folder) {
    for (Rules level = rules; level != null; level = level.outer()) {
      IgnoreRules.Answer answer = level.rules().answer(path, level.from(), folder);
      if (answer != IgnoreRules.Answer.NONE) {
        return answer;
      }
    }
    return IgnoreRules.Answer.NONE;
  }

  private @Nullable Rules rules(Folder folder) {
    // Git does not read an ignore file that is a link (gitignore(5), since 2.32).
    Path file = folder.path().resolve(".gitignore");
    String path = folder.name().isEmpty() ? ".gitignore" : folder.name() + "/.gitignore";
    if (!RegularFiles.isFile(file)) {
      return folder.rules();
    }
    IgnoreRules parsed;
    try {
      byte[] bytes = RegularFiles.read(file, Limits.FILE_BYTES);
      String text = Decoding.of(bytes, false).text();
      if (bytes.length > Limits.FILE_BYTES || text == null) {
        problems.add(
            new Problem(path, null, "is too large or no text; nothing is ignored for it", false));
        return folder.rules();
      }
      parsed = IgnoreRules.parse(text);
    } catch (IOException e) {
      problems.add(new Problem(path, null, "could not be read: " + reason(e), false));
      return folder.rules();
    }
    if (parsed.skipped() > 0) {
      problems.add(
          new Problem(
              path, null, "has lines of more than 4,096 characters, which were not used", false));
    }
    int from = folder.name().isEmpty() ? 0 : folder.name().length() + 1;
    boolean whole = parsed.answer(path, from, false) == IgnoreRules.Answer.IGNORED;
    if (folder.name().isEmpty() && whole && tracked() == null) {
      // Whoever wrote this file cannot have it under version control, yet here it is: nothing tells
      // what is tracked.
      problems.add(
          new Problem(
              path,
              null,
              "ignores the whole repository, and there is no Git index to tell what is tracked; not"
                  + " used",
              false));
      return folder.rules();
    }
    if (parsed.isEmpty()) {
      return folder.rules();
    }
    rulesByFolder.put(folder.name(), parsed);
    return new Rules(parsed, from, folder.rules());
  }

  /** A file that Git tracks counts, whatever the ignore files say. */
  private boolean isTracked(String path, boolean folder) {
    TreeSet<String> all = tracked();
    if (all == null) {
      return false;
    }
    if (!folder) {
      return all.contains(path);
    }
    String next = all.ceiling(path + "/");
    return next != null && next.startsWith(path + "/");
  }

  private @Nullable TreeSet<String> tracked() {
    if (!trackedRead) {
      trackedRead = true;
      tracked = git == null ? null : git.tracked();
    }
    return tracked;
  }

  /**
   * {@return what a folder of installed packages is, null for any other folder}
   *
   * @param isFile whether there is such a file below the folder
   */
  static @Nullable String installed(
      String folder, Set<String> names, java.util.function.Predicate<String> isFile) {
    if (!folder.isEmpty() && names.containsAll(List.of("HEAD", "objects", "refs"))) {
      return "bare Git repository";
    }
    if (names.contains("pyvenv.cfg") || names.contains("conda-meta")) {
      return "virtual environment";
    }
    boolean posix = names.contains("bin") && (names.contains("lib") || names.contains("lib64"));
    boolean windows = names.contains("Scripts") && names.contains("Lib");
    if ((posix && isFile.test("bin/activate")) || (windows && isFile.test("Scripts/activate"))) {
      return "virtual environment";
    }
    if (folder.equals("vendor")
        && (names.contains("modules.txt")
            || names.contains("autoload.php")
            || names.contains("bundle"))) {
      return "installed packages";
    }
    return null;
  }

  /**
   * {@return what a folder of this name holds that is not looked into; empty when that is not worth
   * a word, null for any other folder}
   */
  static @Nullable String vendored(String name) {
    return VENDORED.get(name);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String reason(Exception e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      case java.nio.file.NoSuchFileException gone -> "it is gone";
      case DirectoryIteratorException wrapped when wrapped.getCause() != null ->
          reason(wrapped.getCause());
      case java.nio.file.FileSystemException other when other.getReason() != null ->
          other.getReason();
      default -> e.getClass().getSimpleName();
    };
  }

  static Comparator<Problem> order() {
    return TreeWalk::compare;
  }

  /** By path and place, problems of a whole file first. */
  private static int compare(Problem left, Problem right) {
    int byPath = left.path().compareTo(right.path());
    if (byPath != 0) {
      return byPath;
    }
    Span here = left.span();
    Span there = right.span();
    int byPlace =
        here == null || there == null
            ? Boolean.compare(here != null, there != null)
            : here.compareTo(there);
    return byPlace != 0 ? byPlace : left.message().compareTo(right.message());
  }
}

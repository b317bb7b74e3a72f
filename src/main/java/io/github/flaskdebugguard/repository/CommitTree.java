package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the trees of a commit. A shallow fetch is not checked by anybody, so a tree may
 * hold any bytes as a name: each segment is judged here, and what Git would not check out is
 * refused.
 */
final class CommitTree {
  /** A folder to look into. */
  private record Folder(ObjectId id, String name, int depth) {}

  private record Entry(String name, FileMode mode, ObjectId id, @Nullable String refusal) {}

  private final ObjectReader reader;
  private final ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true);
  private final ArrayDeque<Folder> open = new ArrayDeque<>();
  private final Map<String, ObjectId> files = new HashMap<>();
  private final Map<String, ObjectId> links = new HashMap<>();
  private final Map<String, String> unreadable = new HashMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int entries;

  CommitTree(ObjectReader reader) {
    this.reader = reader;
  }

  Map<String, ObjectId> files() {
    return files;
  }

  Map<String, ObjectId> links() {
    return links;
  }

  /** {@return what cannot be read by path, with what it is} */
  Map<String, String> unreadable() {
    return unreadable;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  List<Problem> problems() {
    return problems;
  }

  void walk(ObjectId root) throws IOException {
    open.push(new Folder(root, "", 0));
    while (!open.isEmpty() && entries <= Limits.ENTRIES) {
      Folder folder = open.pop();
      try {
        enter(folder);
      } catch (MissingObjectException | CorruptObjectException | IllegalArgumentException e) {
        problems.add(
            new Problem(folder.name(), null, "is a folder that the commit lacks or breaks", true));
      } catch (ArrayIndexOutOfBoundsException e) {
        problems.add(
            new Problem(folder.name(), null, "is a folder whose list of files is cut off", true));
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

  private void enter(Folder folder) throws IOException {
    List<Entry> found = entries(folder);
    Set<String> names = new HashSet<>();
    for (Entry entry : found) {
      names.add(entry.name());
    }
    String installed =
        folder.depth() == 0
            ? null
            : TreeWalk.installed(
                folder.name().substring(folder.name().lastIndexOf('/') + 1),
                names,
                name -> isFile(folder.id(), name));
    if (installed != null) {
      leftOut.add(new LeftOut(folder.name(), installed));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Entry entry : found) {
      String path = folder.name().isEmpty() ? entry.name() : folder.name() + "/" + entry.name();
      String refusal = seen.add(entry.name()) ? entry.refusal() : "is listed twice in its folder";
      if (refusal != null) {
        problems.add(
            new Problem(
                path,
                null,
                refusal + " and was refused",
                FileMode.TREE.equals(entry.mode()) || Names.decides(path)));
      } else {
        add(folder, path, entry);
      }
    }
  }

  private void add(Folder folder, String path, Entry entry) {
    FileMode mode = entry.mode();
    if (Names.bytes(path) > Limits.PATH_BYTES) {
      problems.add(new Problem(folder.name(), null, "holds a path of more than 4,096 bytes", true));
    } else if (FileMode.TREE.equals(mode)) {
      String vendored = TreeWalk.vendored(entry.name());
      if (vendored != null) {
        if (!vendored.isEmpty()) {
          leftOut.add(new LeftOut(path, vendored));
        }
      } else if (folder.depth() + 1 > Limits.DEPTH) {
        problems.add(
            new Problem(path, null, "is more than 256 folders deep and was not read", true));
      } else {
        open.push(new Folder(entry.id(), path, folder.depth() + 1));
      }
    } else if (FileMode.SYMLINK.equals(mode)) {
      links.put(path, entry.id());
    } else if (FileMode.GITLINK.equals(mode)) {
      unreadable.put(path, "is a submodule and was not fetched");
    } else if (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) {
      files.put(path, entry.id());
    } else {
      unreadable.put(path, "has a mode that Git does not know");
    }
  }

  private List<Entry> entries(Folder folder) throws IOException {
    CanonicalTreeParser parser = new CanonicalTreeParser();
    parser.reset(reader, folder.id());
    List<Entry> found = new ArrayList<>();
    for (; !parser.eof(); parser.next(1)) {
      if (++entries > Limits.ENTRIES) {
        break;
      }
      int length = parser.getNameLength();
      byte[] name = new byte[length];
      parser.getName(name, 0);
      found.add(
          new Entry(
              Names.of(name, length),
              parser.getEntryFileMode(),
              parser.getEntryObjectId(),
              refusal(name)));
    }
    return found;
  }

  private @Nullable String refusal(byte[] name) {
    for (byte b : name) {
      if (b == '/') {
        return "is a name with a slash in it";
      }
      if ((b >= 0 && b < ' ') || b == 0x7f) {
        return "is a name with control characters";
      }
    }
    try {
      checker.checkPathSegment(name, 0, name.length);
      return null;
    } catch (CorruptObjectException e) {
      return "is a name that Git does not check out";
    }
  }

  private boolean isFile(ObjectId folder, String path) {
    try {
      ObjectId at = folder;
      String[] segments = path.split("/", -1);
      for (int i = 0; i < segments.length; i++) {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(reader, at);
        while (!parser.eof() && !parser.getEntryPathString().equals(segments[i])) {
          parser.next(1);
        }
        if (parser.eof()) {
          return false;
        }
        if (i == segments.length - 1) {
          return FileMode.REGULAR_FILE.equals(parser.getEntryFileMode())
              || FileMode.EXECUTABLE_FILE.equals(parser.getEntryFileMode());
        }
        at = parser.getEntryObjectId();
      }
      return false;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}

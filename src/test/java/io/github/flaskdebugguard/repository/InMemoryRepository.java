package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A repository whose files are given by a test. */
public final class InMemoryRepository implements Repository {
  private final TreeMap<String, SourceFile> files = new TreeMap<>();

  /**
   * @param texts by repository-relative path
   */
  public InMemoryRepository(Map<String, String> texts) {
    texts.forEach((path, text) -> files.put(path, new SourceFile(path, text)));
  }

  @Override
  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  @Override
  public @Nullable SourceFile read(String path) {
    return files.get(path);
  }

  @Override
  public boolean isFile(String path) {
    return files.containsKey(path);
  }

  @Override
  public boolean isFolder(String path) {
    String prefix = prefix(path);
    String first = files.ceilingKey(prefix);
    return first != null && first.startsWith(prefix);
  }

  @Override
  public List<String> list(String folder) {
    String prefix = prefix(folder);
    TreeSet<String> names = new TreeSet<>();
    for (String path : files.tailMap(prefix).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      String rest = path.substring(prefix.length());
      int slash = rest.indexOf('/');
      names.add(slash < 0 ? rest : rest.substring(0, slash));
    }
    return new ArrayList<>(names);
  }

  @Override
  public boolean isIgnored(String path) {
    return false;
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }

  @Override
  public Source source() {
    return new Source(".", null, null);
  }

  /**
   * {@return these files as a process sees them}
   *
   * @param mount absolute folder at which the repository's root stands
   */
  public FileView mountedAt(String mount) {
    return new FileView() {
      @Override
      public Presence presence(String absolutePath) {
        if (mount.equals(absolutePath) || mount.startsWith(prefix(absolutePath))) {
          return Presence.FOLDER;
        }
        String path = inside(absolutePath);
        if (path == null) {
          return Presence.ABSENT;
        }
        return isFile(path) ? Presence.FILE : isFolder(path) ? Presence.FOLDER : Presence.ABSENT;
      }

      @Override
      public @Nullable SourceFile read(String absolutePath) {
        String path = inside(absolutePath);
        return path == null ? null : InMemoryRepository.this.read(path);
      }

      @Override
      public List<String> list(String absolutePath) {
        if (mount.equals(absolutePath)) {
          return InMemoryRepository.this.list("");
        }
        String path = inside(absolutePath);
        return path == null ? List.of() : InMemoryRepository.this.list(path);
      }

      @Override
      public String pathOf(String repositoryPath) {
        return mount + "/" + repositoryPath;
      }

      private @Nullable String inside(String absolutePath) {
        return absolutePath.startsWith(mount + "/")
            ? absolutePath.substring(mount.length() + 1)
            : null;
      }
    };
  }

  private static String prefix(String folder) {
    return folder.isEmpty() || folder.equals("/") ? folder : folder + "/";
  }
}

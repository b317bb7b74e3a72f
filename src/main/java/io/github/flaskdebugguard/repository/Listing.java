package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names of a tree, files and folders, with its links followed inside it. */
final class Listing {
  private final Set<String> files;
  private final List<String> sorted;
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<String, String> folderLinks = new HashMap<>();
  private final Map<String, String> fileLinks = new HashMap<>();

  /**
   * @param root absolute path of the tree, null when it stands nowhere in the file system
   * @param targets gives the text of a link
   * @param unreadable what cannot be read with its reason; gets the links that lead nowhere
   */
  Listing(
      @Nullable String root,
      Set<String> files,
      Set<String> links,
      Function<String, @Nullable String> targets,
      Map<String, String> unreadable) {
    this.files = files;
    if (!links.isEmpty()) {
      new Links(root, links, targets, files, folders(files, links), unreadable)
          .resolve(fileLinks, folderLinks);
    }
    List<String> all = new ArrayList<>(files);
    all.addAll(fileLinks.keySet());
    String[] order = all.toArray(String[]::new);
    Arrays.sort(order);
    this.sorted = List.of(order);
    fillChildren();
  }

  /** {@return all files and links to files, sorted} */
  List<String> sorted() {
    return sorted;
  }

  /** {@return whether there is such a folder} The path is without links. */
  boolean isFolder(String canonical) {
    return children.containsKey(canonical);
  }

  /** {@return names in a folder, sorted} The path is without links. */
  List<String> list(String canonical) {
    return children.getOrDefault(canonical, List.of());
  }

  /** {@return the path without links in it, null when it leaves the tree or leads nowhere} */
  @Nullable String canonical(String path) {
    if (path.isEmpty() || files.contains(path) || children.containsKey(path)) {
      return path;
    }
    String target = fileLinks.get(path);
    if (target != null || folderLinks.isEmpty()) {
      return target;
    }
    String at = path;
    for (int hops = 0; hops < Limits.LINKS; hops++) {
      String through = null;
      int end = -1;
      while (through == null && (end = at.indexOf('/', end + 1)) >= 0) {
        through = folderLinks.get(at.substring(0, end));
      }
      if (through == null) {
        String last = folderLinks.get(at);
        return last != null ? last : fileLinks.getOrDefault(at, at);
      }
      at = through.isEmpty() ? at.substring(end + 1) : through + at.substring(end);
    }
    return null;
  }

  private static Set<String> folders(Set<String> files, Set<String> links) {
    Set<String> folders = new HashSet<>();
    folders.add("");
    for (Set<String> paths : List.of(files, links)) {
      for (String path : paths) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
          if (!folders.add(path.substring(0, end))) {
            break;
          }
        }
      }
    }
    return folders;
  }

  private void fillChildren() {
    Map<String, List<String>> names = new HashMap<>();
    names.put("", new ArrayList<>());
    sorted.forEach(path -> add(path, names));
    folderLinks.keySet().forEach(path -> add(path, names));
    names.forEach(
        (folder, list) -> {
          String[] order = list.toArray(String[]::new);
          Arrays.sort(order);
          children.put(folder, List.of(order));
        });
  }

  /** Adds a name to its folder, and the folders around it that were not met before to theirs. */
  private static void add(String path, Map<String, List<String>> names) {
    String child = path;
    List<String> known;
    do {
      int end = child.lastIndexOf('/');
      String folder = end < 0 ? "" : child.substring(0, end);
      known = names.get(folder);
      (known == null ? names.computeIfAbsent(folder, f -> new ArrayList<>()) : known)
          .add(child.substring(end + 1));
      child = folder;
    } while (known == null);
  }
}

package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the symbolic links of a tree lead, worked out from the listing alone, so that nothing
 * outside the tree is touched.
 */
final class Links {
  private sealed interface Target {
    record Inside(String path) implements Target {}

    record Nowhere(String reason) implements Target {}
  }

  private final String root;
  private final Map<String, Path> links;
  private final Map<String, Path> files;
  private final Set<String> folders;
  private final Map<String, String> unreadable;

  Links(
      Path root,
      Map<String, Path> links,
      Map<String, Path> files,
      Set<String> folders,
      Map<String, String> unreadable) {
    this.root = root.toString();
    this.links = links;
    this.files = files;
    this.folders = folders;
    this.unreadable = unreadable;
  }

  /**
   * Sorts the links into those that end at a file and those that end at a folder; the others become
   * unreadable.
   */
  void resolve(Map<String, String> toFiles, Map<String, String> toFolders) {
    for (String link : new TreeMap<>(links).keySet()) {
      switch (follow(link)) {
        case Target.Inside(String path) when files.containsKey(path) -> toFiles.put(link, path);
        case Target.Inside(String path) when folders.contains(path) -> toFolders.put(link, path);
        case Target.Inside(String path) ->
            unreadable.put(
                link,
                unreadable.containsKey(path)
                    ? "is a link to something that " + unreadable.get(path)
                    : "is a link to " + path + ", which is not there");
        case Target.Nowhere(String reason) -> unreadable.put(link, reason);
      }
    }
  }

  private Target follow(String link) {
    ArrayDeque<String> rest = new ArrayDeque<>(Arrays.asList(link.split("/")));
    ArrayDeque<String> at = new ArrayDeque<>();
    int hops = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (at.pollLast() == null) {
          return new Target.Nowhere("is a link out of the repository and was not followed");
        }
        continue;
      }
      at.addLast(name);
      Path place = links.get(String.join("/", at));
      if (place == null) {
        continue;
      }
      if (++hops > Limits.LINKS) {
        return new Target.Nowhere("is a link that leads back to itself");
      }
      String target = target(place);
      if (target == null) {
        return new Target.Nowhere("is a link that could not be read");
      }
      at.removeLast();
      if (target.startsWith("/")) {
        if (!target.equals(root) && !target.startsWith(root + "/")) {
          return new Target.Nowhere("is a link out of the repository and was not followed");
        }
        at.clear();
        target = target.substring(root.length());
      }
      List<String> segments = Arrays.asList(target.split("/"));
      Collections.reverse(segments);
      segments.forEach(rest::push);
      if (rest.size() > Limits.PATH_BYTES) {
        return new Target.Nowhere("is a link that leads back to itself");
      }
    }
    return new Target.Inside(String.join("/", at));
  }

  private static @Nullable String target(Path link) {
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

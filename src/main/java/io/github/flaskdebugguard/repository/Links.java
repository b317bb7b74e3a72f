package io.github.flaskdebugguard.repository;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

  private final @Nullable String root;
  private final Set<String> links;
  private final Function<String, @Nullable String> targets;
  private final Set<String> files;
  private final Set<String> folders;
  private final Map<String, String> unreadable;

  /**
   * @param root absolute path of the tree, null when it stands nowhere in the file system
   * @param targets gives the text of a link, null when it cannot be read
   * @param unreadable gets the links that lead nowhere
   */
  Links(
      @Nullable String root,
      Set<String> links,
      Function<String, @Nullable String> targets,
      Set<String> files,
      Set<String> folders,
      Map<String, String> unreadable) {
    this.root = root;
    this.links = links;
    this.targets = targets;
    this.files = files;
    this.folders = folders;
    this.unreadable = unreadable;
  }

  /**
   * Sorts the links into those that end at a file and those that end at a folder; the others become
   * unreadable.
   */
  void resolve(Map<String, String> toFiles, Map<String, String> toFolders) {
    for (String link : new TreeSet<>(links)) {
      switch (follow(link)) {
        case Target.Inside(String path) when files.contains(path) -> toFiles.put(link, path);
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
      String place = String.join("/", at);
      if (!links.contains(place)) {
        continue;
      }
      if (++hops > Limits.LINKS) {
        return new Target.Nowhere("is a link that leads back to itself");
      }
      String target = targets.apply(place);
      if (target == null) {
        return new Target.Nowhere("is a link that could not be read");
      }
      at.removeLast();
      if (target.startsWith("/")) {
        if (root == null || (!target.equals(root) && !target.startsWith(root + "/"))) {
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
}

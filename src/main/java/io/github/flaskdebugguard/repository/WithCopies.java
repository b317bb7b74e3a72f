package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A repository in which copies of some of its files stand too. A copy reads as the file that it was
 * made from, with that one's path.
 *
 * @param copies the path of each copy, and that of its original; there is no file at the first
 */
public record WithCopies(Repository whole, Map<String, String> copies) implements View {
  public WithCopies {
    copies = Map.copyOf(copies);
  }

  @Override
  public List<String> files() {
    TreeSet<String> all = new TreeSet<>(whole.files());
    all.addAll(copies.keySet());
    return List.copyOf(all);
  }

  @Override
  public @Nullable SourceFile read(String path) {
    return whole.read(copies.getOrDefault(path, path));
  }

  @Override
  public boolean mayContain(String path, String... needles) {
    return whole.mayContain(copies.getOrDefault(path, path), needles);
  }

  @Override
  public boolean isFile(String path) {
    return copies.containsKey(path) || whole.isFile(path);
  }

  @Override
  public boolean isIgnored(String path) {
    return !copies.containsKey(path) && whole.isIgnored(path);
  }

  @Override
  public List<String> list(String folder) {
    List<String> names = new ArrayList<>(whole.list(folder));
    for (String path : copies.keySet()) {
      int slash = path.lastIndexOf('/');
      if (folder.equals(slash < 0 ? "" : path.substring(0, slash))) {
        names.add(path.substring(slash + 1));
      }
    }
    return names.stream().sorted().distinct().toList();
  }
}

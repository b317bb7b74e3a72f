package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * A repository of which some files are not looked through for apps and deployments. What the other
 * files refer to is read all the same, so that nobody hides what a deployment runs.
 */
public final class WithoutPaths implements View {
  private final Repository whole;
  private final List<String> files;
  private final List<String> unused;

  /**
   * @param globs of paths; one that names a folder stands for all below it
   */
  public WithoutPaths(Repository whole, List<String> globs) {
    this.whole = whole;
    List<String> left = new ArrayList<>(whole.files());
    List<String> without = new ArrayList<>();
    for (String glob : globs) {
      Glob exact = Glob.of(glob);
      Glob below = Glob.of(glob + "/**");
      if (!left.removeIf(path -> exact.matches(path) || below.matches(path))) {
        without.add(glob);
      }
    }
    this.files = List.copyOf(left);
    this.unused = List.copyOf(without);
  }

  @Override
  public Repository whole() {
    return whole;
  }

  /** {@return the globs that match no file, or none that others leave} */
  public List<String> unused() {
    return unused;
  }

  @Override
  public List<String> files() {
    return files;
  }
}

package io.github.flaskdebugguard.repository;

import java.util.List;

/**
 * A repository of which only one folder is looked through for apps and deployments. Paths stay
 * those of the repository, and what the files of the folder refer to is read wherever it is.
 *
 * @param folder without a slash at its end
 */
public record Subfolder(Repository whole, String folder) implements View {
  @Override
  public List<String> files() {
    String prefix = folder + "/";
    return whole.files().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  @Override
  public List<LeftOut> leftOut() {
    return whole.leftOut().stream().filter(out -> out.path().startsWith(folder + "/")).toList();
  }
}

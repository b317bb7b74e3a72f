package io.github.flaskdebugguard.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository of which only one folder is looked through for apps and deployments. Paths stay
 * those of the repository, and what the files of the folder refer to is read wherever it is.
 *
 * @param folder without a slash at its end
 */
public record Subfolder(Repository whole, String folder) implements Repository {
  @Override
  public List<String> files() {
    String prefix = folder + "/";
    return whole.files().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  @Override
  public @Nullable SourceFile read(String path) {
    return whole.read(path);
  }

  @Override
  public boolean mayContain(String path, String... needles) {
    return whole.mayContain(path, needles);
  }

  @Override
  public boolean isFile(String path) {
    return whole.isFile(path);
  }

  @Override
  public boolean isFolder(String path) {
    return whole.isFolder(path);
  }

  @Override
  public List<String> list(String path) {
    return whole.list(path);
  }

  @Override
  public boolean isIgnored(String path) {
    return whole.isIgnored(path);
  }

  @Override
  public List<LeftOut> leftOut() {
    return whole.leftOut().stream().filter(out -> out.path().startsWith(folder + "/")).toList();
  }

  @Override
  public List<Problem> problems() {
    return whole.problems();
  }

  @Override
  public Source source() {
    return whole.source();
  }
}

package io.github.flaskdebugguard.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another look at a repository: whatever it does not answer itself is as in the whole. */
sealed interface View extends Repository permits Overlay, Subfolder, WithCopies, WithoutPaths {
  /** {@return the repository that is looked at} */
  Repository whole();

  @Override
  default List<String> files() {
    return whole().files();
  }

  @Override
  default @Nullable SourceFile read(String path) {
    return whole().read(path);
  }

  @Override
  default boolean mayContain(String path, String... needles) {
    return whole().mayContain(path, needles);
  }

  @Override
  default boolean isFile(String path) {
    return whole().isFile(path);
  }

  @Override
  default boolean isFolder(String path) {
    return whole().isFolder(path);
  }

  @Override
  default List<String> list(String folder) {
    return whole().list(folder);
  }

  @Override
  default boolean isIgnored(String path) {
    return whole().isIgnored(path);
  }

  @Override
  default List<LeftOut> leftOut() {
    return whole().leftOut();
  }

  @Override
  default List<Problem> problems() {
    return whole().problems();
  }

  @Override
  default Source source() {
    return whole().source();
  }
}

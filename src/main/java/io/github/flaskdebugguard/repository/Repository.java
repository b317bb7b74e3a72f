package io.github.flaskdebugguard.repository;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files to judge, of a work tree or of a Git commit. Paths are repository-relative with {@code
 * /}; the root is the empty path. Safe for use by several threads.
 */
public interface Repository {
  /**
   * {@return all files that count, sorted; ignored, vendored and virtual-environment folders are
   * left out}
   */
  List<String> files();

  /**
   * {@return the text of a file, or null when there is none or it could not be read; the reason is
   * then a {@link #problems() problem}}
   *
   * <p>A file that is a link to another file of the repository has the path of the file that it
   * leads to. A byte order mark is left out of Python files, which do not see it; it is the first
   * character of all others, whose readers differ.
   */
  @Nullable SourceFile read(String path);

  /**
   * {@return whether a file may hold one of these ASCII words; the cheap test before a file is read
   * and parsed, which also looks into files that are too large to be read}
   */
  default boolean mayContain(String path, String... needles) {
    SourceFile file = read(path);
    return file != null && Arrays.stream(needles).anyMatch(file.text()::contains);
  }

  /** {@return whether there is such a file} */
  boolean isFile(String path);

  /** {@return whether there is a folder that holds a file} */
  boolean isFolder(String path);

  /** {@return names of files and folders directly in a folder, sorted} */
  List<String> list(String folder);

  /**
   * {@return whether Git ignores the path or does not hold it, so that a deployment from a fresh
   * clone does not have it}
   */
  boolean isIgnored(String path);

  /** {@return folders with installed packages that are not looked into, sorted} */
  default List<LeftOut> leftOut() {
    return List.of();
  }

  /** {@return what could not be read so far, sorted} */
  List<Problem> problems();

  /** {@return where the files are from, for the report} */
  Source source();

  /**
   * Where the files are from.
   *
   * @param path as the user gave it
   * @param commit full id, when known
   * @param ref branch or tag, when known
   */
  record Source(String path, @Nullable String commit, @Nullable String ref) {
    /** {@return what people call it: the name of its folder, or the last part of its address} */
    public String name() {
      String whole = path.replaceAll("/+$", "");
      String last = whole.substring(whole.lastIndexOf('/') + 1);
      if (last.equals(".") || last.equals("..")) {
        Path folder = Path.of(path).toAbsolutePath().normalize().getFileName();
        return folder == null ? "" : folder.toString();
      }
      return last.endsWith(".git") ? last.substring(0, last.length() - ".git".length()) : last;
    }
  }
}

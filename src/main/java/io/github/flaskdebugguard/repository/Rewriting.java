package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes files of a work tree. First all are checked, then each is written whole or not at all.
 * Encoding, byte order mark, line ends and permissions stay; links are never followed.
 */
public final class Rewriting {
  private final WorkTree tree;
  private final Map<Path, byte[]> contents = new TreeMap<>();
  private final List<String> obstacles = new ArrayList<>();

  private Rewriting(WorkTree tree) {
    this.tree = tree;
  }

  /**
   * {@return the change, ready to be written when it has no obstacles}
   *
   * @param changed the new texts by path
   * @param force whether to change files that differ from the checked-out commit, so that Git
   *     cannot bring them back
   */
  public static Rewriting of(WorkTree tree, Map<String, SourceFile> changed, boolean force) {
    Rewriting rewriting = new Rewriting(tree);
    LocalCommits commits = null;
    try {
      commits = force ? null : LocalCommits.in(tree.root());
    } catch (UnreadableRepositoryException e) {
      // NOTE: a folder that Git knows nothing of has no committed state to compare with.
    }
    try {
      for (Map.Entry<String, SourceFile> each : new TreeMap<>(changed).entrySet()) {
        String obstacle = rewriting.check(each.getKey(), each.getValue().text(), commits);
        if (!obstacle.isEmpty()) {
          rewriting.obstacles.add(each.getKey() + " " + obstacle);
        }
      }
    } finally {
      if (commits != null) {
        commits.close();
      }
    }
    return rewriting;
  }

  /** {@return why files cannot be changed, each as a clause that begins with the path} */
  public List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  /** Writes all files. */
  public void write() throws IOException {
    if (!obstacles.isEmpty()) {
      throw new IllegalStateException("there are obstacles: " + obstacles);
    }
    for (Map.Entry<Path, byte[]> each : contents.entrySet()) {
      WholeFile.replace(each.getKey(), each.getValue());
    }
  }

  private String check(String path, String text, @Nullable LocalCommits commits) {
    Path place = tree.place(path);
    SourceFile known = tree.read(path);
    try {
      if (place == null || known == null || !place.equals(place.toRealPath())) {
        return "is a link or no longer there";
      }
      if (!place.startsWith(tree.root()) || !RegularFiles.isFile(place)) {
        return "is no file of the folder";
      }
      if (!Files.isWritable(place)) {
        return "may not be written";
      }
      byte[] bytes = RegularFiles.read(place, Limits.FILE_BYTES);
      boolean python = Names.isPython(path);
      if (!known.text().equals(Decoding.of(bytes, python).text())) {
        return "has changed since it was read";
      }
      if (commits != null && isDirty(bytes, commits.committed(place))) {
        return "has changes that are not committed (--force changes it all the same)";
      }
      byte[] content = Decoding.encoded(bytes, python, text);
      if (content == null) {
        return "has an encoding that cannot be written";
      }
      contents.put(place, content);
      return "";
    } catch (IOException e) {
      return "could not be read: " + TreeWalk.reason(e);
    }
  }

  private static boolean isDirty(byte[] bytes, byte @Nullable [] committed) {
    return committed == null || !Arrays.equals(lineFeeds(bytes), lineFeeds(committed));
  }

  /** Git may write line ends of its own into a work tree. */
  private static byte[] lineFeeds(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean crlf = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!crlf) {
        result[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(result, length);
  }
}

package io.github.flaskdebugguard.repository;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** The commits of a clone on this machine. */
public final class LocalCommits implements Commits {
  private final String name;
  private final org.eclipse.jgit.lib.Repository git;

  private LocalCommits(String name, org.eclipse.jgit.lib.Repository git) {
    this.name = name;
    this.git = git;
  }

  /**
   * {@return the commits of the clone that holds a folder}
   *
   * @param folder a work tree, a folder in it, or a bare repository
   */
  public static LocalCommits in(Path folder) throws UnreadableRepositoryException {
    Isolation.enter();
    try {
      FileRepositoryBuilder builder = new FileRepositoryBuilder();
      File place = folder.toRealPath().toFile();
      builder.findGitDir(place);
      if (builder.getGitDir() == null) {
        builder.setGitDir(place);
      }
      builder.setMustExist(true);
      org.eclipse.jgit.lib.Repository git = builder.build();
      if ("sha256".equals(git.getConfig().getString("extensions", null, "objectformat"))) {
        git.close();
        throw new UnreadableRepositoryException(folder + ": " + RemoteCommits.SHA256);
      }
      return new LocalCommits(folder.toString(), git);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableRepositoryException(folder + ": is no Git repository that can be read");
    }
  }

  /**
   * {@return the bytes that the checked-out commit holds for a file, or null when it holds none}
   *
   * @param file absolute, without links
   */
  public byte @Nullable [] committed(Path file) throws IOException {
    ObjectId tree = git.isBare() ? null : git.resolve("HEAD^{tree}");
    if (tree == null) {
      return null;
    }
    Path root = git.getWorkTree().toPath().toRealPath();
    if (!file.startsWith(root)) {
      return null;
    }
    String path = root.relativize(file).toString().replace('\\', '/');
    try (org.eclipse.jgit.treewalk.TreeWalk walk =
        org.eclipse.jgit.treewalk.TreeWalk.forPath(git, path, tree)) {
      return walk == null ? null : git.open(walk.getObjectId(0)).getBytes(Limits.FILE_BYTES);
    }
  }

  @Override
  public CommitFiles open(String revision) throws UnreadableRepositoryException {
    ObjectId id;
    try {
      id = git.resolve(revision + "^{commit}");
    } catch (AmbiguousObjectException e) {
      throw new UnreadableRepositoryException(
          name + ": " + revision + " fits several commits; write more of the id");
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      id = null;
    }
    if (id == null) {
      throw new UnreadableRepositoryException(
          name
              + ": has no commit "
              + revision
              + "; a shallow clone has only its newest commits (with actions/checkout set"
              + " fetch-depth: 0)");
    }
    return CommitFiles.of(name, git, id, revision.equals(id.name()) ? null : revision);
  }

  @Override
  public void close() {
    git.close();
  }
}

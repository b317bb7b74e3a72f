package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.repository.Commits;
import io.github.flaskdebugguard.repository.LocalCommits;
import io.github.flaskdebugguard.repository.RemoteCommits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Secret;
import io.github.flaskdebugguard.repository.UnreadableRepositoryException;
import io.github.flaskdebugguard.repository.WorkTree;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line names to be scanned: a folder as it is, a commit of the clone in it, or a
 * commit of a server; and the commit to compare it with.
 */
final class Scanned implements AutoCloseable {
  private final Path folder;
  private final Repository repository;
  private final @Nullable Repository before;
  private final @Nullable Commits commits;

  private Scanned(
      Path folder, Repository repository, @Nullable Repository before, @Nullable Commits commits) {
    this.folder = folder;
    this.repository = repository;
    this.before = before;
    this.commits = commits;
  }

  /**
   * {@return what is to be scanned}
   *
   * @param path a folder, or the address of a server
   * @param ref the commit; null for the folder as it is, or the server's default branch
   * @param since the commit to compare with, or null
   * @param token for the server
   */
  static Scanned open(
      Console console,
      String path,
      @Nullable String ref,
      @Nullable String since,
      @Nullable Secret token)
      throws UsageException {
    boolean remote = isAddress(path);
    if (token != null && !remote) {
      throw new UsageException("--token-from is for a Git URL only");
    }
    Commits commits = null;
    try {
      Path folder = remote ? null : console.folder().resolve(path);
      if (folder == null) {
        commits = RemoteCommits.at(path, token, Thread::sleep);
      } else if (ref != null || since != null) {
        commits = LocalCommits.in(folder);
      }
      Repository repository =
          commits == null || (ref == null && folder != null)
              ? WorkTree.open(console.folder().resolve(path))
              : commits.open(ref == null ? "HEAD" : ref);
      Repository before = commits == null || since == null ? null : commits.open(since);
      Scanned scanned =
          new Scanned(folder == null ? console.folder() : folder, repository, before, commits);
      commits = null;
      return scanned;
    } catch (UnreadableRepositoryException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (InvalidPathException e) {
      throw new UsageException("no such path: " + path);
    } finally {
      if (commits != null) {
        commits.close();
      }
    }
  }

  /**
   * {@return the token in a variable of the environment, or null}
   *
   * @param variable null for none
   */
  static @Nullable Secret token(Console console, @Nullable String variable) throws UsageException {
    if (variable == null) {
      return null;
    }
    String token = console.environment().getOrDefault(variable, "");
    if (token.isEmpty()) {
      throw new UsageException("--token-from: the variable " + variable + " is not set");
    }
    return new Secret(token);
  }

  Repository repository() {
    return repository;
  }

  /** {@return the folder that is scanned, or null when it is a commit} */
  @Nullable WorkTree workTree() {
    return repository instanceof WorkTree tree ? tree : null;
  }

  /** {@return the folder as it is now} */
  Repository reopened() throws UsageException {
    try {
      return WorkTree.open(folder);
    } catch (UnreadableRepositoryException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  @Nullable Repository before() {
    return before;
  }

  @Override
  public void close() {
    if (commits != null) {
      commits.close();
    }
  }

  private static boolean isAddress(String path) {
    int colon = path.indexOf("://");
    return colon > 0 && path.substring(0, colon).chars().allMatch(Character::isLetterOrDigit);
  }
}

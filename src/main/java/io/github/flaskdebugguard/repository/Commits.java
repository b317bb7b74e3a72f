package io.github.flaskdebugguard.repository;

/** Where commits come from: a clone on this machine, or a server. Nothing is ever checked out. */
public sealed interface Commits extends AutoCloseable permits LocalCommits, RemoteCommits {
  /**
   * {@return the files of a commit}
   *
   * @param revision a commit id or the name of a branch or tag
   * @throws UnreadableRepositoryException when there is no such commit or it cannot be had; the
   *     message says what to do
   */
  CommitFiles open(String revision) throws UnreadableRepositoryException;

  @Override
  void close();
}

package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.repository.CommitFiles;
import io.github.flaskdebugguard.repository.RemoteCommits;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Secret;
import io.github.flaskdebugguard.repository.UnreadableRepositoryException;
import io.github.flaskdebugguard.repository.WorkTree;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The commit to judge and the one that it is to be merged into. It is fetched into memory, except
 * where an earlier step has checked it out already.
 */
final class Checkout implements AutoCloseable {
  private final RemoteCommits commits;
  private final Event event;
  private final ActionInputs inputs;

  private Checkout(RemoteCommits commits, Event event, ActionInputs inputs) {
    this.commits = commits;
    this.event = event;
    this.inputs = inputs;
  }

  static Checkout of(ActionInputs inputs, Event event, RemoteCommits.Pause pause)
      throws UnreadableRepositoryException {
    String name = inputs.repository() == null ? event.repository() : inputs.repository();
    Secret token = inputs.token();
    String url = event.serverUrl() + "/" + name;
    return new Checkout(RemoteCommits.at(url, token, pause), event, inputs);
  }

  /** {@return whether what is judged belongs to the repository that the workflow runs in} */
  static boolean isHome(ActionInputs inputs, Event event) {
    return inputs.repository() == null
        || ActionInputs.isSame(inputs.repository(), event.repository());
  }

  /** {@return whether the commit of the event is to be judged} */
  static boolean isEventCommit(ActionInputs inputs, Event event) {
    String ref = inputs.ref();
    return isHome(inputs, event)
        && (ref == null || ref.equals(event.sha()) || ref.equals(event.ref()));
  }

  Repository head(Path workspace) throws UnreadableRepositoryException {
    if (isEventCommit(inputs, event)) {
      Repository here = here(workspace);
      return here != null ? here : commits.open(event.sha(), event.ref());
    }
    return commits.open(inputs.ref() == null ? "HEAD" : inputs.ref());
  }

  /** {@return what a pull request goes into, or null when there is none} */
  @Nullable CommitFiles base(Repository head) throws UnreadableRepositoryException {
    if (!event.isPullRequest() || !isEventCommit(inputs, event)) {
      return null;
    }
    // The event tells the base as it was when it was made; the merge commit has the one it merged.
    String base = head instanceof CommitFiles files ? files.firstParent() : null;
    String known = base == null ? event.baseSha() : base;
    return known == null ? null : commits.open(known, null);
  }

  @Override
  public void close() {
    commits.close();
  }

  private @Nullable Repository here(Path workspace) {
    try {
      WorkTree tree = WorkTree.open(workspace);
      return event.sha().equals(tree.source().commit()) ? tree : null;
    } catch (UnreadableRepositoryException e) {
      return null;
    }
  }
}

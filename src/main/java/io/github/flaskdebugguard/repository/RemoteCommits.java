package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a server that speaks Git over HTTP. A commit is fetched alone, without its
 * history, into memory: nothing is written to a disk. It is fetched by its id, so that a branch
 * which moves meanwhile changes nothing.
 */
public final class RemoteCommits implements Commits {
  /** What GitHub takes as the name beside a token, as actions/checkout sends it. */
  static final String USER = "x-access-token";

  static final String SHA256 =
      "is a SHA-256 repository, which cannot be read; check it out and scan the folder";

  /** As actions/checkout does: three attempts, 10 to 20 seconds apart. */
  private static final int ATTEMPTS = 3;

  private static final String LOCAL = "refs/flask-debug-guard/";
  private static final int TIMEOUT_SECONDS = 60;
  private static final long WHOLE_NANOS = Duration.ofMinutes(3).toNanos();

  /** Heap is 512 MiB; a pack of that size stays in it. */
  private static final long PACK_BYTES = 192L << 20;

  private final String url;
  private final @Nullable Secret token;
  private final Pause pause;
  private final InMemoryRepository git;

  private RemoteCommits(String url, @Nullable Secret token, Pause pause, InMemoryRepository git) {
    this.url = url;
    this.token = token;
    this.pause = pause;
    this.git = git;
  }

  /** Waits before another attempt. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for so long. */
    void wait(Duration time) throws InterruptedException;
  }

  /**
   * {@return the commits of a server}
   *
   * @param url {@code https:} or {@code http:}, without a user
   * @param token sent to this host only, with the first request
   */
  public static RemoteCommits at(String url, @Nullable Secret token, Pause pause)
      throws UnreadableRepositoryException {
    Isolation.enter();
    try {
      URIish address = new URIish(url);
      String scheme = address.getScheme();
      if (!"https".equals(scheme) && !"http".equals(scheme)) {
        throw new UnreadableRepositoryException(
            url + ": only https and http addresses can be fetched");
      }
      if (address.getUser() != null || address.getPass() != null) {
        throw new UnreadableRepositoryException(
            "an address with a user or a password in it is not fetched, since others can see it");
      }
      InMemoryRepository git = new InMemoryRepository(new DfsRepositoryDescription("fetched"));
      // A redirect could lead a token, or a person's trust, to another host.
      git.getConfig().setString("http", null, "followRedirects", "false");
      return new RemoteCommits(url, token, pause, git);
    } catch (URISyntaxException e) {
      throw new UnreadableRepositoryException(url + ": is no address");
    }
  }

  @Override
  public CommitFiles open(String revision) throws UnreadableRepositoryException {
    return open(revision, null);
  }

  /**
   * {@return the files of a commit}
   *
   * @param ref where the commit was seen, for the report and to tell that it has moved
   */
  public CommitFiles open(String revision, @Nullable String ref)
      throws UnreadableRepositoryException {
    if (isHex(revision, 64)) {
      throw new UnreadableRepositoryException(url + ": " + SHA256);
    }
    if (!isHex(revision, 40)) {
      Seen seen = retried(transport -> resolve(transport, revision), revision, null);
      return open(seen.id().name(), seen.name());
    }
    ObjectId id = ObjectId.fromString(revision);
    retried(transport -> fetch(transport, id), revision, ref);
    return CommitFiles.of(url, git, id, ref);
  }

  @Override
  public void close() {
    git.close();
  }

  private record Seen(String name, ObjectId id) {}

  private interface Task<T> {
    T run(Transport transport) throws IOException, UnreadableRepositoryException;
  }

  private <T> T retried(Task<T> task, String revision, @Nullable String ref)
      throws UnreadableRepositoryException {
    boolean filtered = true;
    for (int attempt = 1; ; attempt++) {
      Server server = new Server(PACK_BYTES);
      try (Transport transport = Transport.open(git, new URIish(url))) {
        prepare(transport, filtered, server);
        return task.run(transport);
      } catch (URISyntaxException e) {
        throw new UnreadableRepositoryException(url + ": is no address");
      } catch (IOException e) {
        if (filtered && FetchFailure.isFilterRefused(e)) {
          filtered = false;
          attempt--;
          continue;
        }
        FetchFailure failure = server.isSha256() ? FetchFailure.SHA256_IDS : FetchFailure.of(e);
        if (failure != FetchFailure.TRANSIENT || attempt == ATTEMPTS) {
          throw new UnreadableRepositoryException(
              url
                  + ": "
                  + failure.text(e, revision, token != null)
                  + moved(failure, revision, ref));
        }
        pause(attempt);
      }
    }
  }

  private void prepare(Transport transport, boolean filtered, Server server) throws IOException {
    transport.setTimeout(TIMEOUT_SECONDS);
    transport.setTagOpt(TagOpt.NO_TAGS);
    transport.setFetchThin(false);
    transport.setDepth(1);
    if (filtered) {
      // Larger files are not read anyway, so let the server keep them.
      transport.setFilterSpec(FilterSpec.fromFilterLine("blob:limit=" + (Limits.FILE_BYTES + 1)));
    }
    if (!(transport instanceof TransportHttp http)) {
      throw new NotSupportedException("only https and http addresses can be fetched");
    }
    http.setHttpConnectionFactory(server);
    if (token != null) {
      // Never a credentials provider: a host that a redirect leads to would get the token from it.
      http.setPreemptiveBasicAuthentication(USER, token.reveal());
    }
  }

  private ObjectId fetch(Transport transport, ObjectId id) throws IOException {
    if (!git.getObjectDatabase().has(id)) {
      Patience patience = new Patience(System.nanoTime() + WHOLE_NANOS);
      RefSpec wanted = new RefSpec("+" + id.name() + ":" + LOCAL + id.name());
      transport.fetch(patience, List.of(wanted));
    }
    return id;
  }

  private Seen resolve(Transport transport, String revision)
      throws IOException, UnreadableRepositoryException {
    Ref found = null;
    try (FetchConnection connection = transport.openFetch()) {
      for (String name : names(revision)) {
        Ref ref = connection.getRef(name);
        if (ref != null && found != null) {
          throw new UnreadableRepositoryException(
              url
                  + ": "
                  + revision
                  + " is a branch and a tag; name it in full, as refs/heads/"
                  + revision);
        }
        found = ref == null ? found : ref;
      }
    }
    ObjectId id = found == null ? null : peeled(found);
    if (found == null || id == null) {
      throw new UnreadableRepositoryException(url + ": has no branch or tag " + revision);
    }
    return new Seen(found.getName(), id);
  }

  private static List<String> names(String revision) {
    return revision.equals("HEAD") || revision.startsWith("refs/")
        ? List.of(revision)
        : List.of("refs/heads/" + revision, "refs/tags/" + revision);
  }

  private static @Nullable ObjectId peeled(Ref ref) {
    return ref.getPeeledObjectId() != null ? ref.getPeeledObjectId() : ref.getObjectId();
  }

  private String moved(FetchFailure failure, String revision, @Nullable String ref) {
    if (failure != FetchFailure.MISSING || ref == null) {
      return "";
    }
    try (Transport transport = Transport.open(git, new URIish(url))) {
      prepare(transport, false, new Server(PACK_BYTES));
      Seen now = resolve(transport, ref);
      return now.id().name().equals(revision)
          ? ""
          : "; " + ref + " has moved to " + now.id().name() + ", so run on that commit";
    } catch (IOException | URISyntaxException e) {
      return "";
    } catch (UnreadableRepositoryException e) {
      return "; " + ref + " is gone as well";
    }
  }

  private void pause(int attempt) throws UnreadableRepositoryException {
    try {
      pause.wait(Duration.ofSeconds(10L * attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableRepositoryException(url + ": the fetch was interrupted");
    }
  }

  private static boolean isHex(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** Gives up when a fetch takes too long in all. */
  private static final class Patience extends EmptyProgressMonitor {
    private final long end;

    Patience(long end) {
      this.end = end;
    }

    @Override
    public boolean isCancelled() {
      return System.nanoTime() - end > 0;
    }
  }

  /** Why a fetch failed, told by what JGit throws. */
  private enum FetchFailure {
    MISSING,
    REFUSED,
    NOT_FOUND,
    REDIRECT,
    SHA256_IDS,
    TOO_LARGE,
    TRANSIENT;

    static boolean isFilterRefused(IOException e) {
      return all(e).contains("filter requires");
    }

    static FetchFailure of(IOException e) {
      String text = all(e);
      if (text.contains("not our ref") || text.contains("available for fetch")) {
        return MISSING;
      }
      if (text.contains(Server.TOO_LARGE)) {
        return TOO_LARGE;
      }
      if (text.contains("not authorized")
          || text.contains("Authentication is required")
          || text.contains("not permitted")
          || text.contains("not support HTTP auth")) {
        return REFUSED;
      }
      if (text.contains("redirect")) {
        return REDIRECT;
      }
      if (e instanceof org.eclipse.jgit.errors.NoRemoteRepositoryException
          || text.contains("not found")) {
        return NOT_FOUND;
      }
      return TRANSIENT;
    }

    String text(IOException e, String revision, boolean withToken) {
      return switch (this) {
        case MISSING -> "has no commit " + revision + " (any more)";
        case REFUSED ->
            withToken
                ? "refused the token; it needs the permission contents: read for this repository"
                : "asks for a token";
        case NOT_FOUND ->
            "is not found"
                + (withToken
                    ? ", or the token may not see it (permission contents: read)"
                    : ", or is private and needs a token");
        case REDIRECT -> "leads to another address; give that one";
        case SHA256_IDS -> SHA256;
        case TOO_LARGE -> "sends more than " + (PACK_BYTES >> 20) + " MiB; check it out instead";
        case TRANSIENT -> "could not be fetched: " + Server.words(e);
      };
    }

    private static String all(Throwable e) {
      StringBuilder text = new StringBuilder();
      Throwable at = e;
      for (int i = 0; at != null && i < 8; i++, at = at.getCause()) {
        text.append(at.getMessage()).append('\n');
      }
      return text.toString();
    }
  }
}

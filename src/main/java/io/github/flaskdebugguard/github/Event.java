package io.github.flaskdebugguard.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What made the workflow run (GitHub's page on events that trigger workflows).
 *
 * @param repository {@code owner/name}
 * @param sha the commit of the event; of a pull request the merge commit that GitHub made
 * @param ref in full
 * @param restricted whether the token can only read and no secrets are given: a pull request from a
 *     fork, or from Dependabot
 * @param baseSha of a pull request the commit that it goes into
 */
record Event(
    String name,
    String repository,
    String sha,
    String ref,
    boolean restricted,
    @Nullable String baseSha,
    String apiUrl,
    String serverUrl) {
  /** Payloads are capped at 25 MB by GitHub. */
  private static final int PAYLOAD_BYTES = 25 << 20;

  private static final String QUEUE = "refs/heads/gh-readonly-queue/";

  static Event of(Map<String, String> environment) throws InputException {
    Payload payload = payload(environment.getOrDefault("GITHUB_EVENT_PATH", ""));
    String name = needed(environment, "GITHUB_EVENT_NAME");
    String sha = needed(environment, "GITHUB_SHA");
    boolean hex = sha.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (!hex || (sha.length() != 40 && sha.length() != 64)) {
      throw new InputException("GITHUB_SHA is no commit id");
    }
    boolean pullRequest = name.equals("pull_request") || name.equals("pull_request_target");
    return new Event(
        name,
        needed(environment, "GITHUB_REPOSITORY"),
        sha,
        full(needed(environment, "GITHUB_REF")),
        (pullRequest && isFork(payload)) || isDependabot(environment, payload),
        name.equals("pull_request") ? payload.text("pull_request", "base", "sha") : null,
        address(environment, "GITHUB_API_URL"),
        address(environment, "GITHUB_SERVER_URL"));
  }

  boolean isPullRequest() {
    return name.equals("pull_request");
  }

  /** The branches of a merge queue are gone before their alerts could be seen. */
  boolean isMergeQueue() {
    return name.equals("merge_group") || ref.startsWith(QUEUE);
  }

  /** Code scanning takes these refs only. */
  boolean hasUploadableRef() {
    return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/") || isPullRef();
  }

  private boolean isPullRef() {
    return ref.startsWith("refs/pull/") && (ref.endsWith("/merge") || ref.endsWith("/head"));
  }

  /** The head's repository is null when the fork was deleted. */
  private static boolean isFork(Payload payload) {
    String here = payload.text("repository", "id");
    String there = payload.text("pull_request", "head", "repo", "id");
    return payload.has("pull_request") && (there == null || !there.equals(here));
  }

  private static boolean isDependabot(Map<String, String> environment, Payload payload) {
    return environment.getOrDefault("GITHUB_ACTOR", "").equals("dependabot[bot]")
        || "dependabot[bot]".equals(payload.text("pull_request", "user", "login"));
  }

  /** A closed pull request once came with the bare name of its base branch. */
  private static String full(String ref) {
    return ref.startsWith("refs/") ? ref : "refs/heads/" + ref;
  }

  private static String address(Map<String, String> environment, String variable)
      throws InputException {
    String url = needed(environment, variable);
    if (!url.startsWith("https://") && !url.startsWith("http://")) {
      throw new InputException(variable + " is no http address");
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static String needed(Map<String, String> environment, String variable)
      throws InputException {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw new InputException(
          variable + " is not set; the command action runs as a step of a workflow only");
    }
    return value;
  }

  private static Payload payload(String path) throws InputException {
    if (path.isEmpty()) {
      return Payload.NONE;
    }
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      return Payload.parse(in.readNBytes(PAYLOAD_BYTES));
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("the payload of the event (GITHUB_EVENT_PATH) cannot be read");
    }
  }
}

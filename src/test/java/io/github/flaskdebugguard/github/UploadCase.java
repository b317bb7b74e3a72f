package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.github.RunnerStep.Kind;
import io.github.flaskdebugguard.platform.FakeApi.Answer;
import java.util.List;

/**
 * What GitHub answers to an upload, and what that must lead to. The waits that it asks for are
 * short.
 */
enum UploadCase {
  SUCCESS(
      true,
      "processed",
      Answer.accepted().with("Retry-After", "0"),
      Answer.processing("pending").with("Retry-After", "0"),
      Answer.processing("complete")),
  NO_PERMISSION(
      false,
      "security-events: write",
      Answer.message(403, "Resource not accessible by integration")),
  NOT_ENABLED(
      false,
      "Code scanning is not enabled",
      Answer.message(403, "Code Security must be enabled for this repository")),
  RATE_LIMIT_403(
      true,
      "processed",
      Answer.message(403, "You have exceeded a secondary rate limit").with("Retry-After", "1"),
      Answer.accepted().with("Retry-After", "0"),
      Answer.processing("complete")),
  NOT_FOUND(false, "does not see owner/app", Answer.message(404, "Not Found")),
  TOO_LARGE(false, "larger than code scanning takes", Answer.message(413, "")),
  INVALID(
      false,
      "refuses the SARIF file",
      Answer.of(422, "{\"message\":\"Validation failed\",\"errors\":[{\"message\":\"rule id\"}]}")),
  UNKNOWN_COMMIT(false, "does not find commit", Answer.message(422, "commit not found")),
  TOO_MANY(
      true,
      "processed",
      Answer.message(429, "slow down").with("Retry-After", "1"),
      Answer.accepted().with("Retry-After", "0"),
      Answer.processing("complete")),
  TROUBLE(
      true,
      "processed",
      Answer.of(503, "").with("Retry-After", "0"),
      Answer.of(502, "<html>").with("Retry-After", "0"),
      Answer.accepted().with("Retry-After", "0"),
      Answer.processing("complete")),
  PROCESSING_FAILED(
      false,
      "could not process",
      Answer.accepted().with("Retry-After", "0"),
      Answer.of(200, "{\"processing_status\":\"failed\",\"errors\":[\"broken ##[error]x\"]}")),
  BAD_TOKEN(
      false,
      "token was refused",
      Answer.message(401, "Bad credentials"),
      Answer.message(401, "Bad credentials")),
  REDIRECT(
      false,
      "leads to another address",
      Answer.of(302, "").with("Location", "http://127.0.0.1:9/"));

  private final boolean stands;
  private final String says;
  private final List<Answer> script;

  UploadCase(boolean stands, String says, Answer... script) {
    this.stands = stands;
    this.says = says;
    this.script = List.of(script);
  }

  /** {@return whether code scanning has the results in the end} */
  boolean stands() {
    return stands;
  }

  /** {@return the answers of the API} */
  Answer[] script() {
    return script.toArray(Answer[]::new);
  }

  /** {@return what the log has to say, by what started the workflow} */
  String says(Kind kind) {
    if (kind == Kind.MERGE_GROUP) {
      return "A merge queue's branch is gone before its alerts are seen";
    }
    return isDegraded(kind) && this != NOT_ENABLED ? "annotations and the job summary" : says;
  }

  /** {@return the exit code of a step in which nothing is found} */
  int codeWhenClean(Kind kind) {
    return stands || kind == Kind.MERGE_GROUP || isDegraded(kind) ? 0 : 3;
  }

  /** Whether findings are told without code scanning, and that fails nothing. */
  private boolean isDegraded(Kind kind) {
    boolean refused = this == NO_PERMISSION || this == NOT_FOUND;
    return this == NOT_ENABLED || (refused && kind.isRestricted());
  }
}

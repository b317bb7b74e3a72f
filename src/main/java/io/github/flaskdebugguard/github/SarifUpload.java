package io.github.flaskdebugguard.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flaskdebugguard.repository.RemoteCommits.Pause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Gives a SARIF file to code scanning by the public endpoint, waits until it is processed, and
 * tells for each refusal what the user has to do.
 */
final class SarifUpload {
  /** Code scanning refuses more after compression. */
  private static final int BYTES = 10_000_000;

  private static final int ATTEMPTS = 4;

  /** Longer than this no job should wait for a limit to end. */
  private static final long LONGEST_WAIT = 300;

  /** Seconds between the questions about processing; as long as GitHub's own uploader waits. */
  private static final long[] POLLS = {5, 5, 10, 20, 40, 80};

  static final List<String> PERMISSIONS =
      List.of("permissions:", "  contents: read", "  security-events: write");

  private final Api api;
  private final Event event;
  private final Pause pause;
  private final Instant now;

  SarifUpload(Api api, Event event, Pause pause, Instant now) {
    this.api = api;
    this.event = event;
    this.pause = pause;
    this.now = now;
  }

  Uploaded upload(Path file, boolean wait) {
    try {
      byte[] zipped = zipped(file);
      if (zipped.length > BYTES) {
        return tooLarge();
      }
      String body = body(zipped);
      for (int attempt = 1; ; attempt++) {
        Api.Answer answer = post(body);
        if (answer.status() == 202) {
          return accepted(answer, wait);
        }
        long seconds = attempt < ATTEMPTS ? delay(answer, attempt) : -1;
        if (seconds < 0) {
          return refused(answer);
        }
        pause.wait(Duration.ofSeconds(seconds));
      }
    } catch (IOException e) {
      return new Uploaded.Failed(
          List.of(
              "The upload failed: " + e.getClass().getSimpleName() + " " + e.getMessage() + "."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Uploaded.Failed(List.of("The upload was interrupted."));
    }
  }

  /** A connection that breaks is an answer like one of a server in trouble. */
  private Api.Answer post(String body) throws IOException {
    try {
      return api.post(path(""), body);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return Api.Answer.NONE;
    }
  }

  /** {@return seconds until another attempt, -1 for none} */
  private long delay(Api.Answer answer, int attempt) {
    int status = answer.status();
    boolean limited = status == 429 || (status == 403 && isLimit(answer));
    if (limited) {
      long wait =
          answer.retryAfter() >= 0
              ? answer.retryAfter()
              : answer.reset() >= 0
                  ? Math.max(answer.reset() - now.getEpochSecond(), 1)
                  : 60L << (attempt - 1);
      return wait <= LONGEST_WAIT ? wait : -1;
    }
    if (status == 0 || status >= 500) {
      return answer.retryAfter() >= 0 && answer.retryAfter() <= LONGEST_WAIT
          ? answer.retryAfter()
          : 1L << attempt;
    }
    // A fresh token is not known everywhere at once.
    return status == 401 && attempt == 1 ? 2 : -1;
  }

  private static boolean isLimit(Api.Answer answer) {
    String message = answer.message().toLowerCase(Locale.ROOT);
    return answer.retryAfter() >= 0 || answer.reset() >= 0 || message.contains("rate limit");
  }

  private Uploaded refused(Api.Answer answer) {
    String message = answer.message();
    String said = message.isEmpty() ? "" : " GitHub says: " + cut(message);
    String lower = message.toLowerCase(Locale.ROOT);
    return switch (answer.status()) {
      case 401 -> failed("The token was refused (401). Give the input token a valid one." + said);
      case 403 -> forbidden(answer, lower, said);
      case 404 -> missing(answer, lower, said);
      case 413 -> tooLarge();
      case 429 -> limited(said);
      case 422 -> invalid(answer, lower, said);
      case 400 ->
          failed(
              lower.contains("version")
                  ? "The server does not have version " + Api.VERSION + " of the API (400)." + said
                  : "GitHub takes the file for no SARIF (400); please report this." + said);
      case 0 -> failed("The API at " + event.apiUrl() + " could not be reached.");
      default ->
          failed(
              answer.status() >= 300 && answer.status() < 400
                  ? "The API leads to another address ("
                      + answer.status()
                      + "), which is not followed."
                  : "The API answers " + answer.status() + "; try the job again later." + said);
    };
  }

  private Uploaded forbidden(Api.Answer answer, String lower, String said) {
    if (lower.contains("must be enabled")
        || lower.contains("not enabled")
        || lower.contains("advanced security")
        || lower.contains("archived")) {
      return new Uploaded.Unavailable(
          List.of(
              "Code scanning is not enabled for this repository, so nothing was uploaded. Enable it"
                  + " in the settings, or set upload: never."
                  + said));
    }
    if (isLimit(answer)) {
      return limited(said);
    }
    if (event.restricted()) {
      return restricted();
    }
    List<String> lines = new ArrayList<>();
    lines.add("The token may not write to code scanning (403)." + said);
    lines.add("Give the job these permissions, or set upload: never:");
    lines.addAll(PERMISSIONS);
    return new Uploaded.Failed(lines);
  }

  private static Uploaded restricted() {
    return new Uploaded.Unavailable(
        List.of(
            "A pull request from a fork or from Dependabot may not upload to code scanning;"
                + " annotations and the job summary have the findings."));
  }

  private Uploaded missing(Api.Answer answer, String lower, String said) {
    if (event.restricted()) {
      return restricted();
    }
    if (lower.contains("commit") || lower.contains("ref ")) {
      return unknownCommit(said);
    }
    if (!answer.server().isEmpty()) {
      return failed(
          "GitHub Enterprise Server "
              + answer.server()
              + " has no code scanning for "
              + event.repository()
              + " (404). Its administrator and the owner of the repository have to enable it;"
              + " without it set upload: never. A private repository needs contents: read and"
              + " security-events: write."
              + said);
    }
    return failed(
        "The token does not see "
            + event.repository()
            + " or its code scanning (404). A private repository needs contents: read and"
            + " security-events: write."
            + said);
  }

  private Uploaded invalid(Api.Answer answer, String lower, String said) {
    if (lower.contains("commit") || lower.contains("ref ")) {
      return unknownCommit(said);
    }
    List<String> lines = new ArrayList<>();
    lines.add("GitHub refuses the SARIF file (422); please report this." + said);
    for (String error : answer.body().texts("errors")) {
      lines.add(cut(error));
    }
    return new Uploaded.Failed(lines);
  }

  private Uploaded unknownCommit(String said) {
    return failed(
        "GitHub does not find commit "
            + event.sha()
            + " with ref "
            + event.ref()
            + "; they must belong together, and the ref must still exist."
            + said);
  }

  private static Uploaded limited(String said) {
    return failed("The API's rate limit is used up; run the job again later." + said);
  }

  private static Uploaded tooLarge() {
    return failed(
        "The SARIF file is larger than code scanning takes (413). Judge parts of the repository"
            + " with the inputs path and category.");
  }

  private Uploaded accepted(Api.Answer answer, boolean wait)
      throws IOException, InterruptedException {
    String id = answer.body().text("id");
    if (id == null || !id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-')) {
      return failed("The API accepts the file but gives it no id.");
    }
    if (!wait) {
      return new Uploaded.Accepted(id, List.of("Uploaded to code scanning; not waited for."));
    }
    Api.Answer last = answer;
    for (long seconds : POLLS) {
      boolean asked = last.retryAfter() >= 0 && last.retryAfter() <= LONGEST_WAIT;
      pause.wait(Duration.ofSeconds(asked ? last.retryAfter() : seconds));
      last = poll(id);
      Payload status = last.body();
      String word = status.text("processing_status");
      if ("complete".equals(word)) {
        return new Uploaded.Accepted(id, List.of("Uploaded to code scanning and processed."));
      }
      if ("failed".equals(word)) {
        return failed(status.texts("errors"), id);
      }
    }
    return new Uploaded.Accepted(
        id, List.of("Uploaded to code scanning, which is still processing it."));
  }

  /** Questions may fail for a moment, or for good with the token of a fork; the upload stands. */
  private Api.Answer poll(String id) {
    try {
      return api.get(path("/" + id));
    } catch (IOException e) {
      return Api.Answer.NONE;
    }
  }

  private static Uploaded failed(List<String> errors, String id) {
    if (!errors.isEmpty()
        && errors.stream().allMatch(e -> e.startsWith("unsuccessful execution"))) {
      return new Uploaded.Accepted(
          id, List.of("Uploaded to code scanning, which shows the scan as incomplete."));
    }
    List<String> lines = new ArrayList<>();
    lines.add("Code scanning could not process the file; please report this.");
    errors.forEach(error -> lines.add(cut(error)));
    return new Uploaded.Failed(lines);
  }

  private static Uploaded failed(String line) {
    return new Uploaded.Failed(List.of(line));
  }

  private static String cut(String text) {
    return text.length() > 500 ? text.substring(0, 500) + "…" : text;
  }

  private String path(String rest) {
    return "/repos/" + event.repository() + "/code-scanning/sarifs" + rest;
  }

  private String body(byte[] zipped) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("commit_sha", event.sha());
      json.writeStringField("ref", event.ref());
      json.writeStringField("sarif", Base64.getEncoder().encodeToString(zipped));
      json.writeStringField("started_at", now.truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeStringField("tool_name", "flask-debug-guard");
      json.writeEndObject();
    }
    return text.toString();
  }

  private static byte[] zipped(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      Files.copy(file, out);
    }
    return bytes.toByteArray();
  }
}

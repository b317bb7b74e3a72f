package io.github.flaskdebugguard.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one request.
 *
 * @param label the request for people: {@code GET /console}
 * @param status 0 when there is no answer
 * @param text the body, one character per byte, at most {@link Wire#BODY} of them
 * @param cut whether there was more, or its end never came
 * @param failure why there is no answer, or null
 */
record Answer(
    String label,
    int status,
    List<Header> headers,
    String text,
    boolean cut,
    @Nullable Failure failure) {
  Answer {
    headers = List.copyOf(headers);
  }

  static Answer failed(String label, Failure.Kind kind, String message) {
    return new Answer(label, 0, List.of(), "", false, new Failure(kind, message));
  }

  /** {@return what came back without its text, which may be long} */
  Answer withoutText() {
    return new Answer(label, status, headers, "", cut, failure);
  }

  /** {@return the first value of a header, or an empty text} */
  String header(String name) {
    for (Header header : headers) {
      if (header.is(name)) {
        return header.value();
      }
    }
    return "";
  }

  boolean isHtml() {
    return header("content-type").toLowerCase(Locale.ROOT).contains("html");
  }

  boolean isJson() {
    return header("content-type").toLowerCase(Locale.ROOT).contains("json");
  }

  /** {@return whether something went wrong while the request was served} */
  boolean isError() {
    return status >= 500 || closed();
  }

  /** {@return whether the server hung up without a word, as uWSGI does on an exception} */
  boolean closed() {
    return failure != null && failure.kind() == Failure.Kind.CLOSED;
  }

  boolean isRedirect() {
    return status >= 300 && status < 400 && !header("location").isEmpty();
  }

  boolean fromGateway() {
    return status == 502 || status == 503 || status == 504;
  }

  /** {@return {@code 500, 265 bytes, text/html}} */
  String describe() {
    if (failure != null) {
      return failure.kind() == Failure.Kind.CLOSED
          ? "connection closed without an answer"
          : failure.kind().word();
    }
    String type = header("content-type");
    int end = type.indexOf(';');
    String plain = (end < 0 ? type : type.substring(0, end)).strip();
    return status
        + ", "
        + (cut ? "more than " : "")
        + text.length()
        + " bytes"
        + (plain.isEmpty() ? "" : ", " + plain);
  }

  /** {@return whether the entity tag is the one that Werkzeug's debugger gives to its resources} */
  boolean hasDebuggerTag() {
    Adler32 sum = new Adler32();
    sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    String tag = header("etag");
    return tag.equals("\"" + sum.getValue() + "\"") || tag.equals("W/\"" + sum.getValue() + "\"");
  }

  /**
   * {@return whether both are the same page} A page may repeat the path that was asked for.
   *
   * @param path of this request
   * @param otherPath of the other request
   */
  boolean samePage(String path, Answer other, String otherPath) {
    return status == other.status
        && text.replace(path, "").equals(other.text.replace(otherPath, ""));
  }
}

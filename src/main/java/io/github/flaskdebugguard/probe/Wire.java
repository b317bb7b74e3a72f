package io.github.flaskdebugguard.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.x from a server that may mean harm. Nothing is decompressed: the
 * request asks for no compression, and a server that compresses all the same is read as it is.
 */
final class Wire {
  /** Bytes of the status line and all header fields. */
  static final int HEAD = 64 * 1024;

  /** Bytes of a body. */
  static final int BODY = 1024 * 1024;

  /** Interim answers (1xx) before the real one. */
  private static final int INTERIM = 8;

  private final InputStream in;
  private final byte[] body;
  private int size;
  private int head;

  /**
   * @param body room for {@link #BODY} bytes, which one answer after the other may use
   */
  Wire(InputStream in, byte[] body) {
    this.in = in;
    this.body = body;
  }

  /** What came back is not HTTP, or more of it than is read. */
  static final class InvalidAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidAnswerException(String message) {
      super(message);
    }
  }

  /**
   * {@return the answer}
   *
   * @throws EOFException when the connection ends before the head is complete
   * @throws SocketTimeoutException when the head is not complete in time
   */
  Answer read(String label, boolean bodiless) throws IOException {
    for (int i = 0; i < INTERIM; i++) {
      int status = status(line(true));
      List<Header> headers = headers();
      if (status >= 200) {
        return body(label, status, headers, bodiless);
      }
    }
    throw new InvalidAnswerException("only interim answers");
  }

  private static int status(String line) throws InvalidAnswerException {
    if (!line.startsWith("HTTP/") || line.length() < 12) {
      throw new InvalidAnswerException("the answer is not HTTP");
    }
    int space = line.indexOf(' ');
    int status = 0;
    for (int i = space + 1; i < space + 4 && i < line.length(); i++) {
      char c = line.charAt(i);
      if (space < 0 || c < '0' || c > '9') {
        throw new InvalidAnswerException("the answer has no status");
      }
      status = status * 10 + (c - '0');
    }
    if (status < 100 || status > 999) {
      throw new InvalidAnswerException("the answer has no status");
    }
    return status;
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    while (true) {
      String line = line(false);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
  }

  /** A line without its end; {@code \n} alone ends one too. */
  private String line(boolean first) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        if (first && head > 0) {
          throw new InvalidAnswerException("the answer ends in its first line");
        }
        throw new EOFException("the connection was closed");
      }
      if (++head > HEAD) {
        throw new InvalidAnswerException("the head of the answer is larger than 64 KiB");
      }
      if (c == '\n') {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
      line.append((char) c);
    }
  }

  private Answer body(String label, int status, List<Header> headers, boolean bodiless) {
    boolean complete = true;
    if (!bodiless && status != 204 && status != 304) {
      try {
        complete = body(headers);
      } catch (IOException e) {
        // What came before the time-out or the end of the connection is still worth a look.
        complete = false;
      }
    }
    return new Answer(
        label,
        status,
        headers,
        new String(body, 0, size, StandardCharsets.ISO_8859_1),
        !complete,
        null);
  }

  private boolean body(List<Header> headers) throws IOException {
    long length = Long.MAX_VALUE;
    for (Header header : headers) {
      if (header.is("transfer-encoding")
          && header.value().toLowerCase(Locale.ROOT).contains("chunked")) {
        return chunks();
      }
      if (header.is("content-length")) {
        length = number(header.value(), 10);
      }
    }
    return copy(length) || length == Long.MAX_VALUE && size < BODY;
  }

  /** {@return whether all of so many bytes came and fitted} */
  private boolean copy(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int room = BODY - size;
      if (room == 0) {
        return false;
      }
      int count = in.read(body, size, (int) Math.min(left, room));
      if (count < 0) {
        return false;
      }
      size += count;
      left -= count;
    }
    return true;
  }

  private boolean chunks() throws IOException {
    // Headers of chunks count as head, so that they cannot go on for ever either.
    while (true) {
      String line = line(false);
      int end = line.indexOf(';');
      long chunk = number((end < 0 ? line : line.substring(0, end)).strip(), 16);
      if (chunk == 0) {
        return true;
      }
      if (!copy(chunk)) {
        return false;
      }
      line(false);
    }
  }

  private static long number(String text, int radix) throws InvalidAnswerException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new InvalidAnswerException("a length is not a number");
  }
}

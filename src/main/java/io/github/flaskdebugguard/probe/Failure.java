package io.github.flaskdebugguard.probe;

import java.util.Locale;

/**
 * Why there is no answer.
 *
 * @param message for people, one sentence without its full stop
 */
public record Failure(Kind kind, String message) {
  /** What went wrong. */
  public enum Kind {
    /** The name of the host has no address. */
    DNS,
    /** Nothing listens there. */
    REFUSED,
    /** The connection cannot be made secure, or the certificate is not trusted. */
    TLS,
    /** No answer within the time-out. */
    TIMEOUT,
    /** The connection ended before an answer. */
    CLOSED,
    /** What came back is not HTTP. */
    INVALID,
    /** An address that is never probed: link-local, multicast, or a cloud's metadata service. */
    FORBIDDEN,
    /** A proxy answers in place of the service (502, 503, 504). */
    GATEWAY,
    /** Every answer leads to another address. */
    REDIRECTED,
    /** Any other trouble of the network. */
    NETWORK;

    /** {@return the word in reports} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

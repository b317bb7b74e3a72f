package io.github.flaskdebugguard.probe;

import java.util.Locale;

/** Tells where a redirect leads; nothing follows it. */
final class Redirects {
  private Redirects() {}

  /**
   * {@return scheme, host and port that a Location names, or an empty text when it stays with the
   * target}
   */
  static String origin(String location, Target target) {
    String lower = location.toLowerCase(Locale.ROOT);
    String absolute =
        location.startsWith("//") ? (target.tls() ? "https:" : "http:") + lower : lower;
    int slashes = absolute.indexOf("://");
    if (!absolute.startsWith("http") || slashes < 4 || slashes > 5) {
      return "";
    }
    int end = slashes + 3;
    while (end < absolute.length() && "/?#".indexOf(absolute.charAt(end)) < 0) {
      end++;
    }
    String origin = absolute.substring(0, end);
    String port = target.tls() ? ":443" : ":80";
    String own =
        ((target.tls() ? "https://" : "http://") + target.authority()).toLowerCase(Locale.ROOT);
    return origin.equals(own) || origin.equals(own + port) ? "" : origin;
  }
}

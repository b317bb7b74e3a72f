package io.github.flaskdebugguard.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address that is probed.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param prefix path below which the app is mounted, without a slash at its end; empty for the root
 * @param query of the address that was given, with its question mark, or empty
 */
public record Target(boolean tls, String host, int port, String prefix, String query) {
  /**
   * {@return the target of an address}
   *
   * @throws IllegalArgumentException when it is none that can be probed; the message says why
   */
  public static Target of(String url) {
    URI uri = parse(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("not an http or https address: " + url);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address holds a user name or password; give an Authorization header with --header");
    }
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw new IllegalArgumentException("the address names no host: " + url);
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no such port: " + url);
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Target(
        tls, bracketed ? host.substring(1, host.length() - 1) : host, port, path, query);
  }

  private static URI parse(String url) {
    try {
      return new URI(url.contains("://") ? url : "http://" + url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + url, e);
    }
  }

  /** {@return the value of the Host header} */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  /** {@return the address for people} */
  public String url() {
    return (tls ? "https://" : "http://") + authority() + prefix + "/" + query;
  }

  /**
   * {@return what to ask for to get a path of the app} Paths count from the mount prefix.
   *
   * @param path with or without its first slash, with its query
   */
  String path(String path) {
    return prefix + (path.startsWith("/") ? path : "/" + path);
  }

  /**
   * {@return whether the debugger trusts a name by itself (Werkzeug 3.0.3: localhost, 127.0.0.1)}
   *
   * @param authority host and port
   */
  static boolean isLocalName(String authority) {
    int colon = authority.lastIndexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("127.0.0.1") || name.equals("localhost") || name.endsWith(".localhost");
  }
}

package io.github.flaskdebugguard.probe;

import java.util.List;

/**
 * A request to send.
 *
 * @param path with its query
 * @param body ASCII, empty for none
 */
record Request(String method, String path, List<Header> headers, String body) {
  Request {
    headers = List.copyOf(headers);
  }

  static Request get(String path) {
    return new Request("GET", path, List.of(new Header("Accept", "*/*")), "");
  }

  static Request page(String path) {
    return new Request("GET", path, List.of(new Header("Accept", "text/html")), "");
  }

  static Request options(String path) {
    return new Request("OPTIONS", path, List.of(new Header("Accept", "*/*")), "");
  }

  /** Half a JSON document, which an app that reads JSON refuses. */
  static Request brokenJson(String path) {
    return new Request(
        "GET",
        path,
        List.of(new Header("Accept", "*/*"), new Header("Content-Type", "application/json")),
        "{");
  }

  /** What no browser sends: an odd query, odd cookies, an odd range. Nothing in it can do harm. */
  static Request odd(String path) {
    return new Request(
        "GET",
        path + "?%ff=%00&page=%27&page=-1&=",
        List.of(
            new Header("Accept", ";q=x"),
            new Header("Cookie", "session=.eJ.x; =; a"),
            new Header("Range", "bytes=9-1"),
            new Header("If-None-Match", "\""),
            new Header("Content-Type", "text/plain; charset=no-such")),
        "");
  }

  String label() {
    return method + " " + path + (body.isEmpty() ? "" : " with half a JSON document");
  }
}

package io.github.flaskdebugguard.repository;

/** Searches in bytes that were not decoded. */
final class Bytes {
  private Bytes() {}

  static boolean contains(byte[] bytes, byte[] needle) {
    if (needle.length == 0) {
      return true;
    }
    byte first = needle[0];
    int last = bytes.length - needle.length;
    for (int i = 0; i <= last; i++) {
      if (bytes[i] == first) {
        int k = 1;
        while (k < needle.length && bytes[i + k] == needle[k]) {
          k++;
        }
        if (k == needle.length) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@return whether a byte order mark says that characters have two bytes, so that no word is
   * found}
   */
  static boolean isWide(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
  }
}

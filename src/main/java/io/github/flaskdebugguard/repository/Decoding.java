package io.github.flaskdebugguard.repository;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file as text.
 *
 * @param text the text, or null when there is none
 * @param trouble why there is none, or what was wrong and passed over, as a clause
 */
record Decoding(@Nullable String text, @Nullable String trouble) {
  /** Git looks for a NUL in as many bytes to tell a binary file. */
  private static final int LOOK = 8000;

  /**
   * {@return the text of a file}
   *
   * @param python whether the rules for Python source hold: a coding line counts, a byte order mark
   *     is no text, NUL is an error
   */
  static Decoding of(byte[] bytes, boolean python) {
    if (wide(bytes)) {
      return new Decoding(null, "is UTF-16 or UTF-32, which nothing that starts a Flask app reads");
    }
    if (hasNul(bytes, python ? bytes.length : Math.min(bytes.length, LOOK))) {
      return new Decoding(null, python ? "holds NUL bytes, which Python refuses" : "is not text");
    }
    boolean marked =
        bytes.length > 2
            && (bytes[0] & 0xff) == 0xef
            && (bytes[1] & 0xff) == 0xbb
            && (bytes[2] & 0xff) == 0xbf;
    String text = strict(bytes, StandardCharsets.UTF_8);
    if (text != null) {
      return new Decoding(marked && python ? text.substring(1) : text, null);
    }
    if (!python) {
      return new Decoding(
          new String(bytes, StandardCharsets.ISO_8859_1), "is not UTF-8 and was read as Latin-1");
    }
    Charset declared = declared(bytes);
    String decoded = declared == null ? null : strict(bytes, declared);
    return decoded == null
        ? new Decoding(
            null, "is neither UTF-8 nor what its coding line names, so Python refuses it")
        : new Decoding(decoded, null);
  }

  /**
   * {@return a text in the encoding of a file, with its byte order mark, or null when the file's
   * own text does not come out as its bytes, or the text cannot be written so}
   *
   * @param bytes of the file as it is
   * @param python as above
   */
  static byte @Nullable [] encoded(byte[] bytes, boolean python, String text) {
    String known = of(bytes, python).text();
    if (known == null) {
      return null;
    }
    Charset charset =
        strict(bytes, StandardCharsets.UTF_8) != null
            ? StandardCharsets.UTF_8
            : python ? declared(bytes) : StandardCharsets.ISO_8859_1;
    if (charset == null || !charset.canEncode()) {
      return null;
    }
    boolean marked = python && bytes.length > 2 && (bytes[0] & 0xff) == 0xef;
    String mark = marked && !known.startsWith("\ufeff") ? "\ufeff" : "";
    byte[] result = (mark + text).getBytes(charset);
    return Arrays.equals((mark + known).getBytes(charset), bytes)
            && new String(result, charset).equals(mark + text)
        ? result
        : null;
  }

  private static @Nullable String strict(byte[] bytes, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8) && ascii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean ascii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean wide(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return (first == 0xff && second == 0xfe)
        || (first == 0xfe && second == 0xff)
        || (bytes.length > 3
            && first == 0
            && second == 0
            && (bytes[2] & 0xff) == 0xfe
            && (bytes[3] & 0xff) == 0xff);
  }

  private static boolean hasNul(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The encoding that one of the first two lines names (PEP 263). */
  private static @Nullable Charset declared(byte[] bytes) {
    int end = 0;
    for (int lines = 0; end < bytes.length && end < LOOK; end++) {
      if (bytes[end] == '\n' && ++lines == 2) {
        break;
      }
    }
    for (String line : new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\n", 2)) {
      String stripped = line.strip();
      int at = stripped.startsWith("#") ? stripped.indexOf("coding") : -1;
      if (at < 0 || at + 7 >= stripped.length() || ":=".indexOf(stripped.charAt(at + 6)) < 0) {
        continue;
      }
      int start = at + 7;
      while (start < stripped.length() && stripped.charAt(start) <= ' ') {
        start++;
      }
      int stop = start;
      while (stop < stripped.length()
          && (Character.isLetterOrDigit(stripped.charAt(stop))
              || "-_.".indexOf(stripped.charAt(stop)) >= 0)) {
        stop++;
      }
      return charset(stripped.substring(start, Math.min(stop, start + 40)));
    }
    return null;
  }

  private static @Nullable Charset charset(String name) {
    String java =
        switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
          case "latin-1", "latin1", "l1", "iso-latin-1" -> "ISO-8859-1";
          case "latin-9", "latin9" -> "ISO-8859-15";
          case "utf8", "utf-8-sig" -> "UTF-8";
          default ->
              name.startsWith("cp125") ? "windows-" + name.substring(2) : name.replace('_', '-');
        };
    try {
      return Charset.forName(java);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}

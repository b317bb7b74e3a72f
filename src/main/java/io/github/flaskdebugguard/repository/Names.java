package io.github.flaskdebugguard.repository;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of files as text, whatever the locale of the run is, and what they tell about the files.
 */
final class Names {
  private Names() {}

  /**
   * {@return the name as UTF-8; bytes that are none are written as {@code \xE9}, so that two names
   * never become one}
   */
  static String of(Path name) {
    String text = name.toString();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x7f) {
        return decoded(name);
      }
    }
    return text;
  }

  /** {@return the same for the bytes of a name} */
  static String of(byte[] name, int length) {
    String valid = valid(name, 0, length);
    return valid == null ? escaped(java.util.Arrays.copyOf(name, length), length) : valid;
  }

  /** {@return the UTF-8 length of a path} */
  static int bytes(String path) {
    int bytes = path.length();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c >= 0x80) {
        bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
      }
    }
    return bytes;
  }

  static boolean isPython(String path) {
    return path.endsWith(".py") || path.endsWith(".pyw") || path.endsWith(".wsgi");
  }

  /**
   * {@return whether a file of this name may decide how an app is started, so that it must not be
   * passed over silently}
   */
  static boolean decides(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (isPython(name)
        || name.endsWith(".sh")
        || name.endsWith(".service")
        || name.startsWith("dockerfile")
        || name.endsWith("dockerfile")
        || name.startsWith("procfile")
        || name.startsWith(".env")
        || name.endsWith(".env")
        || name.equals(".flaskenv")) {
      return true;
    }
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return (yaml
            && (name.contains("compose") || name.equals("app.yaml") || name.equals("render.yaml")))
        || name.startsWith("supervisord")
        || name.startsWith("uwsgi")
        || name.equals("fly.toml");
  }

  /**
   * {@return whether a file of this name says how an app is deployed and is of no use to one
   * developer alone, so that it is a committed one where nothing tells what is committed}
   */
  static boolean deploys(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    boolean settings =
        name.startsWith("zappa_settings.")
            || name.startsWith("serverless.")
            || name.equals("render.yaml")
            || name.equals("railway.json")
            || name.equals("gunicorn.conf.py");
    boolean secret = isPython(name) || name.startsWith(".env") || name.endsWith(".env");
    return settings || (decides(path) && !secret && !name.equals(".flaskenv"));
  }

  /**
   * The URI of a path spells out its bytes; its text went through the character set of the locale.
   */
  private static String decoded(Path name) {
    String uri = name.getFileSystem().getPath("/").resolve(name).toUri().getRawPath();
    if (uri.endsWith("/")) {
      uri = uri.substring(0, uri.length() - 1);
    }
    byte[] bytes = new byte[uri.length()];
    int length = 0;
    for (int i = 1; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(uri, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    String valid = valid(bytes, 0, length);
    return valid == null ? escaped(bytes, length) : valid;
  }

  private static @Nullable String valid(byte[] bytes, int start, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String escaped(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; ) {
      int lead = bytes[i] & 0xff;
      int size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      String character = i + size <= length ? valid(bytes, i, size) : null;
      if (character == null) {
        text.append(String.format(Locale.ROOT, "\\x%02X", lead));
        i++;
      } else {
        text.append(character);
        i += size;
      }
    }
    return text.toString();
  }
}

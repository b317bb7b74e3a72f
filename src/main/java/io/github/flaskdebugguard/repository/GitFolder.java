package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The few files of a {@code .git} folder that tell what belongs to a work tree. Nothing in it is
 * run, no configuration is read, and links are not followed.
 */
final class GitFolder {
  private final Path folder;

  private GitFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * {@return the Git folder of a work tree, or null when it is no real folder (a worktree's {@code
   * .git} file names a folder elsewhere)}
   */
  static @Nullable GitFolder of(Path root) {
    Path folder = root.resolve(".git");
    return RegularFiles.isFolder(folder) ? new GitFolder(folder) : null;
  }

  /** {@return the lines of {@code info/exclude}, or null} */
  @Nullable String exclude() {
    return RegularFiles.isFolder(folder.resolve("info"))
        ? text("info/exclude", Limits.FILE_BYTES)
        : null;
  }

  /** {@return the commit that is checked out, or null} */
  @Nullable String commit() {
    String head = text("HEAD", 4096);
    if (head == null) {
      return null;
    }
    String ref = branch(head);
    if (ref == null) {
      return isId(head.strip()) ? head.strip() : null;
    }
    Path at = folder;
    String[] segments = ref.split("/", -1);
    for (int i = 0; i < segments.length - 1; i++) {
      at = at.resolve(segments[i]);
      if (!RegularFiles.isFolder(at)) {
        return packed(ref);
      }
    }
    String id = text(ref, 4096);
    return id != null && isId(id.strip()) ? id.strip() : packed(ref);
  }

  /** {@return the branch that is checked out without {@code refs/heads/}, or null} */
  @Nullable String branch() {
    String head = text("HEAD", 4096);
    String ref = head == null ? null : branch(head);
    return ref != null && ref.startsWith("refs/heads/") ? ref.substring(11) : null;
  }

  /** {@return all paths of the index, or null when there is none that can be read} */
  @Nullable TreeSet<String> tracked() {
    byte[] bytes = bytes("index", Limits.INDEX_BYTES);
    return bytes == null ? null : index(bytes);
  }

  private @Nullable String packed(String ref) {
    String packed = text("packed-refs", 4 << 20);
    if (packed == null) {
      return null;
    }
    int at = packed.indexOf(" " + ref + "\n");
    int start = packed.lastIndexOf('\n', Math.max(at, 0)) + 1;
    return at > start && isId(packed.substring(start, at)) ? packed.substring(start, at) : null;
  }

  private static @Nullable String branch(String head) {
    if (!head.startsWith("ref: refs/")) {
      return null;
    }
    String ref = head.substring(5).strip();
    for (int i = 0; i < ref.length(); i++) {
      char c = ref.charAt(i);
      if (c <= ' ' || c == 0x7f || c == 0xfffd || "\\~^:?*[".indexOf(c) >= 0) {
        return null;
      }
    }
    return ref.contains("..") || ref.contains("//") || ref.endsWith("/") ? null : ref;
  }

  private static boolean isId(String text) {
    if (text.length() != 40 && text.length() != 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Entries of an index of version 2 to 4, as Git's index-format documents them; null for anything
   * else.
   */
  static @Nullable TreeSet<String> index(byte[] bytes) {
    if (bytes.length < 12
        || bytes[0] != 'D'
        || bytes[1] != 'I'
        || bytes[2] != 'R'
        || bytes[3] != 'C') {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int version = buffer.getInt(4);
    int count = buffer.getInt(8);
    if (version < 2 || version > 4 || count < 0) {
      return null;
    }
    TreeSet<String> paths = new TreeSet<>();
    byte[] name = new byte[256];
    int nameLength = 0;
    int at = 12;
    for (int i = 0; i < count; i++) {
      int start = at;
      if (at + 62 > bytes.length) {
        return null;
      }
      boolean extended = version > 2 && (bytes[at + 60] & 0x40) != 0;
      at += extended ? 64 : 62;
      int keep = 0;
      if (version == 4) {
        int strip = 0;
        int b;
        do {
          if (at >= bytes.length || strip > nameLength) {
            return null;
          }
          b = bytes[at++] & 0xff;
          strip = (strip << 7) + (b & 0x7f);
          if ((b & 0x80) != 0) {
            strip++;
          }
        } while ((b & 0x80) != 0);
        keep = nameLength - strip;
        if (keep < 0) {
          return null;
        }
      }
      int end = at;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      if (end == bytes.length || keep + end - at > 2 * Limits.PATH_BYTES) {
        return null;
      }
      nameLength = keep + end - at;
      if (nameLength > name.length) {
        name = java.util.Arrays.copyOf(name, Math.max(nameLength, name.length * 2));
      }
      System.arraycopy(bytes, at, name, keep, end - at);
      paths.add(new String(name, 0, nameLength, StandardCharsets.UTF_8));
      at = version == 4 ? end + 1 : start + ((end - start) / 8 + 1) * 8;
    }
    return paths;
  }

  private @Nullable String text(String path, int limit) {
    byte[] bytes = bytes(path, limit);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private byte @Nullable [] bytes(String path, int limit) {
    Path file = folder.resolve(path);
    try {
      if (!RegularFiles.isFile(file)) {
        return null;
      }
      byte[] bytes = RegularFiles.read(file, limit);
      return bytes.length > limit ? null : bytes;
    } catch (IOException e) {
      return null;
    }
  }
}

package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/** Access to files that must not be links, pipes, sockets or devices. */
final class RegularFiles {
  private static final Set<java.nio.file.OpenOption> OPEN =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private RegularFiles() {}

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * {@return the bytes of a file whose type was looked at before; one byte more than the limit when
   * the file is larger} A file that grows meanwhile is read to the size that it had.
   */
  static byte[] read(Path path, int limit) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path, OPEN)) {
      long size = channel.size();
      // A file of which the system tells no size may have content all the same.
      return size > 0 && size <= limit
          ? read(channel, (int) size)
          : readToEnd(channel, (int) Math.min(size, limit), limit);
    }
  }

  private static byte[] read(SeekableByteChannel channel, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      continue;
    }
    return content(buffer);
  }

  private static byte[] readToEnd(SeekableByteChannel channel, int expected, int limit)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(expected + 1);
    while (channel.read(buffer) >= 0) {
      if (buffer.hasRemaining()) {
        continue;
      }
      if (buffer.capacity() > limit) {
        break;
      }
      ByteBuffer larger = ByteBuffer.allocate((int) Math.min(2L * buffer.capacity(), limit + 1L));
      larger.put(buffer.flip());
      buffer = larger;
    }
    return content(buffer);
  }

  private static byte[] content(ByteBuffer buffer) {
    return buffer.hasRemaining()
        ? Arrays.copyOf(buffer.array(), buffer.position())
        : buffer.array();
  }
}

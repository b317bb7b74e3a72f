package io.github.flaskdebugguard.repository;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes a file whole or not at all: beside its place first, then moved there. A link is never
 * followed, because a repository may hold one where a report is to be written.
 */
public final class WholeFile {
  private static final int ATTEMPTS = 100;

  private WholeFile() {}

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    /** Writes to the writer, which is closed afterwards. */
    void write(Writer out) throws IOException;
  }

  /**
   * {@return why the file cannot be written, or an empty text}
   *
   * @param file absolute
   */
  public static String obstacle(Path file) {
    Path folder = file.getParent();
    if (folder == null || file.getFileName() == null) {
      return "is no file name";
    }
    if (!Files.isDirectory(folder)) {
      return "is in a folder that does not exist";
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "is there and is no regular file";
    }
    return "";
  }

  /** Writes a file, in place of one that may be there. */
  public static void write(Path file, Content content) throws IOException {
    String obstacle = obstacle(file);
    if (!obstacle.isEmpty()) {
      throw new FileSystemException(file.toString(), null, obstacle);
    }
    Path draft = draft(file);
    boolean moved = false;
    try {
      try (OutputStream bytes =
              Files.newOutputStream(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
          Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
        content.write(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /** Puts other bytes in the place of a file, which keeps its permissions. */
  static void replace(Path file, byte[] content) throws IOException {
    Path draft = draft(file);
    boolean moved = false;
    try {
      Files.write(draft, content, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributeView known =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (known != null) {
        Files.setPosixFilePermissions(draft, known.readAttributes().permissions());
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(draft);
      }
    }
  }

  private static Path draft(Path file) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Path draft =
          file.resolveSibling(
              "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + i);
      try {
        return Files.createFile(draft);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
    throw new FileSystemException(file.toString(), null, "has too many drafts beside it");
  }
}

package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in one folder, as the file system tells it.
 *
 * @param entries at most one more than a repository may have
 * @param failure why the folder could not be read, in which case there are no entries
 */
record FolderEntries(List<Entry> entries, @Nullable Exception failure) {
  /** What an entry is; a link is one wherever it leads. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER,
    UNREADABLE
  }

  /**
   * One entry.
   *
   * @param failure why it is unreadable
   */
  record Entry(Path path, String name, Kind kind, @Nullable IOException failure) {
    private static Entry of(Path path) {
      String name = Names.of(path.getFileName());
      try {
        return new Entry(path, name, kind(RegularFiles.attributes(path)), null);
      } catch (IOException e) {
        return new Entry(path, name, Kind.UNREADABLE, e);
      }
    }

    private static Kind kind(BasicFileAttributes attributes) {
      return attributes.isRegularFile()
          ? Kind.FILE
          : attributes.isDirectory()
              ? Kind.FOLDER
              : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }
  }

  static FolderEntries of(Path folder) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        entries.add(Entry.of(entry));
        if (entries.size() > Limits.ENTRIES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return new FolderEntries(List.of(), e);
    }
    return new FolderEntries(entries, null);
  }
}

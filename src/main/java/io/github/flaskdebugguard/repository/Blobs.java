package io.github.flaskdebugguard.repository;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Contents of files by their ids. Safe for use by several threads. */
record Blobs(org.eclipse.jgit.lib.Repository git) {
  /**
   * {@return the bytes, or null when there are more than so many, or the server kept a large file}
   *
   * @throws IOException when the object is broken
   */
  byte @Nullable [] read(ObjectId id, int limit) throws IOException {
    try (ObjectReader reader = git.newObjectReader()) {
      // The size stands in the header, so a bomb is never unpacked.
      return reader.getObjectSize(id, Constants.OBJ_BLOB) > limit
          ? null
          : reader.open(id, Constants.OBJ_BLOB).getBytes(limit);
    } catch (MissingObjectException e) {
      return null;
    }
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files of a deployment with what its start scripts wrote over them. Immutable. */
final class OverlayFiles implements FileView {
  private final FileView base;
  private final Map<String, Written> written;

  private OverlayFiles(FileView base, Map<String, Written> written) {
    this.base = base;
    this.written = written;
  }

  /** A written file; its text is null when it is not known. */
  private record Written(boolean exists, @Nullable SourceFile text) {}

  static OverlayFiles over(FileView base) {
    return base instanceof OverlayFiles overlay ? overlay : new OverlayFiles(base, Map.of());
  }

  /** {@return these files with one more; without a text it exists and cannot be read} */
  OverlayFiles with(String path, @Nullable SourceFile text) {
    return put(path, new Written(true, text));
  }

  OverlayFiles without(String path) {
    return put(path, new Written(false, null));
  }

  OverlayFiles withAll(Collection<String> paths, @Nullable SourceFile text) {
    return put(paths, new Written(true, text));
  }

  OverlayFiles withoutAll(Collection<String> paths) {
    return put(paths, new Written(false, null));
  }

  private OverlayFiles put(String path, Written file) {
    return put(List.of(path), file);
  }

  private OverlayFiles put(Collection<String> paths, Written file) {
    Map<String, Written> copy = new HashMap<>(written);
    paths.forEach(path -> copy.put(path, file));
    return new OverlayFiles(base, copy);
  }

  /** {@return whether a script wrote or removed this file} */
  boolean touched(String path) {
    return written.containsKey(path);
  }

  @Override
  public Presence presence(String absolutePath) {
    Written own = written.get(absolutePath);
    return own == null
        ? base.presence(absolutePath)
        : own.exists() ? Presence.FILE : Presence.ABSENT;
  }

  @Override
  public @Nullable SourceFile read(String absolutePath) {
    Written own = written.get(absolutePath);
    return own == null ? base.read(absolutePath) : own.text();
  }

  @Override
  public List<String> list(String absolutePath) {
    TreeSet<String> names = new TreeSet<>(base.list(absolutePath));
    String prefix = absolutePath.endsWith("/") ? absolutePath : absolutePath + "/";
    written.forEach(
        (path, file) -> {
          if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
            if (file.exists()) {
              names.add(path.substring(prefix.length()));
            } else {
              names.remove(path.substring(prefix.length()));
            }
          }
        });
    return new ArrayList<>(names);
  }

  @Override
  public @Nullable String pathOf(String repositoryPath) {
    return base.pathOf(repositoryPath);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OverlayFiles files
        && base.equals(files.base)
        && (written == files.written || written.equals(files.written));
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }
}

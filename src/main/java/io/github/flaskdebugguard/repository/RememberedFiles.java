package io.github.flaskdebugguard.repository;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view that remembers what stands at each path. Start-up code asks for a few paths per import,
 * and is evaluated many times; each question walks the steps that filled an image. Not for use by
 * several threads.
 */
public final class RememberedFiles implements FileView {
  private final FileView files;
  private final Map<String, Presence> presence = new HashMap<>();

  /** Remembers what the answers of another view are. */
  public RememberedFiles(FileView files) {
    this.files = files;
  }

  @Override
  public Presence presence(String absolutePath) {
    return presence.computeIfAbsent(absolutePath, files::presence);
  }

  @Override
  public @Nullable SourceFile read(String absolutePath) {
    return files.read(absolutePath);
  }

  @Override
  public List<String> list(String absolutePath) {
    return files.list(absolutePath);
  }

  @Override
  public @Nullable String pathOf(String repositoryPath) {
    return files.pathOf(repositoryPath);
  }
}

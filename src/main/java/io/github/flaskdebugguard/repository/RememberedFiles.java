package io.github.flaskdebugguard.repository;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A view that remembers what it was asked and what it answered. Start-up code asks for a few paths
 * per import, and is evaluated many times; each question walks the steps that filled an image. Not
 * for use by several threads while it is asked.
 */
public final class RememberedFiles implements FileView {
  private final FileView files;
  private final Map<String, Presence> presence = new HashMap<>();
  private final Map<String, @Nullable SourceFile> texts = new HashMap<>();
  private final Map<String, List<String>> folders = new HashMap<>();
  private final Map<String, @Nullable String> paths = new HashMap<>();

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
    SourceFile known = texts.get(absolutePath);
    if (known == null && !texts.containsKey(absolutePath)) {
      known = files.read(absolutePath);
      texts.put(absolutePath, known);
    }
    return known;
  }

  @Override
  public List<String> list(String absolutePath) {
    return folders.computeIfAbsent(absolutePath, files::list);
  }

  @Override
  public @Nullable String pathOf(String repositoryPath) {
    String known = paths.get(repositoryPath);
    if (known == null && !paths.containsKey(repositoryPath)) {
      known = files.pathOf(repositoryPath);
      paths.put(repositoryPath, known);
    }
    return known;
  }

  /** {@return how many answers it remembers} */
  public int answers() {
    return presence.size() + texts.size() + folders.size() + paths.size();
  }

  /**
   * {@return whether another view answers all that this one was asked as this one did: whoever
   * asked this one would do the same with the other}
   */
  public boolean answersLike(FileView other) {
    for (Map.Entry<String, Presence> each : presence.entrySet()) {
      if (other.presence(each.getKey()) != each.getValue()) {
        return false;
      }
    }
    for (Map.Entry<String, @Nullable SourceFile> each : texts.entrySet()) {
      if (!same(each.getValue(), other.read(each.getKey()))) {
        return false;
      }
    }
    for (Map.Entry<String, List<String>> each : folders.entrySet()) {
      if (!each.getValue().equals(other.list(each.getKey()))) {
        return false;
      }
    }
    for (Map.Entry<String, @Nullable String> each : paths.entrySet()) {
      if (!Objects.equals(each.getValue(), other.pathOf(each.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(@Nullable SourceFile one, @Nullable SourceFile other) {
    return one == other
        || (one != null
            && other != null
            && one.path().equals(other.path())
            && one.text().equals(other.text()));
  }
}

package io.github.flaskdebugguard.repository;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A repository in which the text of some files is another one. Nothing is written: it answers what
 * a change would bring.
 *
 * @param changed by the path that {@link #read} gives the file
 */
public record Overlay(Repository whole, Map<String, SourceFile> changed) implements View {
  public Overlay {
    changed = Map.copyOf(changed);
  }

  @Override
  public @Nullable SourceFile read(String path) {
    SourceFile here = changed.get(path);
    if (here != null) {
      return here;
    }
    SourceFile file = whole.read(path);
    // A link has the path of the file that it leads to.
    return file == null ? null : changed.getOrDefault(file.path(), file);
  }

  @Override
  public boolean mayContain(String path, String... needles) {
    SourceFile file = whole.isFile(path) ? read(path) : null;
    return file != null && changed.containsKey(file.path())
        ? Arrays.stream(needles).anyMatch(file.text()::contains)
        : whole.mayContain(path, needles);
  }
}

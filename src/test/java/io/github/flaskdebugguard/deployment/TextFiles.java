package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Repository files that a process sees below one folder; nothing else is there. */
final class TextFiles implements FileView {
  private final String folder;
  private final Map<String, String> files = new TreeMap<>();

  TextFiles(String folder, Map<String, String> files) {
    this.folder = folder;
    this.files.putAll(files);
  }

  @Override
  public Presence presence(String absolutePath) {
    if (read(absolutePath) != null) {
      return Presence.FILE;
    }
    String prefix = absolutePath.equals("/") ? "/" : absolutePath + "/";
    boolean folderThere =
        (folder + "/").startsWith(prefix)
            || files.keySet().stream().anyMatch(file -> (folder + "/" + file).startsWith(prefix));
    return folderThere ? Presence.FOLDER : Presence.ABSENT;
  }

  @Override
  public @Nullable SourceFile read(String absolutePath) {
    if (!absolutePath.startsWith(folder + "/")) {
      return null;
    }
    String path = absolutePath.substring(folder.length() + 1);
    String text = files.get(path);
    return text == null ? null : new SourceFile(path, text);
  }

  @Override
  public List<String> list(String absolutePath) {
    TreeSet<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      String path = folder + "/" + file;
      if (path.startsWith(absolutePath + "/")) {
        names.add(path.substring(absolutePath.length() + 1).split("/")[0]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public @Nullable String pathOf(String repositoryPath) {
    return files.containsKey(repositoryPath) ? folder + "/" + repositoryPath : null;
  }
}

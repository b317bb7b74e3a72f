package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watchers of circus on a host; a circusd that an image or a script starts is resolved there. */
final class CircusReader implements DeploymentReader {
  private static final String KIND = "circus";

  @Override
  public void read(Discovery discovery) {
    discovery.onceKnown(CircusReader::unreached);
  }

  private static void unreached(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths =
        discovery.endingWith(".ini", ".conf").stream()
            .filter(path -> discovery.repository().mayContain(path, "[watcher:"))
            .filter(path -> !Hosted.isReached(discovery, path))
            .toList();
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    Repository repository = hosted.discovery().repository();
    SourceFile file = repository.read(path);
    if (file == null) {
      return;
    }
    List<Text> words = new ArrayList<>();
    String working = null;
    for (CircusWatchers.Watcher watcher : CircusWatchers.of(file, circusd(null))) {
      words.addAll(watcher.start().arguments());
      working = watcher.start().folder() == null ? working : watcher.start().folder();
    }
    HostFiles.Host host = HostFiles.of(repository, path, working, words);
    for (CircusWatchers.Watcher watcher : CircusWatchers.of(file, circusd(host.mount()))) {
      Roles.Told told = Roles.of(path, List.of(watcher.name()), KIND, siblings);
      Target target = new Target(KIND, path, watcher.name(), told, watcher.span());
      hosted.host(target, watcher.start(), host.files());
    }
  }

  private static ProcessStart circusd(@Nullable String folder) {
    return new ProcessStart(List.of(), folder, Environment.EMPTY, null, List.of());
  }
}

package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of supervisor on a host; a supervisord that an image starts is resolved with its image.
 */
final class SupervisorReader implements DeploymentReader {
  @Override
  public void read(Discovery discovery) {
    discovery.onceKnown(SupervisorReader::unreached);
  }

  private static void unreached(Discovery discovery) {
    Repository repository = discovery.repository();
    List<String> paths =
        discovery.matching(SupervisorReader::mayHoldPrograms).stream()
            .filter(
                path ->
                    repository.mayContain(path, "[program:") && !Hosted.isReached(discovery, path))
            .toList();
    discovery.each(
        paths,
        path -> {
          SourceFile file = repository.read(path);
          if (file != null) {
            read(discovery, path, file, paths);
          }
        });
    List<String> scripts =
        discovery.matching(name -> name.endsWith(".sh") || name.endsWith(".bash")).stream()
            .filter(path -> repository.mayContain(path, "[program:"))
            .toList();
    discovery.each(scripts, path -> written(discovery, path, scripts));
  }

  /** Programs in the configuration that a deploy script writes. */
  private static void written(Discovery discovery, String path, List<String> scripts) {
    SourceFile script = discovery.repository().read(path);
    if (script == null || Hosted.isReached(discovery, path)) {
      return;
    }
    for (SourceFile document : ScriptDocuments.holding(script, "[program:")) {
      read(discovery, path, document, scripts);
    }
  }

  private static boolean mayHoldPrograms(String name) {
    return name.endsWith(".conf")
        || name.endsWith(".ini")
        || name.endsWith(".j2")
        || name.endsWith(".erb")
        || name.contains("supervisor");
  }

  private static void read(
      Discovery discovery, String path, SourceFile file, List<String> siblings) {
    Repository repository = discovery.repository();
    // Without files first: the words tell where the repository stands.
    List<Text> words = new ArrayList<>();
    String working = null;
    ImageFiles own = ImageFiles.ofRepository(repository, "/");
    SupervisorPrograms.Result result =
        SupervisorPrograms.programs(file, "/" + path, null, Environment.EMPTY, own);
    for (SupervisorPrograms.Program program : result.programs()) {
      ProcessStart start = program.start();
      if (start != null) {
        words.addAll(start.arguments());
        working =
            start.folder() == null || start.folder().equals(PosixPath.parent("/" + path))
                ? working
                : start.folder();
      }
    }
    if (result.error() != null) {
      discovery.problem(
          new Problem(path, null, "supervisord refuses this file: " + result.error(), false));
    }
    HostFiles.Host host = HostFiles.of(repository, path, working, words);
    for (SupervisorPrograms.Program program : result.programs()) {
      ProcessStart start = program.start();
      if (start == null || !program.span().path().equals(path)) {
        continue;
      }
      boolean unset = start.folder() == null || start.folder().equals(PosixPath.parent("/" + path));
      String folder = unset ? host.mount() : start.folder();
      ProcessStart placed =
          new ProcessStart(
              start.arguments(), folder, start.environment(), start.condition(), start.trail());
      Roles.Told told = Roles.of(path, List.of(program.name()), "supervisor", siblings);
      discovery.add(
          new Deployment(
              "supervisor:" + path + "#" + program.name(),
              "supervisor",
              told.role(),
              told.reason(),
              program.span(),
              CommandLine.shown(start.arguments()),
              Launches.resolve(placed, host.files(), discovery::problem),
              host.files(),
              Exposure.NONE,
              PackageReader.read(repository, host.files(), folder, List.of())));
    }
  }
}

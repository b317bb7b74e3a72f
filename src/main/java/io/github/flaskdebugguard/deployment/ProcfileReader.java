package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Procfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Procfiles, which Heroku, Dokku, Scalingo and local runners start: {@code web} is what gets
 * traffic, {@code release} runs once and ends, another process type counts where it may serve.
 */
final class ProcfileReader implements DeploymentReader {
  private static final String MOUNT = "/app";

  @Override
  public void read(Discovery discovery) {
    List<String> paths =
        discovery.matching(name -> name.equals("procfile") || name.startsWith("procfile."));
    discovery.each(paths, path -> read(discovery, path, paths));
  }

  private static void read(Discovery discovery, String path, List<String> siblings) {
    SourceFile file = discovery.repository().read(path);
    if (file == null) {
      return;
    }
    List<Procfile.Process> processes = Procfile.parse(file).processes();
    Map<String, Procfile.Process> last = last(processes);
    for (Procfile.Process process : processes) {
      if (last.get(process.name()) == process && !process.name().equals("release")) {
        deployment(discovery, path, process, siblings);
      }
    }
  }

  /** {@return the process that counts of each name} */
  static Map<String, Procfile.Process> last(List<Procfile.Process> processes) {
    Map<String, Procfile.Process> last = new HashMap<>();
    processes.forEach(process -> last.put(process.name(), process));
    return last;
  }

  private static void deployment(
      Discovery discovery, String path, Procfile.Process process, List<String> siblings) {
    ImageFiles files = ImageFiles.ofRepository(discovery.repository(), MOUNT);
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? MOUNT : MOUNT + "/" + path.substring(0, slash);
    Span span = process.command().span();
    Text port = new Text.Unknown("is chosen by the platform", "PORT", span);
    ProcessStart start =
        new ProcessStart(
            List.of(new Text.Known("sh", span), new Text.Known("-c", span), process.command()),
            folder,
            Environment.EMPTY.with("PORT", port),
            null,
            List.of(new Fact(span, "starts " + process.name() + " of " + path, true)));
    List<ProcessStart> starts = Launches.resolve(start, files, discovery::problem);
    boolean web = process.name().toLowerCase(Locale.ROOT).equals("web");
    if (starts.isEmpty()
        || (!web && starts.stream().noneMatch(each -> Servers.mayServe(each, files)))) {
      return;
    }
    Roles.Told told = told(path, process.name(), siblings);
    discovery.add(
        new Deployment(
            "procfile:" + path + "#" + process.name(),
            "procfile",
            told.role(),
            told.reason(),
            span,
            process.command().value(),
            starts,
            files,
            Exposure.NONE,
            PackageReader.read(discovery.repository(), files, folder, List.of())));
  }

  private static Roles.Told told(String path, String name, List<String> siblings) {
    String file = Paths.name(path).toLowerCase(Locale.ROOT);
    if (file.equals("procfile.windows") || file.equals("procfile.local")) {
      return new Roles.Told(Role.DEVELOPMENT, "file name " + Paths.name(path));
    }
    return Roles.of(path, List.of(name), "procfile", siblings);
  }
}

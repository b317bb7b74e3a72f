package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Process files of pm2 that a person starts on a host, once as they are and once for each {@code
 * --env} that they have variables for. One that an image or a script starts is resolved there.
 */
final class Pm2Reader implements DeploymentReader {
  private static final String KIND = "pm2";

  @Override
  public void read(Discovery discovery) {
    discovery.onceKnown(Pm2Reader::unreached);
  }

  private static void unreached(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths =
        discovery.matching(Pm2Reader::isProcessFile).stream()
            .filter(path -> discovery.repository().mayContain(path, "script", "cmd", "command"))
            .filter(path -> !Hosted.isReached(discovery, path))
            .toList();
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  /** {@return whether pm2 takes a file of this name for one, and people give it this name} */
  private static boolean isProcessFile(String name) {
    boolean named =
        name.startsWith("ecosystem")
            || name.contains("pm2")
            || name.startsWith("process.")
            || name.startsWith("processes.");
    return named
        && (name.endsWith(".config.js")
            || name.endsWith(".config.cjs")
            || name.endsWith(".config.mjs")
            || name.endsWith(".json")
            || name.endsWith(".yml")
            || name.endsWith(".yaml"));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    for (Pm2App app : Pm2App.of(file)) {
      List<String> environments = app.environments();
      boolean forProduction =
          environments.stream()
              .anyMatch(name -> Roles.explicit(name, KIND).role() == Role.PRODUCTION);
      Roles.Told told = Roles.of(path, List.of(app.name()), KIND, siblings);
      if (forProduction && told.role() != Role.DEVELOPMENT) {
        told =
            new Roles.Told(Role.DEVELOPMENT, "variables of its own stand beside it for production");
      }
      add(hosted, path, app, null, told);
      for (String environment : environments) {
        add(hosted, path, app, environment, Roles.explicit(environment, "environment"));
      }
    }
  }

  private static void add(
      Hosted hosted, String path, Pm2App app, @Nullable String environment, Roles.Told told) {
    Repository repository = hosted.discovery().repository();
    ProcessStart caller = new ProcessStart(List.of(), null, Environment.EMPTY, null, List.of());
    ProcessStart first = app.start(caller, environment);
    if (first == null) {
      ProcessStart direct =
          new ProcessStart(app.command(), null, Environment.EMPTY, null, List.of());
      if (Servers.mayServe(direct, hosted.files())) {
        String message =
            "pm2 starts " + app.name() + " with node, because no interpreter is named: it fails";
        hosted.discovery().problem(new Problem(path, app.place(), message, false));
      }
      return;
    }
    String working =
        app.folder() instanceof Text.Known known && known.value().startsWith("/")
            ? known.value()
            : null;
    HostFiles.Host host = HostFiles.of(repository, path, working, first.arguments());
    String own = ImagePath.folder(path);
    String folder =
        working != null
            ? working
            : own.isEmpty() ? host.mount() : ImagePath.resolve(host.mount(), own);
    ProcessStart start =
        app.start(
            new ProcessStart(List.of(), folder, Environment.EMPTY, null, List.of()), environment);
    if (start != null) {
      String name = environment == null ? app.name() : app.name() + "@" + environment;
      hosted.host(new Target(KIND, path, name, told, app.place()), start, host.files());
    }
  }
}

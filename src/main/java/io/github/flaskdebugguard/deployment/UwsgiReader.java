package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * uWSGI configurations that no other deployment names: an emperor's vassals and services of a host.
 */
final class UwsgiReader implements DeploymentReader {
  private static final Map<String, String> OPTIONS =
      Map.of("ini", "--ini", "yaml", "--yaml", "yml", "--yaml", "json", "--json", "xml", "--xml");

  private static final String[] APPS = {
    "module",
    "wsgi",
    "wsgi-file",
    "file",
    "mount",
    "pyrun",
    "paste",
    "ini-paste",
    "ini-paste-logged",
    "eval"
  };

  @Override
  public void read(Discovery discovery) {
    discovery.onceKnown(UwsgiReader::unreached);
  }

  private static void unreached(Discovery discovery) {
    Repository repository = discovery.repository();
    List<String> paths =
        discovery.matching(UwsgiReader::mayBe).stream()
            .filter(path -> repository.mayContain(path, "[uwsgi]", "uwsgi:", "\"uwsgi\"", "<uwsgi"))
            .filter(path -> !isNamed(discovery, path))
            .toList();
    discovery.each(paths, path -> read(discovery, path, paths));
  }

  private static boolean mayBe(String name) {
    return (name.contains("ini") || name.contains("uwsgi")) && format(name) != null;
  }

  private static @Nullable String format(String name) {
    String plain = name;
    for (String ending : List.of(".j2", ".erb", ".tmpl", ".template")) {
      plain = plain.endsWith(ending) ? plain.substring(0, plain.length() - ending.length()) : plain;
    }
    return OPTIONS.get(plain.substring(plain.lastIndexOf('.') + 1));
  }

  /** Whether a deployment that was found before starts uWSGI with this file or includes it. */
  private static boolean isNamed(Discovery discovery, String path) {
    String name = PosixPath.name(path);
    for (Deployment deployment : discovery.deployments()) {
      for (ProcessStart start : deployment.starts()) {
        for (Text word : start.arguments()) {
          if (word instanceof Text.Known known
              && (known.value().endsWith(name) || known.value().contains(name + ":"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void read(Discovery discovery, String path, List<String> siblings) {
    Repository repository = discovery.repository();
    SourceFile file = repository.read(path);
    String option = format(PosixPath.name(path));
    if (file == null || option == null) {
      return;
    }
    Span whole = file.span(0, 0);
    List<Text> first =
        List.of(
            new Text.Known("uwsgi", whole),
            new Text.Known(option, whole),
            new Text.Known("/" + path, whole));
    ProcessStart plain = new ProcessStart(first, "/", Environment.EMPTY, null, List.of());
    UwsgiOptions options = UwsgiOptions.of(plain, ImageFiles.ofRepository(repository, "/"));
    UwsgiOptions.Option app = options.last(APPS);
    if (app == null) {
      return;
    }
    List<Text> words = new ArrayList<>();
    String working = null;
    for (UwsgiOptions.Option each : options.options()) {
      words.add(each.value());
      boolean folder =
          each.name().equals("chdir") || (each.name().equals("pythonpath") && working == null);
      if (folder && each.value() instanceof Text.Known known && known.value().startsWith("/")) {
        working = PosixPath.resolve("/", known.value());
      }
    }
    // %d is the folder of the file itself, which the look without a host put at the root.
    String own = PosixPath.parent("/" + path);
    boolean self = working != null && (working.equals(own) || working.equals("/"));
    HostFiles.Host host = HostFiles.of(repository, path, self ? null : working, words);
    String place = host.files().pathOf(path);
    String config = place == null ? PosixPath.resolve(host.mount(), path) : place;
    ProcessStart start =
        new ProcessStart(
            List.of(
                new Text.Known("uwsgi", app.span()),
                new Text.Known(option, app.span()),
                new Text.Known(config, app.span())),
            working == null || self ? PosixPath.parent(config) : working,
            Environment.EMPTY,
            null,
            List.of(new Fact(app.span(), "uWSGI serves " + PosixPath.name(path), true)));
    String name = PosixPath.name(path);
    int dot = name.indexOf('.');
    Roles.Told told = Roles.of(path, List.of(), "uwsgi", siblings);
    discovery.add(
        new Deployment(
            "uwsgi:" + path + "#" + (dot <= 0 ? name : name.substring(0, dot)),
            "uwsgi",
            told.role(),
            told.reason(),
            app.span(),
            "uwsgi " + option + " " + path,
            List.of(start),
            host.files(),
            Exposure.NONE,
            PackageReader.read(repository, host.files(), start.folder(), List.of())));
  }
}

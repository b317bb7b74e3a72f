package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Services of runit and s6: executable {@code run} files of a service folder, and scripts that an
 * image copies to one ({@code COPY web.service /etc/service/web/run}).
 */
final class RunScriptReader implements DeploymentReader {
  private static final String KIND = "runit";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.named("run")) {
      if (path.contains("service")
          || path.contains("s6")
          || path.contains("runit")
          || path.contains("sv/")) {
        paths.add(path);
      }
    }
    for (String path : discovery.endingWith(".service", ".run")) {
      SourceFile file = discovery.repository().read(path);
      if (file != null && file.text().startsWith("#!")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null || !file.text().startsWith("#!")) {
      return;
    }
    String name = ImagePath.name(path);
    String unit =
        name.equals("run")
            ? ImagePath.name(ImagePath.folder(path))
            : name.substring(0, name.lastIndexOf('.'));
    Span place = place(file);
    Target target =
        new Target(KIND, path, unit, Roles.of(path, List.of(unit), KIND, siblings), place);
    // Where an image holds the script, its files and settings are those of the image.
    for (String dockerfile : dockerfiles(hosted.discovery())) {
      Dockerfile document = hosted.discovery().dockerfile(dockerfile);
      if (document != null
          && hosted.discovery().repository().mayContain(dockerfile, ImagePath.name(path))
          && inImage(hosted, target, dockerfile, document)) {
        return;
      }
    }
    hosted.words(
        target,
        List.of(new Text.Known("sh", place), new Text.Known(Hosted.MOUNT + "/" + path, place)),
        "",
        Environment.EMPTY);
  }

  /** {@return the Dockerfiles, those for development and tests last} */
  private static List<String> dockerfiles(Discovery discovery) {
    List<String> paths = new ArrayList<>(discovery.dockerfiles());
    paths.sort(Comparator.comparing(path -> !Roles.of(path, List.of()).role().exposed()));
    return paths;
  }

  /** Adds the service as the last stage runs it that holds its script. */
  private static boolean inImage(
      Hosted hosted, Target target, String dockerfile, Dockerfile document) {
    for (Dockerfile.Stage stage : document.stages().reversed()) {
      ImageConfig image = hosted.images().built(dockerfile, null, stage.name(), Map.of());
      String at = image == null ? null : image.files().pathOf(target.file());
      if (image != null && at != null) {
        ProcessStart start =
            new ProcessStart(
                List.of(new Text.Known(at, target.place())),
                PosixPath.parent(at),
                image.environment(),
                null,
                List.of(new Fact(target.place(), "runit starts " + target.name(), true)));
        return hosted.start(target, start, image.files(), Exposure.NONE, image.installs(), null);
      }
    }
    return false;
  }

  private static Span place(SourceFile file) {
    int exec = file.text().lastIndexOf("exec ");
    int start = exec < 0 ? 0 : exec;
    int feed = file.text().indexOf('\n', start);
    return file.span(start, feed < 0 ? file.text().length() : feed);
  }
}

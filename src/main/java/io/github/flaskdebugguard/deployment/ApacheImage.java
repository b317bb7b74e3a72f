package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Apache as the program of a container: its configuration in the image names the script that
 * mod_wsgi serves. A script that a package installs there is looked for in the repository.
 */
public final class ApacheImage {
  private static final Set<String> PROGRAMS =
      Set.of(
          "httpd", "httpd-foreground", "apache2", "apache2ctl", "apachectl", "apache2-foreground");

  private static final List<String> FOLDERS =
      List.of(
          "/etc/httpd/conf.d",
          "/etc/httpd/conf",
          "/etc/apache2/sites-enabled",
          "/etc/apache2/sites-available",
          "/etc/apache2/conf-enabled",
          "/etc/apache2/conf.d",
          "/etc/apache2",
          "/usr/local/apache2/conf",
          "/usr/local/apache2/conf/extra");

  private static final String ALIAS = "WSGIScriptAlias";

  private ApacheImage() {}

  /**
   * {@return the deployment with mod_wsgi as the process that serves, or null when its program is
   * not Apache or no configuration names a script}
   */
  public static @Nullable Deployment of(
      Repository repository, Deployment deployment, ProcessStart start) {
    String program = ShellBuiltins.known(start.arguments().getFirst());
    if (program == null
        || !PROGRAMS.contains(Paths.name(program))
        || !(deployment.files() instanceof ImageFiles files)) {
      return null;
    }
    Text.Known script = script(files);
    if (script == null) {
      return null;
    }
    ImageFiles seen =
        files.presence(script.value()) == Presence.FILE
            ? files
            : installed(repository, files, script.value());
    List<Text> words = new ArrayList<>();
    words.add(new Text.Known("mod_wsgi-express", script.span()));
    words.add(new Text.Known("start-server", script.span()));
    words.add(script);
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(script.span(), "mod_wsgi loads " + script.value(), true));
    ProcessStart served =
        new ProcessStart(
            words,
            PosixPath.parent(script.value()),
            start.environment(),
            start.condition(),
            trail,
            start.absent());
    return new Deployment(
        deployment.id(),
        deployment.kind(),
        deployment.role(),
        deployment.roleReason(),
        deployment.place(),
        deployment.command(),
        List.of(served),
        seen,
        deployment.exposure(),
        deployment.packages());
  }

  private static Text.@Nullable Known script(ImageFiles files) {
    for (String folder : FOLDERS) {
      for (String name : files.list(folder)) {
        SourceFile file = name.endsWith(".conf") ? files.read(PosixPath.child(folder, name)) : null;
        Text.Known found = file == null ? null : alias(file);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Text.@Nullable Known alias(SourceFile file) {
    int at = 0;
    for (int line = 1; line <= file.lineCount(); line++) {
      String text = file.line(line);
      if (text.stripLeading().startsWith(ALIAS)) {
        int begin = Math.max(0, file.text().indexOf(text, at));
        Span span = file.span(begin, begin + text.length());
        List<Text> words = Hosted.split(new Text.Known(text.strip(), span));
        if (words.size() > 2
            && words.get(2) instanceof Text.Known path
            && path.value().startsWith("/")) {
          return path;
        }
      }
      at += text.length();
    }
    return null;
  }

  /** The folder of the repository whose file has the longest end in common with the script. */
  private static ImageFiles installed(Repository repository, ImageFiles files, String script) {
    String best = null;
    int length = 1;
    for (String path : repository.files()) {
      int common = common(path, script);
      if (common > length) {
        best = path;
        length = common;
      }
    }
    return best == null ? files : files.mount(ImagePath.folder(best), PosixPath.parent(script));
  }

  /** {@return how many parts at their ends two paths have in common} */
  private static int common(String path, String other) {
    int count = 0;
    int end = path.length();
    int otherEnd = other.length();
    while (end >= 0 && otherEnd >= 0) {
      int slash = path.lastIndexOf('/', end - 1);
      int otherSlash = other.lastIndexOf('/', otherEnd - 1);
      int length = end - slash - 1;
      if (length != otherEnd - otherSlash - 1
          || !path.regionMatches(slash + 1, other, otherSlash + 1, length)) {
        return count;
      }
      count++;
      end = slash;
      otherEnd = otherSlash;
    }
    return count;
  }
}

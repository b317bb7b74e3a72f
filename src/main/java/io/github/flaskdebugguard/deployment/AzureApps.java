package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Azure App Service starts: the startup command, or the file that it names; else {@code
 * application.py} or {@code app.py} under gunicorn (the platform's documentation).
 */
final class AzureApps {
  private AzureApps() {}

  /** Adds the app of a folder. */
  static void app(
      Hosted hosted, Target target, @Nullable Text command, String folder, Environment variables) {
    Text start = command;
    if (start instanceof Text.Known known && known.value().isBlank()) {
      start = null;
    }
    if (start == null) {
      for (String name : List.of("startup.txt", "startup.sh")) {
        if (hosted.isFile(folder, name)) {
          start = new Text.Known(name, target.place());
          break;
        }
      }
    }
    if (start instanceof Text.Known known) {
      String file = ImagePath.child(folder, known.value().strip());
      SourceFile source = hosted.discovery().repository().read(file);
      if (source != null && file.endsWith(".txt")) {
        String text = source.text().strip();
        int at = source.text().indexOf(text);
        start = new Text.Known(text, source.span(at, at + text.length()));
      } else if (source != null && file.endsWith(".sh")) {
        start = new Text.Known("bash " + known.value().strip(), known.span());
      }
      hosted.line(target, start, folder, variables);
      return;
    }
    if (start != null) {
      hosted.line(target, start, folder, variables);
      return;
    }
    for (String module : List.of("application", "app")) {
      if (hosted.isFile(folder, module + ".py")) {
        Span place = target.place();
        hosted.words(
            target,
            List.of(
                new Text.Known("gunicorn", place),
                new Text.Known("--bind=0.0.0.0", place),
                new Text.Known("--timeout", place),
                new Text.Known("600", place),
                new Text.Known(module + ":app", place)),
            folder,
            variables);
        return;
      }
    }
    hosted.unknown(target, "is a startup command that no file gives", folder, variables);
  }
}

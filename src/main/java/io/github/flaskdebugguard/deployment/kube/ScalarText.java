package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;

/** The text of a scalar as a file of its own: a ConfigMap key that is mounted, an inline patch. */
public final class ScalarText {
  private ScalarText() {}

  /** {@return the text, of which each character points to where it is written} */
  public static SourceFile of(YamlScalar scalar, Repository repository) {
    Span span = scalar.span();
    SourceFile file = repository.read(span.path());
    String text = scalar.text();
    int[] origins = new int[text.length()];
    if (file == null || span.end() > file.text().length()) {
      java.util.Arrays.fill(origins, span.start());
      return SourceFile.written(span.path(), text, origins);
    }
    String raw = file.text();
    int at = span.start();
    for (int i = 0; i < text.length(); i++) {
      int found = raw.indexOf(text.charAt(i), at);
      // A decoded escape stands nowhere; it points to where it would be.
      boolean near = found >= 0 && found < span.end() && (found - at < 200 || i == 0);
      origins[i] = near ? found : Math.min(at, Math.max(span.start(), span.end() - 1));
      at = near ? found + 1 : at;
    }
    return SourceFile.written(span.path(), text, origins);
  }
}

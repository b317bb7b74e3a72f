package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dotenv file that the repository holds, as far as it may be told: names, never values.
 *
 * @param secrets names of variables with a secret of their own
 * @param debug names of variables that turn debug mode on
 * @param first the name of the first of them, or null when there is none
 */
record EnvFileHeld(String path, List<String> secrets, List<String> debug, @Nullable Span first) {
  /** Words in a path of a file that is no setting but a pattern, or for tests. */
  private static final Set<String> PATTERNS =
      Set.of(
          "example",
          "examples",
          "sample",
          "samples",
          "template",
          "templates",
          "tmpl",
          "tpl",
          "dist",
          "default",
          "defaults",
          "schema",
          "test",
          "tests",
          "testing",
          "ci",
          "e2e",
          "spec",
          "fixture",
          "fixtures",
          "docs",
          "doc",
          "demo");

  /** Words in the name of a file that only developers use: debug mode is what it is for. */
  private static final Set<String> DEVELOPERS =
      Set.of("dev", "devel", "develop", "development", "local");

  private static final Set<String> ON =
      Set.of("1", "true", "yes", "on", "y", "t", "development", "debug");

  EnvFileHeld {
    secrets = List.copyOf(secrets);
    debug = List.copyOf(debug);
  }

  /** {@return the files with a secret or a debug setting, by path} */
  static List<EnvFileHeld> in(Repository repository) {
    List<EnvFileHeld> found = new ArrayList<>();
    for (String path : repository.files()) {
      if (SecretNames.isEnvFile(path)
          && !holdsWord(path, PATTERNS)
          && !repository.isIgnored(path)) {
        SourceFile file = repository.read(path);
        EnvFileHeld held = file == null ? null : of(file);
        if (held != null && held.first() != null) {
          found.add(held);
        }
      }
    }
    return found;
  }

  private static EnvFileHeld of(SourceFile file) {
    List<String> secrets = new ArrayList<>();
    List<String> debug = new ArrayList<>();
    Span first = null;
    boolean forDevelopers = holdsWord(file.path(), DEVELOPERS);
    EnvFile parsed = EnvFile.parse(file, EnvFile.Reader.PYTHON_DOTENV, EnvFile.Lookup.NOTHING);
    for (EnvFile.Entry entry : parsed.entries()) {
      if (!(entry.value() instanceof Text.Known known)) {
        continue;
      }
      String value = known.value();
      boolean secret =
          !SecretNames.isPlaceholder(value)
              && (SecretNames.isSecret(entry.name()) || SecretNames.hasPassword(value));
      if (secret) {
        secrets.add(entry.name());
      } else if (isDebug(entry.name())
          && !forDevelopers
          && ON.contains(value.strip().toLowerCase(Locale.ROOT))) {
        debug.add(entry.name());
      } else {
        continue;
      }
      first = first == null ? name(file, entry) : first;
    }
    return new EnvFileHeld(file.path(), secrets, debug, first);
  }

  /** The name alone: a span is shown, and so is what it covers. */
  private static Span name(SourceFile file, EnvFile.Entry entry) {
    int start = file.text().indexOf(entry.name(), entry.span().start());
    return start < 0 || start + entry.name().length() > entry.span().end()
        ? new Span(file.path(), entry.span().start(), entry.span().start())
        : new Span(file.path(), start, start + entry.name().length());
  }

  private static boolean isDebug(String name) {
    return name.equals("FLASK_DEBUG") || name.equals("FLASK_ENV") || name.equals("DEBUG");
  }

  private static boolean holdsWord(String path, Set<String> words) {
    int start = 0;
    String lower = path.toLowerCase(Locale.ROOT);
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || !Character.isLetterOrDigit(lower.charAt(i))) {
        if (words.contains(lower.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }
}

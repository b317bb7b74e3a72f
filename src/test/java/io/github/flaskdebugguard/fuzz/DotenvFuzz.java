package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** What each reader takes for a variable stands in the file, and no value grows without end. */
final class DotenvFuzz implements FuzzTarget {
  private static final int LONGEST = 1 << 16;

  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/.env", input);
    EnvFile.Lookup lookup =
        name -> name.equals("HOME") ? new Text.Known("$HOME${A}", file.span(0, 0)) : null;
    for (EnvFile.Reader reader : EnvFile.Reader.values()) {
      EnvFile read = EnvFile.parse(file, reader, lookup);
      Records.areIn(file, read);
      for (EnvFile.Entry entry : read.entries()) {
        String source = input.substring(entry.span().start(), entry.span().end());
        String named = source.startsWith("export") ? source.substring(6).stripLeading() : source;
        boolean quoted = named.startsWith("'");
        Property.holds(
            quoted || (entry.name().indexOf('=') < 0 && entry.name().indexOf('\n') < 0),
            "%s reads the name %s",
            reader,
            entry.name());
        Property.holds(
            !(entry.value() instanceof Text.Known known)
                || known.value().length() <= 2 * LONGEST + input.length(),
            "%s reads an endless value of %s",
            reader,
            entry.name());
        raw(reader, entry, input);
      }
    }
  }

  /** Docker knows neither quotes nor references: a value is what stands behind the sign. */
  private static void raw(EnvFile.Reader reader, EnvFile.Entry entry, String input) {
    if (reader == EnvFile.Reader.DOCKER_RAW && entry.value() instanceof Text.Known known) {
      String source = input.substring(entry.span().start(), entry.span().end());
      Property.same(entry.name() + "=" + known.value(), source, "setting");
    }
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(
        Map.of(
            "own/.env",
            input,
            "own/.flaskenv",
            input,
            "own/compose.yaml",
            "services:\n  web:\n    image: python\n    env_file: .env\n    command: flask run\n",
            "own/Procfile",
            "web: flask run\n",
            "own/app.py",
            Scanned.APP));
  }
}

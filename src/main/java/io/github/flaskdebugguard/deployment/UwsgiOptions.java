package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a uWSGI process from its command line, its configuration files and its {@code
 * UWSGI_} variables, in the order in which they act (executed: 2.0.21): what stands later wins,
 * included files act in place, placeholders see keys that are defined later.
 *
 * @param options in order, configuration files replaced by what they hold
 * @param environment of the app: {@code env} and {@code unenv} applied
 * @param folder working folder after {@code chdir}, null when it cannot be known
 * @param error why uWSGI does not start, as a clause, or null
 */
public record UwsgiOptions(
    List<Option> options,
    Environment environment,
    @Nullable String folder,
    @Nullable String error) {

  public UwsgiOptions {
    options = List.copyOf(options);
  }

  /**
   * One option, for example {@code module} and {@code app:app}; underscores are kept as written.
   */
  public record Option(String name, Text value, Span span) {}

  /**
   * {@return the options of a process whose program is uWSGI}
   *
   * @param arguments of the process without the program
   */
  public static UwsgiOptions of(
      List<Text> arguments, @Nullable String folder, Environment environment, FileView files) {
    UwsgiReading reader = new UwsgiReading(folder == null ? "/" : folder, environment, files);
    reader.variables();
    reader.commandLine(arguments);
    return reader.result();
  }

  /** {@return the options of a process, whatever its program is called} */
  public static UwsgiOptions of(ProcessStart start, FileView files) {
    return of(
        start.arguments().subList(1, start.arguments().size()),
        start.folder(),
        start.environment(),
        files);
  }

  /** {@return the last option of one of these names, or null} */
  public @Nullable Option last(String... names) {
    return options.reversed().stream()
        .filter(option -> List.of(names).contains(option.name()))
        .findFirst()
        .orElse(null);
  }

  /**
   * {@return whether the last option of one of these names turns something on; a bare option does}
   */
  public boolean isOn(String... names) {
    Option option = last(names);
    return option != null
        && !(option.value() instanceof Text.Known known
            && Set.of("false", "0", "no", "off").contains(known.value().toLowerCase(Locale.ROOT)));
  }
}

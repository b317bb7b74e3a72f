package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Procfile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Programs that start all processes of a Procfile (executed: npm foreman 3.0, Ruby foreman 0.87):
 * {@code .env} beats the caller's environment, {@code -e} replaces it, ports count from 5000 by
 * 100.
 */
final class ProcfileRunner {
  private final ProcessStart start;
  private final OverlayFiles files;
  private final boolean node;

  /** Whether a word names the Procfile instead of a process. */
  private final boolean namesProcfile;

  private String procfile = "Procfile";
  private String envFiles = ".env";
  private @Nullable String port;
  private @Nullable String folder;
  private final List<String> chosen = new ArrayList<>();
  private int command = -1;

  private ProcfileRunner(ProcessStart start, String name, OverlayFiles files) {
    this.start = start;
    this.files = files;
    this.node = name.equals("nf") || name.equals("heroku");
    this.namesProcfile = name.equals("hivemind");
    this.folder = start.folder();
  }

  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name, OverlayFiles files) {
    ProcfileRunner runner = new ProcfileRunner(start, name, files);
    return runner.options(name) ? runner.started() : null;
  }

  private boolean options(String name) {
    List<Text> words = start.arguments();
    boolean starts =
        !(name.equals("honcho")
            || name.equals("foreman")
            || name.equals("nf")
            || name.equals("heroku"));
    dotForeman();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      String next = i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (word == null) {
        return false;
      }
      switch (word) {
        case "start", "local", "s", "local:start" -> starts = true;
        case "run" -> {
          command = i + 1;
          return command < words.size();
        }
        case "-f", "-j", "--procfile" -> {
          procfile = next == null ? procfile : next;
          i++;
        }
        case "-e", "--env" -> {
          envFiles = next == null ? envFiles : next;
          i++;
        }
        case "-p", "--port" -> {
          port = next;
          i++;
        }
        case "-d", "--root", "--app-root" -> {
          folder = next == null ? folder : Paths.resolve(folder, next);
          i++;
        }
        case "-c", "-m", "--formation", "-x", "-t", "--timeout", "-l" -> i++;
        default -> {
          int equals = word.indexOf('=');
          if (word.startsWith("--procfile=")) {
            procfile = word.substring(11);
          } else if (word.startsWith("--env=")) {
            envFiles = word.substring(6);
          } else if (!word.startsWith("-") && namesProcfile) {
            procfile = word;
          } else if (!word.startsWith("-")) {
            chosen.add(equals > 0 ? word.substring(0, equals) : word);
          }
        }
      }
    }
    return starts;
  }

  /** Ruby foreman takes options from a file. */
  private void dotForeman() {
    SourceFile file = node ? null : read(".foreman");
    if (file == null) {
      return;
    }
    for (int i = 1; i <= file.lineCount(); i++) {
      String line = file.line(i);
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (line.startsWith("procfile:")) {
        procfile = value;
      } else if (line.startsWith("env:")) {
        envFiles = value;
      } else if (line.startsWith("port:")) {
        port = value;
      }
    }
  }

  private @Nullable SourceFile read(String name) {
    String path = Paths.resolve(folder, name);
    return path == null ? null : files.read(path);
  }

  private Environment environment() {
    Environment.Builder environment = new Environment.Builder(start.environment());
    for (String name : envFiles.split(",")) {
      SourceFile file = read(name);
      if (file == null) {
        continue;
      }
      EnvFile.Reader reader = node ? EnvFile.Reader.NODE_FOREMAN : EnvFile.Reader.FOREMAN;
      for (EnvFile.Entry entry : EnvFile.parse(file, reader, environment::get).entries()) {
        Text value = entry.value();
        if (value != null) {
          environment.with(entry.name(), value);
        }
      }
    }
    return environment.build();
  }

  private @Nullable List<ProcessStart> started() {
    Environment environment = environment();
    if (command >= 0) {
      return List.of(
          Wrappers.with(
              start, start.arguments().subList(command, start.arguments().size()), environment));
    }
    SourceFile file = read(procfile);
    if (file == null) {
      return null;
    }
    List<Procfile.Process> processes = Procfile.parse(file).processes();
    List<ProcessStart> result = new ArrayList<>();
    int index = 0;
    Map<String, Procfile.Process> last = ProcfileReader.last(processes);
    for (Procfile.Process process : processes) {
      boolean repeated = last.get(process.name()) != process;
      if (repeated
          || !(chosen.isEmpty() || chosen.contains(process.name()) || chosen.contains("all"))) {
        index += repeated && !node ? 1 : 0;
        continue;
      }
      result.add(process(process, file, environment, index++));
    }
    return result;
  }

  private ProcessStart process(
      Procfile.Process process, SourceFile file, Environment environment, int index) {
    Span span = process.span();
    Text base = port != null ? new Text.Known(port, span) : environment.get("PORT");
    Text assigned =
        switch (base) {
          case null -> new Text.Known(String.valueOf(5000 + 100 * index), span);
          case Text.Known known -> new Text.Known(shifted(known.value(), index), known.span());
          case Text.Unknown unknown -> unknown;
        };
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(span, "starts " + process.name() + " of " + file.path(), true));
    return new ProcessStart(
        List.of(new Text.Known("sh", span), new Text.Known("-c", span), process.command()),
        folder,
        environment.with("PORT", assigned),
        start.condition(),
        trail,
        start.absent());
  }

  private static String shifted(String port, int index) {
    try {
      return index == 0 ? port : String.valueOf(Integer.parseInt(port.strip()) + 100 * index);
    } catch (NumberFormatException e) {
      return port;
    }
  }
}

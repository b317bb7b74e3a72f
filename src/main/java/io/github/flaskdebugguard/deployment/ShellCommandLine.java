package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line of a shell: {@code sh -ec 'text' name args}, {@code bash -x script args}. */
final class ShellCommandLine {
  private final LaunchRun run;
  private final Shell shell;
  private final ProcessStart start;
  private final OverlayFiles files;
  private final int depth;
  private final Set<String> options = new HashSet<>();
  private boolean command;

  ShellCommandLine(LaunchRun run, Shell shell, ProcessStart start, OverlayFiles files, int depth) {
    this.run = run;
    this.shell = shell;
    this.start = start;
    this.files = files;
    this.depth = depth;
  }

  /** {@return whether the shell's text was found and followed} */
  boolean run() {
    List<Text> words = start.arguments();
    int at = 1;
    while (at < words.size() && words.get(at) instanceof Text.Known known) {
      String option = known.value();
      if (option.equals("--") || option.equals("-")) {
        at++;
        break;
      }
      if (option.length() < 2 || (option.charAt(0) != '-' && option.charAt(0) != '+')) {
        break;
      }
      at++;
      if (!option.startsWith("--")) {
        at = option(option, at);
      } else if (option.equals("--rcfile") || option.equals("--init-file")) {
        at++;
      }
    }
    if (at >= words.size()) {
      return false;
    }
    return command ? text(words, at) : file(words, at);
  }

  private int option(String option, int next) {
    int at = next;
    for (int i = 1; i < option.length(); i++) {
      char c = option.charAt(i);
      if (c == 'c') {
        command = true;
      } else if (c == 'o' || c == 'O') {
        String name =
            at < start.arguments().size() ? ShellBuiltins.known(start.arguments().get(at)) : null;
        at++;
        if (name != null) {
          options.add(
              switch (name) {
                case "errexit" -> "e";
                case "nounset" -> "u";
                case "allexport" -> "a";
                default -> name;
              });
        }
      } else {
        options.add(String.valueOf(c));
      }
    }
    return at;
  }

  private boolean text(List<Text> words, int at) {
    if (!(words.get(at) instanceof Text.Known text)) {
      return false;
    }
    Text zero = at + 1 < words.size() ? words.get(at + 1) : words.getFirst();
    List<Text> arguments = at + 2 < words.size() ? words.subList(at + 2, words.size()) : List.of();
    run.shell(shell, run.parse(text), zero, arguments, options, start, files, depth);
    return true;
  }

  private boolean file(List<Text> words, int at) {
    String name = ShellBuiltins.known(words.get(at));
    if (name != null && PrefixCommand.waits(Paths.name(name))) {
      run.launch(Wrappers.rest(start, at), files, depth + 1);
      return true;
    }
    SourceFile file = name == null ? null : find(name);
    if (file == null) {
      return false;
    }
    ProcessStart noted = ScriptFile.noted(start, words.get(at), file);
    List<Text> rest = words.subList(at + 1, words.size());
    for (TemplateBlocks.Variant each : TemplateBlocks.variants(file)) {
      ProcessStart one = ScriptFile.under(noted, each.condition());
      run.shell(shell, run.parse(each.file()), words.get(at), rest, options, one, files, depth);
    }
    return true;
  }

  private @Nullable SourceFile find(String name) {
    String path = Paths.resolve(start.folder(), name);
    SourceFile file = path == null ? null : files.read(path);
    return file != null || name.indexOf('/') >= 0 ? file : ScriptFile.inPath(name, start, files);
  }
}

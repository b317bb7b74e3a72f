package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools of Node that start scripts of {@code package.json} or several commands at once: {@code
 * concurrently} 9, {@code npm-run-all} 4 and {@code run-script-os} 1 (by their documentation).
 */
final class NodeRunners {
  private static final Set<String> VALUED =
      Set.of(
          "-n",
          "--names",
          "--name-separator",
          "-c",
          "--prefix-colors",
          "-p",
          "--prefix",
          "-l",
          "--prefix-length",
          "-t",
          "--timestamp-format",
          "-m",
          "--max-processes",
          "--max-parallel",
          "-s",
          "--success",
          "--hide",
          "--restart-tries",
          "--restart-after",
          "--kill-signal",
          "--default-input-target",
          "--teardown");

  /** Which script is taken on Linux, the first that there is. */
  private static final List<String> SYSTEMS = List.of(":linux", ":nix", ":default");

  /** Flags of npm-run-all that share a letter with an option of concurrently. */
  private static final Set<String> FLAGS = Set.of("-c", "-l", "-n", "-p", "-s");

  private NodeRunners() {}

  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name, OverlayFiles files) {
    return switch (name) {
      case "npx" -> npx(start);
      case "run-script-os" -> bySystem(start, files);
      case "concurrently" -> concurrently(start, files);
      default -> scripts(start, files);
    };
  }

  private static @Nullable List<ProcessStart> npx(ProcessStart start) {
    int at = 1;
    while (at < start.arguments().size()) {
      String word = ShellBuiltins.known(start.arguments().get(at));
      if (word == null) {
        return null;
      }
      if (!word.startsWith("-")) {
        return List.of(Wrappers.rest(start, at));
      }
      if (word.equals("-c") || word.equals("--call") || word.equals("-p")) {
        return null;
      }
      at++;
    }
    return null;
  }

  private static @Nullable List<ProcessStart> bySystem(ProcessStart start, OverlayFiles files) {
    Span span = start.arguments().getFirst().span();
    if (!(start.environment().get("npm_lifecycle_event") instanceof Text.Known event)) {
      return null;
    }
    List<String> names = names(start, files);
    for (String system : SYSTEMS) {
      if (names.contains(event.value() + system)) {
        return List.of(npm(start, event.value() + system, span));
      }
    }
    return null;
  }

  private static List<ProcessStart> concurrently(ProcessStart start, OverlayFiles files) {
    List<ProcessStart> result = new ArrayList<>();
    for (Text word : operands(start, VALUED)) {
      String command = ShellBuiltins.known(word);
      Span span = word.span();
      int colon = command == null ? -1 : command.indexOf(':');
      String manager = colon < 0 || command == null ? "" : command.substring(0, colon);
      if (command != null && Set.of("npm", "yarn", "pnpm", "bun").contains(manager)) {
        result.addAll(matching(start, files, command.substring(colon + 1), span));
      } else if (command != null
          && command.startsWith("npm run ")
          && command.indexOf('*') > 0
          && command.indexOf(' ', 8) < 0) {
        result.addAll(matching(start, files, command.substring(8), span));
      } else {
        result.add(
            ScriptFile.with(
                start, List.of(new Text.Known("sh", span), new Text.Known("-c", span), word)));
      }
    }
    return result;
  }

  private static List<ProcessStart> scripts(ProcessStart start, OverlayFiles files) {
    Set<String> valued = new HashSet<>(VALUED);
    valued.removeAll(FLAGS);
    List<ProcessStart> result = new ArrayList<>();
    for (Text word : operands(start, valued)) {
      String pattern = ShellBuiltins.known(word);
      if (pattern != null) {
        result.addAll(matching(start, files, pattern, word.span()));
      }
    }
    return result;
  }

  private static List<Text> operands(ProcessStart start, Set<String> valued) {
    List<Text> words = start.arguments();
    List<Text> result = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if ("--".equals(word)) {
        break;
      }
      if (word != null && word.startsWith("-")) {
        i += valued.contains(word) ? 1 : 0;
      } else {
        result.add(words.get(i));
      }
    }
    return result;
  }

  /** {@return the scripts of a name, in which one star may stand for any text, as npm runs them} */
  private static List<ProcessStart> matching(
      ProcessStart start, OverlayFiles files, String pattern, Span span) {
    String name = pattern.split(" ", 2)[0];
    int star = name.indexOf('*');
    if (star < 0) {
      return List.of(npm(start, name, span));
    }
    String before = name.substring(0, star);
    String after = name.substring(name.startsWith("**", star) ? star + 2 : star + 1);
    List<ProcessStart> result = new ArrayList<>();
    for (String script : names(start, files)) {
      if (script.length() >= before.length() + after.length()
          && script.startsWith(before)
          && script.endsWith(after)) {
        result.add(npm(start, script, span));
      }
    }
    return result;
  }

  private static ProcessStart npm(ProcessStart start, String script, Span span) {
    return ScriptFile.with(
        start,
        List.of(
            new Text.Known("npm", span),
            new Text.Known("run", span),
            new Text.Known(script, span)));
  }

  private static List<String> names(ProcessStart start, OverlayFiles files) {
    String path = Paths.resolve(start.folder(), "package.json");
    SourceFile file = path == null ? null : files.read(path);
    YamlMap root = file == null ? null : JsonFile.parse(file).map();
    YamlMap scripts = root == null ? null : root.map("scripts");
    List<String> names = new ArrayList<>();
    for (YamlEntry entry : scripts == null ? List.<YamlEntry>of() : scripts.entries()) {
      String name = entry.name();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }
}

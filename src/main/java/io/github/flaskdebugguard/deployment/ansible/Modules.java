package io.github.flaskdebugguard.deployment.ansible;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.repository.Span;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Modules whose effect is followed, and their arguments in either spelling. */
final class Modules {
  static final Set<String> NAMES =
      Set.of(
          "copy",
          "template",
          "lineinfile",
          "blockinfile",
          "replace",
          "shell",
          "command",
          "raw",
          "set_fact",
          "include_vars",
          "include_tasks",
          "import_tasks",
          "include_role",
          "import_role",
          "docker_container",
          "podman_container",
          "git",
          "synchronize");

  private Modules() {}

  /** {@return the arguments by name; text that is none of {@code k=v} is {@code _raw}} */
  static Map<String, Data> arguments(String module, YamlNode node) {
    Data data = Data.of(node);
    Map<String, Data> arguments = new TreeMap<>();
    switch (data) {
      case Data.Dict dict -> arguments.putAll(dict.entries());
      case Data.Str str -> {
        boolean command =
            module.equals("shell") || module.equals("command") || module.equals("raw");
        if (command) {
          arguments.put("_raw", leading(str, arguments));
        } else if (!pairs(str, arguments)) {
          arguments.put("_raw", str);
        }
      }
      case Data.Bool other -> arguments.put("_raw", other);
      case Data.Num other -> arguments.put("_raw", other);
      case Data.Seq other -> arguments.put("_raw", other);
      case Data.Null other -> {}
      case Data.Open other -> arguments.put("_raw", other);
    }
    return arguments;
  }

  /** {@code chdir=/srv} before a command is an argument. */
  private static Data leading(Data.Str str, Map<String, Data> arguments) {
    String text = str.text();
    int at = 0;
    while (text.startsWith("chdir=", at)
        || text.startsWith("creates=", at)
        || text.startsWith("executable=", at)) {
      int equals = text.indexOf('=', at);
      int space = text.indexOf(' ', at);
      int end = space < 0 ? text.length() : space;
      arguments.put(
          text.substring(at, equals), new Data.Str(text.substring(equals + 1, end), str.span()));
      at = end;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return new Data.Str(at == 0 ? text : text.substring(at).strip(), str.span());
  }

  private static boolean pairs(Data.Str str, Map<String, Data> arguments) {
    String text = str.text();
    int first = text.indexOf('=');
    if (first <= 0
        || !text.substring(0, first)
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
      return false;
    }
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        return true;
      }
      String key = text.substring(at, equals);
      int end = equals + 1;
      char quote = 0;
      int braces = 0;
      while (end < text.length()) {
        char c = text.charAt(end);
        if (quote == 0 && braces == 0 && Character.isWhitespace(c)) {
          break;
        }
        if (c == '"' || c == '\'') {
          quote = quote == 0 ? c : quote == c ? 0 : quote;
        } else if (text.startsWith("{{", end)) {
          braces++;
        } else if (text.startsWith("}}", end)) {
          braces--;
        }
        end++;
      }
      arguments.put(
          key.strip(),
          new Data.Str(Inventory.unquoted(text.substring(equals + 1, end)), str.span()));
      at = end;
    }
    return true;
  }

  /** {@return the text of the first argument that is known, or null} */
  static @Nullable String text(Map<String, Data> arguments, String... names) {
    for (String name : names) {
      Data value = arguments.get(name);
      if (value != null && value.shown() instanceof Text.Known known) {
        return known.value();
      }
    }
    return null;
  }

  static Span span(Map<String, Data> arguments, String name, Span otherwise) {
    Data value = arguments.get(name);
    return value == null ? otherwise : value.span();
  }

  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}

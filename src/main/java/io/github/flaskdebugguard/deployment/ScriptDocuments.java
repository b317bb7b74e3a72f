package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a deploy script writes from its here-documents, whatever path the script takes to
 * them: variables are filled in where the script sets them once, to a text.
 */
final class ScriptDocuments {

  private final SourceFile script;
  private final Map<String, String> variables = new HashMap<>();
  private final Set<String> unclear = new HashSet<>();
  private final List<SourceFile> found = new ArrayList<>();

  private ScriptDocuments(SourceFile script) {
    this.script = script;
  }

  /** {@return the here-documents of a script in which a word stands, with their places in it} */
  static List<SourceFile> holding(SourceFile script, String word) {
    ScriptDocuments documents = new ScriptDocuments(script);
    documents.read(word);
    return List.copyOf(documents.found);
  }

  private void read(String word) {
    String text = script.text();
    int at = 0;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end);
      Opening opening = Opening.of(line);
      if (opening == null) {
        assignment(line.strip());
        at = end + 1;
        continue;
      }
      at = body(opening, end + 1, word);
    }
  }

  /** {@return where the script goes on after a here-document} */
  private int body(Opening opening, int from, String word) {
    String text = script.text();
    StringBuilder body = new StringBuilder();
    List<Integer> origins = new ArrayList<>();
    int at = from;
    while (at < text.length() && body.length() < Limits.TEXT_CHARS) {
      int end = lineEnd(text, at);
      int start = at;
      while (opening.tabs() && start < end && text.charAt(start) == '\t') {
        start++;
      }
      String line = text.substring(start, end);
      at = end + 1;
      if (line.equals(opening.delimiter())) {
        if (body.indexOf(word) >= 0) {
          int[] places = origins.stream().mapToInt(Integer::intValue).toArray();
          found.add(SourceFile.written(script.path(), body.toString(), places));
        }
        return at;
      }
      String filled = opening.quoted() ? line : filled(line);
      for (int i = 0; i < filled.length(); i++) {
        origins.add(filled.equals(line) ? start + i : start);
      }
      origins.add(end);
      body.append(filled).append('\n');
    }
    return text.length();
  }

  private void assignment(String line) {
    String bare = line.startsWith("export ") ? line.substring(7).strip() : line;
    int equals = bare.indexOf('=');
    if (equals <= 0 || !isName(bare.substring(0, equals))) {
      return;
    }
    String name = bare.substring(0, equals);
    String rest = bare.substring(equals + 1);
    char quote = rest.isEmpty() ? ' ' : rest.charAt(0);
    String value;
    if (quote == '"' || quote == '\'') {
      int close = rest.indexOf(quote, 1);
      value = close < 0 ? "$(" : rest.substring(1, close);
    } else {
      value = rest.split("[ \t;#]", 2)[0];
    }
    value = quote == '\'' ? value : filled(value);
    String before = variables.get(name);
    if (value.indexOf('$') >= 0
        || value.indexOf('`') >= 0
        || (before != null && !before.equals(value))) {
      unclear.add(name);
    }
    variables.put(name, value);
  }

  /** {@return a text with the variables that are clear; the others stay as they are written} */
  private String filled(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "$`\\".indexOf(text.charAt(at + 1)) >= 0) {
        out.append(text.charAt(at + 1));
        at += 2;
        continue;
      }
      boolean braces = text.startsWith("${", at);
      int start = at + (braces ? 2 : 1);
      int end = start;
      while (c == '$' && end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      String name = end > start ? text.substring(start, end) : "";
      String value = unclear.contains(name) ? null : variables.get(name);
      boolean closed = !braces || (end < text.length() && text.charAt(end) == '}');
      if (c != '$'
          || value == null
          || !closed
          || out.length() + value.length() > Limits.TEXT_CHARS) {
        out.append(c);
        at++;
        continue;
      }
      out.append(value);
      at = braces ? end + 1 : end;
    }
    return out.toString();
  }

  private static boolean isName(String text) {
    return !Character.isDigit(text.charAt(0)) && text.chars().allMatch(c -> isNamePart((char) c));
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static int lineEnd(String text, int at) {
    int newline = text.indexOf('\n', at);
    return newline < 0 ? text.length() : newline;
  }

  /**
   * The start of a here-document.
   *
   * @param tabs whether tabs before its lines go
   * @param quoted whether variables stay as they are written
   */
  private record Opening(String delimiter, boolean tabs, boolean quoted) {
    static @Nullable Opening of(String line) {
      int at = line.indexOf("<<");
      if (at < 0 || line.startsWith("<<<", at) || line.strip().startsWith("#")) {
        return null;
      }
      at += 2;
      boolean tabs = at < line.length() && line.charAt(at) == '-';
      at += tabs ? 1 : 0;
      String rest = line.substring(at).strip();
      char quote = rest.isEmpty() ? ' ' : rest.charAt(0);
      boolean quoted = quote == '"' || quote == '\'' || quote == '\\';
      int start = quoted ? 1 : 0;
      int end = start;
      while (end < rest.length() && isNamePart(rest.charAt(end))) {
        end++;
      }
      return end == start ? null : new Opening(rest.substring(start, end), tabs, quoted);
    }
  }
}

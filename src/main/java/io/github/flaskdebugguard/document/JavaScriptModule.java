package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a JavaScript module that is written as data exports: the literal after {@code module.exports
 * =}, {@code exports.NAME =} or {@code export default}, as nodes of YAML. Strings are double-quoted
 * scalars, numbers, bools and null plain ones; a name stands for the literal that a {@code const}
 * gives it. Any other expression is a scalar with itself as its template; what is spread from one
 * has the key {@link #SPREAD}. Bounds: 1 MiB, 100 levels.
 */
public final class JavaScriptModule {
  /** The key of what a mapping takes over from an expression that is not known. */
  public static final String SPREAD = "...";

  private static final int SHOWN = 60;

  private final SourceFile file;
  private final String text;
  private final Map<String, Constant> constants = new HashMap<>();
  private final List<YamlEntry> named = new ArrayList<>();
  private @Nullable YamlNode exported;
  private int at;

  /** Values so far, and those of constants among them, which are counted again at each use. */
  private int nodes;

  private int repeated;
  private boolean tooMuch;

  /** What a {@code const} gives a name, and of how many values it is made. */
  private record Constant(YamlNode node, int nodes) {}

  private JavaScriptModule(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  /** {@return what a module exports, or null when it exports nothing or is larger than 1 MiB} */
  public static @Nullable YamlNode exported(SourceFile file) {
    if (file.text().length() > Limits.FILE_BYTES) {
      return null;
    }
    JavaScriptModule module = new JavaScriptModule(file);
    module.statements();
    if (module.exported == null && !module.named.isEmpty()) {
      return new YamlMap(module.named, null, file.span(0, file.text().length()));
    }
    return module.exported;
  }

  private void statements() {
    while (skipBlanks()) {
      int start = at;
      String name = name();
      switch (name) {
        case "const" -> constant();
        case "module", "exports" -> assigned(name);
        case "export" -> {
          skipBlanks();
          if (name().equals("default")) {
            exported = value(0);
          }
        }
        default -> {
          if (at == start) {
            skipOne();
          }
        }
      }
    }
  }

  private void constant() {
    skipBlanks();
    String name = name();
    if (!name.isEmpty() && takes('=')) {
      int before = nodes;
      YamlNode value = value(0);
      constants.put(name, new Constant(value, nodes - before));
    }
  }

  /** {@return the literal that a name stands for; null when there is none, or too much of it} */
  private @Nullable YamlNode constant(String name, int start) {
    Constant constant = constants.get(name);
    if (constant == null) {
      return null;
    }
    if (constant.nodes() > Limits.YAML_NODES - repeated) {
      if (!tooMuch) {
        tooMuch = true;
        LimitNotes.bites(
            file.span(start, at), "more than " + Limits.YAML_NODES + " values from constants");
      }
      return null;
    }
    repeated += constant.nodes();
    nodes += constant.nodes();
    return constant.node();
  }

  /** The rest of {@code module.exports = value} or {@code exports.name = value}. */
  private void assigned(String first) {
    List<String> path = new ArrayList<>(List.of(first));
    while (takes('.')) {
      skipBlanks();
      path.add(name());
    }
    if (path.getFirst().equals("module")) {
      path.removeFirst();
    }
    int end = at;
    if (path.isEmpty() || !path.getFirst().equals("exports") || !takes('=')) {
      return;
    }
    if (at < text.length() && text.charAt(at) == '=') {
      return;
    }
    YamlNode value = value(0);
    if (path.size() == 1) {
      exported = value;
    } else if (path.size() == 2) {
      String key = path.getLast();
      named.add(new YamlEntry(scalar(key, Style.PLAIN, Math.max(0, end - key.length())), value));
    }
  }

  private YamlNode value(int depth) {
    nodes++;
    skipBlanks();
    int start = at;
    if (start >= text.length() || depth > Limits.LEVELS) {
      return expression(start);
    }
    char c = text.charAt(start);
    YamlNode node =
        switch (c) {
          case '{' -> map(depth);
          case '[' -> list(depth);
          case '"', '\'', '`' -> string();
          default -> word();
        };
    return node == null || !ends() ? expression(start) : node;
  }

  /** {@return whether nothing more belongs to the value before this place} */
  private boolean ends() {
    int end = at;
    boolean more = skipBlanks();
    boolean feed = text.substring(end, at).indexOf('\n') >= 0;
    return !more || ",}]);".indexOf(text.charAt(at)) >= 0 || (feed && startsStatement());
  }

  private boolean startsStatement() {
    char c = text.charAt(at);
    return Character.isJavaIdentifierStart(c);
  }

  private YamlNode map(int depth) {
    int start = at++;
    List<YamlEntry> entries = new ArrayList<>();
    while (skipBlanks() && text.charAt(at) != '}') {
      int before = at;
      entry(entries, depth);
      takes(',');
      if (at == before) {
        at++;
      }
    }
    at = Math.min(at + 1, text.length());
    return new YamlMap(entries, null, file.span(start, at));
  }

  private void entry(List<YamlEntry> entries, int depth) {
    int start = at;
    if (text.startsWith(SPREAD, at)) {
      at += SPREAD.length();
      YamlNode spread = value(depth + 1);
      if (spread instanceof YamlMap map) {
        entries.addAll(map.entries());
      } else {
        entries.add(new YamlEntry(scalar(SPREAD, Style.PLAIN, start), spread));
      }
      return;
    }
    char c = text.charAt(at);
    YamlNode key = c == '"' || c == '\'' ? string() : word(false);
    if (!(key instanceof YamlScalar known) || known.template() != null) {
      YamlNode computed = expression(start);
      entries.add(new YamlEntry(scalar(SPREAD, Style.PLAIN, start), computed));
      return;
    }
    int end = at;
    if (takes(':')) {
      YamlNode value = value(depth + 1);
      if (!(value instanceof YamlScalar scalar
          && scalar.isPlain()
          && scalar.text().equals("undefined"))) {
        entries.add(new YamlEntry(known, value));
      }
      return;
    }
    at = end;
    YamlNode constant = ends() ? constant(known.text(), start) : null;
    entries.add(new YamlEntry(known, constant == null ? expression(start) : constant));
  }

  private YamlNode list(int depth) {
    int start = at++;
    List<YamlNode> items = new ArrayList<>();
    while (skipBlanks() && text.charAt(at) != ']') {
      int before = at;
      YamlNode item = value(depth + 1);
      items.add(item);
      takes(',');
      if (at == before) {
        at++;
      }
    }
    at = Math.min(at + 1, text.length());
    return new YamlList(items, null, file.span(start, at));
  }

  /** {@return a quoted text, or null when an expression stands in it} */
  private @Nullable YamlNode string() {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    boolean plain = true;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(out, text.charAt(at++));
      } else {
        plain &= quote != '`' || c != '$' || at >= text.length() || text.charAt(at) != '{';
        out.append(c);
      }
    }
    at = Math.min(at + 1, text.length());
    return plain
        ? new YamlScalar(out.toString(), Style.DOUBLE_QUOTED, null, file.span(start, at), null)
        : null;
  }

  private void escape(StringBuilder out, char c) {
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case '\n' -> {}
      default -> out.append(c);
    }
  }

  private @Nullable YamlNode word() {
    return word(true);
  }

  /**
   * {@return a number or a name; null when there is none, or none that is known}
   *
   * @param value whether a name stands for a value, else it is a key
   */
  private @Nullable YamlNode word(boolean value) {
    int start = at;
    while (at < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(at))
            || (value && ".-+".indexOf(text.charAt(at)) >= 0))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      return null;
    }
    boolean known =
        !value
            || word.equals("true")
            || word.equals("false")
            || word.equals("null")
            || word.equals("undefined")
            || isNumber(word);
    return known ? scalar(word, Style.PLAIN, start) : constant(word, start);
  }

  private static boolean isNumber(String word) {
    String digits = word.startsWith("-") ? word.substring(1) : word;
    return !digits.isEmpty()
        && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
        && Character.isDigit(digits.charAt(0));
  }

  private YamlScalar scalar(String word, Style style, int start) {
    int end = Math.min(text.length(), start + word.length());
    return new YamlScalar(word, style, null, file.span(start, end), null);
  }

  /** {@return the expression that begins at an offset, whose value is not known} */
  private YamlNode expression(int start) {
    at = start;
    int depth = 0;
    while (skipBlanks()) {
      char c = text.charAt(at);
      if (depth == 0 && ",}]);".indexOf(c) >= 0) {
        break;
      }
      depth += "{[(".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      skipOne();
    }
    int end = at;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    String shown = shown(start, end);
    return new YamlScalar(shown, Style.PLAIN, null, file.span(start, end), shown);
  }

  /** {@return how a stretch begins, with one blank for each run of them} */
  private String shown(int start, int end) {
    StringBuilder out = new StringBuilder();
    for (int i = start; i < end; i++) {
      if (!isBlank(text.charAt(i))) {
        out.append(text.charAt(i));
      } else if (i == start || !isBlank(text.charAt(i - 1))) {
        out.append(' ');
      }
      if (out.length() > SHOWN) {
        return out.substring(0, SHOWN) + "…";
      }
    }
    return out.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Takes a character and the blanks before it, if it is what comes next. */
  private boolean takes(char wanted) {
    int before = at;
    if (skipBlanks() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    at = before;
    return false;
  }

  private String name() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Goes over one character, or over a whole text or a bracket with all in it. */
  private void skipOne() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'' || c == '`') {
      string();
    } else {
      at++;
    }
  }

  /** {@return whether there is something after blanks and comments} */
  private boolean skipBlanks() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
        at++;
      } else if (text.startsWith("//", at)) {
        int feed = text.indexOf('\n', at);
        at = feed < 0 ? text.length() : feed;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        at = close < 0 ? text.length() : close + 2;
      } else {
        return true;
      }
    }
    return false;
  }
}

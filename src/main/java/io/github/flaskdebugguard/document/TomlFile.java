package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TOML file as nodes of YAML, so that a format that may be written in either is read once:
 * strings are quoted scalars, everything else is a plain one. It is as tolerant as {@link
 * TomlLines}: what is broken loses only itself.
 */
public final class TomlFile {

  private static final String TOO_DEEP = "more than " + Limits.LEVELS + " levels of TOML";

  private final SourceFile file;
  private final Node root;

  private TomlFile(SourceFile file) {
    this.file = file;
    this.root = new Node(file.span(0, file.text().length()));
  }

  /** {@return the file as one mapping} */
  public static YamlMap parse(SourceFile file) {
    TomlFile toml = new TomlFile(file);
    for (TomlLines.Table table : TomlLines.parse(file).tables()) {
      toml.table(table);
    }
    return toml.root.map();
  }

  /** A table while it is filled. */
  private static final class Node {
    private final Span span;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, Span> keys = new LinkedHashMap<>();
    private final Map<String, Node> tables = new LinkedHashMap<>();
    private final Map<String, List<Node>> items = new LinkedHashMap<>();

    Node(Span span) {
      this.span = span;
    }

    YamlMap map() {
      List<YamlEntry> entries = new ArrayList<>();
      values.forEach((name, value) -> entries.add(entry(name, keySpan(name), value)));
      tables.forEach((name, table) -> entries.add(entry(name, table.span, table.map())));
      items.forEach(
          (name, list) ->
              entries.add(
                  entry(
                      name,
                      list.getFirst().span,
                      new YamlList(
                          list.stream().<YamlNode>map(Node::map).toList(),
                          null,
                          list.getFirst().span))));
      return new YamlMap(entries, null, span);
    }

    private Span keySpan(String name) {
      Span known = keys.get(name);
      return known == null ? span : known;
    }

    private static YamlEntry entry(String name, Span span, YamlNode value) {
      return new YamlEntry(new YamlScalar(name, Style.PLAIN, null, span, null), value);
    }
  }

  private void table(TomlLines.Table table) {
    Node node = root;
    String[] names = table.name().split("\\.");
    if (names.length > Limits.LEVELS) {
      LimitNotes.bites(table.span(), TOO_DEEP);
    }
    for (int i = 0; !table.name().isEmpty() && i < Math.min(names.length, Limits.LEVELS); i++) {
      boolean last = i == names.length - 1;
      List<Node> list = node.items.get(names[i]);
      if (last && table.isItem()) {
        Node added = new Node(table.span());
        node.items.computeIfAbsent(names[i], n -> new ArrayList<>()).add(added);
        node = added;
      } else {
        node =
            list != null
                ? list.getLast()
                : node.tables.computeIfAbsent(names[i], n -> new Node(table.span()));
      }
    }
    for (TomlLines.Entry entry : table.entries()) {
      put(node, entry);
    }
  }

  private void put(Node table, TomlLines.Entry entry) {
    Node node = table;
    String[] names = entry.key().split("\\.");
    if (names.length > Limits.LEVELS) {
      LimitNotes.bites(entry.span(), TOO_DEEP);
    }
    for (int i = 0; i < names.length - 1 && i < Limits.LEVELS; i++) {
      node = node.tables.computeIfAbsent(names[i].strip(), n -> new Node(entry.span()));
    }
    String name = names.length == 0 ? entry.key() : names[names.length - 1].strip();
    Values values = new Values(entry.start(), entry.start() + entry.value().length());
    node.values.put(name, values.value(0));
    node.keys.put(
        name,
        new Span(file.path(), entry.span().start(), Math.max(entry.span().start(), entry.start())));
  }

  /** Reads one value. */
  private final class Values {
    private final String text = file.text();
    private final int end;
    private int at;

    Values(int start, int end) {
      this.at = start;
      this.end = Math.min(end, file.text().length());
    }

    YamlNode value(int depth) {
      blanks();
      int start = at;
      if (depth >= Limits.LEVELS) {
        LimitNotes.bites(file.span(start, start), TOO_DEEP);
      } else if (at < end) {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
          return string();
        }
        if (c == '[') {
          return list(depth);
        }
        if (c == '{') {
          return table(depth);
        }
      }
      while (at < end && ",]}\n#".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      int last = at;
      while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
        last--;
      }
      return new YamlScalar(
          text.substring(start, last), Style.PLAIN, null, file.span(start, last), null);
    }

    private YamlScalar string() {
      int start = at;
      TomlLines.Quoted quoted = TomlLines.quoted(text, at, end);
      at = Math.max(at + 1, quoted.end());
      return new YamlScalar(quoted.text(), Style.DOUBLE_QUOTED, null, file.span(start, at), null);
    }

    private YamlList list(int depth) {
      int start = at++;
      List<YamlNode> items = new ArrayList<>();
      while (true) {
        blanks();
        if (at >= end || text.charAt(at) == ']') {
          break;
        }
        int before = at;
        items.add(value(depth + 1));
        separator(before);
      }
      at = Math.min(end, at + 1);
      return new YamlList(items, null, file.span(start, at));
    }

    private YamlMap table(int depth) {
      int start = at++;
      List<YamlEntry> entries = new ArrayList<>();
      while (true) {
        blanks();
        if (at >= end || text.charAt(at) == '}') {
          break;
        }
        int before = at;
        int key = at;
        while (at < end && "=},\n".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        String name = text.substring(key, at).replace("\"", "").replace("'", "").strip();
        YamlScalar written = new YamlScalar(name, Style.PLAIN, null, file.span(key, at), null);
        if (at < end && text.charAt(at) == '=') {
          at++;
          entries.add(new YamlEntry(written, value(depth + 1)));
        }
        separator(before);
      }
      at = Math.min(end, at + 1);
      return new YamlMap(entries, null, file.span(start, at));
    }

    /** Goes past a comma, and past anything where nothing was read. */
    private void separator(int before) {
      blanks();
      if (at < end && text.charAt(at) == ',') {
        at++;
      } else if (at == before) {
        at++;
      }
    }

    private void blanks() {
      while (at < end) {
        char c = text.charAt(at);
        if (c == '#') {
          int feed = text.indexOf('\n', at);
          at = feed < 0 ? end : Math.min(end, feed);
        } else if (c <= ' ') {
          at++;
        } else {
          return;
        }
      }
    }
  }
}

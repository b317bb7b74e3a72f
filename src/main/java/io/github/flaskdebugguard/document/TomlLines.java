package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a TOML file with their values as they are written. It reads what lock files and
 * project files hold without a grammar of all of TOML, in one pass and without nesting, and what is
 * broken loses only itself.
 *
 * @param tables in file order; keys before the first header are in a table without a name
 */
public record TomlLines(List<Table> tables) {
  public TomlLines {
    tables = List.copyOf(tables);
  }

  /**
   * A table.
   *
   * @param name dotted, without quotes
   * @param isItem whether the header is {@code [[name]]}
   */
  public record Table(String name, boolean isItem, List<Entry> entries, Span span) {
    public Table {
      entries = List.copyOf(entries);
    }

    /** {@return the last entry of a key, or null} */
    public @Nullable Entry entry(String key) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (entries.get(i).key().equals(key)) {
          return entries.get(i);
        }
      }
      return null;
    }

    /** {@return the text of a key whose value is a string, or null} */
    public @Nullable String text(String key) {
      Entry entry = entry(key);
      return entry == null ? null : entry.text();
    }
  }

  /** A quoted text inside a value. */
  public record Quoted(String text, int start, int end) {}

  /**
   * A key and its value.
   *
   * @param key without quotes
   * @param value as written, without blanks around it; may go over several lines
   * @param start offset of the value in the file
   */
  public record Entry(String key, String value, int start, Span span) {
    /** {@return the text when the value is a string, else null} */
    public @Nullable String text() {
      List<Quoted> all = value.startsWith("\"") || value.startsWith("'") ? strings() : List.of();
      return all.isEmpty() ? null : all.getFirst().text();
    }

    /** {@return all strings in the value in order, with their offsets in the file} */
    public List<Quoted> strings() {
      List<Quoted> found = new ArrayList<>();
      for (int i = 0; i < value.length(); ) {
        char c = value.charAt(i);
        if (c == '#') {
          int end = value.indexOf('\n', i);
          i = end < 0 ? value.length() : end;
        } else if (c == '"' || c == '\'') {
          Quoted string = quoted(value, i, value.length());
          found.add(new Quoted(string.text(), start + string.start(), start + string.end()));
          i = string.end();
        } else {
          i++;
        }
      }
      return found;
    }

    /** {@return the string of a key of an inline table, or null} */
    public @Nullable String inline(String name) {
      return inline(value, name);
    }

    /** {@return the string of a key of an inline table that is given as text, or null} */
    public static @Nullable String inline(String table, String name) {
      for (int i = 0; i < table.length(); ) {
        char c = table.charAt(i);
        if (c == '"' || c == '\'') {
          i = stringEnd(table, i);
        } else if (table.startsWith(name, i)
            && (i == 0 || !isKey(table.charAt(i - 1)))
            && (i + name.length() == table.length() || !isKey(table.charAt(i + name.length())))) {
          int at = i + name.length();
          while (at < table.length() && (table.charAt(at) == ' ' || table.charAt(at) == '=')) {
            at++;
          }
          if (at < table.length() && (table.charAt(at) == '"' || table.charAt(at) == '\'')) {
            return table.substring(at + 1, Math.max(at + 1, stringEnd(table, at) - 1));
          }
          i = at;
        } else {
          i++;
        }
      }
      return null;
    }
  }

  /** {@return the tables of a file} */
  public static TomlLines parse(SourceFile file) {
    return new Reader(file).read();
  }

  /**
   * {@return the string that begins at an offset, which has a quote}
   *
   * @param limit where the string ends at the latest
   */
  static Quoted quoted(String text, int at, int limit) {
    char quote = text.charAt(at);
    int quotes = isThree(text, at, quote) ? 3 : 1;
    int end = Math.min(stringEnd(text, at), limit);
    int first = Math.min(at + quotes, limit);
    String written = text.substring(first, Math.max(first, end - quotes));
    return new Quoted(quote == '"' ? unescaped(written) : written, at, end);
  }

  private static boolean isKey(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  private static int stringEnd(String text, int start) {
    char quote = text.charAt(start);
    boolean triple = isThree(text, start, quote);
    int i = start + (triple ? 3 : 1);
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && quote == '"') {
        i += 2;
      } else if (triple ? isThree(text, i, quote) : c == quote) {
        return i + (triple ? 3 : 1);
      } else if (c == '\n' && !triple) {
        return i;
      } else {
        i++;
      }
    }
    return text.length();
  }

  private static boolean isThree(String text, int at, char quote) {
    return at + 2 < text.length()
        && text.charAt(at) == quote
        && text.charAt(at + 1) == quote
        && text.charAt(at + 2) == quote;
  }

  private static String unescaped(String text) {
    return text.indexOf('\\') < 0
        ? text
        : text.replace("\\\"", "\"")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\\\", "\\");
  }

  private static final class Reader {
    private final SourceFile file;
    private final String text;
    private final List<Table> tables = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private String table = "";
    private boolean item;
    private Span header;

    Reader(SourceFile file) {
      this.file = file;
      this.text = file.text();
      this.header = file.span(0, 0);
    }

    TomlLines read() {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '[') {
          at = header(at);
        } else if (c == '#') {
          at = lineEnd(at);
        } else if (c <= ' ' || c == '\uFEFF') {
          at++;
        } else {
          at = entry(at);
        }
      }
      close();
      return new TomlLines(tables);
    }

    private void close() {
      tables.add(new Table(table, item, entries, header));
      entries = new ArrayList<>();
    }

    private int lineEnd(int at) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }

    private int header(int at) {
      close();
      int end = lineEnd(at);
      String line = text.substring(at, end).strip();
      item = line.startsWith("[[");
      int close = line.indexOf(']');
      String name =
          line.substring(item ? 2 : 1, Math.max(item ? 2 : 1, close < 0 ? line.length() : close));
      table = name.replace("\"", "").replace("'", "").replace(" ", "").strip();
      header = file.span(at, at + line.length());
      return end;
    }

    private int entry(int at) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != '\n') {
        char c = text.charAt(end);
        end = c == '"' || c == '\'' ? stringEnd(text, end) : end + 1;
      }
      if (end >= text.length() || text.charAt(end) == '\n') {
        return lineEnd(Math.min(end, text.length()));
      }
      String key = text.substring(at, end).replace("\"", "").replace("'", "").strip();
      int start = end + 1;
      while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
        start++;
      }
      int stop = valueEnd(start);
      String value = text.substring(start, stop).stripTrailing();
      entries.add(new Entry(key, value, start, file.span(at, start + value.length())));
      return lineEnd(stop);
    }

    /** The end of a value: the line's, or that of the line that closes its last bracket. */
    private int valueEnd(int start) {
      int depth = 0;
      int at = start;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
          at = stringEnd(text, at);
          continue;
        }
        if (c == '#') {
          if (depth == 0) {
            return at;
          }
          at = lineEnd(at);
          continue;
        }
        if (c == '[' || c == '{') {
          depth++;
        } else if (c == ']' || c == '}') {
          depth--;
        } else if (c == '\n' && (depth <= 0 || startsTable(at + 1))) {
          return at;
        }
        at++;
      }
      return text.length();
    }

    /** A header at the start of a line ends a value that was never closed. */
    private boolean startsTable(int at) {
      if (at >= text.length() || text.charAt(at) != '[') {
        return false;
      }
      int i = at;
      while (i < text.length() && text.charAt(i) == '[') {
        i++;
      }
      return i < text.length() && Character.isLetter(text.charAt(i)) && i - at <= 2;
    }
  }
}

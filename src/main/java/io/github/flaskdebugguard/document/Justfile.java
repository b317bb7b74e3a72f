package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A justfile (the tool's manual, just 1.57): settings, assignments and recipes, the last of a name
 * wins. Modules and imports are not followed.
 *
 * @param settings by name; one without a value is {@code true}, a list its first text
 */
public record Justfile(
    Map<String, String> settings,
    Map<String, Assignment> assignments,
    Map<String, Recipe> recipes) {
  public Justfile {
    settings = Map.copyOf(settings);
    assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
    recipes = Collections.unmodifiableMap(new LinkedHashMap<>(recipes));
  }

  /**
   * A variable.
   *
   * @param value the expression as it is written
   */
  public record Assignment(String name, boolean exported, String value, Span span) {}

  /**
   * A parameter of a recipe.
   *
   * @param initial the expression of its default, or null
   */
  public record Parameter(
      String name, boolean exported, boolean variadic, @Nullable String initial) {}

  /**
   * A recipe.
   *
   * @param before the recipes that run before it, with their arguments as they are written
   * @param lines its body without the indentation; a line that ends in a backslash is joined with
   *     the next one
   */
  public record Recipe(
      String name, List<Parameter> parameters, List<String> before, List<Line> lines, Span span) {
    public Recipe {
      parameters = List.copyOf(parameters);
      before = List.copyOf(before);
      lines = List.copyOf(lines);
    }
  }

  /** A line of a body. */
  public record Line(String text, Span span) {}

  /** {@return whether a base name in lower case is that of a justfile} */
  public static boolean isName(String name) {
    return name.equals("justfile") || name.equals(".justfile");
  }

  /** {@return the content of a file; what is not understood loses only itself} */
  public static Justfile parse(SourceFile file) {
    return file.as(Justfile.class, text -> new Reader(text).read());
  }

  private static final class Reader {
    private final SourceFile file;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Assignment> assignments = new LinkedHashMap<>();
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();

    /** Where the line stands that was read last, and where the next one begins. */
    private int offset;

    private int after;

    Reader(SourceFile file) {
      this.file = file;
    }

    Justfile read() {
      while (hasMore()) {
        String line = next();
        String bare = line.strip();
        if (!bare.isEmpty()
            && !Character.isWhitespace(line.charAt(0))
            && bare.charAt(0) != '#'
            && bare.charAt(0) != '[') {
          item(bare, offset);
        }
      }
      return new Justfile(settings, assignments, recipes);
    }

    private String next() {
      offset = after;
      String line = line();
      after = Math.min(file.text().length() + 1, offset + line.length() + 1);
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** {@return the line that begins after the last one that was read} */
    private String line() {
      int feed = file.text().indexOf('\n', after);
      return file.text().substring(after, feed < 0 ? file.text().length() : feed);
    }

    private boolean hasMore() {
      return after <= file.text().length();
    }

    private void item(String line, int start) {
      int colon = line.indexOf(":=");
      String[] words = line.split("\\s+", 3);
      if (words[0].equals("set") && words.length > 1) {
        String value = colon < 0 ? "true" : line.substring(colon + 2).strip();
        settings.put(words[1].replace(":=", "").strip(), literal(value));
      } else if (words[0].equals("alias") || words[0].equals("import") || words[0].equals("mod")) {
        return;
      } else if (colon > 0 && isName(line, 0, colon)) {
        boolean exported = words[0].equals("export");
        String name = line.substring(exported ? 6 : 0, colon).strip();
        Span span = file.span(start, start + line.length());
        assignments.put(
            name, new Assignment(name, exported, line.substring(colon + 2).strip(), span));
      } else {
        recipe(line, start);
      }
    }

    private static boolean isName(String line, int from, int to) {
      return line.substring(from, to)
          .chars()
          .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ' ');
    }

    /** {@return the first text of a setting's value} */
    private static String literal(String value) {
      String bare = value.startsWith("[") ? value.substring(1).strip() : value;
      if (bare.isEmpty() || (bare.charAt(0) != '"' && bare.charAt(0) != '\'')) {
        return bare;
      }
      int close = bare.indexOf(bare.charAt(0), 1);
      return close < 0 ? bare : bare.substring(1, close);
    }

    private void recipe(String line, int start) {
      int colon = header(line);
      if (colon < 0) {
        return;
      }
      List<String> words = words(line.substring(line.startsWith("@") ? 1 : 0, colon));
      if (words.isEmpty()) {
        return;
      }
      List<Parameter> parameters = new ArrayList<>();
      words.subList(1, words.size()).forEach(word -> parameters.add(parameter(word)));
      List<String> before = new ArrayList<>();
      for (String word : words(line.substring(colon + 1))) {
        if (word.equals("&&") || word.startsWith("#")) {
          break;
        }
        before.add(word);
      }
      Span span = file.span(start, start + line.length());
      String name = words.getFirst();
      recipes.put(name, new Recipe(name, parameters, before, body(), span));
    }

    /** {@return where the colon of a recipe stands, outside of quotes} */
    private static int header(String line) {
      char quote = 0;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (quote != 0) {
          quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'' || c == '`') {
          quote = c;
        } else if (c == ':') {
          return i;
        }
      }
      return -1;
    }

    /** {@return words at blanks outside of quotes and brackets} */
    private static List<String> words(String text) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      char quote = 0;
      int depth = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quote == 0 && depth == 0 && Character.isWhitespace(c)) {
          if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
          }
          continue;
        }
        if (quote != 0) {
          quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'' || c == '`') {
          quote = c;
        } else {
          depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        word.append(c);
      }
      if (!word.isEmpty()) {
        words.add(word.toString());
      }
      return words;
    }

    private static Parameter parameter(String word) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      boolean variadic = name.startsWith("+") || name.startsWith("*");
      name = variadic ? name.substring(1) : name;
      boolean exported = name.startsWith("$");
      String initial = equals < 0 ? null : word.substring(equals + 1);
      return new Parameter(
          exported ? name.substring(1) : name,
          exported,
          variadic,
          initial == null && word.startsWith("*") ? "''" : initial);
    }

    private List<Line> body() {
      List<Line> lines = new ArrayList<>();
      String indent = "";
      StringBuilder joined = new StringBuilder();
      int start = 0;
      while (hasMore()) {
        String line = line();
        boolean blank = line.isBlank();
        if (!blank && !Character.isWhitespace(line.charAt(0))) {
          break;
        }
        line = next();
        if (blank) {
          continue;
        }
        if (indent.isEmpty()) {
          indent = line.substring(0, line.length() - line.stripLeading().length());
        }
        String text = line.startsWith(indent) ? line.substring(indent.length()) : line.strip();
        if (joined.isEmpty()) {
          start = offset + line.length() - line.stripLeading().length();
        }
        boolean goesOn = text.endsWith("\\");
        joined.append(goesOn ? text.substring(0, text.length() - 1) : text);
        if (!goesOn) {
          int end = offset + line.stripTrailing().length();
          lines.add(new Line(joined.toString(), file.span(start, Math.max(start, end))));
          joined.setLength(0);
        }
      }
      return lines;
    }
  }
}

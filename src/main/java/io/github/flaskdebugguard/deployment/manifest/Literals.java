package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts and lists of words as Ruby and Puppet write them. */
final class Literals {
  private Literals() {}

  /** {@return the quoted text at the cursor, its expressions filled in} */
  static Data quoted(Cursor cursor, Dialect dialect, Names names) {
    int start = cursor.at();
    char quote = cursor.next();
    StringBuilder out = new StringBuilder();
    while (!cursor.done() && cursor.peek(0) != quote) {
      if (quote == '"' && dialect != Dialect.PYTHON && interpolated(cursor, dialect, names, out)) {
        continue;
      }
      char c = cursor.next();
      if (c == '\\' && !cursor.done()) {
        char escaped = cursor.next();
        if (quote == '\'' && dialect != Dialect.PYTHON) {
          out.append(escaped == '\'' || escaped == '\\' ? "" : "\\").append(escaped);
        } else {
          out.append(
              switch (escaped) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 's' -> ' ';
                default -> escaped;
              });
        }
      } else {
        out.append(c);
      }
    }
    cursor.next();
    return new Data.Str(out.toString(), cursor.span(start));
  }

  /** Takes {@code #{x}} of Ruby, {@code ${x}} and {@code $x} of Puppet. */
  private static boolean interpolated(
      Cursor cursor, Dialect dialect, Names names, StringBuilder out) {
    boolean ruby = dialect == Dialect.RUBY;
    int start = cursor.at();
    if (cursor.looksAt(ruby ? "#{" : "${")) {
      cursor.to(start + 2);
      int inside = cursor.at();
      cursor.blanks();
      Data value;
      // Within braces Puppet takes a bare name for a variable.
      if (!ruby && Cursor.isName(cursor.peek(0))) {
        String name = cursor.name();
        Data found = names.value("$" + name);
        value =
            found == null
                ? new Data.Open("comes from the variable $" + name, name, false, cursor.span(start))
                : found;
        if (cursor.peek(0) != '}') {
          cursor.to(inside);
          value = Expression.read(cursor, dialect, new Bare(names));
        }
      } else {
        value = Expression.read(cursor, dialect, names);
      }
      cursor.blanks();
      if (cursor.peek(0) != '}') {
        cursor.to(inside - 1);
        Expression.braces(cursor);
        out.append("{{expression}}");
        return true;
      }
      cursor.next();
      out.append(part(cursor, value, "expression"));
      return true;
    }
    if (!ruby && cursor.peek(0) == '$' && Cursor.isName(cursor.peek(1))) {
      cursor.to(start + 1);
      String name = cursor.name();
      Data value = names.value("$" + name);
      out.append(value == null ? "{{" + name + "}}" : part(cursor, value, name));
      return true;
    }
    return false;
  }

  private static String part(Cursor cursor, Data value, String name) {
    String part = cursor.make(1) ? Values.part(value) : "";
    return cursor.make(part.length()) ? part : "{{" + name + "}}";
  }

  /** Names without their sign, as within the braces of a text. */
  private record Bare(Names names) implements Names {
    @Override
    public @Nullable Data value(String name) {
      Data found = names.value("$" + name);
      return found == null ? names.value(name) : found;
    }
  }

  /** {@return a here-document or a list of words; null when there is none at the cursor} */
  static @Nullable Data document(Cursor cursor, Dialect dialect, Names names) {
    int start = cursor.at();
    if (cursor.looksAt("%w") || cursor.looksAt("%i")) {
      return words(cursor, start);
    }
    boolean ruby = cursor.looksAt("<<") && dialect == Dialect.RUBY;
    if (!ruby && !cursor.looksAt("@(")) {
      return null;
    }
    cursor.to(start + 2);
    boolean squiggly = cursor.peek(0) == '~' || !ruby;
    if (ruby && (cursor.peek(0) == '~' || cursor.peek(0) == '-')) {
      cursor.next();
    }
    char quote = cursor.peek(0);
    boolean quoted = quote == '\'' || quote == '"';
    if (quoted) {
      cursor.next();
    }
    String delimiter = cursor.name();
    if (delimiter.isEmpty()) {
      cursor.to(start);
      return null;
    }
    while (quoted && !cursor.done() && cursor.next() != quote) {}
    while (!ruby && !cursor.done() && cursor.next() != ')') {}
    int from = cursor.at();
    int[] body = cursor.document(from, delimiter);
    boolean filled = ruby ? quote != '\'' : quote == '"';
    String text = filled ? filled(cursor, body, dialect, names) : raw(cursor, body);
    return new Data.Str(squiggly ? text.stripIndent() : text, cursor.file().span(body[0], body[1]));
  }

  private static String raw(Cursor cursor, int[] body) {
    return cursor.file().text().substring(body[0], body[1]);
  }

  private static String filled(Cursor cursor, int[] body, Dialect dialect, Names names) {
    Cursor inside = cursor.within(body[0], body[1]);
    StringBuilder out = new StringBuilder();
    while (!inside.done()) {
      if (interpolated(inside, dialect, names, out)) {
        continue;
      }
      char c = inside.next();
      if (c == '\\' && "#$\\\"".indexOf(inside.peek(0)) >= 0) {
        c = inside.next();
      }
      out.append(c);
    }
    return out.toString();
  }

  private static @Nullable Data words(Cursor cursor, int start) {
    cursor.to(start + 2);
    char open = cursor.next();
    char close =
        switch (open) {
          case '(' -> ')';
          case '[' -> ']';
          case '{' -> '}';
          case '<' -> '>';
          default -> open;
        };
    int from = cursor.at();
    while (!cursor.done() && cursor.peek(0) != close) {
      cursor.next();
    }
    String text = cursor.text(from);
    cursor.next();
    List<Data> items = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      if (!word.isEmpty()) {
        items.add(new Data.Str(word, cursor.span(start)));
      }
    }
    return new Data.Seq(items, cursor.span(start));
  }
}

package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.document.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quotes, parameters, substitutions. */
final class WordParser {
  private enum Mode {
    /** Up to a blank or an operator. */
    BARE,
    /** Up to the closing double quote. */
    DOUBLE,
    /** Up to the brace that closes a parameter. */
    BRACE,
    /** Up to a slash or the brace, for the pattern of a replacement. */
    SLASH,
    /** The whole text, as in double quotes but with these as text. */
    HERE
  }

  private final ShellCursor cursor;
  private final ShellParser parser;

  WordParser(ShellCursor cursor, ShellParser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  /** {@return the word at the cursor; empty when there is none} */
  Word word() {
    int start = cursor.at;
    List<Part> parts = parts(Mode.BARE, false);
    return cursor.word(parts, start);
  }

  /** {@return the regular expression at the cursor, which may hold brackets and bars} */
  Word pattern() {
    int start = cursor.at;
    List<Part> parts = new ArrayList<>(parts(Mode.BARE, false));
    int open = 0;
    while (!cursor.ended() && "()|<>&".indexOf(cursor.peek()) >= 0) {
      char c = cursor.peek();
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0) {
        break;
      }
      parts.add(new Part.Literal(String.valueOf(c), false));
      cursor.at++;
      parts.addAll(parts(Mode.BARE, false));
    }
    return cursor.word(parts, start);
  }

  /** {@return the text of a here-document with its references} */
  static Word hereDocument(String body, ShellScript.Places places, ShellParser outer) {
    ShellCursor inner = outer.cursor().inside(body, places);
    ShellParser parser = new ShellParser(inner);
    List<Part> parts = new WordParser(inner, parser).parts(Mode.HERE, true);
    outer.cursor().problems(inner.problems());
    return new Word(parts, body, places.span(0, body.length()));
  }

  private List<Part> parts(Mode mode, boolean quoted) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (!cursor.ended() && !stops(mode)) {
      char c = cursor.peek();
      switch (c) {
        case '\\' -> escape(mode, quoted, parts, text);
        case '\'' -> {
          if (quoted) {
            text.append(c);
            cursor.at++;
          } else {
            flush(parts, text, quoted);
            parts.add(single());
          }
        }
        case '"' -> {
          if (mode == Mode.HERE) {
            text.append(c);
            cursor.at++;
          } else {
            flush(parts, text, quoted);
            doubleQuoted(parts);
          }
        }
        case '`' -> {
          flush(parts, text, quoted);
          parts.add(backticks(quoted));
        }
        case '$' -> dollar(mode, quoted, parts, text);
        case '<', '>' -> {
          // Only a process substitution gets here in a bare word.
          if (mode == Mode.BARE) {
            flush(parts, text, quoted);
            cursor.at += 2;
            parts.add(new Part.Process(parser.substitution(cursor.at - 2)));
          } else {
            text.append(c);
            cursor.at++;
          }
        }
        default -> {
          text.append(c);
          cursor.at++;
        }
      }
    }
    flush(parts, text, quoted);
    return parts;
  }

  private boolean stops(Mode mode) {
    char c = cursor.peek();
    return switch (mode) {
      case BARE ->
          ShellCursor.isMeta(c)
              && !((c == '<' || c == '>')
                  && cursor.peek(1) == '('
                  && cursor.depth < ShellCursor.DEPTH);
      case DOUBLE -> c == '"';
      case BRACE -> c == '}';
      case SLASH -> c == '}' || c == '/';
      case HERE -> false;
    };
  }

  private static void flush(List<Part> parts, StringBuilder text, boolean quoted) {
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text.toString(), quoted));
      text.setLength(0);
    }
  }

  private void escape(Mode mode, boolean quoted, List<Part> parts, StringBuilder text) {
    char next = cursor.peek(1);
    if (next == '\n') {
      cursor.at += 2;
      return;
    }
    if (cursor.at + 1 >= cursor.text.length()) {
      text.append('\\');
      cursor.at++;
      return;
    }
    boolean special =
        !quoted
            || next == '$'
            || next == '`'
            || next == '\\'
            || (next == '"' && mode != Mode.HERE)
            || (next == '}' && mode == Mode.BRACE);
    cursor.at += 2;
    if (!special) {
      text.append('\\').append(next);
    } else if (quoted) {
      text.append(next);
    } else {
      flush(parts, text, false);
      parts.add(new Part.Literal(String.valueOf(next), true));
    }
  }

  private Part single() {
    int start = cursor.at;
    int close = cursor.text.indexOf('\'', start + 1);
    if (close < 0) {
      unclosed(start);
      return new Part.Literal("", true);
    }
    cursor.at = close + 1;
    return new Part.Literal(cursor.text.substring(start + 1, close), true);
  }

  private void unclosed(int start) {
    if (cursor.unclosed < 0) {
      cursor.unclosed = start;
    }
    cursor.at = cursor.text.length();
  }

  private void doubleQuoted(List<Part> parts) {
    int start = cursor.at++;
    int before = parts.size();
    parts.addAll(parts(Mode.DOUBLE, true));
    if (parts.size() == before) {
      parts.add(new Part.Literal("", true));
    }
    if (cursor.ended()) {
      unclosed(start);
    } else {
      cursor.at++;
    }
  }

  private Part backticks(boolean quoted) {
    int start = cursor.at;
    StringBuilder inner = new StringBuilder();
    int i = start + 1;
    boolean escaped = false;
    while (i < cursor.text.length() && cursor.text.charAt(i) != '`') {
      char c = cursor.text.charAt(i);
      char next = i + 1 < cursor.text.length() ? cursor.text.charAt(i + 1) : '\0';
      if (c == '\\' && (next == '`' || next == '\\' || next == '$' || (quoted && next == '"'))) {
        inner.append(next);
        escaped = true;
        i += 2;
      } else {
        inner.append(c);
        i++;
      }
    }
    if (i >= cursor.text.length()) {
      unclosed(start);
      return new Part.Literal("", true);
    }
    cursor.at = i + 1;
    int base = start + 1;
    int last = i;
    boolean moved = escaped;
    ShellCursor body =
        cursor.inside(
            inner.toString(),
            (from, to) -> moved ? cursor.span(base, last) : cursor.span(base + from, base + to));
    if (body.depth > ShellCursor.DEPTH) {
      cursor.tooDeep();
      return new Part.Literal("", quoted);
    }
    ShellScript script = new ShellParser(body).parse();
    cursor.problems(script.problems());
    return new Part.Substitution(script.body(), quoted);
  }

  private void dollar(Mode mode, boolean quoted, List<Part> parts, StringBuilder text) {
    char next = cursor.peek(1);
    boolean deep = cursor.depth >= ShellCursor.DEPTH;
    if (deep && (next == '(' || next == '{')) {
      cursor.tooDeep();
    }
    if (next == '(' && !deep) {
      flush(parts, text, quoted);
      int start = cursor.at;
      Part arithmetic = cursor.peek(2) == '(' ? arithmetic(quoted) : null;
      if (arithmetic != null) {
        parts.add(arithmetic);
        return;
      }
      cursor.at = start + 2;
      parts.add(new Part.Substitution(parser.substitution(start), quoted));
    } else if (next == '{' && !deep) {
      flush(parts, text, quoted);
      cursor.depth++;
      parts.add(braces(quoted));
      cursor.depth--;
    } else if (ShellCursor.isNameStart(next)) {
      flush(parts, text, quoted);
      int start = ++cursor.at;
      skipName();
      parts.add(plain(cursor.text.substring(start, cursor.at), quoted));
    } else if (next != '\0' && "@*#?-$!0123456789".indexOf(next) >= 0) {
      flush(parts, text, quoted);
      cursor.at += 2;
      parts.add(plain(String.valueOf(next), quoted));
    } else if (next == '\'' && !quoted) {
      flush(parts, text, quoted);
      cursor.at++;
      parts.add(ansi());
    } else if (next == '"' && !quoted) {
      flush(parts, text, quoted);
      cursor.at++;
      doubleQuoted(parts);
    } else {
      text.append('$');
      cursor.at++;
    }
  }

  private static Part plain(String name, boolean quoted) {
    return new Part.Parameter(name, null, "", null, null, quoted);
  }

  private void skipName() {
    while (!cursor.ended() && ShellCursor.isName(cursor.peek())) {
      cursor.at++;
    }
  }

  private @Nullable Part arithmetic(boolean quoted) {
    Word expression = arithmeticText(cursor.at + 3);
    return expression == null ? null : new Part.Arithmetic(expression, quoted);
  }

  /**
   * {@return the expression that starts behind two opening brackets and ends before two closing
   * brackets, with the cursor after them; null when it does not end on its line}
   */
  @Nullable Word arithmeticText(int start) {
    int close = cursor.closing(start - 1);
    if (close < 0 || !cursor.text.startsWith("))", close)) {
      return null;
    }
    Word word =
        hereDocument(
            cursor.text.substring(start, close),
            (left, right) -> cursor.span(start + left, start + right),
            parser);
    cursor.at = close + 2;
    return word;
  }

  private Part ansi() {
    int start = cursor.at++;
    StringBuilder text = new StringBuilder();
    while (!cursor.ended() && cursor.peek() != '\'') {
      char c = cursor.peek();
      cursor.at++;
      if (c != '\\' || cursor.ended()) {
        text.append(c);
        continue;
      }
      char escaped = cursor.peek();
      cursor.at++;
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'a' -> text.append('\u0007');
        case 'b' -> text.append('\b');
        case 'e' -> text.append('\u001b');
        case '\\', '\'', '"', '?' -> text.append(escaped);
        default -> text.append('\\').append(escaped);
      }
    }
    if (cursor.ended()) {
      unclosed(start);
    } else {
      cursor.at++;
    }
    return new Part.Literal(text.toString(), true);
  }

  private Part braces(boolean quoted) {
    int start = cursor.at;
    cursor.at += 2;
    String prefix = "";
    if (cursor.peek() == '#' && cursor.peek(1) != '}' && cursor.peek(1) != ':') {
      prefix = "length";
      cursor.at++;
    } else if (cursor.peek() == '!' && ShellCursor.isNameStart(cursor.peek(1))) {
      prefix = "indirect";
      cursor.at++;
    }
    String name = parameterName();
    String index = index();
    if (cursor.peek() == '}' && !name.isEmpty()) {
      cursor.at++;
      return new Part.Parameter(name, index, prefix, null, null, quoted);
    }
    String operator = prefix.isEmpty() && !name.isEmpty() ? operator() : "bad";
    Word argument;
    Word replacement = null;
    if (operator.startsWith("/")) {
      argument = argument(Mode.SLASH, quoted);
      if (cursor.peek() == '/') {
        cursor.at++;
        replacement = argument(Mode.BRACE, quoted);
      }
    } else {
      argument = argument(Mode.BRACE, quoted);
    }
    if (cursor.ended()) {
      unclosed(start);
    } else {
      cursor.at++;
    }
    return new Part.Parameter(name, index, operator, argument, replacement, quoted);
  }

  private String parameterName() {
    int start = cursor.at;
    if (ShellCursor.isNameStart(cursor.peek())) {
      skipName();
    } else if (cursor.peek() >= '0' && cursor.peek() <= '9') {
      while (cursor.peek() >= '0' && cursor.peek() <= '9') {
        cursor.at++;
      }
    } else if (cursor.peek() != '\0' && "@*#?-$!".indexOf(cursor.peek()) >= 0) {
      cursor.at++;
    }
    return cursor.text.substring(start, cursor.at);
  }

  private @Nullable String index() {
    if (cursor.peek() != '[') {
      return null;
    }
    int start = cursor.at + 1;
    int close = cursor.indexEnd(start);
    if (close < 0) {
      return null;
    }
    cursor.at = close + 1;
    return cursor.text.substring(start, close);
  }

  private String operator() {
    for (String known :
        List.of(
            ":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "?", "+",
            "#", "%", "/", "^", ",", "@", ":")) {
      if (cursor.at(known)) {
        cursor.at += known.length();
        return known;
      }
    }
    return "bad";
  }

  private Word argument(Mode mode, boolean quoted) {
    int start = cursor.at;
    List<Part> parts = parts(mode, quoted);
    return cursor.word(parts, start);
  }
}

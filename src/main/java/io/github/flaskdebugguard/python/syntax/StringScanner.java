package io.github.flaskdebugguard.python.syntax;

/**
 * Finds where string literals end, and cuts f-strings and t-strings into text and replacement
 * fields (PEP 701: fields may hold any quote, line breaks and comments).
 */
final class StringScanner {
  /** Fields and format specifications inside one another. */
  private static final int NESTING = 32;

  private final Lexer lexer;
  private final char[] text;
  private final int length;
  private final boolean quotesUnbalanced;

  /** No closing triple quote of this kind comes after this offset: never search twice. */
  private int lastOpenTripleSingle = Integer.MAX_VALUE;

  private int lastOpenTripleDouble = Integer.MAX_VALUE;

  /** A string ended right before a letter: more likely its quotes open the next one. */
  private boolean closedBeforeText;

  /** Characters read in vain for f-strings that turned out to be none; bounded to stay linear. */
  private long wasted;

  StringScanner(Lexer lexer, boolean quotesUnbalanced) {
    this.lexer = lexer;
    this.text = lexer.text;
    this.length = lexer.length;
    this.quotesUnbalanced = quotesUnbalanced;
  }

  /** {@return whether a triple quote seems to be missing} */
  boolean sawUnbalancedQuotes() {
    return !quotesUnbalanced
        && (closedBeforeText
            || lastOpenTripleSingle != Integer.MAX_VALUE
            || lastOpenTripleDouble != Integer.MAX_VALUE);
  }

  static boolean isPrefix(char[] text, int start, int end) {
    if (end - start == 1) {
      return isPrefixLetter(text[start]);
    }
    if (end - start != 2) {
      return false;
    }
    char first = (char) (text[start] | 0x20);
    char second = (char) (text[start + 1] | 0x20);
    return second == 'r'
        ? first == 'b' || first == 'f' || first == 't' || first == 'u'
        : first == 'r' && (second == 'b' || second == 'f' || second == 't');
  }

  private static boolean isPrefixLetter(char c) {
    return switch (c | 0x20) {
      case 'r', 'u', 'b', 'f', 't' -> true;
      default -> false;
    };
  }

  /** Adds the token or tokens of the literal whose prefix starts at {@code start}. */
  void scan(int start, int quoteAt) {
    boolean format = false;
    boolean raw = false;
    for (int i = start; i < quoteAt; i++) {
      int letter = text[i] | 0x20;
      format |= letter == 'f' || letter == 't';
      raw |= letter == 'r';
    }
    char quote = text[quoteAt];
    boolean triple = text[quoteAt + 1] == quote && text[quoteAt + 2] == quote;
    int contentStart = quoteAt + (triple ? 3 : 1);
    if (format && wasted <= 4L * length + 65_536) {
      int size = lexer.tokens.size;
      int comments = lexer.comments.size();
      lexer.tokens.add(Token.FORMAT_START, start, contentStart);
      lexer.position = contentStart;
      lexer.formatDepth++;
      boolean complete = lexer.formatDepth <= NESTING && formatText(quote, triple, raw);
      lexer.formatDepth--;
      if (complete) {
        lexer.tokens.connect(size, lexer.tokens.size - 1);
        return;
      }
      wasted += lexer.position - contentStart;
      lexer.tokens.size = size;
      lexer.comments.subList(comments, lexer.comments.size()).clear();
    }
    lexer.position = contentStart;
    boolean closed = triple ? skipTriple(quote) : skipSingle(quote);
    lexer.tokens.add(closed && !format ? Token.STRING : Token.UNTERMINATED, start, lexer.position);
  }

  private boolean skipSingle(char quote) {
    int at = lexer.position;
    while (at < length) {
      char c = text[at];
      if (c == quote) {
        lexer.position = at + 1;
        return true;
      }
      if (c == '\\') {
        at += text[at + 1] == '\r' && text[at + 2] == '\n' ? 3 : 2;
      } else if (c == '\n' || c == '\r') {
        break;
      } else {
        at++;
      }
    }
    lexer.position = Math.min(at, length);
    return false;
  }

  private boolean skipTriple(char quote) {
    int from = lexer.position;
    if (from < (quote == '"' ? lastOpenTripleDouble : lastOpenTripleSingle)) {
      int end = endOfTriple(from, quote);
      if (end >= 0
          && !(quotesUnbalanced
              && InsideOut.isCode(text, length, lexer.lineIndentation, from, end))) {
        closedBeforeText |= InsideOut.opensText(text, length, end);
        lexer.position = end;
        return true;
      }
      if (end < 0) {
        if (quote == '"') {
          lastOpenTripleDouble = from;
        } else {
          lastOpenTripleSingle = from;
        }
      }
    }
    lexer.skipToLineEnd();
    return false;
  }

  private int endOfTriple(int from, char quote) {
    int at = from;
    while (at < length) {
      char c = text[at];
      if (c == quote && text[at + 1] == quote && text[at + 2] == quote) {
        return at + 3;
      }
      at += c == '\\' ? 2 : 1;
    }
    return -1;
  }

  /** The literal part of an f-string up to its closing quotes. */
  private boolean formatText(char quote, boolean triple, boolean raw) {
    int textStart = lexer.position;
    while (lexer.position < length) {
      int at = lexer.position;
      char c = text[at];
      if (closes(at, quote, triple)) {
        addText(textStart);
        lexer.position = at + (triple ? 3 : 1);
        lexer.tokens.add(Token.FORMAT_END, at, lexer.position);
        return true;
      }
      switch (c) {
        case '{' -> {
          if (text[at + 1] == '{') {
            lexer.position += 2;
          } else {
            addText(textStart);
            if (!field(quote, triple, raw)) {
              return false;
            }
            textStart = lexer.position;
          }
        }
        case '}' -> {
          if (text[at + 1] != '}') {
            return false;
          }
          lexer.position += 2;
        }
        case '\\' -> skipEscape(raw);
        case '\n', '\r' -> {
          if (!triple) {
            return false;
          }
          lexer.position++;
        }
        default -> lexer.position++;
      }
    }
    return false;
  }

  private boolean closes(int at, char quote, boolean triple) {
    return text[at] == quote && (!triple || text[at + 1] == quote && text[at + 2] == quote);
  }

  private void skipEscape(boolean raw) {
    int at = lexer.position;
    char next = text[at + 1];
    if (next == '{' || next == '}') {
      lexer.position = at + 1;
    } else if (next == 'N' && !raw && text[at + 2] == '{') {
      int end = at + 3;
      while (end < length
          && text[end] != '}'
          && !Lexer.isNewline(text[end])
          && text[end] != '"'
          && text[end] != '\'') {
        end++;
      }
      lexer.position = text[end] == '}' ? end + 1 : at + 2;
    } else {
      lexer.position = at + (next == '\r' && text[at + 2] == '\n' ? 3 : 2);
    }
  }

  private void addText(int start) {
    if (lexer.position > start) {
      lexer.tokens.add(Token.FORMAT_TEXT, start, lexer.position);
    }
  }

  /** A replacement field from its opening to its closing brace. */
  private boolean field(char quote, boolean triple, boolean raw) {
    if (lexer.formatDepth >= NESTING) {
      return false;
    }
    lexer.formatDepth++;
    boolean complete = fieldParts(quote, triple, raw);
    lexer.formatDepth--;
    return complete;
  }

  private boolean fieldParts(char quote, boolean triple, boolean raw) {
    add(Token.FIELD_OPEN);
    int brackets = 0;
    while (true) {
      boolean lineStart = skipBlank();
      if (lexer.position >= length) {
        return false;
      }
      char c = text[lexer.position];
      if (brackets == 0) {
        if (c == ':') {
          add(Token.FIELD_SPEC);
          if (!specification(quote, triple, raw)) {
            return false;
          }
          c = '}';
        }
        if (c == '}') {
          add(Token.FIELD_CLOSE);
          return true;
        }
        if (c == '!' && text[lexer.position + 1] != '=') {
          add(Token.FIELD_CONVERSION);
          continue;
        }
      }
      lexer.scanToken();
      Token kind = lexer.tokens.kinds[lexer.tokens.size - 1];
      brackets += kind.isOpening() ? 1 : kind.isClosing() ? -1 : 0;
      if (brackets < 0
          || kind == Token.UNTERMINATED
          || kind == Token.UNKNOWN
          || kind == Token.SEMICOLON
          || lineStart && kind.startsStatementOnly()) {
        return false;
      }
    }
  }

  private void add(Token kind) {
    lexer.tokens.add(kind, lexer.position, lexer.position + 1);
    lexer.position++;
  }

  /** Skips spaces, line ends and comments; true when the position is the first on its line. */
  private boolean skipBlank() {
    boolean lineStart = false;
    while (lexer.position < length) {
      char c = text[lexer.position];
      if (c == '#') {
        lexer.comment();
      } else if (Lexer.isNewline(c)) {
        lineStart = true;
        lexer.position++;
      } else if (c == ' '
          || c == '\t'
          || c == '\f'
          || c == '\\' && Lexer.isNewline(text[lexer.position + 1])) {
        lexer.position++;
      } else {
        break;
      }
    }
    return lineStart;
  }

  /** A format specification up to, not including, the brace that closes its field. */
  private boolean specification(char quote, boolean triple, boolean raw) {
    int textStart = lexer.position;
    while (lexer.position < length) {
      int at = lexer.position;
      char c = text[at];
      if (c == '}') {
        addText(textStart);
        return true;
      }
      if (closes(at, quote, triple) || Lexer.isNewline(c) && !triple) {
        return false;
      }
      if (c == '{') {
        addText(textStart);
        if (!field(quote, triple, raw)) {
          return false;
        }
        textStart = lexer.position;
      } else if (c == '\\') {
        skipEscape(raw);
      } else {
        lexer.position++;
      }
    }
    return false;
  }
}

package io.github.flaskdebugguard.python.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Source to tokens. Every physical line ends with a {@link Token#NEWLINE} here; {@link Layout}
 * takes out those inside brackets. Brackets are paired on the way, so that one left open is known
 * before anything is parsed.
 */
final class Lexer {
  static final int TAB = 8;
  private static final int MARKER_LENGTH = 7;

  /** The source with zeros after it, so that looking ahead needs no bounds check. */
  final char[] text;

  final int length;
  final TokenList tokens;
  final WordTable words = new WordTable();
  final List<Comment> comments = new ArrayList<>();
  final List<Statement.Broken> foreign = new ArrayList<>();
  int position;

  /** Of the physical line that the position is on. */
  int lineIndentation;

  /** Above 0 inside an f-string's replacement fields, where brackets are its own matter. */
  int formatDepth;

  private final StringScanner strings;
  private int[] open = new int[32];
  private int openCount;
  private final int[] openOfKind = new int[Token.values().length];

  private Lexer(String source, boolean quotesUnbalanced) {
    length = source.length();
    text = new char[length + 8];
    source.getChars(0, length, text, 0);
    tokens = new TokenList(length / 4);
    strings = new StringScanner(this, quotesUnbalanced);
  }

  static Lexer lex(String source) {
    Lexer lexer = new Lexer(source, false);
    lexer.run();
    if (lexer.strings.sawUnbalancedQuotes()) {
      // One missing quote turns the rest of the file inside out: look again, with suspicion.
      lexer = new Lexer(source, true);
      lexer.run();
    }
    Layout.fold(lexer.tokens);
    return lexer;
  }

  private void run() {
    tokens.add(Token.NEWLINE, 0, 0);
    tokens.links[0] = 0;
    if (text[0] == '\uFEFF') {
      position = 1;
    }
    while (startLine()) {
      int first = tokens.size;
      scanToken();
      if (openCount > 0 && tokens.kinds[first].startsStatementOnly()) {
        forgetOpenBrackets();
      }
      while (skipSpaces()) {
        scanToken();
      }
    }
    if (tokens.kinds[tokens.size - 1] != Token.NEWLINE) {
      tokens.add(Token.NEWLINE, length, length);
    }
    tokens.links[tokens.size - 1] = 0;
    tokens.add(Token.END_OF_FILE, length, length);
  }

  /** Goes to the first token of the next line that has one; false at the end of the file. */
  private boolean startLine() {
    int column = 0;
    boolean continued = false;
    while (position < length) {
      char c = text[position];
      switch (c) {
        case ' ' -> {
          position++;
          column += continued ? 0 : 1;
        }
        case '\t' -> {
          position++;
          column = continued ? column : (column / TAB + 1) * TAB;
        }
        case '\f' -> {
          position++;
          column = 0;
        }
        case '\n', '\r' -> {
          position++;
          column = 0;
          continued = false;
        }
        case '#' -> comment();
        case '\\' -> {
          if (!isNewline(text[position + 1])) {
            return lineFound(column);
          }
          position++;
          skipNewline();
          continued = true;
        }
        default -> {
          if (!skipForeignLine(c)) {
            return lineFound(column);
          }
        }
      }
    }
    return false;
  }

  private boolean lineFound(int column) {
    tokens.links[tokens.size - 1] = column;
    lineIndentation = column;
    return true;
  }

  /** Goes to the next token of this line; at the line's end adds the NEWLINE and answers false. */
  private boolean skipSpaces() {
    while (position < length) {
      char c = text[position];
      if (c == ' ' || c == '\t' || c == '\f') {
        position++;
      } else if (c == '\n' || c == '\r') {
        int start = position;
        skipNewline();
        tokens.add(Token.NEWLINE, start, position);
        return false;
      } else if (c == '#') {
        comment();
      } else if (c == '\\' && isNewline(text[position + 1])) {
        position++;
        skipNewline();
      } else {
        return true;
      }
    }
    return false;
  }

  void comment() {
    int start = position;
    skipToLineEnd();
    comments.add(new Comment(new String(text, start, position - start), start, position));
  }

  void skipToLineEnd() {
    while (position < length && !isNewline(text[position])) {
      position++;
    }
  }

  void skipNewline() {
    if (text[position] == '\r' && text[position + 1] == '\n') {
      position++;
    }
    position++;
  }

  static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  /**
   * Conflict markers and template tags on lines of their own: skipped as if they were not there.
   */
  private boolean skipForeignLine(char c) {
    boolean lineStart = position == 0 || isNewline(text[position - 1]);
    String message;
    if (lineStart && (c == '<' || c == '=' || c == '>' || c == '|') && isMarker(c)) {
      message = "merge conflict marker";
    } else if (c == '{'
        && (text[position + 1] == '%' || text[position + 1] == '#')
        && isTemplateTag(text[position + 1])) {
      message = "template tag";
    } else {
      return false;
    }
    int start = position;
    skipToLineEnd();
    foreign.add(new Statement.Broken(message, start, position));
    return true;
  }

  private boolean isMarker(char c) {
    for (int i = 1; i < MARKER_LENGTH; i++) {
      if (text[position + i] != c) {
        return false;
      }
    }
    int after = position + MARKER_LENGTH;
    return after >= length || text[after] == ' ' || isNewline(text[after]);
  }

  private boolean isTemplateTag(char kind) {
    int end = position + 2;
    while (end < length && !isNewline(text[end])) {
      end++;
    }
    while (Character.isWhitespace(text[end - 1])) {
      end--;
    }
    return end - position >= 4 && text[end - 1] == '}' && text[end - 2] == kind;
  }

  /** Adds the token at the position, which is on no space, comment or line end. */
  void scanToken() {
    char c = text[position];
    if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_') {
      word();
    } else if (c >= '0' && c <= '9' || c == '.' && isDigit(text[position + 1])) {
      int start = position;
      position = NumberScanner.end(text, position);
      tokens.add(Token.NUMBER, start, position);
    } else if (c == '"' || c == '\'') {
      strings.scan(position, position);
    } else if (c >= 128 && isIdentifierStart()) {
      word();
    } else {
      operator(c);
    }
  }

  private void word() {
    int start = position;
    while (true) {
      char c = text[position];
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9') {
        position++;
      } else if (c >= 128 && position < length) {
        int codePoint = Character.codePointAt(text, position, length);
        if (!Character.isUnicodeIdentifierPart(codePoint)
            || Character.isIdentifierIgnorable(codePoint)) {
          break;
        }
        position += Character.charCount(codePoint);
      } else {
        if ((c == '"' || c == '\'') && StringScanner.isPrefix(text, start, position)) {
          strings.scan(start, position);
          return;
        }
        break;
      }
    }
    int symbol = words.find(text, start, position);
    tokens.add(words.kind(symbol), start, position);
    tokens.links[tokens.size - 1] = symbol;
  }

  private boolean isIdentifierStart() {
    int codePoint = Character.codePointAt(text, position, length);
    return Character.isUnicodeIdentifierStart(codePoint);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void operator(char c) {
    int start = position;
    char next = text[start + 1];
    Token kind =
        switch (c) {
          case '(' -> Token.LEFT_PARENTHESIS;
          case ')' -> Token.RIGHT_PARENTHESIS;
          case '[' -> Token.LEFT_BRACKET;
          case ']' -> Token.RIGHT_BRACKET;
          case '{' -> Token.LEFT_BRACE;
          case '}' -> Token.RIGHT_BRACE;
          case ',' -> Token.COMMA;
          case ';' -> Token.SEMICOLON;
          case '`' -> Token.BACKTICK;
          case '~' -> Token.TILDE;
          case '.' -> next == '.' && text[start + 2] == '.' ? Token.ELLIPSIS : Token.DOT;
          case ':' -> next == '=' ? Token.WALRUS : Token.COLON;
          case '=' -> next == '=' ? Token.EQUAL : Token.ASSIGN;
          case '!' -> next == '=' ? Token.NOT_EQUAL : Token.UNKNOWN;
          case '<' ->
              next == '<'
                  ? Token.LEFT_SHIFT
                  : next == '=' ? Token.LESS_EQUAL : next == '>' ? Token.NOT_EQUAL : Token.LESS;
          case '>' ->
              next == '>' ? Token.RIGHT_SHIFT : next == '=' ? Token.GREATER_EQUAL : Token.GREATER;
          case '*' -> next == '*' ? Token.DOUBLE_STAR : Token.STAR;
          case '/' -> next == '/' ? Token.DOUBLE_SLASH : Token.SLASH;
          case '-' -> next == '>' ? Token.ARROW : Token.MINUS;
          case '+' -> Token.PLUS;
          case '%' -> Token.PERCENT;
          case '@' -> Token.AT;
          case '&' -> Token.AMPERSAND;
          case '|' -> Token.BAR;
          case '^' -> Token.CARET;
          default -> Token.UNKNOWN;
        };
    int end =
        start + (kind == Token.UNKNOWN ? 1 : kind == Token.NOT_EQUAL ? 2 : kind.text.length());
    if (text[end] == '=' && isAugmentable(kind)) {
      kind = Token.AUGMENTED_ASSIGN;
      end++;
    }
    position = end;
    tokens.add(kind, start, end);
    if (formatDepth == 0) {
      if (kind.isOpening()) {
        openBracket(kind);
      } else if (kind.isClosing()) {
        closeBracket(kind);
      }
    }
  }

  private static boolean isAugmentable(Token kind) {
    return kind.precedence >= Token.BIT_OR_LEVEL || kind == Token.DOUBLE_STAR;
  }

  private void openBracket(Token kind) {
    if (openCount == open.length) {
      open = Arrays.copyOf(open, openCount * 2);
    }
    open[openCount++] = tokens.size - 1;
    openOfKind[kind.partner().ordinal()]++;
  }

  private void closeBracket(Token kind) {
    if (openOfKind[kind.ordinal()] == 0) {
      return;
    }
    while (true) {
      int opening = open[--openCount];
      Token closing = tokens.kinds[opening].partner();
      openOfKind[closing.ordinal()]--;
      if (closing == kind) {
        tokens.connect(opening, tokens.size - 1);
        return;
      }
    }
  }

  private void forgetOpenBrackets() {
    openCount = 0;
    Arrays.fill(openOfKind, 0);
  }
}

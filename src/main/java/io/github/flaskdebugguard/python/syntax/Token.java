package io.github.flaskdebugguard.python.syntax;

/** What a token is. Binary operators carry their precedence: a higher one binds tighter. */
enum Token {
  END_OF_FILE("end of file"),
  /** End of a logical line; its link is the indentation of the next one. */
  NEWLINE("end of line"),
  NAME("name"),
  NUMBER("number"),
  /** A whole string literal without replacement fields. */
  STRING("string"),
  /** A literal that the end of the line or of the file cut off. */
  UNTERMINATED("unterminated string"),
  /** A character that no Python token starts with. */
  UNKNOWN("unknown character"),

  FORMAT_START("f-string"),
  FORMAT_TEXT("text"),
  FORMAT_END("end of f-string"),
  FIELD_OPEN("{"),
  FIELD_CLOSE("}"),
  FIELD_SPEC(":"),
  FIELD_CONVERSION("!"),

  LEFT_PARENTHESIS("("),
  RIGHT_PARENTHESIS(")"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  COMMA(","),
  COLON(":"),
  SEMICOLON(";"),
  DOT("."),
  ELLIPSIS("..."),
  ASSIGN("="),
  WALRUS(":="),
  ARROW("->"),
  BACKTICK("`"),
  TILDE("~"),

  LESS("<", 4),
  GREATER(">", 4),
  LESS_EQUAL("<=", 4),
  GREATER_EQUAL(">=", 4),
  EQUAL("==", 4),
  NOT_EQUAL("!=", 4),
  BAR("|", 5),
  CARET("^", 6),
  AMPERSAND("&", 7),
  LEFT_SHIFT("<<", 8),
  RIGHT_SHIFT(">>", 8),
  PLUS("+", 9),
  MINUS("-", 9),
  STAR("*", 10),
  SLASH("/", 10),
  DOUBLE_SLASH("//", 10),
  PERCENT("%", 10),
  AT("@", 10),
  DOUBLE_STAR("**"),
  AUGMENTED_ASSIGN("augmented assignment"),

  AND("and", 2),
  AS("as"),
  ASSERT("assert"),
  ASYNC("async"),
  AWAIT("await"),
  BREAK("break"),
  CLASS("class"),
  CONTINUE("continue"),
  DEF("def"),
  DEL("del"),
  ELIF("elif"),
  ELSE("else"),
  EXCEPT("except"),
  FALSE("False"),
  FINALLY("finally"),
  FOR("for"),
  FROM("from"),
  GLOBAL("global"),
  IF("if"),
  IMPORT("import"),
  IN("in", 4),
  IS("is", 4),
  LAMBDA("lambda"),
  NONE("None"),
  NONLOCAL("nonlocal"),
  NOT("not"),
  OR("or", 1),
  PASS("pass"),
  RAISE("raise"),
  RETURN("return"),
  TRUE("True"),
  TRY("try"),
  WHILE("while"),
  WITH("with"),
  YIELD("yield");

  /** Precedence levels that a caller names. */
  static final int OR_LEVEL = 1;

  static final int NOT_LEVEL = 3;
  static final int COMPARISON_LEVEL = 4;
  static final int BIT_OR_LEVEL = 5;

  final String text;

  /** 0 for what is no binary operator. */
  final int precedence;

  Token(String text) {
    this(text, 0);
  }

  Token(String text, int precedence) {
    this.text = text;
    this.precedence = precedence;
  }

  /** {@return whether this is a reserved word} */
  boolean isKeyword() {
    return compareTo(AND) >= 0;
  }

  boolean isOpening() {
    return this == LEFT_PARENTHESIS || this == LEFT_BRACKET || this == LEFT_BRACE;
  }

  boolean isClosing() {
    return this == RIGHT_PARENTHESIS || this == RIGHT_BRACKET || this == RIGHT_BRACE;
  }

  /** {@return the closing partner of an opening bracket} */
  Token partner() {
    return switch (this) {
      case LEFT_PARENTHESIS -> RIGHT_PARENTHESIS;
      case LEFT_BRACKET -> RIGHT_BRACKET;
      case LEFT_BRACE -> RIGHT_BRACE;
      default -> this;
    };
  }

  /**
   * {@return whether a line inside brackets that starts with this can only be the next statement,
   * the bracket having been left open}
   */
  boolean startsStatementOnly() {
    return switch (this) {
      case ASSERT,
          BREAK,
          CLASS,
          CONTINUE,
          DEF,
          DEL,
          ELIF,
          EXCEPT,
          FINALLY,
          GLOBAL,
          IMPORT,
          NONLOCAL,
          PASS,
          RAISE,
          RETURN,
          TRY,
          WHILE,
          WITH ->
          true;
      default -> false;
    };
  }

  /** {@return whether a statement that starts with this has a colon and a block} */
  boolean startsCompound() {
    return switch (this) {
      case ASYNC, CLASS, DEF, ELIF, ELSE, EXCEPT, FINALLY, FOR, IF, TRY, WHILE, WITH -> true;
      default -> false;
    };
  }

  /** {@return whether this is a word that older or other Python takes as a plain name} */
  boolean isSoftName() {
    return this == NAME || this == ASYNC || this == AWAIT || this == NONLOCAL;
  }
}

package io.github.flaskdebugguard.python.syntax;

import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.Property;

/** Tokens stand in order inside of the text, and between them is nothing that has a meaning. */
public final class LexerFuzz implements FuzzTarget {
  @Override
  public void check(String input) {
    Lexer lexer = Lexer.lex(input);
    boolean[] skipped = new boolean[input.length()];
    for (Comment comment : lexer.comments) {
      Property.same(comment.text(), input.substring(comment.start(), comment.end()), "comment");
      mark(skipped, comment.start(), comment.end());
    }
    for (Statement.Broken foreign : lexer.foreign) {
      mark(skipped, foreign.start(), foreign.end());
    }
    TokenList tokens = lexer.tokens;
    int at = 0;
    for (int i = 0; i < tokens.size; i++) {
      int start = tokens.starts[i];
      int end = tokens.ends[i];
      Property.holds(
          at <= start && start <= end && end <= input.length(), "token %d at %d", i, start);
      for (int gap = at; gap < start; gap++) {
        char c = input.charAt(gap);
        Property.holds(
            skipped[gap] || " \t\f\r\n\\\uFEFF".indexOf(c) >= 0,
            "U+%04X at %d is in no token",
            (int) c,
            gap);
      }
      brackets(tokens, i);
      at = end;
    }
    Property.same(tokens.kinds[tokens.size - 1], Token.END_OF_FILE, "last token");
    Property.same(at, input.length(), "end");
  }

  private static void brackets(TokenList tokens, int i) {
    Token kind = tokens.kinds[i];
    int partner = tokens.links[i];
    if (kind.isOpening() && partner != TokenList.NONE) {
      Property.holds(partner > i && partner < tokens.size, "bracket %d ends at %d", i, partner);
      Property.same(tokens.kinds[partner], kind.partner(), "closing bracket");
      Property.same(tokens.links[partner], i, "opening bracket");
    }
  }

  private static void mark(boolean[] skipped, int start, int end) {
    for (int i = start; i < end; i++) {
      skipped[i] = true;
    }
  }
}

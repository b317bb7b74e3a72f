package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in the text of a script, and the here-documents that a line end has to jump over. */
final class ShellCursor {
  private static final int PROBLEMS = 50;
  static final int DEPTH = Limits.LEVELS;

  /**
   * So often, in all, the characters of a script are read again: behind quotes that nothing closes,
   * and in here-documents, each of which is also read in those around it.
   */
  private static final int TIMES = 16;

  /** What a short script may be read again in any case. */
  private static final int LEAST = 4_096;

  final String text;
  final ShellScript.Places places;
  private final List<Problem> problems = new ArrayList<>();
  int at;
  int depth;

  /** Where a quote or bracket opened that nothing closes, -1 while there is none. */
  int unclosed = -1;

  private int jumpAt = -1;
  private int jumpTo = -1;

  private final Effort effort;

  /** For each bracket that opens, where its line closes it; made when it is asked for. */
  private int @Nullable [] closings;

  /** A stretch without a square bracket that closes or a line feed. */
  private int plainFrom;

  private int plainTo;

  ShellCursor(String text, ShellScript.Places places) {
    this(text, places, new Effort((long) TIMES * text.length() + LEAST));
  }

  private ShellCursor(String text, ShellScript.Places places, Effort effort) {
    this.text = text;
    this.places = places;
    this.effort = effort;
  }

  /** {@return a cursor for a text inside of this one, which is read by itself} */
  ShellCursor inside(String inner, ShellScript.Places innerPlaces) {
    ShellCursor cursor = new ShellCursor(inner, innerPlaces, effort);
    cursor.depth = depth + 1;
    return cursor;
  }

  /** What a script and all texts inside of it may still be read again, in characters. */
  private static final class Effort {
    private long left;

    private Effort(long left) {
      this.left = left;
    }

    private boolean spend(int characters) {
      boolean enough = left >= characters;
      left = enough ? left - characters : 0;
      return enough;
    }
  }

  boolean ended() {
    return at >= text.length();
  }

  /** {@return the character at the place plus an offset, or NUL after the end} */
  char peek(int offset) {
    int index = at + offset;
    return index < text.length() ? text.charAt(index) : '\0';
  }

  char peek() {
    return peek(0);
  }

  boolean at(String expected) {
    return text.startsWith(expected, at);
  }

  Word word(List<Word.Part> parts, int start) {
    return new Word(parts, text.substring(start, at), span(start, at));
  }

  Span span(int start, int end) {
    return places.span(Math.min(start, end), end);
  }

  /** Skips blanks, line continuations and a comment. */
  void skipBlanks() {
    while (!ended()) {
      char c = peek();
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '\\' && peek(1) == '\n') {
        at += 2;
      } else if (c == '#') {
        skipLine();
      } else {
        return;
      }
    }
  }

  /** Skips blanks, comments and line ends. */
  void skipLines() {
    skipBlanks();
    while (!ended() && (peek() == '\n' || (peek() == '\r' && peek(1) == '\n'))) {
      if (peek() == '\r') {
        at++;
      }
      newline();
      skipBlanks();
    }
  }

  /** Takes a line feed and the here-documents after it. */
  void newline() {
    if (jumpAt == at && jumpTo > at) {
      at = jumpTo;
      jumpAt = -1;
    } else {
      at++;
    }
  }

  /** {@return the offset at which the line closes the round bracket at an offset, or -1} */
  int closing(int bracket) {
    int[] known = closings;
    if (known == null) {
      known = closings();
      closings = known;
    }
    return known[bracket];
  }

  private int[] closings() {
    int[] result = new int[text.length()];
    Arrays.fill(result, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> open.push(i);
        case ')' -> {
          if (!open.isEmpty()) {
            result[open.pop()] = i;
          }
        }
        case '\n' -> open.clear();
        default -> {}
      }
    }
    return result;
  }

  /** {@return the offset of the square bracket that the line has next, or -1} */
  int indexEnd(int from) {
    if (from < plainFrom || from > plainTo) {
      plainFrom = from;
      plainTo = from;
      while (plainTo < text.length()
          && text.charAt(plainTo) != ']'
          && text.charAt(plainTo) != '\n') {
        plainTo++;
      }
    }
    return plainTo < text.length() && text.charAt(plainTo) == ']' ? plainTo : -1;
  }

  void skipLine() {
    int feed = text.indexOf('\n', at);
    at = feed < 0 ? text.length() : feed;
  }

  /** {@return whether no more here-documents are looked for} */
  boolean isExhausted() {
    return effort.left == 0;
  }

  /** {@return whether the text of a here-document can still be read for itself} */
  boolean reads(String body) {
    return effort.spend(body.length()) && depth < DEPTH;
  }

  /** The end of a line at which here-documents are to be passed, both -1 for none. */
  record Pending(int jumpAt, int jumpTo) {}

  /** Begins a substitution, whose lines are its own; {@return what is pending outside} */
  Pending enter() {
    Pending outside = new Pending(jumpAt, jumpTo);
    jumpAt = -1;
    jumpTo = -1;
    return outside;
  }

  /**
   * Ends a substitution. A here-document that its own line did not end is one of the line around.
   */
  void leave(Pending outside) {
    if (outside.jumpAt() >= 0 || jumpAt < at) {
      jumpAt = outside.jumpAt();
      jumpTo = outside.jumpTo();
    }
  }

  /** {@return the offset at which the body of a here-document of this line starts} */
  int hereStart() {
    // What was read as a body is not read again, also where its line ended elsewhere.
    return Math.max(jumpTo, Math.min(lineEnd() + 1, text.length()));
  }

  void hereEnd(int end) {
    jumpAt = lineEnd();
    jumpTo = end;
  }

  /**
   * Goes back to the end of the line in which a quote opened that nothing closes, unless that was
   * done too often.
   */
  void retryBehind(int unclosedQuote) {
    int feed = text.indexOf('\n', unclosedQuote);
    int end = feed < 0 ? text.length() : feed;
    if (!effort.spend(text.length() - end)) {
      return;
    }
    at = end;
    // Here-documents behind that place will be met again.
    if (jumpAt != at) {
      jumpAt = -1;
      jumpTo = -1;
    }
  }

  private int lineEnd() {
    if (jumpAt >= at) {
      return jumpAt;
    }
    return isExhausted() ? LineEnd.first(text, at) : LineEnd.after(text, at, effort::spend);
  }

  static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isName(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  static boolean isMeta(char c) {
    return switch (c) {
      case ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')', '\0' -> true;
      default -> false;
    };
  }

  void problem(String message, int start, int end) {
    if (problems.size() < PROBLEMS) {
      Span span = span(start, Math.min(end, text.length()));
      problems.add(new Problem(span.path(), span, message, false));
    }
  }

  /** Notes that the script goes deeper than is read, so that what it starts may be missed. */
  void tooDeep() {
    unread("the shell text is nested more deeply here than is read");
  }

  /** Notes that no more here-documents are read, so that what it starts may be missed. */
  void tooMuch() {
    unread("here-documents of the shell text are read only to here");
  }

  private void unread(String message) {
    if (problems.size() < PROBLEMS) {
      Span span = span(Math.min(at, text.length()), Math.min(at + 1, text.length()));
      problems.add(new Problem(span.path(), span, message, true));
    }
  }

  /** Adds what was found in a part of the text that was read by itself. */
  void problems(List<Problem> found) {
    for (Problem problem : found) {
      if (problems.size() < PROBLEMS) {
        problems.add(problem);
      }
    }
  }

  List<Problem> problems() {
    return problems;
  }

  /** {@return where the quote or bracket that nothing closes opened, once, or null} */
  @Nullable Integer takeUnclosed() {
    if (unclosed < 0) {
      return null;
    }
    int start = unclosed;
    unclosed = -1;
    return start;
  }
}

package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A place in a text that moves forward over blanks, comments, signs and words. */
public final class Cursor {
  private static final int MOST_EXPRESSIONS = 100_000;

  /** Characters that are read again, searched for the end of a here-document, or put together. */
  private static final long MOST_CHARS = 32L * Limits.FILE_BYTES;

  private final SourceFile file;
  private final String text;
  private final int end;
  private final NavigableMap<Integer, Integer> jumps = new TreeMap<>();
  private final Work work;
  private int at;

  /** Where a text was shown from, and where its blanks end: a chain of signs shows it each time. */
  private int shownFrom = -1;

  private int shown = -1;

  /** What was done so far, by this cursor and by those over a part of its text. */
  private static final class Work {
    private int expressions;
    private int depth;
    private long again;
    private long searched;
    private long made;
  }

  /** A cursor over a part of a file. */
  public Cursor(SourceFile file, int start, int end) {
    this.file = file;
    this.text = file.text();
    this.work = new Work();
    this.at = start;
    this.end = end;
  }

  private Cursor(Cursor outer, int start, int end) {
    this.file = outer.file;
    this.text = outer.text;
    this.work = outer.work;
    this.at = start;
    this.end = end;
  }

  /** {@return a cursor over a part of the text, which was passed already} */
  Cursor within(int start, int stop) {
    return new Cursor(this, again(stop - start) ? start : stop, stop);
  }

  private boolean again(int chars) {
    if (chars > 0 && (work.again += chars) > MOST_CHARS) {
      if (work.again - chars <= MOST_CHARS) {
        LimitNotes.bites(file.span(at, at), "the file is read again and again; the rest was not");
      }
      return false;
    }
    return true;
  }

  /** {@return whether a text of some characters may be put together} */
  boolean make(int chars) {
    if ((work.made += chars) > MOST_CHARS && work.made - chars <= MOST_CHARS) {
      LimitNotes.bites(file.span(at, at), "expressions make longer texts than are followed");
    }
    return work.made <= MOST_CHARS;
  }

  SourceFile file() {
    return file;
  }

  /** {@return whether one more expression may be read; loops read the same ones again} */
  boolean step() {
    return ++work.expressions < MOST_EXPRESSIONS;
  }

  /** {@return how many expressions stand inside each other, those in texts of others included} */
  int deeper() {
    return ++work.depth;
  }

  void higher() {
    work.depth--;
  }

  /** {@return where it stands} */
  public int at() {
    return at;
  }

  /** Goes to a place, also back. */
  public void to(int place) {
    at = again(at - place) ? Math.min(place, end) : end;
  }

  int end() {
    return end;
  }

  /** {@return whether nothing is left} */
  public boolean done() {
    return at >= end;
  }

  /** {@return the place from a start to here} */
  public Span span(int start) {
    return file.span(Math.min(start, at), Math.max(start, at));
  }

  /** {@return the text from a start to here, without outer blanks} */
  public String text(int start) {
    return text.substring(start, Math.max(start, at)).strip();
  }

  /** {@return the text from a start to here, cut where it is longer} */
  String text(int start, int most) {
    if (shownFrom != start) {
      shownFrom = start;
      shown = start;
    }
    while (shown < at && Character.isWhitespace(text.charAt(shown))) {
      shown++;
    }
    int stop = at;
    while (stop > shown && Character.isWhitespace(text.charAt(stop - 1))) {
      stop--;
    }
    int from = Math.min(shown, stop);
    return stop - from > most
        ? text.substring(from, from + most) + "..."
        : text.substring(from, stop);
  }

  /** {@return the character some places on, a line end past the end} */
  public char peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : '\n';
  }

  char next() {
    return at < end ? text.charAt(at++) : '\n';
  }

  /** {@return whether a text stands at the cursor} */
  public boolean looksAt(String sign) {
    return at + sign.length() <= end && text.startsWith(sign, at);
  }

  /** Skips blanks within the line, and lines that a backslash continues. */
  public void blanks() {
    while (at < end) {
      char c = text.charAt(at);
      if (c == '\\' && peek(1) == '\n') {
        at += 2;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  /** Skips blanks, line ends and comments. */
  public void lines() {
    while (at < end) {
      blanks();
      char c = peek(0);
      if (at >= end) {
        return;
      }
      if (c == '\n') {
        newline();
      } else if (c == '#') {
        int feed = text.indexOf('\n', at, end);
        at = feed < 0 ? end : feed;
      } else {
        return;
      }
    }
  }

  private void newline() {
    Integer after = jumps.get(at);
    at = after == null ? at + 1 : Math.min(end, after);
  }

  /** Skips to the end of the line, over the here-documents that begin in it. */
  public void line() {
    while (at < end && text.charAt(at) != '\n') {
      at++;
    }
    if (at < end) {
      newline();
    }
  }

  /** Takes a sign behind blanks of the line. */
  public boolean sign(String sign) {
    blanks();
    if (!looksAt(sign)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  /** Takes a word behind blanks of the line, if it is this one. */
  public boolean word(String word) {
    blanks();
    if (!looksAt(word) || isName(peek(word.length()))) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Takes a name, with {@code ::} inside and {@code ?} or {@code !} at its end; may be empty. */
  public String name() {
    int start = at;
    while (at < end
        && (isName(text.charAt(at)) || (looksAt("::") && at + 2 < end && isName(peek(2))))) {
      at += text.charAt(at) == ':' ? 2 : 1;
    }
    if (at > start && (peek(0) == '?' || peek(0) == '!') && peek(1) != '=') {
      at++;
    }
    return text.substring(start, at);
  }

  /**
   * Takes a here-document that is announced at the cursor.
   *
   * @param from where its announcement ends
   * @return start and end of its body; null when it never ends
   */
  int[] document(int from, String delimiter) {
    int feed = text.indexOf('\n', from, end);
    Integer before = feed < 0 ? null : jumps.get(feed);
    int line = before != null ? before : feed + 1;
    int body = line;
    while (feed >= 0 && line < end && work.searched <= MOST_CHARS) {
      int stop = text.indexOf('\n', line);
      int lineEnd = stop < 0 ? end : Math.min(end, stop);
      String bare = text.substring(line, lineEnd).strip();
      boolean puppet = bare.startsWith("|") && bare.endsWith(delimiter);
      if (bare.equals(delimiter) || puppet) {
        jumps.put(feed, Math.min(end, lineEnd + 1));
        at = from;
        return new int[] {body, line};
      }
      work.searched += lineEnd + 1 - line;
      if (work.searched > MOST_CHARS) {
        LimitNotes.bites(file.span(from, from), "the ends of here-documents are too far away");
      }
      line = lineEnd + 1;
    }
    at = from;
    return new int[] {from, from};
  }

  static boolean isName(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }
}

package io.github.flaskdebugguard.document.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads simple commands, their assignments and redirections, and {@code [[ ]]}. */
final class SimpleParser {
  private static final List<String> REDIRECTIONS =
      List.of("&>>", "&>", "<<<", "<<-", "<<", ">>", ">&", "<&", ">|", "<>", ">", "<");

  private final ShellCursor cursor;
  private final WordParser words;
  private final ShellParser parser;

  SimpleParser(ShellCursor cursor, WordParser words, ShellParser parser) {
    this.cursor = cursor;
    this.words = words;
    this.parser = parser;
  }

  /** {@return the simple command or function at the cursor, or null when there is none} */
  @Nullable Command command() {
    int start = cursor.at;
    int end = start;
    List<Assignment> assignments = new ArrayList<>();
    List<Word> found = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (!cursor.ended()) {
      cursor.skipBlanks();
      Redirection redirection = redirection();
      if (redirection != null) {
        redirections.add(redirection);
      } else if (cursor.peek() == '('
          && found.size() == 1
          && assignments.isEmpty()
          && cursor.at(end == cursor.at ? "()" : "(")) {
        return functionOrNothing(found.getFirst(), start);
      } else if (cursor.peek() == '(' && !found.isEmpty() && cursor.at == end) {
        array();
      } else if (cursor.ended() || (ShellCursor.isMeta(cursor.peek()) && !startsProcess())) {
        break;
      } else {
        Assignment assignment = found.isEmpty() ? assignment() : null;
        if (assignment != null) {
          assignments.add(assignment);
        } else {
          found.add(words.word());
        }
      }
      end = cursor.at;
    }
    if (assignments.isEmpty() && found.isEmpty() && redirections.isEmpty()) {
      return null;
    }
    return new Command.Simple(assignments, found, redirections, cursor.span(start, end));
  }

  private boolean startsProcess() {
    return (cursor.at("<(") || cursor.at(">(")) && cursor.depth < ShellCursor.DEPTH;
  }

  private Command functionOrNothing(Word name, int start) {
    cursor.at++;
    cursor.skipBlanks();
    String literal = name.literal();
    if (cursor.peek() != ')' || literal == null) {
      int from = cursor.at;
      cursor.skipLine();
      cursor.problem("the shell text cannot be read here: a bracket after a word", from, from + 1);
      return new Command.Broken(true, cursor.span(start, cursor.at));
    }
    cursor.at++;
    return parser.function(literal, start);
  }

  private @Nullable Assignment assignment() {
    int start = cursor.at;
    String text = cursor.text;
    int i = start;
    if (i >= text.length() || !ShellCursor.isNameStart(text.charAt(i))) {
      return null;
    }
    while (i < text.length() && ShellCursor.isName(text.charAt(i))) {
      i++;
    }
    String name = text.substring(start, i);
    String index = null;
    if (i < text.length() && text.charAt(i) == '[') {
      int close = i + 1;
      while (close < text.length()
          && text.charAt(close) != ']'
          && !ShellCursor.isMeta(text.charAt(close))) {
        close++;
      }
      if (close >= text.length() || text.charAt(close) != ']') {
        return null;
      }
      index = text.substring(i + 1, close);
      i = close + 1;
    }
    boolean append = text.startsWith("+=", i);
    if (!append && !text.startsWith("=", i)) {
      return null;
    }
    cursor.at = i + (append ? 2 : 1);
    List<Word> items = cursor.peek() == '(' ? array() : null;
    Word value = words.word();
    return new Assignment(name, index, value, items, append, cursor.span(start, cursor.at));
  }

  private List<Word> array() {
    int start = cursor.at++;
    List<Word> items = new ArrayList<>();
    while (true) {
      cursor.skipLines();
      if (cursor.ended()) {
        cursor.unclosed = cursor.unclosed < 0 ? start : cursor.unclosed;
        break;
      }
      if (cursor.peek() == ')') {
        cursor.at++;
        break;
      }
      int before = cursor.at;
      Word item = words.word();
      if (cursor.at == before) {
        cursor.at++;
      } else {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  /** {@return the redirection at the cursor, or null} */
  @Nullable Redirection redirection() {
    int start = cursor.at;
    int i = start;
    while (i < cursor.text.length() && i - start < 3 && Character.isDigit(cursor.text.charAt(i))) {
      i++;
    }
    String operator = null;
    for (String known : REDIRECTIONS) {
      if (cursor.text.startsWith(known, i) && (i == start || !known.startsWith("&"))) {
        operator = known;
        break;
      }
    }
    if (operator == null || (operator.length() == 1 && cursor.text.startsWith("(", i + 1))) {
      return null;
    }
    int descriptor = i == start ? -1 : Integer.parseInt(cursor.text.substring(start, i));
    cursor.at = i + operator.length();
    while (cursor.peek() == ' ' || cursor.peek() == '\t') {
      cursor.at++;
    }
    int targetStart = cursor.at;
    Word target = words.word();
    Word body = null;
    if (operator.startsWith("<<")) {
      body =
          operator.equals("<<<")
              ? target
              : hereDocument(targetStart, operator.endsWith("-"), target);
      operator = operator.equals("<<<") ? operator : "<<";
    }
    return new Redirection(descriptor, operator, target, body, cursor.span(start, cursor.at));
  }

  private Word hereDocument(int targetStart, boolean tabs, Word target) {
    String written = cursor.text.substring(targetStart, cursor.at);
    boolean quoted =
        written.indexOf('\'') >= 0 || written.indexOf('"') >= 0 || written.indexOf('\\') >= 0;
    String delimiter = target.literal();
    if (delimiter == null) {
      delimiter = written;
    }
    int start = cursor.hereStart();
    if (cursor.isExhausted()) {
      cursor.tooMuch();
      return new Word(List.of(), "", cursor.span(start, start));
    }
    int at = start;
    int end = cursor.text.length();
    int next = end;
    boolean ended = false;
    StringBuilder stripped = new StringBuilder();
    while (at < cursor.text.length()) {
      int feed = cursor.text.indexOf('\n', at);
      int lineEnd = feed < 0 ? cursor.text.length() : feed;
      String line = cursor.text.substring(at, lineEnd);
      if (tabs) {
        int first = 0;
        while (first < line.length() && line.charAt(first) == '\t') {
          first++;
        }
        line = line.substring(first);
      }
      if (line.equals(delimiter)) {
        end = at;
        next = feed < 0 ? lineEnd : feed + 1;
        ended = true;
        break;
      }
      stripped.append(line).append(feed < 0 ? "" : "\n");
      at = lineEnd + 1;
    }
    if (!ended) {
      cursor.problem("nothing ends this here-document", targetStart, cursor.at);
    }
    cursor.hereEnd(next);
    int last = Math.max(start, end);
    String body = tabs ? stripped.toString() : cursor.text.substring(Math.min(start, last), last);
    ShellScript.Places places =
        tabs
            ? (from, to) -> cursor.span(start, last)
            : (from, to) -> cursor.span(start + from, start + to);
    boolean read = cursor.reads(body);
    if (!quoted && !read) {
      cursor.tooMuch();
    }
    if (quoted || !read) {
      return new Word(
          List.of(new Word.Part.Literal(body, true)),
          body,
          cursor.span(Math.min(start, last), last));
    }
    return WordParser.hereDocument(body, places, parser);
  }

  /** {@return the words between double square brackets} */
  Command test() {
    int start = cursor.at;
    cursor.at += 2;
    List<Word> found = new ArrayList<>();
    boolean pattern = false;
    while (true) {
      cursor.skipBlanks();
      while (cursor.peek() == '\n' || cursor.peek() == '\r') {
        cursor.at++;
        cursor.skipBlanks();
      }
      if (cursor.ended()) {
        break;
      }
      if (cursor.at("]]")
          && (cursor.at + 2 >= cursor.text.length()
              || ShellCursor.isMeta(cursor.peek(2))
              || cursor.peek(2) == '\r')) {
        cursor.at += 2;
        return new Command.Test(found, cursor.span(start, cursor.at));
      }
      int from = cursor.at;
      if (cursor.at("&&") || cursor.at("||")) {
        cursor.at += 2;
        found.add(operator(from));
      } else if (!pattern && "()<>".indexOf(cursor.peek()) >= 0) {
        cursor.at++;
        found.add(operator(from));
      } else if (ShellCursor.isMeta(cursor.peek()) && !(pattern && cursor.peek() == '(')) {
        break;
      } else {
        found.add(pattern ? words.pattern() : words.word());
      }
      pattern = cursor.text.startsWith("=~", from) && cursor.at == from + 2;
    }
    cursor.problem("the shell text lacks \"]]\" here", cursor.at, cursor.at + 1);
    cursor.skipLine();
    return new Command.Broken(true, cursor.span(start, cursor.at));
  }

  private Word operator(int start) {
    return cursor.word(
        List.of(new Word.Part.Literal(cursor.text.substring(start, cursor.at), false)), start);
  }
}

package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.document.shell.Command.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recursive descent over the shell grammar with bounded depth; never throws for any text and reads
 * each character a bounded number of times.
 */
final class ShellParser {
  private static final Set<String> RESERVED =
      Set.of(
          "if",
          "then",
          "elif",
          "else",
          "fi",
          "case",
          "esac",
          "for",
          "select",
          "while",
          "until",
          "do",
          "done",
          "{",
          "}",
          "[[",
          "function",
          "time");

  private static final Set<String> CLOSING =
      Set.of("then", "elif", "else", "fi", "esac", "do", "done", "}");

  private final ShellCursor cursor;
  private final WordParser words;
  private final SimpleParser simple;

  ShellParser(String text, ShellScript.Places places) {
    this(new ShellCursor(text, places));
  }

  ShellParser(ShellCursor cursor) {
    this.cursor = cursor;
    this.words = new WordParser(cursor, this);
    this.simple = new SimpleParser(cursor, words, this);
  }

  ShellCursor cursor() {
    return cursor;
  }

  ShellScript parse() {
    List<Command> commands = new ArrayList<>();
    while (true) {
      commands.addAll(block(Set.of(), false).commands());
      if (cursor.ended()) {
        break;
      }
      int before = cursor.at;
      commands.add(broken("a word that closes nothing", before, true));
      if (cursor.at == before) {
        // A bracket in backticks: it closes no substitution that began outside of them.
        cursor.at++;
      }
    }
    return new ShellScript(
        new Block(commands, cursor.span(0, cursor.text.length())), cursor.problems());
  }

  /**
   * {@return the commands up to the bracket that closes a substitution, with the cursor after it}
   */
  Block substitution(int start) {
    cursor.depth++;
    ShellCursor.Pending outside = cursor.enter();
    Block body = block(Set.of(")"), true);
    cursor.leave(outside);
    cursor.depth--;
    if (cursor.peek() == ')') {
      cursor.at++;
    } else if (cursor.unclosed < 0) {
      cursor.unclosed = start;
    }
    return body;
  }

  /** Commands up to one of the closing words, which stays. */
  private Block block(Set<String> closing, boolean bracket) {
    int start = cursor.at;
    List<Command> commands = new ArrayList<>();
    while (true) {
      cursor.skipLines();
      if (cursor.ended() || closes(closing)) {
        break;
      }
      int before = cursor.at;
      Command command = command();
      // What opened before this block is for the block around it to give up.
      boolean outside = bracket || cursor.unclosed < start;
      Integer unclosed = outside ? null : cursor.takeUnclosed();
      if (unclosed != null) {
        commands.add(unclosedQuote(before, unclosed));
        continue;
      }
      if (command != null) {
        cursor.skipBlanks();
        if (cursor.peek() == '&' && cursor.peek(1) != '&') {
          cursor.at++;
          command = new Command.Background(command, cursor.span(before, cursor.at));
        } else if (cursor.peek() == ';' && cursor.peek(1) != ';' && cursor.peek(1) != '&') {
          cursor.at++;
        }
        commands.add(command);
      }
      if (command == null || cursor.at == before) {
        commands.add(broken("no command", before, true));
        if (bracket) {
          break;
        }
        if (cursor.at == before) {
          cursor.at++;
        }
      }
    }
    return new Block(commands, cursor.span(start, Math.max(start, cursor.at)));
  }

  private Command unclosedQuote(int start, int unclosed) {
    cursor.problem("a quote or bracket is not closed", unclosed, unclosed + 1);
    cursor.retryBehind(unclosed);
    return new Command.Broken(true, cursor.span(start, Math.max(start, cursor.at)));
  }

  private Command.Broken tooDeep(int start) {
    cursor.tooDeep();
    return skipped(start, false);
  }

  private Command.Broken broken(String message, int start, boolean definite) {
    cursor.problem("the shell text cannot be read here: " + message, start, start + 1);
    return skipped(start, definite);
  }

  private Command.Broken skipped(int start, boolean definite) {
    int open = 0;
    while (!cursor.ended() && cursor.peek() != '\n') {
      char c = cursor.peek();
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0 && cursor.depth > 0) {
        break;
      }
      cursor.at++;
    }
    return new Command.Broken(definite, cursor.span(start, Math.max(start, cursor.at)));
  }

  private boolean closes(Set<String> closing) {
    if (cursor.peek() == ')') {
      // Nothing else takes it, so it also ends blocks whose closing word is missing.
      return true;
    }
    if (cursor.peek() == ';' && (cursor.peek(1) == ';' || cursor.peek(1) == '&')) {
      return true;
    }
    String word = reserved();
    return word != null && closing.contains(word);
  }

  /** {@return the reserved word at the cursor, or null} */
  private @Nullable String reserved() {
    int end = cursor.at;
    String text = cursor.text;
    while (end < text.length()
        && end - cursor.at < 9
        && !ShellCursor.isMeta(text.charAt(end))
        && !text.startsWith("\\\n", end)) {
      end++;
    }
    String word = text.substring(cursor.at, end);
    if (!RESERVED.contains(word)) {
      word = word.endsWith("\r") ? word.substring(0, word.length() - 1) : "";
    }
    return RESERVED.contains(word) ? word : null;
  }

  private boolean take(String word) {
    cursor.skipLines();
    if (word.equals(reserved())) {
      cursor.at += word.length();
      if (cursor.peek() == '\r') {
        cursor.at++;
      }
      return true;
    }
    cursor.problem("the shell text lacks \"" + word + "\" here", cursor.at, cursor.at + 1);
    return false;
  }

  /** A chain of pipelines; null when there is none. */
  private @Nullable Command command() {
    if (cursor.depth >= ShellCursor.DEPTH) {
      return tooDeep(cursor.at);
    }
    cursor.depth++;
    try {
      int start = cursor.at;
      Command first = pipeline();
      if (first == null) {
        return null;
      }
      List<Command.Link> links = new ArrayList<>();
      while (true) {
        cursor.skipBlanks();
        boolean and = cursor.at("&&");
        if (!and && !cursor.at("||")) {
          break;
        }
        int operator = cursor.at;
        cursor.at += 2;
        cursor.skipLines();
        Command next = pipeline();
        if (next == null) {
          next = broken("nothing after && or ||", operator, true);
        }
        links.add(new Command.Link(and, next));
      }
      return links.isEmpty()
          ? first
          : new Command.Chain(first, links, cursor.span(start, cursor.at));
    } finally {
      cursor.depth--;
    }
  }

  private @Nullable Command pipeline() {
    int start = cursor.at;
    boolean negated = false;
    while (cursor.peek() == '!' && ShellCursor.isMeta(cursor.peek(1))) {
      negated = !negated;
      cursor.at++;
      cursor.skipBlanks();
    }
    if ("time".equals(reserved())) {
      cursor.at += 4;
      cursor.skipBlanks();
    }
    Command first = single();
    if (first == null) {
      return negated ? broken("nothing after !", start, true) : null;
    }
    List<Command> commands = new ArrayList<>(List.of(first));
    while (true) {
      cursor.skipBlanks();
      if (cursor.peek() != '|' || cursor.peek(1) == '|') {
        break;
      }
      int bar = cursor.at;
      cursor.at += cursor.peek(1) == '&' ? 2 : 1;
      cursor.skipLines();
      Command next = single();
      commands.add(next == null ? broken("nothing after |", bar, true) : next);
    }
    return commands.size() == 1 && !negated
        ? first
        : new Command.Pipeline(commands, negated, cursor.span(start, cursor.at));
  }

  private @Nullable Command single() {
    int start = cursor.at;
    Command compound = compound();
    if (compound == null && CLOSING.contains(String.valueOf(reserved()))) {
      return broken("a word that closes nothing", start, true);
    }
    if (compound == null) {
      return cursor.at > start ? broken("unknown syntax", start, false) : simple.command();
    }
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      cursor.skipBlanks();
      Redirection redirection = simple.redirection();
      if (redirection == null) {
        break;
      }
      redirections.add(redirection);
    }
    return redirections.isEmpty()
        ? compound
        : new Command.Redirected(compound, redirections, cursor.span(start, cursor.at));
  }

  private @Nullable Command compound() {
    int start = cursor.at;
    if (cursor.at("((")) {
      Word expression = words.arithmeticText(cursor.at + 2);
      if (expression != null) {
        return new Command.Arithmetic(expression, cursor.span(start, cursor.at));
      }
      cursor.at = start;
    }
    if (cursor.peek() == '(') {
      cursor.at++;
      Block body = block(Set.of(), false);
      if (cursor.peek() == ')') {
        cursor.at++;
      } else {
        cursor.problem("the shell text lacks \")\" here", cursor.at, cursor.at + 1);
      }
      return new Command.Subshell(body, cursor.span(start, cursor.at));
    }
    String word = reserved();
    return switch (word) {
      case null -> null;
      case "if" -> ifCommand(start);
      case "case" -> caseCommand(start);
      case "for", "select" -> forCommand(start, word);
      case "while", "until" -> {
        cursor.at += 5;
        Block condition = block(Set.of("do", "done"), false);
        yield new Command.Loop(
            word.equals("until"), condition, doBlock(), cursor.span(start, cursor.at));
      }
      case "{" -> {
        cursor.at++;
        Block body = block(Set.of("}"), false);
        take("}");
        yield new Block(body.commands(), cursor.span(start, cursor.at));
      }
      case "[[" -> simple.test();
      case "function" -> {
        cursor.at += 8;
        cursor.skipBlanks();
        String name = words.word().literal();
        cursor.skipBlanks();
        if (cursor.at("()")) {
          cursor.at += 2;
        }
        yield function(name == null ? "" : name, start);
      }
      default -> null;
    };
  }

  Command function(String name, int start) {
    cursor.skipLines();
    cursor.depth++;
    Command body = cursor.depth > ShellCursor.DEPTH ? tooDeep(start) : single();
    cursor.depth--;
    return new Command.Function(
        name,
        body == null ? broken("a function without a body", start, true) : body,
        cursor.span(start, cursor.at));
  }

  private Command ifCommand(int start) {
    List<Command.Branch> branches = new ArrayList<>();
    Block otherwise = null;
    cursor.at += 2;
    while (true) {
      Block condition = block(Set.of("then", "elif", "else", "fi"), false);
      take("then");
      Block body = block(Set.of("elif", "else", "fi"), false);
      branches.add(new Command.Branch(condition, body));
      if (!"elif".equals(reserved())) {
        break;
      }
      cursor.at += 4;
    }
    if ("else".equals(reserved())) {
      take("else");
      otherwise = block(Set.of("fi"), false);
    }
    take("fi");
    return new Command.If(branches, otherwise, cursor.span(start, cursor.at));
  }

  private Command caseCommand(int start) {
    cursor.at += 4;
    cursor.skipBlanks();
    Word subject = words.word();
    cursor.skipLines();
    if (cursor.at("in")) {
      cursor.at += 2;
    }
    List<Command.Item> items = new ArrayList<>();
    while (true) {
      cursor.skipLines();
      if (cursor.ended() || "esac".equals(reserved())) {
        break;
      }
      int before = cursor.at;
      items.add(item());
      if (cursor.at == before) {
        cursor.skipLine();
      }
    }
    take("esac");
    return new Command.Case(subject, items, cursor.span(start, cursor.at));
  }

  private Command.Item item() {
    if (cursor.peek() == '(') {
      cursor.at++;
    }
    List<Word> patterns = new ArrayList<>();
    while (true) {
      cursor.skipBlanks();
      patterns.add(words.word());
      cursor.skipBlanks();
      if (cursor.peek() != '|') {
        break;
      }
      cursor.at++;
    }
    if (cursor.peek() == ')') {
      cursor.at++;
    }
    Block body = block(Set.of("esac"), false);
    String next = ";;";
    for (String separator : List.of(";;&", ";;", ";&")) {
      if (cursor.at(separator)) {
        cursor.at += separator.length();
        next = separator;
        break;
      }
    }
    return new Command.Item(patterns, body, next);
  }

  private Command forCommand(int start, String word) {
    cursor.at += word.length();
    cursor.skipBlanks();
    if (cursor.at("((")) {
      words.arithmeticText(cursor.at + 2);
      cursor.skipBlanks();
      if (cursor.peek() == ';') {
        cursor.at++;
      }
      Block empty = new Block(List.of(), cursor.span(start, cursor.at));
      return new Command.Loop(false, empty, doBlock(), cursor.span(start, cursor.at));
    }
    String name = words.word().literal();
    cursor.skipLines();
    List<Word> over = null;
    if (cursor.at("in") && ShellCursor.isMeta(cursor.peek(2))) {
      cursor.at += 2;
      over = new ArrayList<>();
      cursor.skipBlanks();
      while (!cursor.ended() && !ShellCursor.isMeta(cursor.peek())) {
        over.add(words.word());
        cursor.skipBlanks();
      }
    }
    if (cursor.peek() == ';') {
      cursor.at++;
    }
    Block body = doBlock();
    return new Command.For(
        name == null ? "" : name,
        over == null ? null : List.copyOf(over),
        body,
        cursor.span(start, cursor.at));
  }

  private Block doBlock() {
    if (!take("do")) {
      return new Block(List.of(), cursor.span(cursor.at, cursor.at));
    }
    Block body = block(Set.of("done"), false);
    take("done");
    return body;
  }
}

package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.document.HclFile.Attribute;
import io.github.flaskdebugguard.document.HclFile.Block;
import io.github.flaskdebugguard.document.HclFile.Body;
import io.github.flaskdebugguard.document.HclFile.Expression;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of an {@link HclFile}. What it does not know it keeps as it is written. */
final class HclParser {
  private static final String TOO_DEEP = "more than " + Limits.LEVELS + " levels of HCL";

  private final SourceFile file;
  private final String text;
  private int at;

  /** Conditions whose {@code :} is still to come. */
  private int conditions;

  /** Brackets in which a line may end anywhere. */
  private int grouped;

  HclParser(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  Body body(boolean inside, int depth) {
    List<Attribute> attributes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    while (true) {
      blanks(true);
      if (at >= text.length()) {
        break;
      }
      if (text.charAt(at) == '}') {
        at++;
        if (inside) {
          break;
        }
        continue;
      }
      int start = at;
      String name = text.charAt(at) == '"' ? string().text() : word();
      if (name.isEmpty() && at == start) {
        at++;
        continue;
      }
      Span key = file.span(start, at);
      List<String> labels = new ArrayList<>();
      blanks(false);
      while (at < text.length() && isLabel(text.charAt(at))) {
        int before = at;
        labels.add(text.charAt(at) == '"' ? string().text() : word());
        if (at == before) {
          at++;
        }
        blanks(false);
      }
      char next = at < text.length() ? text.charAt(at) : '\n';
      if ((next == '=' || next == ':') && labels.isEmpty()) {
        at++;
        attributes.add(new Attribute(name, key, expression(depth)));
      } else if (next == '{' && depth < Limits.LEVELS) {
        at++;
        Body inner = body(true, depth + 1);
        blocks.add(new Block(name, labels, inner, file.span(start, at)));
      } else {
        if (next == '{') {
          LimitNotes.bites(file.span(start, at), TOO_DEEP);
        }
        lineEnd();
      }
    }
    return new Body(attributes, blocks);
  }

  private static boolean isLabel(char c) {
    return c == '"' || Character.isLetter(c) || c == '_';
  }

  Expression expression(int depth) {
    blanks(grouped > 0);
    int start = at;
    Expression first = compared(depth);
    blanks(grouped > 0);
    if (at < text.length() && text.charAt(at) == '?' && depth < Limits.LEVELS) {
      Expression chosen = conditional(first, start, depth);
      if (chosen != null) {
        return chosen;
      }
    }
    int end = at;
    if (at < text.length() && !ends(text.charAt(at))) {
      rest();
      end = at;
      while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      return new Expression.Reference(text.substring(start, end), file.span(start, end));
    }
    return first;
  }

  private Expression compared(int depth) {
    int start = at;
    Expression left = primary(depth);
    int end = at;
    blanks(grouped > 0);
    boolean equal = text.startsWith("==", at);
    if (!equal && !text.startsWith("!=", at)) {
      at = end;
      return left;
    }
    at += 2;
    blanks(grouped > 0);
    Expression right = primary(depth);
    return new Expression.Comparison(left, equal, right, file.span(start, at));
  }

  /** {@return the rest of a condition, or null where it is none, and then nothing is read} */
  private @Nullable Expression conditional(Expression test, int start, int depth) {
    int question = at++;
    conditions++;
    Expression yes = expression(depth + 1);
    conditions--;
    blanks(grouped > 0);
    if (at >= text.length() || text.charAt(at) != ':') {
      at = question;
      return null;
    }
    at++;
    Expression no = expression(depth + 1);
    return new Expression.Conditional(test, yes, no, file.span(start, at));
  }

  private boolean ends(char c) {
    return c == '\n'
        || c == '\r'
        || c == ','
        || c == '}'
        || c == ']'
        || c == ')'
        || c == '#'
        || (c == ':' && conditions > 0)
        || text.startsWith("//", at);
  }

  private Expression primary(int depth) {
    int start = at;
    if (at >= text.length() || depth >= Limits.LEVELS) {
      if (depth >= Limits.LEVELS) {
        LimitNotes.bites(file.span(at, at), TOO_DEEP);
      }
      return new Expression.Reference("", file.span(at, at));
    }
    char c = text.charAt(at);
    if (c == '"') {
      return string();
    }
    if (text.startsWith("<<", at)) {
      return heredoc();
    }
    if (c == '[') {
      return list(depth);
    }
    if (c == '{') {
      return object(depth);
    }
    if (c == '(') {
      return group(depth);
    }
    String word = word();
    while (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '.')) {
      if (text.charAt(at) == '[') {
        skipBrackets();
      } else {
        at++;
        if (at < text.length() && text.charAt(at) == '*') {
          at++;
        } else {
          word();
        }
      }
    }
    String whole = text.substring(start, at);
    if (at < text.length() && text.charAt(at) == '(' && whole.equals(word) && !word.isEmpty()) {
      return call(word, start, depth);
    }
    boolean literal =
        whole.equals("true")
            || whole.equals("false")
            || whole.equals("null")
            || (!whole.isEmpty() && (Character.isDigit(whole.charAt(0)) || whole.charAt(0) == '-'));
    Span span = file.span(start, at);
    return literal
        ? new Expression.Scalar(whole, false, span)
        : new Expression.Reference(whole, span);
  }

  private Expression group(int depth) {
    int start = at++;
    grouped++;
    Expression inner = expression(depth + 1);
    blanks(true);
    grouped--;
    if (at < text.length() && text.charAt(at) == ')') {
      at++;
      return inner;
    }
    at = start;
    skipBrackets();
    return new Expression.Reference(text.substring(start, at), file.span(start, at));
  }

  /** {@return what {@code for} makes, or the text where it is more than that} */
  private Expression forEach(int start, char close, int depth) {
    at += "for ".length();
    grouped++;
    List<String> names = new ArrayList<>();
    blanks(true);
    names.add(word());
    blanks(true);
    if (at < text.length() && text.charAt(at) == ',') {
      at++;
      blanks(true);
      names.add(word());
      blanks(true);
    }
    Expression made = null;
    if (word().equals("in")) {
      conditions++;
      Expression source = expression(depth + 1);
      conditions--;
      blanks(true);
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
        made = forItem(names, source, start, close, depth);
      }
    }
    grouped--;
    if (made != null) {
      return made;
    }
    at = start;
    skipBrackets();
    return new Expression.Reference(text.substring(start, at), file.span(start, at));
  }

  private @Nullable Expression forItem(
      List<String> names, Expression source, int start, char close, int depth) {
    blanks(true);
    Expression item = primary(depth + 1);
    Expression key = null;
    blanks(true);
    if (close == '}') {
      if (!text.startsWith("=>", at)) {
        return null;
      }
      at += 2;
      key = item;
      item = expression(depth + 1);
      blanks(true);
    }
    if (at >= text.length() || text.charAt(at) != close) {
      return null;
    }
    at++;
    return new Expression.ForEach(names, source, key, item, file.span(start, at));
  }

  private Expression call(String name, int start, int depth) {
    at++;
    List<Expression> arguments = items(')', depth);
    return new Expression.Call(name, arguments, file.span(start, at));
  }

  private Expression list(int depth) {
    int start = at++;
    blanks(true);
    if (text.startsWith("for ", at)) {
      return forEach(start, ']', depth);
    }
    List<Expression> items = items(']', depth);
    return new Expression.ListOf(items, file.span(start, at));
  }

  private List<Expression> items(char close, int depth) {
    int outerConditions = conditions;
    int outerGrouped = grouped;
    conditions = 0;
    grouped = 0;
    List<Expression> items = listed(close, depth);
    conditions = outerConditions;
    grouped = outerGrouped;
    return items;
  }

  private List<Expression> listed(char close, int depth) {
    List<Expression> items = new ArrayList<>();
    while (true) {
      blanks(true);
      if (at >= text.length()) {
        return items;
      }
      if (text.charAt(at) == close) {
        at++;
        return items;
      }
      int before = at;
      items.add(expression(depth + 1));
      blanks(true);
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      } else if (at == before) {
        at++;
      }
    }
  }

  private Expression object(int depth) {
    int start = at++;
    blanks(true);
    if (text.startsWith("for ", at)) {
      return forEach(start, '}', depth);
    }
    int outerConditions = conditions;
    int outerGrouped = grouped;
    conditions = 0;
    grouped = 0;
    List<Attribute> entries = entries(depth);
    conditions = outerConditions;
    grouped = outerGrouped;
    return new Expression.ObjectOf(entries, file.span(start, at));
  }

  private List<Attribute> entries(int depth) {
    List<Attribute> entries = new ArrayList<>();
    while (true) {
      blanks(true);
      if (at >= text.length()) {
        return entries;
      }
      if (text.charAt(at) == '}') {
        at++;
        return entries;
      }
      int before = at;
      String name = text.charAt(at) == '"' ? string().text() : word();
      Span key = file.span(before, at);
      blanks(false);
      if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
        at++;
        entries.add(new Attribute(name, key, expression(depth + 1)));
      }
      blanks(true);
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      } else if (at == before) {
        at++;
      }
    }
  }

  private Expression.Scalar string() {
    int start = at++;
    StringBuilder out = new StringBuilder();
    int braces = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || (braces == 0 && c == '"')) {
        break;
      }
      if (text.startsWith("$${", at)) {
        out.append("${");
        at += 3;
        continue;
      }
      if (text.startsWith("${", at)) {
        braces++;
      } else if (braces > 0 && c == '}') {
        braces--;
      }
      if (c == '\\' && at + 1 < text.length()) {
        char next = text.charAt(at + 1);
        out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
        at += 2;
      } else {
        out.append(c);
        at++;
      }
    }
    at = Math.min(text.length(), at + 1);
    return new Expression.Scalar(out.toString(), true, file.span(start, at));
  }

  private Expression heredoc() {
    at += 2;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    String mark = word();
    lineEnd();
    int start = Math.min(at, text.length());
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      if (text.substring(at, end).strip().equals(mark)) {
        Span span = file.span(start, Math.max(start, at));
        String body = text.substring(start, Math.max(start, at));
        at = end;
        return new Expression.Scalar(body, true, span);
      }
      at = feed < 0 ? text.length() : feed + 1;
    }
    return new Expression.Scalar(text.substring(start), true, file.span(start, text.length()));
  }

  /** Goes to where an expression ends, over brackets and strings. */
  private void rest() {
    while (at < text.length() && !ends(text.charAt(at))) {
      char c = text.charAt(at);
      if (c == '"') {
        string();
      } else if (c == '(' || c == '[' || c == '{') {
        skipBrackets();
      } else {
        at++;
      }
    }
  }

  private void skipBrackets() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        string();
        continue;
      }
      at++;
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth <= 0) {
          return;
        }
      }
    }
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private void lineEnd() {
    int feed = text.indexOf('\n', at);
    at = feed < 0 ? text.length() : feed + 1;
  }

  private void blanks(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (lines && (c == '#' || text.startsWith("//", at))) {
        lineEnd();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\uFEFF' || (lines && c == '\n')) {
        at++;
      } else {
        return;
      }
    }
  }
}

package io.github.flaskdebugguard.deployment.helm;

import io.github.flaskdebugguard.deployment.helm.Template.Expression;
import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads templates: text, actions in braces, and what they enclose. */
final class TemplateParser {

  private final String text;
  private int at;
  private boolean trimNext;

  private TemplateParser(String text) {
    this.text = text;
  }

  /** A block that is still open. */
  private static final class Open {
    private final String word;
    private final @Nullable String name;
    private final @Nullable String key;
    private final @Nullable String value;
    private final @Nullable Expression pipeline;
    private final boolean chained;
    private final List<Template> then = new ArrayList<>();
    private final List<Template> otherwise = new ArrayList<>();
    private boolean inElse;

    Open(
        String word,
        @Nullable String name,
        @Nullable String key,
        @Nullable String value,
        @Nullable Expression pipeline,
        boolean chained) {
      this.word = word;
      this.name = name;
      this.key = key;
      this.value = value;
      this.pipeline = pipeline;
      this.chained = chained;
    }

    List<Template> body() {
      return inElse ? otherwise : then;
    }

    Template close() {
      if (word.equals("define") || word.equals("block")) {
        return new Template.Define(String.valueOf(name), then, pipeline);
      }
      Expression condition = pipeline == null ? new Expression.Constant(HelmValue.NIL) : pipeline;
      return new Template.Branch(word, key, value, condition, then, otherwise);
    }
  }

  /**
   * {@return the nodes of a template}
   *
   * @throws IllegalArgumentException when braces or blocks do not match
   */
  static List<Template> parse(String text) {
    return new TemplateParser(text).read();
  }

  private List<Template> read() {
    List<Template> root = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    while (at < text.length()) {
      int brace = text.indexOf("{{", at);
      int end = brace < 0 ? text.length() : brace;
      boolean trim = brace >= 0 && text.startsWith("{{-", brace);
      literal(end, trim, open.isEmpty() ? root : open.peek().body());
      if (brace < 0) {
        break;
      }
      int close = close(brace + 2);
      String body = text.substring(brace + 2 + (trim ? 1 : 0), close);
      trimNext =
          body.endsWith("-")
              && (body.length() == 1
                  || Character.isWhitespace(body.charAt(body.length() - 2))
                  || body.endsWith("*/-"));
      body = (trimNext ? body.substring(0, body.length() - 1) : body).strip();
      at = close + 2;
      if (!body.isEmpty() && !body.startsWith("/*")) {
        action(body, brace, root, open);
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("unexpected end: " + open.peek().word + " is not closed");
    }
    return root;
  }

  private void literal(int end, boolean trim, List<Template> body) {
    int from = at;
    int to = end;
    while (trimNext && from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (trim && to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    if (to > from) {
      body.add(new Template.Literal(from, to));
    }
    trimNext = false;
  }

  /** The end of an action; strings and comments may hold braces. */
  private int close(int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
      } else if (c == '"' || c == '`') {
        i++;
        while (i < text.length() && text.charAt(i) != c) {
          i += c == '"' && text.charAt(i) == '\\' ? 2 : 1;
        }
        i++;
      } else if (text.startsWith("}}", i)) {
        return i;
      } else {
        i++;
      }
    }
    throw new IllegalArgumentException("unclosed action");
  }

  private void action(String body, int start, List<Template> root, Deque<Open> open) {
    String word = word(body);
    List<Template> target = open.isEmpty() ? root : open.peek().body();
    switch (word) {
      case "if", "with", "range", "define", "block" -> open.push(opened(body, false, open.size()));
      case "else" -> {
        Open block = open.peek();
        if (block == null) {
          throw new IllegalArgumentException("else without if");
        }
        block.inElse = true;
        String rest = body.substring(4).strip();
        if (!rest.isEmpty()) {
          open.push(opened(rest, true, open.size()));
        }
      }
      case "end" -> {
        boolean more = true;
        while (more) {
          if (open.isEmpty()) {
            throw new IllegalArgumentException("end without a block");
          }
          Open block = open.pop();
          (open.isEmpty() ? root : open.peek().body()).add(block.close());
          more = block.chained;
        }
      }
      case "break", "continue" ->
          target.add(new Template.Action(new Expression.Name(word), body, start));
      case "template" -> {
        Expression call = new ExpressionParser("include" + body.substring(8)).pipeline();
        target.add(new Template.Action(call, body, start));
      }
      default ->
          target.add(new Template.Action(new ExpressionParser(body).pipeline(), body, start));
    }
  }

  private static Open opened(String body, boolean chained, int depth) {
    if (depth > Limits.LEVELS) {
      throw new IllegalArgumentException("blocks are nested too deep");
    }
    String word = word(body);
    String rest = body.substring(word.length()).strip();
    if (word.equals("define") || word.equals("block")) {
      int quote = rest.indexOf('"');
      int end = rest.indexOf('"', quote + 1);
      if (quote != 0 || end < 0) {
        throw new IllegalArgumentException(word + " without a name");
      }
      String after = rest.substring(end + 1).strip();
      return new Open(
          word,
          rest.substring(1, end),
          null,
          null,
          after.isEmpty() ? null : new ExpressionParser(after).pipeline(),
          chained);
    }
    String key = null;
    String value = null;
    int sign = rest.startsWith("$") ? rest.indexOf(":=") : -1;
    if (word.equals("range") && sign > 0) {
      String[] names = rest.substring(0, sign).split(",", -1);
      value = names[names.length - 1].strip().substring(1);
      key = names.length > 1 ? names[0].strip().substring(1) : null;
      rest = rest.substring(sign + 2).strip();
    }
    return new Open(word, null, key, value, new ExpressionParser(rest).pipeline(), chained);
  }

  private static String word(String body) {
    int end = 0;
    while (end < body.length() && Character.isLetter(body.charAt(end))) {
      end++;
    }
    boolean whole =
        end == body.length() || Character.isWhitespace(body.charAt(end)) || body.charAt(end) == '(';
    return whole ? body.substring(0, end) : "";
  }
}

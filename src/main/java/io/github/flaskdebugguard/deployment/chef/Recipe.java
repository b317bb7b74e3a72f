package io.github.flaskdebugguard.deployment.chef;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.manifest.Loops;
import io.github.flaskdebugguard.deployment.manifest.Names;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recipe or attribute file, run from top to bottom: assignments, conditions, loops over known
 * members, and resources. Where a condition is not known, both sides are taken.
 */
final class Recipe implements Names {
  private static final int DEEPEST = 25;

  private final SourceFile file;
  private final Cursor cursor;
  private final Attributes attributes;
  private final @Nullable Resources resources;
  private final Map<String, Data> locals = new HashMap<>();
  private int left = Limits.ITEMS;

  /**
   * @param resources what is done with resources; null in attribute files, which have none
   */
  Recipe(SourceFile file, Attributes attributes, @Nullable Resources resources) {
    this.file = file;
    this.cursor = new Cursor(file, 0, file.text().length());
    this.attributes = attributes;
    this.resources = resources;
  }

  void run() {
    while (!cursor.done() && left > 0) {
      int before = cursor.at();
      statements(true, 0);
      // A word that ends nothing here.
      if (cursor.at() == before) {
        cursor.line();
      }
    }
  }

  @Override
  public @Nullable Data value(String name) {
    if (name.equals("node")) {
      return attributes.node(file.span(0, 0));
    }
    return locals.get(name);
  }

  private Data expression() {
    return Expression.read(cursor, Dialect.RUBY, this);
  }

  /** {@return whether this is too deep to be read; the rest of the file is left out then} */
  private boolean tooDeep(int depth) {
    if (depth > DEEPEST) {
      int at = cursor.at();
      LimitNotes.bites(file.span(at, at), "more than " + DEEPEST + " blocks inside each other");
      cursor.to(file.text().length());
    }
    return depth > DEEPEST;
  }

  /** {@return whether a statement is left to be read} */
  private boolean more() {
    if (left-- > 0) {
      return true;
    }
    int at = cursor.at();
    if (at < file.text().length()) {
      LimitNotes.bites(
          file.span(at, at), "more than " + Limits.ITEMS + " statements; the rest was not run");
    }
    return false;
  }

  /** Runs statements up to a word that ends or splits the block, which is left. */
  private void statements(boolean active, int depth) {
    while (more()) {
      cursor.lines();
      while (cursor.sign(";")) {
        cursor.lines();
      }
      int start = cursor.at();
      if (cursor.done() || cursor.peek(0) == '}') {
        return;
      }
      String word = cursor.name();
      switch (word) {
        case "end", "else", "elsif", "when", "rescue", "ensure" -> {
          cursor.to(start);
          return;
        }
        case "if", "unless" -> condition(word, active, depth);
        case "case" -> choice(active, depth);
        case "begin" -> block(active, depth);
        case "def", "class", "module", "while", "until" -> {
          cursor.line();
          block(false, depth);
        }
        default -> {
          cursor.to(start);
          statement(word, start, active, depth);
        }
      }
      if (cursor.at() == start) {
        cursor.line();
      }
    }
  }

  private void block(boolean active, int depth) {
    if (tooDeep(depth)) {
      return;
    }
    statements(active, depth + 1);
    while (cursor.word("rescue") || cursor.word("ensure")) {
      cursor.line();
      statements(false, depth + 1);
    }
    cursor.lines();
    cursor.word("end");
  }

  private void condition(String word, boolean active, int depth) {
    if (tooDeep(depth)) {
      return;
    }
    Boolean truth = Values.truth(expression());
    Boolean holds = truth == null ? null : truth == word.equals("if");
    cursor.line();
    boolean open = active;
    statements(open && !Boolean.FALSE.equals(holds), depth + 1);
    open &= !Boolean.TRUE.equals(holds);
    while (true) {
      cursor.lines();
      if (cursor.word("elsif")) {
        Boolean next = Values.truth(expression());
        cursor.line();
        statements(open && !Boolean.FALSE.equals(next), depth + 1);
        open &= !Boolean.TRUE.equals(next);
      } else if (cursor.word("else")) {
        statements(open, depth + 1);
      } else {
        break;
      }
    }
    cursor.word("end");
  }

  private void choice(boolean active, int depth) {
    if (tooDeep(depth)) {
      return;
    }
    Data subject = expression();
    boolean open = active;
    while (true) {
      cursor.lines();
      if (cursor.word("when")) {
        boolean holds = false;
        boolean may = false;
        for (Data each : Expression.list(cursor, Dialect.RUBY, this, '\n')) {
          Boolean same = Values.equal(subject, each);
          holds |= Boolean.TRUE.equals(same);
          may |= same == null;
        }
        cursor.word("then");
        statements(open && (holds || may), depth + 1);
        open &= !holds;
      } else if (cursor.word("else")) {
        statements(open, depth + 1);
      } else {
        break;
      }
    }
    cursor.word("end");
  }

  private void statement(String word, int start, boolean active, int depth) {
    if (attribute(active)) {
      return;
    }
    cursor.to(start);
    if (!word.isEmpty()) {
      cursor.name();
      cursor.blanks();
      boolean assigned = cursor.peek(0) == '=' && "=~>".indexOf(cursor.peek(1)) < 0;
      if (assigned || (cursor.peek(0) == '|' && cursor.sign("||="))) {
        if (assigned) {
          cursor.sign("=");
        }
        cursor.lines();
        Data value = expression();
        if (active) {
          locals.put(word, value);
        }
        return;
      }
      if (resources != null && !cursor.done() && cursor.peek(0) != '.' && cursor.peek(0) != '[') {
        resource(word, start, active, depth);
        return;
      }
    }
    cursor.to(start);
    Data value = expression();
    if (cursor.peek(0) == '.') {
      loop(value, active, depth);
      return;
    }
    // What an expression of its own does is not followed; its block is.
    if (opens()) {
      block(active, depth);
    }
  }

  /** {@return whether the rest of the line opens a block, to which the cursor goes} */
  private boolean opens() {
    while (!cursor.done() && cursor.peek(0) != '\n' && cursor.peek(0) != '#') {
      if (cursor.word("do")) {
        parameters();
        return true;
      }
      if (cursor.peek(0) == '{') {
        Expression.braces(cursor);
      } else {
        cursor.to(cursor.at() + 1);
      }
    }
    return false;
  }

  private List<String> parameters() {
    cursor.blanks();
    if (cursor.peek(0) != '|') {
      return List.of();
    }
    int bar = cursor.at() + 1;
    int end = file.text().indexOf('|', bar);
    if (end < 0) {
      return List.of();
    }
    cursor.to(end + 1);
    return Loops.parameters(file.text().substring(bar, end), Dialect.RUBY);
  }

  private void loop(Data over, boolean active, int depth) {
    cursor.to(cursor.at() + 1);
    cursor.name();
    cursor.blanks();
    boolean braces = cursor.peek(0) == '{';
    if (braces) {
      cursor.to(cursor.at() + 1);
    } else if (!cursor.word("do")) {
      cursor.line();
      return;
    }
    List<String> names = parameters();
    int body = cursor.at();
    List<List<Data>> rounds = Loops.rounds(over);
    // Members that are not known stand for one that is not known.
    List<List<Data>> all = rounds == null ? List.of(List.of()) : rounds;
    for (List<Data> round : all.subList(0, Math.min(50, all.size()))) {
      for (int i = 0; i < names.size(); i++) {
        Data open = new Data.Open("is a member of a loop", names.get(i), true, over.span());
        locals.put(names.get(i), i < round.size() ? round.get(i) : open);
      }
      cursor.to(body);
      statements(active, depth + 1);
    }
    cursor.to(body);
    statements(false, depth + 1);
    cursor.lines();
    if (braces) {
      cursor.sign("}");
    } else {
      cursor.word("end");
    }
    names.forEach(locals::remove);
  }

  /** Takes {@code default['a']['b'] = value} and {@code node.default['a'] = value}. */
  private boolean attribute(boolean active) {
    String word = cursor.name();
    boolean ofNode = word.equals("node");
    if (ofNode) {
      if (cursor.peek(0) != '.') {
        return false;
      }
      cursor.to(cursor.at() + 1);
      word = cursor.name();
      word = word.endsWith("!") ? word.substring(0, word.length() - 1) : word;
    }
    if (!Attributes.isLevel(word) || cursor.peek(0) != '[') {
      return false;
    }
    List<String> path = Attributes.path(cursor, this);
    cursor.blanks();
    boolean weak = cursor.looksAt("||=");
    if (path == null || !(weak ? cursor.sign("||=") : cursor.sign("="))) {
      return false;
    }
    cursor.lines();
    Data value = expression();
    if (active) {
      attributes.set(word, path, value, resources != null);
    }
    return true;
  }

  private void resource(String type, int start, boolean active, int depth) {
    char close = cursor.peek(0) == '(' ? ')' : '\n';
    if (close == ')') {
      cursor.to(cursor.at() + 1);
    }
    boolean bare = cursor.peek(0) == '\n' || cursor.looksAt("do\n") || cursor.looksAt("do ");
    List<Data> titles =
        bare && close != ')' ? List.of() : Expression.list(cursor, Dialect.RUBY, this, close);
    if (!opens()) {
      if (type.equals("include_recipe")) {
        return;
      }
      titled(type, titles, Map.of(), start, active);
      return;
    }
    Map<String, Data> properties = new LinkedHashMap<>();
    properties(properties, depth + 1);
    titled(type, titles, properties, start, active);
  }

  private void titled(
      String type, List<Data> titles, Map<String, Data> properties, int start, boolean active) {
    Resources known = resources;
    if (!active || known == null) {
      return;
    }
    Span place = file.span(start, Math.max(start, Math.min(cursor.at(), lineEnd(start))));
    Data first = titles.isEmpty() ? new Data.Str("", file.span(start, start)) : titles.getFirst();
    List<Data> names = first instanceof Data.Seq seq ? seq.items() : List.of(first);
    for (Data name : names) {
      known.resource(type, name, properties, place, this);
    }
  }

  private int lineEnd(int from) {
    int feed = file.text().indexOf('\n', from);
    return feed < 0 ? file.text().length() : feed;
  }

  /** Reads the properties of a resource up to its end, which is taken. */
  private void properties(Map<String, Data> properties, int depth) {
    while (depth <= DEEPEST && more()) {
      cursor.lines();
      while (cursor.sign(";")) {
        cursor.lines();
      }
      int start = cursor.at();
      if (cursor.done() || cursor.word("end")) {
        return;
      }
      String name = cursor.name();
      if (name.equals("if") || name.equals("unless")) {
        conditional(name, properties, depth);
        continue;
      }
      if (name.equals("else") || name.equals("elsif") || name.isEmpty()) {
        cursor.to(start);
        if (name.isEmpty()) {
          cursor.line();
          continue;
        }
        return;
      }
      property(name, properties, depth);
    }
    tooDeep(depth);
  }

  private void property(String name, Map<String, Data> properties, int depth) {
    cursor.blanks();
    char next = cursor.peek(0);
    if (next == '{') {
      Expression.braces(cursor);
      return;
    }
    if (next == '=' && cursor.peek(1) != '=') {
      cursor.sign("=");
      locals.put(name, expression());
      return;
    }
    List<Data> values = List.of();
    if (next == '(') {
      cursor.to(cursor.at() + 1);
      values = Expression.list(cursor, Dialect.RUBY, this, ')');
    } else if (next != '\n' && !cursor.looksAt("do")) {
      values = Expression.list(cursor, Dialect.RUBY, this, '\n');
    }
    if (values.size() == 1) {
      properties.put(name, values.getFirst());
    } else if (values.size() > 1) {
      properties.put(name, new Data.Seq(values, values.getFirst().span()));
    }
    if (opens()) {
      properties(new LinkedHashMap<>(), depth + 1);
    }
  }

  private void conditional(String word, Map<String, Data> properties, int depth) {
    Boolean truth = Values.truth(expression());
    Boolean holds = truth == null ? null : truth == word.equals("if");
    cursor.line();
    properties(Boolean.FALSE.equals(holds) ? new LinkedHashMap<>() : properties, depth + 1);
    while (cursor.word("else") || cursor.word("elsif")) {
      cursor.line();
      properties(Boolean.TRUE.equals(holds) ? new LinkedHashMap<>() : properties, depth + 1);
    }
  }
}

package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One expression of Ruby, Puppet or Python, as far as settings use them: literals, names, members,
 * comparisons, {@code &&}, {@code ||}, {@code !}, choices and common methods. Everything else is
 * unknown.
 */
public final class Expression {

  private final Cursor cursor;
  private final Dialect dialect;
  private final Names names;

  Expression(Cursor cursor, Dialect dialect, Names names) {
    this.cursor = cursor;
    this.dialect = dialect;
    this.names = names;
  }

  /** {@return the value of the expression at the cursor, which is moved behind it} */
  public static Data read(Cursor cursor, Dialect dialect, Names names) {
    return new Expression(cursor, dialect, names).choice();
  }

  /**
   * {@return the values of a list up to a closing sign, which is taken; {@code name => value} and
   * {@code name: value} without braces become one mapping at the end}
   *
   * @param close null for a list that ends with the line
   */
  public static List<Data> list(Cursor cursor, Dialect dialect, Names names, char close) {
    return new Expression(cursor, dialect, names).items(close);
  }

  /** {@return whether a method goes over the members of its object} */
  public static boolean isLoop(String method) {
    return method.startsWith("each");
  }

  private Data.Open open(int start) {
    String shown = cursor.text(start, 60);
    return new Data.Open("comes from the expression " + shown, null, true, cursor.span(start));
  }

  private Data choice() {
    int start = cursor.at();
    if (cursor.deeper() > Limits.LEVELS || !cursor.step()) {
      cursor.higher();
      cursor.to(cursor.end());
      return open(start);
    }
    Data value = or();
    int before = cursor.at();
    cursor.blanks();
    if (cursor.peek(0) == '?') {
      cursor.to(cursor.at() + 1);
      value = dialect == Dialect.PUPPET ? selected(value, start) : ternary(value, start);
    } else {
      cursor.to(before);
    }
    cursor.higher();
    return value;
  }

  private Data ternary(Data condition, int start) {
    cursor.lines();
    Data yes = choice();
    cursor.lines();
    Data no = cursor.sign(":") ? skipped() : new Data.Null(cursor.span(start));
    Boolean truth = Values.truth(condition);
    return truth == null ? open(start) : truth ? yes : no;
  }

  private Data skipped() {
    cursor.lines();
    return choice();
  }

  private Data selected(Data value, int start) {
    cursor.lines();
    if (!cursor.sign("{")) {
      return open(start);
    }
    Data result = null;
    boolean known = true;
    for (int i = 0; i < Limits.ITEMS; i++) {
      cursor.lines();
      if (cursor.sign("}") || cursor.done()) {
        break;
      }
      boolean any = cursor.word("default");
      Data key = any ? value : choice();
      cursor.lines();
      cursor.sign("=>");
      Data item = skipped();
      cursor.lines();
      cursor.sign(",");
      Boolean same = any ? Boolean.TRUE : Values.equal(value, key);
      known &= same != null || result != null;
      result = result == null && Boolean.TRUE.equals(same) ? item : result;
    }
    return !known || result == null ? open(start) : result;
  }

  private Data or() {
    int start = cursor.at();
    Data left = and();
    while (cursor.sign("||") || cursor.word("or")) {
      cursor.lines();
      Data right = and();
      Boolean truth = Values.truth(left);
      left = truth == null ? open(start) : truth ? left : right;
    }
    return left;
  }

  private Data and() {
    int start = cursor.at();
    Data left = comparison();
    while (cursor.sign("&&") || cursor.word("and")) {
      cursor.lines();
      Data right = comparison();
      Boolean truth = Values.truth(left);
      left = truth == null ? open(start) : truth ? right : left;
    }
    return left;
  }

  private Data comparison() {
    int start = cursor.at();
    Data left = sum();
    boolean same = cursor.sign("==");
    if (same || (cursor.peek(0) == '!' && cursor.peek(1) == '=' && cursor.sign("!="))) {
      Boolean equal = Values.equal(left, sum());
      return equal == null ? open(start) : new Data.Bool(equal == same, cursor.span(start));
    }
    for (String other : List.of("=~", "!~", ">=", "<=")) {
      if (cursor.sign(other)) {
        sum();
        return open(start);
      }
    }
    if (cursor.word("in") || (cursor.peek(0) == '>' && cursor.sign(">"))) {
      sum();
      return open(start);
    }
    return left;
  }

  private Data sum() {
    int start = cursor.at();
    Data left = unary();
    while (true) {
      int before = cursor.at();
      cursor.blanks();
      char c = cursor.peek(0);
      // "name -x" and "name *x" are calls in Ruby; only a sign with blanks behind it joins.
      boolean joins = c == '+' && (cursor.peek(1) == ' ' || cursor.peek(1) == '\n');
      boolean other = (c == '*' || c == '%' || c == '/' || c == '-') && cursor.peek(1) == ' ';
      if (!joins && !other) {
        cursor.to(before);
        return left;
      }
      cursor.to(cursor.at() + 1);
      cursor.lines();
      Data right = unary();
      left =
          joins && left instanceof Data.Str a && !(right instanceof Data.Open)
              ? joined(a.text(), right, start)
              : joins
                      && left instanceof Data.Dict a
                      && right instanceof Data.Dict
                      && cursor.make(16 * a.entries().size())
                  ? Data.merged(left, right)
                  : open(start);
    }
  }

  private Data joined(String left, Data right, int start) {
    String part = cursor.make(left.length()) ? Values.part(right) : "";
    return cursor.make(part.length()) ? new Data.Str(left + part, cursor.span(start)) : open(start);
  }

  private Data unary() {
    cursor.blanks();
    int start = cursor.at();
    int inner = start;
    int negations = 0;
    while (cursor.peek(0) == '!' && cursor.peek(1) != '=' || cursor.word("not")) {
      cursor.sign("!");
      cursor.blanks();
      inner = cursor.at();
      negations++;
    }
    Data value = members(primary(), inner);
    if (negations == 0) {
      return value;
    }
    Boolean truth = Values.truth(value);
    return truth == null
        ? open(start)
        : new Data.Bool(truth == (negations % 2 == 0), cursor.span(start));
  }

  private Data primary() {
    int start = cursor.at();
    char c = cursor.peek(0);
    switch (c) {
      case '\'', '"' -> {
        return dialect == Dialect.PYTHON
            ? neighbours(start)
            : Literals.quoted(cursor, dialect, names);
      }
      case '[' -> {
        cursor.to(start + 1);
        return new Data.Seq(items(']'), cursor.span(start)).within(Limits.ELEMENTS);
      }
      case '{' -> {
        cursor.to(start + 1);
        List<Data> all = items('}');
        return all.size() == 1 && all.getFirst() instanceof Data.Dict dict
            ? new Data.Dict(dict.entries(), cursor.span(start)).within(Limits.YAML_NODES)
            : all.isEmpty() ? new Data.Dict(Map.of(), cursor.span(start)) : open(start);
      }
      case '(' -> {
        cursor.to(start + 1);
        List<Data> all = items(')');
        return all.size() == 1 ? all.getFirst() : open(start);
      }
      case '<', '%' -> {
        Data literal = Literals.document(cursor, dialect, names);
        if (literal != null) {
          return literal;
        }
      }
      case '@' -> {
        Data literal = dialect == Dialect.PUPPET ? Literals.document(cursor, dialect, names) : null;
        if (literal != null) {
          return literal;
        }
      }
      default -> {}
    }
    return named(start, c);
  }

  /** Texts that stand side by side are one in Python. */
  private Data neighbours(int start) {
    StringBuilder text = new StringBuilder();
    int after = start;
    while (cursor.peek(0) == '"' || cursor.peek(0) == '\'') {
      text.append(Values.part(Literals.quoted(cursor, dialect, names)));
      after = cursor.at();
      cursor.lines();
    }
    cursor.to(after);
    return new Data.Str(text.toString(), cursor.span(start));
  }

  private Data named(int start, char c) {
    boolean symbol = c == ':' && (Cursor.isName(cursor.peek(1)) || cursor.peek(1) == '"');
    if (c == '$' || c == '@' || symbol) {
      cursor.to(start + 1);
      if (cursor.peek(0) == ':' && cursor.peek(1) == ':') {
        cursor.to(cursor.at() + 2);
      }
    }
    if (symbol) {
      return cursor.peek(0) == '"'
          ? Literals.quoted(cursor, dialect, names)
          : new Data.Str(cursor.name(), cursor.span(start));
    }
    if (Character.isDigit(c) || (c == '-' && Character.isDigit(cursor.peek(1)))) {
      cursor.to(start + 1);
      while (Cursor.isName(cursor.peek(0))
          || (cursor.peek(0) == '.' && Character.isDigit(cursor.peek(1)))) {
        cursor.next();
      }
      return new Data.Num(cursor.text(start).replace("_", ""), cursor.span(start));
    }
    String name = cursor.name();
    if (name.isEmpty()) {
      return open(start);
    }
    String full = c == '$' || c == '@' ? c + name : name;
    Span span = cursor.span(start);
    if (dialect == Dialect.PYTHON && (cursor.peek(0) == '"' || cursor.peek(0) == '\'')) {
      String text = Values.part(Literals.quoted(cursor, dialect, names));
      // What the braces of an f-string give is not known.
      boolean filled = full.equalsIgnoreCase("f");
      return new Data.Str(
          filled ? text.replace("{", "{{").replace("}", "}}") : text, cursor.span(start));
    }
    switch (full) {
      case "true", "True":
        return new Data.Bool(true, span);
      case "false", "False":
        return new Data.Bool(false, span);
      case "nil", "undef", "None":
        return new Data.Null(span);
      default:
        break;
    }
    if (cursor.peek(0) == '(') {
      cursor.to(cursor.at() + 1);
      List<Data> arguments = items(')');
      Data result = Methods.function(full, arguments, cursor.span(start));
      result = result == null ? names.call(full, arguments, cursor.span(start)) : result;
      return result == null ? open(start) : result;
    }
    Data value = names.value(full);
    if (value != null) {
      return value;
    }
    boolean type = Character.isUpperCase(name.charAt(0));
    return type
        ? open(start)
        : new Data.Open("comes from the variable " + full, name, dialect == Dialect.RUBY, span);
  }

  private Data members(Data base, int start) {
    Data value = base;
    while (!cursor.done()) {
      char c = cursor.peek(0);
      int here = cursor.at();
      if (c == '[') {
        cursor.to(here + 1);
        List<Data> index = items(']');
        value = index.size() == 1 ? member(value, index.getFirst(), start) : open(start);
      } else if ((c == '.' || cursor.looksAt("&."))
          && Cursor.isName(cursor.peek(c == '.' ? 1 : 2))) {
        cursor.to(here + (c == '.' ? 1 : 2));
        String method = cursor.name();
        if (isLoop(method)) {
          cursor.to(here);
          return value;
        }
        List<Data> arguments = List.of();
        if (cursor.peek(0) == '(') {
          cursor.to(cursor.at() + 1);
          arguments = items(')');
        }
        boolean maps = (method.equals("map") || method.equals("collect")) && arguments.isEmpty();
        Data mapped = maps ? mapped(value, start) : null;
        if (mapped != null) {
          value = mapped;
          continue;
        }
        Data result = Methods.method(value, method, arguments, cursor.span(start));
        boolean block = block();
        boolean made = !(result instanceof Data.Str str) || cursor.make(str.text().length());
        value = result == null || block || !made ? open(start) : result;
      } else {
        return value;
      }
    }
    return value;
  }

  /** {@return what a block of one expression makes of the members; null when it is none} */
  private @Nullable Data mapped(Data value, int start) {
    int before = cursor.at();
    List<List<Data>> rounds = Loops.rounds(value);
    boolean block = cursor.sign("{") && cursor.sign("|");
    int bar = cursor.at();
    while (block && !cursor.done() && cursor.peek(0) != '|') {
      cursor.next();
    }
    List<String> parameters = Loops.parameters(cursor.text(bar), dialect);
    cursor.sign("|");
    int body = cursor.at();
    List<Data> results = new ArrayList<>();
    int after = -1;
    for (List<Data> round :
        rounds == null || !block
            ? List.<List<Data>>of()
            : rounds.subList(0, Math.min(100, rounds.size()))) {
      Map<String, Data> bound = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(parameters.size(), round.size()); i++) {
        bound.put(parameters.get(i), round.get(i));
      }
      cursor.to(body);
      cursor.lines();
      results.add(read(cursor, dialect, Loops.with(bound, names)));
      cursor.lines();
      after = cursor.sign("}") ? cursor.at() : -1;
    }
    cursor.to(after < 0 ? before : after);
    return after < 0 ? null : new Data.Seq(results, cursor.span(start));
  }

  /** Skips a block in braces behind a method. */
  private boolean block() {
    int before = cursor.at();
    cursor.blanks();
    if (dialect != Dialect.RUBY || cursor.peek(0) != '{') {
      cursor.to(before);
      return false;
    }
    braces(cursor);
    return true;
  }

  /** Skips what stands in braces. */
  public static void braces(Cursor cursor) {
    int level = 0;
    while (!cursor.done()) {
      char c = cursor.next();
      if (c == '{') {
        level++;
      } else if (c == '}' && --level <= 0) {
        return;
      } else if (c == '"' || c == '\'') {
        while (!cursor.done() && cursor.peek(0) != c) {
          cursor.to(cursor.at() + (cursor.peek(0) == '\\' ? 2 : 1));
        }
        cursor.next();
      }
    }
  }

  private Data member(Data value, Data key, int start) {
    String name = Values.part(key);
    Data found =
        switch (value) {
          case Data.Dict dict -> dict.entries().get(name);
          case Data.Seq seq ->
              name.equals("0") && !seq.items().isEmpty() ? seq.items().getFirst() : null;
          default -> null;
        };
    if (found != null) {
      return found;
    }
    String outer = value instanceof Data.Open open ? open.variable() : null;
    boolean longer = outer != null && outer.length() > Limits.MESSAGE_CHARS;
    String path = outer == null ? name : longer ? outer : outer + "." + name;
    boolean missing =
        value instanceof Data.Dict || (value instanceof Data.Open unknown && !unknown.defined());
    String why = missing ? ", which no file sets" : "";
    return new Data.Open("comes from " + path + why, path, !missing, cursor.span(start));
  }

  private List<Data> items(char close) {
    List<Data> items = new ArrayList<>();
    Map<String, Data> entries = new LinkedHashMap<>();
    int start = cursor.at();
    for (int i = 0; i < Limits.ITEMS && !cursor.done(); i++) {
      if (close == '\n') {
        cursor.blanks();
      } else {
        cursor.lines();
        if (cursor.sign(String.valueOf(close))) {
          break;
        }
      }
      int before = cursor.at();
      String label = label();
      Data item = label == null ? choice() : new Data.Str(label, cursor.span(before));
      int after = cursor.at();
      if (close != '\n') {
        cursor.lines();
      }
      if (label != null || cursor.sign("=>")) {
        cursor.lines();
        entries.put(Values.part(item), choice());
        after = cursor.at();
      } else {
        items.add(item);
      }
      if (close != '\n') {
        cursor.lines();
      }
      if (cursor.sign(",")) {
        cursor.lines();
      } else if (close == '\n') {
        cursor.to(after);
        break;
      } else if (cursor.at() == before) {
        cursor.to(before + 1);
      }
    }
    if (!entries.isEmpty()) {
      items.add(new Data.Dict(entries, cursor.span(start)));
    }
    return items;
  }

  /**
   * {@return the name before {@code name: value} of Ruby, {@code "name": value} of both or {@code
   * name=value} of Python, or null}
   */
  private @Nullable String label() {
    int start = cursor.at();
    if (dialect != Dialect.PUPPET) {
      char quote = cursor.peek(0);
      String name;
      if (quote == '"' || quote == '\'') {
        name = Literals.quoted(cursor, dialect, names) instanceof Data.Str str ? str.text() : "";
      } else {
        name = cursor.name();
      }
      boolean named = dialect == Dialect.PYTHON && cursor.peek(0) == '=' && cursor.peek(1) != '=';
      if (!name.isEmpty() && (named || cursor.peek(0) == ':' && cursor.peek(1) != ':')) {
        cursor.to(cursor.at() + 1);
        return name;
      }
    }
    cursor.to(start);
    return null;
  }
}

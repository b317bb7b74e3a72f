package io.github.flaskdebugguard.deployment.puppet;

import io.github.flaskdebugguard.deployment.manifest.Cursor;
import io.github.flaskdebugguard.deployment.manifest.Dialect;
import io.github.flaskdebugguard.deployment.manifest.Expression;
import io.github.flaskdebugguard.deployment.manifest.Loops;
import io.github.flaskdebugguard.deployment.manifest.Values;
import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One manifest, run from top to bottom. Where a condition is not known, both sides are taken. */
final class Manifest {
  private static final int DEEPEST = 20;
  private static final int MOST_ROUNDS = 50;

  private final Catalog catalog;
  private final SourceFile file;
  private final Cursor cursor;
  private final Resources resources;
  private final int level;

  /**
   * @param level how many defined resources this one is within
   */
  Manifest(Catalog catalog, SourceFile file, int level) {
    this.catalog = catalog;
    this.file = file;
    this.cursor = new Cursor(file, 0, file.text().length());
    this.resources = new Resources(catalog);
    this.level = level;
  }

  /** Runs what stands outside of classes, and notes the classes. */
  void top() {
    Scope scope = new Scope(catalog, null, file.span(0, 0));
    while (!cursor.done()) {
      int before = cursor.at();
      statements(scope, true, 0);
      if (!cursor.sign("}") && cursor.at() == before) {
        break;
      }
    }
    scope.variables().forEach(catalog::top);
  }

  /** Runs the body of a class or a defined resource. */
  void body(Catalog.Definition definition, Scope scope, Map<String, Data> given) {
    if (definition.parameters() >= 0) {
      cursor.to(definition.parameters());
      parameters(scope, given);
    }
    cursor.to(definition.body());
    statements(scope, true, 0);
  }

  private void parameters(Scope scope, Map<String, Data> given) {
    while (!cursor.done()) {
      cursor.lines();
      while (!cursor.done() && cursor.peek(0) != '$' && cursor.peek(0) != ')') {
        // A type, which may hold brackets and line ends.
        cursor.to(cursor.at() + 1);
      }
      if (cursor.peek(0) != '$') {
        return;
      }
      cursor.to(cursor.at() + 1);
      String name = cursor.name();
      cursor.lines();
      Data value = given.get(name);
      if (cursor.sign("=")) {
        cursor.lines();
        Data standard = Expression.read(cursor, Dialect.PUPPET, scope);
        value = value == null ? standard : value;
      }
      scope.set(
          name,
          value == null
              ? new Data.Open("is the parameter " + name, name, true, file.span(0, 0))
              : value);
      cursor.lines();
      cursor.sign(",");
    }
  }

  private Data expression(Scope scope) {
    return Expression.read(cursor, Dialect.PUPPET, scope);
  }

  /** Runs statements up to the brace that ends the block, which is left. */
  private void statements(Scope scope, boolean active, int depth) {
    while (catalog.step()) {
      cursor.lines();
      if (cursor.done() || cursor.peek(0) == '}') {
        return;
      }
      int start = cursor.at();
      while (cursor.peek(0) == '@' && cursor.peek(1) != '(') {
        cursor.to(cursor.at() + 1);
      }
      char c = cursor.peek(0);
      if (c == '$' || c == '[' || c == '(') {
        assignment(scope, active, depth);
      } else {
        word(cursor.name(), start, scope, active, depth);
      }
      if (cursor.at() <= start) {
        cursor.line();
      }
    }
    cursor.to(file.text().length());
  }

  private void assignment(Scope scope, boolean active, int depth) {
    int start = cursor.at();
    if (cursor.peek(0) == '$') {
      cursor.to(start + 1);
      String name = cursor.name();
      cursor.blanks();
      if (cursor.peek(0) == '=' && cursor.peek(1) != '=') {
        cursor.sign("=");
        cursor.lines();
        Data value = expression(scope);
        if (active) {
          scope.set(name, value);
        }
        return;
      }
    }
    cursor.to(start);
    Data value = expression(scope);
    if (cursor.peek(0) == '.') {
      loop(value, scope, active, depth);
    } else {
      cursor.line();
    }
  }

  private void loop(Data over, Scope scope, boolean active, int depth) {
    cursor.to(cursor.at() + 1);
    cursor.name();
    cursor.blanks();
    if (cursor.peek(0) == '(') {
      cursor.to(cursor.at() + 1);
      cursor.blanks();
    }
    if (!cursor.sign("|")) {
      cursor.line();
      return;
    }
    int bar = cursor.at();
    int end = file.text().indexOf('|', bar);
    if (end < 0 || depth > DEEPEST) {
      cursor.to(file.text().length());
      return;
    }
    List<String> names = Loops.parameters(file.text().substring(bar, end), Dialect.PUPPET);
    cursor.to(end + 1);
    cursor.lines();
    cursor.sign("{");
    int body = cursor.at();
    List<List<Data>> rounds = Loops.rounds(over);
    List<List<Data>> all = rounds == null ? List.of(List.of()) : rounds;
    for (List<Data> round : all.subList(0, Math.min(MOST_ROUNDS, all.size()))) {
      for (int i = 0; i < names.size(); i++) {
        Data open = new Data.Open("is a member of a loop", names.get(i), true, over.span());
        scope.set(names.get(i).substring(1), i < round.size() ? round.get(i) : open);
      }
      cursor.to(body);
      statements(scope, active, depth + 1);
    }
    cursor.to(body);
    statements(scope, false, depth + 1);
    cursor.sign("}");
  }

  private void word(String word, int start, Scope scope, boolean active, int depth) {
    cursor.blanks();
    if (depth > DEEPEST) {
      cursor.to(file.text().length());
      return;
    }
    switch (word) {
      case "" -> cursor.line();
      case "if", "unless" -> condition(word, scope, active, depth);
      case "case" -> choice(scope, active, depth);
      case "define" -> definition(word);
      case "class" -> {
        if (cursor.peek(0) == '{') {
          resource(word, start, scope, active);
        } else {
          definition(word);
        }
      }
      case "node" -> {
        while (!cursor.done() && cursor.peek(0) != '{') {
          cursor.to(cursor.at() + 1);
        }
        cursor.sign("{");
        statements(new Scope(catalog, null, file.span(start, start)), active, depth + 1);
        cursor.sign("}");
      }
      case "function", "type", "plan" -> {
        while (!cursor.done() && cursor.peek(0) != '{') {
          cursor.to(cursor.at() + 1);
        }
        Expression.braces(cursor);
      }
      case "include", "contain", "require", "realize" ->
          Expression.list(cursor, Dialect.PUPPET, scope, '\n');
      default -> {
        boolean type = Character.isUpperCase(word.charAt(0));
        if (cursor.peek(0) == '{' && type) {
          Expression.braces(cursor);
        } else if (cursor.peek(0) == '{') {
          resource(word, start, scope, active);
        } else {
          cursor.to(start);
          Data value = expression(scope);
          if (cursor.peek(0) == '.') {
            loop(value, scope, active, depth);
          } else {
            cursor.line();
          }
        }
      }
    }
  }

  private void definition(String kind) {
    String name = cursor.name();
    String plain = name.startsWith("::") ? name.substring(2) : name;
    cursor.lines();
    int parameters = -1;
    if (cursor.sign("(")) {
      parameters = cursor.at();
      Scope nothing = new Scope(catalog, null, file.span(0, 0));
      parameters(nothing, Map.of());
      cursor.sign(")");
      cursor.lines();
    }
    @Nullable String inherited = null;
    if (cursor.word("inherits")) {
      cursor.blanks();
      String other = cursor.name();
      inherited = other.startsWith("::") ? other.substring(2) : other;
      cursor.lines();
    }
    if (cursor.peek(0) != '{') {
      return;
    }
    catalog.define(
        kind, plain, new Catalog.Definition(file, parameters, cursor.at() + 1, inherited));
    skipBlock();
  }

  private void skipBlock() {
    cursor.sign("{");
    statements(new Scope(catalog, null, file.span(0, 0)), false, 0);
    cursor.sign("}");
  }

  private void condition(String word, Scope scope, boolean active, int depth) {
    Boolean truth = Values.truth(expression(scope));
    Boolean holds = truth == null ? null : truth == word.equals("if");
    block(scope, active && !Boolean.FALSE.equals(holds), depth);
    boolean open = active && !Boolean.TRUE.equals(holds);
    while (true) {
      int before = cursor.at();
      cursor.lines();
      if (cursor.word("elsif")) {
        cursor.blanks();
        Boolean next = Values.truth(expression(scope));
        block(scope, open && !Boolean.FALSE.equals(next), depth);
        open &= !Boolean.TRUE.equals(next);
      } else if (cursor.word("else")) {
        block(scope, open, depth);
      } else {
        cursor.to(before);
        return;
      }
    }
  }

  private void block(Scope scope, boolean active, int depth) {
    cursor.lines();
    if (cursor.sign("{")) {
      statements(scope, active, depth + 1);
      cursor.sign("}");
    }
  }

  private void choice(Scope scope, boolean active, int depth) {
    Data subject = expression(scope);
    cursor.lines();
    cursor.sign("{");
    boolean open = active;
    while (catalog.step()) {
      cursor.lines();
      if (cursor.done() || cursor.sign("}")) {
        return;
      }
      int start = cursor.at();
      boolean holds = false;
      boolean may = false;
      do {
        cursor.lines();
        if (cursor.word("default")) {
          holds = true;
        } else {
          Boolean same = Values.equal(subject, expression(scope));
          holds |= Boolean.TRUE.equals(same);
          may |= same == null;
        }
        cursor.lines();
      } while (cursor.sign(",") && !cursor.done());
      cursor.sign(":");
      block(scope, open && (holds || may), depth);
      open &= !holds;
      if (cursor.at() == start) {
        cursor.line();
      }
    }
  }

  private void resource(String type, int start, Scope scope, boolean active) {
    cursor.sign("{");
    while (catalog.step()) {
      cursor.lines();
      if (cursor.done() || cursor.sign("}")) {
        return;
      }
      int before = cursor.at();
      Data title =
          cursor.word("default") ? new Data.Null(file.span(before, before)) : expression(scope);
      cursor.lines();
      cursor.sign(":");
      Map<String, Data> attributes = attributes(scope);
      if (active && !(title instanceof Data.Null)) {
        declare(type, title, attributes, file.span(before, Math.max(before, lineEnd(before))));
      }
      cursor.lines();
      cursor.sign(";");
      if (cursor.at() == before) {
        cursor.to(before + 1);
      }
    }
  }

  private int lineEnd(int from) {
    int feed = file.text().indexOf('\n', from);
    return feed < 0 ? file.text().length() : feed;
  }

  private Map<String, Data> attributes(Scope scope) {
    Map<String, Data> attributes = new LinkedHashMap<>();
    while (catalog.step()) {
      cursor.lines();
      if (cursor.done() || cursor.peek(0) == '}' || cursor.peek(0) == ';') {
        return attributes;
      }
      int before = cursor.at();
      boolean splat = cursor.sign("*");
      String name = splat ? "" : cursor.name();
      cursor.lines();
      if (cursor.sign("=>") || cursor.sign("+>")) {
        cursor.lines();
        Data value = expression(scope);
        if (splat && value instanceof Data.Dict all) {
          attributes.putAll(all.entries());
        } else {
          attributes.put(name, value);
        }
      }
      cursor.lines();
      cursor.sign(",");
      if (cursor.at() == before) {
        cursor.to(before + 1);
      }
    }
    return attributes;
  }

  private void declare(String type, Data title, Map<String, Data> attributes, Span place) {
    List<Data> titles = title instanceof Data.Seq seq ? seq.items() : List.of(title);
    for (Data each : titles) {
      String name = Values.part(each);
      Catalog.Definition definition =
          catalog.defined(type.startsWith("::") ? type.substring(2) : type);
      if (type.equals("class")) {
        catalog.declare(name.startsWith("::") ? name.substring(2) : name, attributes);
      } else if (definition != null && level < DEEPEST) {
        Scope scope = new Scope(catalog, definition.inherited(), place);
        Map<String, Data> given = new HashMap<>(attributes);
        scope.set("title", each);
        scope.set("name", each);
        new Manifest(catalog, definition.file(), level + 1).body(definition, scope, given);
      } else {
        resources.resource(type, each, attributes, place);
      }
    }
  }
}

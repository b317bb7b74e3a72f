package io.github.flaskdebugguard.deployment.jinja;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One expression of Jinja, as far as settings use it: names, attributes, literals, comparisons,
 * {@code and}, {@code or}, {@code not}, {@code a if c else b} and common filters (executed: Ansible
 * 2.14). Everything else is unknown.
 */
public final class Expression {

  private final String text;
  private final Span span;
  private final Function<String, @Nullable Data> names;
  private int at;
  private int depth;
  private Data.@Nullable Open unknown;

  private Expression(String text, Span span, Function<String, @Nullable Data> names) {
    this.text = text;
    this.span = span;
    this.names = names;
  }

  /** {@return what an expression means} */
  public static Data evaluate(String text, Span span, Function<String, @Nullable Data> names) {
    Expression expression = new Expression(text, span, names);
    Data value = expression.choice();
    expression.blanks();
    return expression.at < text.length() ? expression.open() : value;
  }

  /** {@return the whole as what is not known, one for all its parts} */
  private Data.Open open() {
    Data.Open known = unknown;
    if (known == null) {
      known = new Data.Open("comes from the template expression " + text.strip(), null, true, span);
      unknown = known;
    }
    return known;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean word(String word) {
    blanks();
    int end = at + word.length();
    if (text.startsWith(word, at) && (end >= text.length() || !isName(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private boolean sign(String sign) {
    blanks();
    if (text.startsWith(sign, at)) {
      at += sign.length();
      return true;
    }
    return false;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private Data choice() {
    if (++depth > Limits.LEVELS) {
      at = text.length();
      return open();
    }
    Data value = or();
    if (word("if")) {
      Boolean condition = or().truth();
      Data other = word("else") ? choice() : new Data.Str("", span);
      depth--;
      return condition == null ? open() : condition ? value : other;
    }
    depth--;
    return value;
  }

  private Data or() {
    Data left = and();
    while (word("or")) {
      Data right = and();
      Boolean truth = left.truth();
      left = truth == null ? open() : truth ? left : right;
    }
    return left;
  }

  private Data and() {
    Data left = not();
    while (word("and")) {
      Data right = not();
      Boolean truth = left.truth();
      left = truth == null ? open() : truth ? right : left;
    }
    return left;
  }

  private Data not() {
    int negations = 0;
    while (word("not")) {
      negations++;
    }
    Data value = comparison();
    if (negations == 0) {
      return value;
    }
    Boolean truth = value.truth();
    return truth == null ? open() : new Data.Bool(truth == (negations % 2 == 0), span);
  }

  private Data comparison() {
    Data left = filtered();
    if (sign("==")) {
      return equal(left, filtered(), true);
    }
    if (sign("!=")) {
      return equal(left, filtered(), false);
    }
    if (word("is")) {
      boolean negated = word("not");
      if (word("defined")) {
        boolean defined = !(left instanceof Data.Open unknown) || unknown.defined();
        return new Data.Bool(defined != negated, span);
      }
      return open();
    }
    return left;
  }

  private Data equal(Data left, Data right, boolean wanted) {
    if (left instanceof Data.Open || right instanceof Data.Open) {
      return open();
    }
    boolean same =
        left.getClass() == right.getClass()
            && left.shown() instanceof Text.Known a
            && right.shown() instanceof Text.Known b
            && a.value().equals(b.value());
    return new Data.Bool(same == wanted, span);
  }

  private Data filtered() {
    Data value = joined();
    while (sign("|")) {
      blanks();
      int start = at;
      while (at < text.length() && (isName(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      String name = text.substring(start, at);
      List<Data> arguments = new ArrayList<>();
      if (at < text.length() && text.charAt(at) == '(') {
        at++;
        while (!sign(")")) {
          int before = at;
          int equals = at;
          while (equals < text.length() && isName(text.charAt(equals))) {
            equals++;
          }
          if (equals > at
              && equals + 1 < text.length()
              && text.charAt(equals) == '='
              && text.charAt(equals + 1) != '=') {
            at = equals + 1;
          }
          arguments.add(choice());
          sign(",");
          if (at == before || at >= text.length()) {
            at = text.length();
            return open();
          }
        }
      }
      value = filter(name, value, arguments);
    }
    return value;
  }

  private Data filter(String name, Data value, List<Data> arguments) {
    Data first = arguments.isEmpty() ? null : arguments.getFirst();
    if (name.equals("default") || name.equals("d")) {
      boolean missing = value instanceof Data.Open unknown && !unknown.defined();
      boolean alsoEmpty = arguments.size() > 1 && Boolean.TRUE.equals(arguments.get(1).truth());
      if (missing || (alsoEmpty && Boolean.FALSE.equals(value.truth()))) {
        return first == null ? new Data.Str("", span) : first;
      }
      return value;
    }
    if (value instanceof Data.Open) {
      return value;
    }
    String plain = value.shown() instanceof Text.Known known ? known.value() : "";
    return switch (name) {
      case "bool" -> {
        String lower = plain.toLowerCase(Locale.ROOT);
        yield new Data.Bool(
            lower.equals("true") || lower.equals("yes") || lower.equals("on") || lower.equals("1"),
            value.span());
      }
      case "int" ->
          switch (value) {
            case Data.Bool bool -> new Data.Num(bool.value() ? "1" : "0", value.span());
            default ->
                new Data.Num(
                    !plain.isEmpty() && plain.chars().allMatch(Character::isDigit) ? plain : "0",
                    value.span());
          };
      case "type_debug" ->
          new Data.Str(
              switch (value) {
                case Data.Bool b -> "bool";
                case Data.Num n -> "int";
                case Data.Str t -> "str";
                case Data.Null n -> "NoneType";
                case Data.Seq l -> "list";
                case Data.Dict m -> "dict";
                case Data.Open o -> "";
              },
              span);
      case "string" -> new Data.Str(plain, value.span());
      case "lower" -> new Data.Str(plain.toLowerCase(Locale.ROOT), value.span());
      case "upper" -> new Data.Str(plain.toUpperCase(Locale.ROOT), value.span());
      case "trim" -> new Data.Str(plain.strip(), value.span());
      case "quote" ->
          plain.length() > Limits.TEXT_CHARS ? open() : new Data.Str(quoted(plain), value.span());
      case "ternary" -> {
        Boolean truth = value.truth();
        yield truth == null || arguments.size() < 2
            ? open()
            : truth ? arguments.get(0) : arguments.get(1);
      }
      default -> open();
    };
  }

  /** As Python's shlex.quote. */
  private static String quoted(String plain) {
    boolean safe =
        !plain.isEmpty()
            && plain
                .chars()
                .allMatch(
                    c -> (c < 128 && Character.isLetterOrDigit(c)) || "@%+=:,./-_".indexOf(c) >= 0);
    return safe ? plain : "'" + plain.replace("'", "'\"'\"'") + "'";
  }

  private Data joined() {
    Data left = primary();
    while (sign("~") || sign("+")) {
      Data right = primary();
      if (left.shown() instanceof Text.Known a
          && right.shown() instanceof Text.Known b
          && a.value().length() + b.value().length() <= Limits.TEXT_CHARS) {
        left = new Data.Str(a.value() + b.value(), span);
      } else {
        left = open();
      }
    }
    return left;
  }

  private Data primary() {
    blanks();
    if (at >= text.length()) {
      return open();
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      int close = text.indexOf(c, at + 1);
      if (close < 0) {
        at = text.length();
        return open();
      }
      String literal = text.substring(at + 1, close);
      at = close + 1;
      return new Data.Str(literal, span);
    }
    if (c == '(') {
      at++;
      Data value = choice();
      return sign(")") ? value : open();
    }
    if (c == '[' || c == '{') {
      at++;
      return members(c == '[' ? list() : mapping());
    }
    int start = at;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.isEmpty()) {
      at = text.length();
      return open();
    }
    if (name.chars().allMatch(Character::isDigit)) {
      return new Data.Num(name, span);
    }
    Data value =
        switch (name) {
          case "true", "True" -> new Data.Bool(true, span);
          case "false", "False" -> new Data.Bool(false, span);
          case "none", "None" -> new Data.Null(span);
          default -> {
            Data found = names.apply(name);
            yield found != null
                ? found
                : new Data.Open("comes from the variable " + name, name, false, span);
          }
        };
    return members(value);
  }

  private Data list() {
    List<Data> items = new ArrayList<>();
    while (!sign("]")) {
      int before = at;
      items.add(choice());
      sign(",");
      if (at == before || at >= text.length()) {
        return open();
      }
    }
    return new Data.Seq(items, span).within(Limits.ELEMENTS);
  }

  private Data mapping() {
    Map<String, Data> entries = new LinkedHashMap<>();
    while (!sign("}")) {
      int before = at;
      Text key = choice().shown();
      if (!sign(":") || !(key instanceof Text.Known known)) {
        at = text.length();
        return open();
      }
      entries.put(known.value(), choice());
      sign(",");
      if (at == before || at >= text.length()) {
        return open();
      }
    }
    return new Data.Dict(entries, span).within(Limits.ELEMENTS);
  }

  private Data members(Data base) {
    Data value = base;
    while (at < text.length()) {
      char c = text.charAt(at);
      String key;
      if (c == '.') {
        int start = ++at;
        while (at < text.length() && isName(text.charAt(at))) {
          at++;
        }
        key = text.substring(start, at);
      } else if (c == '[') {
        at++;
        Data index = choice();
        if (!sign("]") || !(index.shown() instanceof Text.Known known)) {
          at = text.length();
          return open();
        }
        key = known.value();
      } else if (c == '(' && value instanceof Data.Dict dict) {
        at++;
        value = looked(dict);
        continue;
      } else if (c == '(') {
        // A method or lookup: its arguments do not matter, since it is not called.
        at = text.length();
        return open();
      } else {
        return value;
      }
      Data member = value instanceof Data.Dict dict ? dict.entries().get(key) : null;
      if (member == null && key.equals("get") && at < text.length() && text.charAt(at) == '(') {
        continue;
      }
      value =
          member != null
              ? member
              : new Data.Open(
                  "comes from the variable " + key,
                  key,
                  value instanceof Data.Open unknown && unknown.defined(),
                  span);
    }
    return value;
  }

  /**
   * {@code d.get('a', other)}; a mapping that is called itself is a function of Salt, which takes
   * {@code 'a:b'} for a member of a member ({@code salt['pillar.get']}).
   */
  private Data looked(Data.Dict dict) {
    List<Data> arguments = new ArrayList<>();
    boolean merge = false;
    while (!sign(")")) {
      int before = at;
      boolean merges = word("merge") && sign("=");
      boolean named = !merges && word("default") && sign("=");
      Data value = choice();
      merge |= merges && Boolean.TRUE.equals(value.truth());
      if (!merges) {
        arguments.add(value);
      }
      sign(",");
      if (at == before || at >= text.length() || (named && arguments.size() > 2)) {
        at = text.length();
        return open();
      }
    }
    if (arguments.isEmpty() || !(arguments.getFirst().shown() instanceof Text.Known key)) {
      return open();
    }
    Data found = dict.entries().get(key.value());
    if (found == null) {
      found = dict;
      for (String part : key.value().split(":")) {
        found = found instanceof Data.Dict inner ? inner.entries().get(part) : null;
      }
    }
    Data other = arguments.size() > 1 ? arguments.get(1) : null;
    if (found == null) {
      return other != null
          ? other
          : new Data.Open("comes from " + key.value(), key.value(), false, span);
    }
    return merge && other != null ? Data.merged(other, found) : found;
  }

  /** {@return the members that a loop goes over; null when they are not known} */
  public static @Nullable List<List<Data>> loop(
      String text, Span span, Function<String, @Nullable Data> names) {
    String source = text.strip();
    boolean items = source.endsWith(".items()");
    Data value = evaluate(items ? source.substring(0, source.length() - 8) : source, span, names);
    List<List<Data>> rounds = new ArrayList<>();
    if (items && value instanceof Data.Dict dict) {
      for (Map.Entry<String, Data> entry : dict.entries().entrySet()) {
        rounds.add(
            List.of(new Data.Str(entry.getKey(), entry.getValue().span()), entry.getValue()));
      }
      return rounds;
    }
    if (value instanceof Data.Seq seq) {
      seq.items().forEach(item -> rounds.add(List.of(item)));
      return rounds;
    }
    if (value instanceof Data.Dict dict) {
      dict.entries().forEach((key, data) -> rounds.add(List.of(new Data.Str(key, data.span()))));
      return rounds;
    }
    return null;
  }
}
